const small = /(^|[^a-z])(loss|error|err|rmse|mse|mae|mape|msle|rmsle|perplexity|brier|wer|cer|hamming|latency|duration|seconds|time)([^a-z]|$)|loss$|error$/i
const telling = [/(^|[^a-z])(val|valid|validation|test|eval)([^a-z]|$)/i, /accuracy|f1|auc|r2|score|precision|recall|map|iou|dice|bleu|rouge/i]

/** Whether more or less of a metric is better, as its name says; more where it says nothing. */
export function goalOf(metric: string): 'max' | 'min' {
  return small.test(metric.replace(/([a-z])([A-Z])/g, '$1 $2')) ? 'min' : 'max'
}

/** A choice of what an experiment is judged by, as its tag holds it: `max accuracy`. */
export const goalTag = 'atelier.best'

export interface Goal {
  metric: string
  goal: 'max' | 'min'
  /** Somebody has chosen it; else its name was taken for what it says. */
  chosen: boolean
}

/** What an experiment is judged by: its tag, or of its usual metrics the first that says how good a model is. Null without metrics. */
export function goalFor(tag: string | undefined, usual: string[]): Goal | null {
  const told = /^(max|min) (.+)$/s.exec(tag ?? '')
  if (told) return { metric: told[2]!, goal: told[1] as 'max' | 'min', chosen: true }
  const judged = usual.filter((name) => !name.startsWith('system/'))
  const says = (name: string) => goalOf(name) === 'min' || telling[1]!.test(name)
  const metric = judged.find((name) => says(name) && telling[0]!.test(name)) ?? judged.find(says) ?? judged[0]
  return metric === undefined ? null : { metric, goal: goalOf(metric), chosen: false }
}
