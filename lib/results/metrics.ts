import { formatNumber, formatScore, NO_VALUE } from './format'

export interface MetricFacts {
  label: string
  /** Which way is better; `none` for a plain count. */
  better: 'higher' | 'lower' | 'none'
  /** A score has no unit and lives about 0 to 1; a quantity is in the target's units or a count. */
  kind: 'score' | 'quantity'
}

const score = (label: string, better: MetricFacts['better'] = 'higher'): MetricFacts => ({ label, better, kind: 'score' })
const quantity = (label: string, better: MetricFacts['better'] = 'lower'): MetricFacts => ({ label, better, kind: 'quantity' })

/** What is known of the metrics that the catalogue's components write, in the order of importance. */
const known: Record<string, MetricFacts> = {
  accuracy: score('Accuracy'),
  r2: score('R²'),
  roc_auc: score('ROC AUC'),
  balanced_accuracy: score('Balanced accuracy'),
  f1_macro: score('F1, macro'),
  f1_weighted: score('F1, weighted'),
  precision_macro: score('Precision, macro'),
  recall_macro: score('Recall, macro'),
  average_precision: score('Average precision'),
  matthews_corrcoef: score('Matthews correlation'),
  log_loss: score('Log loss', 'lower'),
  rmse: quantity('RMSE'),
  mae: quantity('MAE'),
  median_ae: quantity('Median error'),
  max_error: quantity('Largest error'),
  mape: score('MAPE', 'lower'),
  explained_variance: score('Explained variance'),
  baseline_accuracy: score('Baseline accuracy', 'none'),
  baseline_rmse: quantity('Baseline RMSE', 'none'),
}

/** Facts of any metric; `cv_…` is a mean over folds, `…_sd` its deviation, `… of …` one model's, and an unknown one a quantity by its own name. */
export function metricFacts(key: string): MetricFacts {
  const fold = /^cv_(.+?)(_sd)?$/.exec(key)
  const of = fold && known[fold[1]!]
  if (of) return fold[2] ? { ...of, label: `${of.label}, deviation over folds`, better: 'none' } : { ...of, label: `${of.label}, cross-validated` }
  const [, measure, model] = /^(\w+) of (.+)$/.exec(key) ?? []
  if (measure && known[measure]) return { ...known[measure], label: `${known[measure].label} of ${model}` }
  return known[key] ?? { label: key.replaceAll('_', ' '), better: 'none', kind: 'quantity' }
}

/** A metric's label as it begins a line of a list. Short names such as `lr` stay as they were given. */
export function metricTitle(key: string): string {
  const { label } = metricFacts(key)
  return /^[a-z]{4,}( |$)/.test(label) ? label[0]!.toUpperCase() + label.slice(1) : label
}

export function formatMetric(key: string, value: number | null | undefined): string {
  if (value === null || value === undefined || Number.isNaN(value)) return NO_VALUE
  return metricFacts(key).kind === 'score' ? formatScore(value) : formatNumber(value)
}

/** Keys in the order in which they should be read: by importance, then unknown ones by name. */
export function orderMetrics(keys: string[]): string[] {
  const order = Object.keys(known)
  const rank = (key: string) => (order.includes(key) ? order.indexOf(key) : order.length)
  return [...keys].sort((a, b) => rank(a) - rank(b) || a.localeCompare(b))
}

/** The one metric that stands for a run in a list; null where none of its steps measured quality. */
export function headlineMetric(metrics: Record<string, number>): { key: string; label: string; value: number } | null {
  const key = orderMetrics(Object.keys(metrics)).find((candidate) => known[candidate.replace(/^cv_/, '')] && metricFacts(candidate).better !== 'none')
  const value = key === undefined ? undefined : metrics[key]
  return key === undefined || value === undefined ? null : { key, label: metricFacts(key).label, value }
}

export interface MetricChange {
  key: string
  label: string
  value: number
  previous: number | null
  /** `value − previous`; null where there is nothing to compare with. */
  delta: number | null
  verdict: 'better' | 'worse' | 'same' | 'unknown'
}

/** Quality metrics of a run beside those of an earlier one. */
export function compareMetrics(current: Record<string, number>, previous: Record<string, number> | null): MetricChange[] {
  return orderMetrics(Object.keys(current)).map((key) => {
    const value = current[key] as number
    const before = previous?.[key] ?? null
    const delta = before === null ? null : value - before
    return { key, label: metricTitle(key), value, previous: before, delta, verdict: judge(key, delta) }
  })
}

function judge(key: string, delta: number | null): MetricChange['verdict'] {
  const { better } = metricFacts(key)
  if (delta === null || !Number.isFinite(delta)) return 'unknown'
  // Two runs that compute the same in another order differ in the last bits; that is no change.
  if (Math.abs(delta) < 1e-9) return 'same'
  if (better === 'none') return 'unknown'
  return delta > 0 === (better === 'higher') ? 'better' : 'worse'
}
