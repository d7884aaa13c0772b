import type { ClassificationEvaluation } from './evaluation'

/** How many rows of the class (`tp`) and of the others (`fp`) have a probability of at least `threshold`. */
export interface ThresholdPoint {
  threshold: number
  tp: number
  fp: number
}

/** Points by growing threshold, and how many rows there are of the class and in all. */
export interface ThresholdCurve {
  points: ThresholdPoint[]
  rows: number
  positives: number
}

export interface Outcome {
  tp: number
  fp: number
  fn: number
  tn: number
}

export function outcomeOf({ rows, positives }: ThresholdCurve, { tp, fp }: ThresholdPoint): Outcome {
  return { tp, fp, fn: positives - tp, tn: rows - positives - fp }
}

export interface ThresholdMetrics {
  accuracy: number
  /** Null where no row is called the class. */
  precision: number | null
  recall: number | null
  f1: number | null
  specificity: number | null
  /** Share of the rows that are called the class. */
  called: number
  mcc: number | null
}

const share = (part: number, whole: number) => (whole > 0 ? part / whole : null)

/** The usual measures of a yes-or-no decision; null where they are not defined. */
export function thresholdMetrics({ tp, fp, fn, tn }: Outcome): ThresholdMetrics {
  const rows = tp + fp + fn + tn
  const product = (tp + fp) * (tp + fn) * (tn + fp) * (tn + fn)
  return {
    accuracy: share(tp + tn, rows) ?? 0,
    precision: share(tp, tp + fp),
    recall: share(tp, tp + fn),
    f1: share(2 * tp, 2 * tp + fp + fn),
    specificity: share(tn, tn + fp),
    called: share(tp + fp, rows) ?? 0,
    mcc: product > 0 ? (tp * tn - fp * fn) / Math.sqrt(product) : null,
  }
}

/** The place of the point nearest to a threshold; of two equally near ones the lower. */
export function nearestPoint(points: readonly ThresholdPoint[], threshold: number): number {
  let best = 0
  points.forEach((point, index) => {
    if (Math.abs(point.threshold - threshold) < Math.abs((points[best] as ThresholdPoint).threshold - threshold)) best = index
  })
  return best
}

/** The points that an evaluation's ROC curve holds: each exact, but only those where the curve turns. */
export function curveOf(evaluation: ClassificationEvaluation, label: string): ThresholdCurve | null {
  const curve = evaluation.curves.find((candidate) => candidate.label === label)
  const at = evaluation.classes.indexOf(label)
  const positives = evaluation.confusion[at]?.reduce((sum, count) => sum + count, 0) ?? 0
  if (!curve) return null
  const points = curve.roc.threshold.flatMap((threshold, index): ThresholdPoint[] => {
    const [fpr, tpr] = [curve.roc.fpr[index], curve.roc.tpr[index]]
    if (threshold === null || fpr === null || fpr === undefined || tpr === null || tpr === undefined) return []
    return [{ threshold, tp: Math.round(tpr * positives), fp: Math.round(fpr * (evaluation.rows - positives)) }]
  })
  return { points: points.reverse(), rows: evaluation.rows, positives }
}

/** What each outcome of one row costs; a benefit is a negative cost. */
export type Costs = Outcome

export const equalCosts: Costs = { tp: 0, fp: 1, fn: 1, tn: 0 }

/** `tp,fp,fn,tn` → costs; null where it does not say four numbers. */
export function readCosts(text: string | null): Costs | null {
  const parts = (text ?? '').split(',')
  const numbers = parts.map(Number)
  if (parts.length !== 4 || parts.some((part) => part.trim() === '') || !numbers.every(Number.isFinite)) return null
  const [tp, fp, fn, tn] = numbers as [number, number, number, number]
  return { tp, fp, fn, tn }
}

export function writeCosts({ tp, fp, fn, tn }: Costs): string {
  return [tp, fp, fn, tn].join(',')
}

/** Mean cost of a row. */
export function costOf(outcome: Outcome, costs: Costs): number {
  const rows = outcome.tp + outcome.fp + outcome.fn + outcome.tn
  return rows > 0 ? (outcome.tp * costs.tp + outcome.fp * costs.fp + outcome.fn * costs.fn + outcome.tn * costs.tn) / rows : 0
}

export interface CostCurve {
  points: { threshold: number; cost: number }[]
  /** The cheapest; of equals the one nearest to the middle of their range, which new rows upset least. */
  best: { threshold: number; cost: number; index: number } | null
}

export function costCurve(curve: ThresholdCurve, costs: Costs): CostCurve {
  const points = curve.points.map((point) => ({ threshold: point.threshold, cost: costOf(outcomeOf(curve, point), costs) }))
  if (points.length === 0) return { points, best: null }
  const least = points.reduce((low, point) => Math.min(low, point.cost), Infinity)
  const same = (cost: number) => cost - least <= 1e-12 * Math.max(1, Math.abs(least))
  const first = points.findIndex((point) => same(point.cost))
  let last = first
  while (last + 1 < points.length && same(points[last + 1]!.cost)) last++
  const middle = (points[first]!.threshold + points[last]!.threshold) / 2
  let index = first
  for (let at = first; at <= last; at++) if (Math.abs(points[at]!.threshold - middle) < Math.abs(points[index]!.threshold - middle)) index = at
  return { points, best: { ...points[index]!, index } }
}
