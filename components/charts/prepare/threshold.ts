import type { ThresholdsAnswer } from '@/lib/duckdb/ops/chart/types'
import { formatCount, formatNumber, formatPercent, formatScore } from '@/lib/results/format'
import { costCurve, costOf, outcomeOf, type Costs, type ThresholdCurve } from '@/lib/results/threshold'
import { axis, unitAxis } from './scale'
import { thin } from './series'
import type { LineSpec, Point, Reference } from './spec'

const muted = 'var(--control)'
const series = (name: string, points: Point[], note = '') => ({ name, note, colour: 'var(--series-1)', dash: undefined, points, hidden: false })

/** What rows with a probability of about p turned out to be. */
export function prepareCalibration({ bins, brier, rows, positives }: ThresholdsAnswer, label: string, target: string): LineSpec {
  const base = rows > 0 ? positives / rows : 0
  return {
    title: 'Calibration',
    subtitle: `Of rows with a probability of about p of “${label}”, the share that are it; on the diagonal a probability means what it says. Brier score ${formatScore(brier)} (always saying ${formatPercent(base)} gets ${formatScore(base * (1 - base))}; lower is better)`,
    description: `Calibration of the probabilities of ${label}, Brier score ${formatScore(brier)}: ${bins.map((bin) => `at ${formatScore(bin.mean)} ${formatPercent(bin.share)}`).join(', ')}.`,
    fileName: `${target}-calibration`,
    x: unitAxis('Mean probability'),
    y: unitAxis(`Share that are ${label}`),
    series: [
      {
        ...series(
        label,
        bins.map((bin) => ({
          x: bin.mean,
          y: bin.share,
          facts: [{ label: 'Probability', value: `${formatNumber(bin.from)} to ${formatNumber(bin.to)}` }, { label: 'Mean', value: formatScore(bin.mean) }, { label: `Are ${label}`, value: formatPercent(bin.share) }, { label: 'Rows', value: formatCount(bin.rows) }],
        })),
        ),
        dots: true,
      },
    ],
    references: [{ label: 'perfectly calibrated', listed: true, colour: muted, from: { x: 0, y: 0 }, to: { x: 1, y: 1 } }],
    table: { columns: ['From', 'To', 'Rows', 'Mean probability', 'Share'].map((name) => ({ label: name, numeric: true })), rows: bins.map((bin) => [bin.from, bin.to, bin.rows, bin.mean, bin.share]) },
    empty: bins.length === 0 ? 'There are no probabilities to look at.' : null,
  }
}

/** How many of a class are found in the rows that are likeliest to be it. */
export function prepareGains(curve: ThresholdCurve, label: string, target: string): LineSpec {
  const base = curve.rows > 0 ? curve.positives / curve.rows : 0
  const at = gainPoints(curve)
  const first = at.find((point) => point.share >= 0.1)
  const points = at.map(({ share, found, lift, threshold }): Point => ({
    x: share,
    y: found,
    facts: [{ label: 'Rows taken', value: formatPercent(share) }, { label: `Of all ${label}`, value: formatPercent(found) }, { label: 'Lift', value: lift === null ? '–' : `${formatNumber(Number(lift.toPrecision(3)))} ×` }, { label: 'Probability', value: threshold === null ? 'none' : `≥ ${formatScore(threshold)}` }],
  }))
  return {
    title: 'Gains and lift',
    subtitle: `Taking the rows likeliest to be “${label}” first: how many of them are found${first?.lift ? `; the first ${formatPercent(first.share)} of the rows hold ${formatNumber(Number(first.lift.toPrecision(3)))} times as many as chance would` : ''}`,
    description: `Cumulative gains of ${label}${first ? `: the first ${formatPercent(first.share)} of the rows hold ${formatPercent(first.found)} of them` : ''}.`,
    fileName: `${target}-gains`,
    x: unitAxis('Share of rows taken'),
    y: unitAxis(`Share of ${label} found`),
    series: [series(label, thin(points))],
    references: [
      { label: 'at random', listed: true, colour: muted, from: { x: 0, y: 0 }, to: { x: 1, y: 1 } },
      ...(base > 0 && base < 1 ? [{ label: 'perfect order', listed: true, colour: 'var(--line-strong)', from: { x: 0, y: 0 }, to: { x: base, y: 1 } }] : []),
    ],
    table: { columns: ['Threshold', 'Share of rows', 'Share found', 'Lift'].map((name) => ({ label: name, numeric: true })), rows: at.map(({ threshold, share, found, lift }) => [threshold, share, found, lift]) },
    empty: curve.positives === 0 ? `No row is ${label}.` : curve.points.length === 0 ? 'There are no probabilities to order rows by.' : null,
  }
}

/** From nothing taken to everything; thresholds that take the same rows are one point. */
export function gainPoints({ points, rows, positives }: ThresholdCurve): { threshold: number | null; share: number; found: number; lift: number | null }[] {
  const all: { threshold: number | null; share: number; found: number; lift: number | null }[] = [{ threshold: null, share: 0, found: 0, lift: null }]
  let taken = 0
  for (const point of [...points].reverse()) {
    if (point.tp + point.fp === taken || rows === 0 || positives === 0) continue
    taken = point.tp + point.fp
    const [share, found] = [taken / rows, point.tp / positives]
    all.push({ threshold: point.threshold, share, found, lift: found / share })
  }
  return all
}

/** What a row costs on average, by threshold. */
export function prepareCost(curve: ThresholdCurve, costs: Costs, label: string, target: string): LineSpec {
  const { points, best } = costCurve(curve, costs)
  const y = axis('Mean cost of a row', points.map((point) => point.cost), { zero: true })
  const all = costOf({ tp: curve.positives, fp: curve.rows - curve.positives, fn: 0, tn: 0 }, costs)
  const none = costOf({ tp: 0, fp: 0, fn: curve.positives, tn: curve.rows - curve.positives }, costs)
  const marks: Reference[] = best ? [{ label: `best threshold ${formatScore(best.threshold)}`, listed: true, colour: 'var(--series-3)', from: { x: best.threshold, y: y.domain[0] }, to: { x: best.threshold, y: y.domain[1] } }] : []
  return {
    title: 'Cost by threshold',
    subtitle: best
      ? `Cheapest at ${formatScore(best.threshold)}: ${formatNumber(best.cost)} a row, ${formatNumber(best.cost * curve.rows)} for these ${formatCount(curve.rows)} rows; calling every row “${label}” costs ${formatNumber(all)}, none ${formatNumber(none)}`
      : 'There are no probabilities to set a threshold on',
    description: best ? `Mean cost of a row by threshold for ${label}, lowest ${formatNumber(best.cost)} at ${formatScore(best.threshold)}.` : 'No cost curve.',
    fileName: `${target}-cost`,
    x: unitAxis(`Threshold on the probability of ${label}`),
    y,
    series: [
      series(
        'cost',
        thin(points.map((point, index): Point => {
          const outcome = outcomeOf(curve, curve.points[index]!)
          return { x: point.threshold, y: point.cost, facts: [{ label: 'Threshold', value: formatScore(point.threshold) }, { label: 'Cost of a row', value: formatNumber(point.cost) }, { label: 'False alarms', value: formatCount(outcome.fp) }, { label: 'Missed', value: formatCount(outcome.fn) }] }
        }), 1_200),
      ),
    ],
    references: marks,
    table: { columns: ['Threshold', 'Mean cost of a row'].map((name) => ({ label: name, numeric: true })), rows: points.map((point) => [point.threshold, point.cost]) },
    empty: best ? null : 'There are no probabilities to set a threshold on.',
  }
}
