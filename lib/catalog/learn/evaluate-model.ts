import { z } from 'zod'
import { checkColumn, findColumn, isNumeric } from '../columns'
import { example, examplePenguins } from '../example'
import { defineComponent, type InferContext, type Inference } from '../types'

export const EvaluateModelParams = z.object({
  target: z.string().default(''),
  prediction: z.string().default('prediction'),
  task: z.enum(['auto', 'classification', 'regression']).default('auto'),
  /** Empty: of two classes the last in order. */
  positive: z.string().default(''),
})
export type EvaluateModelParams = z.infer<typeof EvaluateModelParams>

function infer({ params, inputs }: InferContext<EvaluateModelParams>): Inference {
  const input = inputs.table
  const problems: Inference['problems'] = []
  if (params.target === '') {
    problems.push({ severity: 'error', param: 'target', message: 'Choose the target: the column with the true values' })
  }
  problems.push(...checkColumn('target', params.target, input, 'table'))
  if (input && !findColumn(input, params.prediction)) {
    problems.push({ severity: 'error', port: 'table', param: 'prediction', message: `The table has no column “${params.prediction}”; connect the output of Score model, or choose the column with the prediction` })
  }
  if (params.target !== '' && params.target === params.prediction) {
    problems.push({ severity: 'error', param: 'prediction', message: 'Target and prediction are the same column' })
  }
  const target = input && findColumn(input, params.target)
  if (params.task === 'regression' && target && !isNumeric(target.type) && target.type !== 'other') {
    problems.push({ severity: 'error', param: 'task', message: `“${params.target}” is not a number`, fix: { label: 'Evaluate as classification', params: { task: 'classification' } } })
  }
  return { outputs: {}, problems }
}

const taskWords = { auto: '', classification: ', as classes', regression: ', as numbers' }

export const evaluateModel = defineComponent({
  id: 'learn.evaluate-model',
  version: 1,
  name: 'Evaluate model',
  category: 'Learn',
  icon: 'gauge',
  summary: 'Tell how good predictions are',
  keywords: ['accuracy', 'confusion matrix', 'roc', 'auc', 'precision', 'recall', 'f1', 'r2', 'rmse', 'residuals', 'metrics', 'score', 'validate'],
  docs: `
Compares a prediction with the truth, row by row, by scikit-learn's own functions. Use it on rows that the model has not learned from: on its own training rows any model looks better than it is.

**Classes:** confusion matrix; accuracy, balanced accuracy, precision, recall and F1 (mean over classes, each with equal weight), F1 weighted by class size, Matthews correlation; per class precision, recall, F1. With the probabilities that Score model adds: log loss, ROC and precision–recall curves with their areas, for two classes of the positive one, otherwise of each class against the rest. The **baseline accuracy** is what always guessing the most frequent class reaches.

**Numbers:** R², mean and median absolute error, root mean squared error, largest error, explained variance, mean relative error where no true value is zero; predicted against actual, and residuals (actual − predicted). The **baseline RMSE** is what always guessing the mean reaches.

- **Task** *automatic* compares numbers where both columns are numeric and the prediction has fractions, as regressors give; otherwise classes.
- **Positive class:** of two classes the one that the curves are about; by default the last in order (true, 1, yes).
- Rows without a target or a prediction are left out and counted.
- Curves of more than 2,000 points are thinned evenly for the chart, with both ends kept; the metrics always use all rows.

${example(
  [
    examplePenguins,
    { id: 'train', component: 'learn.train-classifier@1', params: { target: 'species', algorithm: 'logistic_regression' } },
    { id: 'score', component: 'learn.score-model@1', params: {} },
    { id: 'evaluate', component: 'learn.evaluate-model@1', params: { target: 'species' } },
  ],
  ['penguins.table > train.table', 'train.model > score.model', 'penguins.table > score.table', 'score.table > evaluate.table'],
)}
`,
  inputs: [{ name: 'table', type: 'table', label: 'Scored table', help: 'A table with the true values and the prediction.' }],
  outputs: [{ name: 'evaluation', type: 'evaluation', label: 'Evaluation', help: 'Metrics, confusion matrix and curves, or residuals.' }],
  params: EvaluateModelParams,
  fields: [
    { name: 'target', label: 'Target', kind: 'column', from: 'table', help: 'The column with the true values.' },
    { name: 'prediction', label: 'Prediction', kind: 'column', from: 'table', help: 'The column that Score model added.' },
    {
      name: 'task',
      label: 'Compare as',
      kind: 'choice',
      advanced: true,
      options: [
        { value: 'auto', label: 'Automatic' },
        { value: 'classification', label: 'Classes' },
        { value: 'regression', label: 'Numbers' },
      ],
    },
    { name: 'positive', label: 'Positive class', kind: 'text', advanced: true, visible: ({ task }) => task !== 'regression', help: 'With two classes: the one that the curves are about. Empty: the last in order.' },
  ],
  describe: (params) => (params.target === '' ? 'no target chosen yet' : `${params.prediction} against ${params.target}${taskWords[params.task]}`),
  infer,
  runner: { kind: 'python', environment: 'sklearn', entry: 'evaluate' },
  deterministic: true,
})
