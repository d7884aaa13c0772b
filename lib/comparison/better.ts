import { metricFacts } from '@/lib/results/metrics'

const lower = /(^|[\s_./-])(loss|error|err|mae|mse|rmse|mape|mad|perplexity|ppl|wer|cer|fid|brier|nll|latency|duration|hinge|deviance|divergence)($|[\s_./-])/i
const higher = /(^|[\s_./-])(acc|accuracy|auc|f1|precision|recall|score|r2|map|iou|dice|bleu|rouge|reward|return|throughput|sensitivity|specificity|kappa|ndcg|hit|likelihood)($|[\s_./-])/i

/** Which way a metric is better, by its name; null where the name does not say it. */
export function betterOf(metric: string): 'higher' | 'lower' | null {
  const known = metricFacts(metric.replace(/^(train|training|val|valid|validation|test|eval)[\s_./-]/i, '')).better
  if (known !== 'none') return known
  // "error_rate" and "accuracy_error" are errors.
  return lower.test(metric) ? 'lower' : higher.test(metric) ? 'higher' : null
}

/** Places of the best of the values, several where they are equal; none where fewer than two can be ranked. */
export function bestPlaces(values: readonly (number | null | undefined)[], better: 'higher' | 'lower'): number[] {
  const ranked = values.flatMap((value) => (typeof value === 'number' && !Number.isNaN(value) ? [value] : []))
  if (ranked.length < 2) return []
  const best = better === 'higher' ? Math.max(...ranked) : Math.min(...ranked)
  if (ranked.every((value) => value === best)) return []
  return values.flatMap((value, index) => (value === best ? [index] : []))
}
