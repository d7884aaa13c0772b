import type { ClassificationEvaluation, Evaluation, RegressionEvaluation } from './evaluation'
import { formatCount, formatNumber, formatPercent, formatScore } from './format'
import type { RowsOrigin } from './held-out'
import { formatMetric, metricFacts, orderMetrics } from './metrics'

export interface Explanation {
  key: string
  label: string
  /** Null where the metric could not be computed. */
  value: number | null
  text: string
  /** What the number means here, in one plain sentence. */
  sentence: string
  /** What the simplest possible model would get, where that is known. */
  baseline: { value: number; text: string; label: string } | null
  /** Against the baseline. */
  verdict: 'better' | 'worse' | 'same' | null
}

/** Each headline metric of an evaluation with its sentence, most important first. Baselines are not listed by themselves. */
export function explain(evaluation: Evaluation, origin: RowsOrigin = 'unknown'): Explanation[] {
  const keys = orderMetrics(Object.keys(evaluation.metrics)).filter((key) => !key.startsWith('baseline_'))
  return keys.map((key) => {
    const raw = evaluation.metrics[key]
    const value = raw !== undefined && Number.isFinite(raw) ? raw : null
    const facts = metricFacts(key)
    const sentence = value === null ? 'It cannot be computed from these rows.' : sentenceOf(evaluation, key, value, origin)
    const baseline = value === null ? null : baselineOf(evaluation, key)
    return { key, label: facts.label, value, text: formatMetric(key, value), sentence, baseline, verdict: verdict(key, value, baseline?.value) }
  })
}

/** One line on which rows were evaluated, and a caution where the model had seen them. */
export function explainRows(evaluation: Evaluation, origin: RowsOrigin): string {
  const rows = `${formatCount(evaluation.rows)} ${evaluation.rows === 1 ? 'row' : 'rows'}`
  const skipped = evaluation.skippedRows > 0 ? ` ${formatCount(evaluation.skippedRows)} more had no ${evaluation.target} or no prediction and were left out.` : ''
  if (origin === 'held-out') return `Measured on ${rows} that the model did not see in training.${skipped}`
  if (origin === 'out-of-fold') return `Measured on ${rows}, each predicted by a model that had not learned from it.${skipped}`
  if (origin === 'trained-on') return `Measured on ${rows} that the model was trained on, so these numbers flatter it: evaluate on the other side of a split.${skipped}`
  return `Measured on ${rows}.${skipped}`
}

function sentenceOf(evaluation: Evaluation, key: string, value: number, origin: RowsOrigin): string {
  const sentence =
    evaluation.kind === 'classification' ? classification(evaluation, value, origin)[key] : regression(evaluation, value)[key]
  return sentence ? sentence() : ''
}

function classification(evaluation: ClassificationEvaluation, value: number, origin: RowsOrigin): Record<string, () => string> {
  const { classes, rows } = evaluation
  const binary = classes.length === 2
  const right = evaluation.confusion.reduce((sum, row, index) => sum + (row[index] ?? 0), 0)
  const commonest = commonestClass(evaluation)
  const positive = evaluation.curves[0]?.label ?? classes[1]
  const each = `averaged over ${binary ? 'both' : `the ${formatCount(classes.length)}`} classes`
  return {
    accuracy: () => {
      const kind = origin === 'held-out' || origin === 'out-of-fold' ? 'held-out rows' : rows === 1 ? 'row' : 'rows'
      const guess = commonest ? `; always guessing the commonest class, ${commonest.label}, gets ${formatScore(commonest.share)}` : ''
      return `${formatCount(right)} of ${formatCount(rows)} ${kind} ${right === 1 ? 'was' : 'were'} right${guess}.`
    },
    balanced_accuracy: () => `The share found of each class, ${each}, so that a rare class counts as much as a common one.`,
    precision_macro: () => `Of the rows that were called a class, ${formatPercent(value)} were it, ${each}.`,
    recall_macro: () => `Of the rows of a class, ${formatPercent(value)} were found, ${each}.`,
    f1_macro: () => `Precision and recall in one number, ${each}; 1 needs both perfect.`,
    f1_weighted: () => 'Precision and recall in one number, each class weighted by its rows.',
    roc_auc: () =>
      binary
        ? `A random “${positive}” row gets a higher probability than a random other row ${formatPercent(value)} of the time; chance gets 50%.`
        : `A random row of a class gets a higher probability of it than a random other row ${formatPercent(value)} of the time, ${each}; chance gets 50%.`,
    average_precision: () =>
      binary
        ? `The area under the precision–recall curve of “${positive}”; a random ranking gets its share of the rows, ${formatScore(prevalence(evaluation, positive))}.`
        : `The area under the precision–recall curves, ${each}; a random ranking gets each class's share of the rows.`,
    matthews_corrcoef: () => 'Agreement of prediction and truth over the whole confusion matrix: 1 is perfect, 0 no better than guessing, −1 always wrong.',
    log_loss: () => `How surprised the probabilities were by the truth: 0 is certain and right; ${binary ? 'a coin' : 'equal probabilities'} would get ${formatScore(Math.log(classes.length))}.`,
  }
}

function regression(evaluation: RegressionEvaluation, value: number): Record<string, () => string> {
  const { target } = evaluation
  const base = evaluation.metrics['baseline_rmse']
  return {
    r2: () =>
      value < 0
        ? `Worse than always predicting the mean of ${target}, which gets 0.`
        : `Explains ${formatPercent(value)} of the variation of ${target}; always predicting the mean explains none.`,
    mae: () => `Predictions are off by ${formatNumber(value)} on average, in the units of ${target}.`,
    rmse: () => {
      const typical = `The typical error in the units of ${target}, where large misses weigh more`
      if (base === undefined || !(base > 0)) return `${typical}.`
      const change = 1 - value / base
      const said = Math.abs(change) < 0.0005 ? 'no better' : `${formatPercent(Math.abs(change))} ${change > 0 ? 'less' : 'more'}`
      return `${typical}; always predicting the mean gets ${formatNumber(base)}, so this is ${said}.`
    },
    median_ae: () => `Half of the predictions are off by less than ${formatNumber(value)}.`,
    max_error: () => `The worst prediction is off by ${formatNumber(value)}.`,
    mape: () =>
      value > 10
        ? `Some actual values of ${target} are near zero, where an error in percent says little.`
        : `Predictions are off by ${formatPercent(value)} of the actual value on average.`,
    explained_variance: () => `Like R², but a constant offset of all predictions is forgiven.`,
  }
}

function baselineOf(evaluation: Evaluation, key: string): Explanation['baseline'] {
  const of = (value: number | undefined, label: string) =>
    value === undefined || !Number.isFinite(value) ? null : { value, text: formatMetric(key, value), label }
  if (evaluation.kind === 'regression') {
    if (key === 'r2' || key === 'explained_variance') return of(0, 'always the mean')
    return key === 'rmse' ? of(evaluation.metrics['baseline_rmse'], 'always the mean') : null
  }
  const count = evaluation.classes.length
  if (key === 'accuracy') return of(evaluation.metrics['baseline_accuracy'] ?? commonestClass(evaluation)?.share, 'the commonest class')
  if (key === 'balanced_accuracy') return of(count > 0 ? 1 / count : undefined, 'one class always')
  if (key === 'roc_auc') return of(0.5, 'chance')
  if (key === 'matthews_corrcoef') return of(0, 'guessing')
  if (key === 'log_loss') return of(count > 1 ? Math.log(count) : undefined, 'equal probabilities')
  if (key === 'average_precision' && count === 2) return of(prevalence(evaluation, evaluation.curves[0]?.label ?? evaluation.classes[1]), 'a random ranking')
  return null
}

function verdict(key: string, value: number | null, baseline: number | undefined): Explanation['verdict'] {
  if (value === null || baseline === undefined) return null
  if (Math.abs(value - baseline) < 1e-9) return 'same'
  return value > baseline === (metricFacts(key).better === 'higher') ? 'better' : 'worse'
}

/** The most frequent actual class and its share of the rows; the first in order where several tie. */
function commonestClass(evaluation: ClassificationEvaluation): { label: string; share: number } | null {
  let best: { label: string; count: number } | null = null
  evaluation.confusion.forEach((row, index) => {
    const count = row.reduce((sum, cell) => sum + cell, 0)
    if (!best || count > best.count) best = { label: evaluation.classes[index] ?? '', count }
  })
  const found = best as { label: string; count: number } | null
  return found && evaluation.rows > 0 ? { label: found.label, share: found.count / evaluation.rows } : null
}

/** The share of rows whose actual class this is. */
export function prevalence(evaluation: ClassificationEvaluation, label: string | undefined): number | undefined {
  const row = evaluation.confusion[evaluation.classes.indexOf(label ?? '')]
  return row && evaluation.rows > 0 ? row.reduce((sum, cell) => sum + cell, 0) / evaluation.rows : undefined
}
