import * as z from 'zod/mini'

/** Infinity (scikit-learn's first ROC threshold) has no JSON form and travels as null. */
const Curve = z.array(z.nullable(z.number()))

const Headline = z.record(z.string(), z.number())

export const ClassificationEvaluation = z.object({
  kind: z.literal('classification'),
  target: z.string(),
  rows: z.number().check(z.int()),
  /** Rows left out because the target or prediction was missing. */
  skippedRows: z.number().check(z.int()),
  classes: z.array(z.string()),
  /** Of two classes the one that the curves are about. */
  positive: z.optional(z.string()),
  /** accuracy, balanced_accuracy, precision_macro, recall_macro, f1_macro, f1_weighted, log_loss, roc_auc, average_precision, matthews_corrcoef, baseline_accuracy; those that apply. */
  metrics: Headline,
  /** Counts: row = actual class, column = predicted class, in the order of `classes`. */
  confusion: z.array(z.array(z.number().check(z.int()))),
  perClass: z.array(
    z.object({
      label: z.string(),
      precision: z.number(),
      recall: z.number(),
      f1: z.number(),
      support: z.number().check(z.int()),
      rocAuc: z.nullable(z.number()),
      averagePrecision: z.nullable(z.number()),
    }),
  ),
  /** One-vs-rest per class (binary: the positive class alone); empty without probabilities. */
  curves: z.array(
    z.object({
      label: z.string(),
      /** All lists of a curve are equally long. `pointsOf`: points before thinning, present only where it was thinned. */
      roc: z.object({ fpr: Curve, tpr: Curve, threshold: Curve, pointsOf: z.optional(z.number().check(z.int())) }),
      /** The closing point, precision 1 at recall 0, has no threshold. */
      pr: z.object({ precision: Curve, recall: Curve, threshold: Curve, pointsOf: z.optional(z.number().check(z.int())) }),
    }),
  ),
})
export type ClassificationEvaluation = z.infer<typeof ClassificationEvaluation>

export const RegressionEvaluation = z.object({
  kind: z.literal('regression'),
  target: z.string(),
  rows: z.number().check(z.int()),
  skippedRows: z.number().check(z.int()),
  /** r2, mae, rmse, median_ae, max_error, mape, explained_variance, baseline_rmse; in the target's units but for r2, mape and explained_variance. */
  metrics: Headline,
  /** Up to 2,000 rows, evenly spaced by the predicted value, always with the largest residuals. */
  points: z.array(z.object({ actual: z.number(), predicted: z.number() })),
  pointsOf: z.number().check(z.int()),
  /** Of actual − predicted, on all rows. */
  residuals: z.object({ edges: z.array(z.number()), counts: z.array(z.number().check(z.int())) }),
})
export type RegressionEvaluation = z.infer<typeof RegressionEvaluation>

/** The JSON blob that Evaluate model writes. */
export const Evaluation = z.discriminatedUnion('kind', [ClassificationEvaluation, RegressionEvaluation])
export type Evaluation = z.infer<typeof Evaluation>
