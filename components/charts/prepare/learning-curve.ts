import { formatCount, formatNumber } from '@/lib/results/format'
import { formatMetric, metricFacts } from '@/lib/results/metrics'
import { axis, niceDomain } from './scale'
import { seriesColours } from './series'
import type { LineSpec, Series } from './spec'

export interface LearningCurveRow {
  rows: number
  learned: number | null
  learnedSd: number | null
  heldOut: number | null
  heldOutSd: number | null
}

/** The score on the rows learned from and on held-out ones, by how many rows there were, each with a band of one deviation. */
export function prepareLearningCurve(rows: LearningCurveRow[], metric: string): LineSpec {
  const facts = metricFacts(metric)
  const line = (name: string, index: number, value: (row: LearningCurveRow) => number | null, sd: (row: LearningCurveRow) => number | null): Series => {
    const known = rows.filter((row) => value(row) !== null)
    return {
      name,
      note: '',
      colour: seriesColours[index]!,
      dash: index === 1 ? '6 3' : undefined,
      hidden: false,
      dots: true,
      band: known.map((row) => ({ x: row.rows, low: value(row)! - (sd(row) ?? 0), high: value(row)! + (sd(row) ?? 0) })),
      points: rows.map((row) => ({
        x: row.rows,
        y: value(row) ?? Number.NaN,
        facts: [{ label: 'Rows learned from', value: formatCount(row.rows) }, { label: facts.label, value: formatMetric(metric, value(row)) }, { label: 'Deviation over folds', value: formatNumber(sd(row)) }],
      })),
    }
  }
  const series = [line('held-out rows', 0, (row) => row.heldOut, (row) => row.heldOutSd), line('rows learned from', 1, (row) => row.learned, (row) => row.learnedSd)]
  const ends = series.flatMap((entry) => (entry.band ?? []).flatMap(({ low, high }) => [low, high]))
  const nice = niceDomain(rows.length > 0 ? [0, Math.max(...rows.map((row) => row.rows))] : null)
  return {
    title: 'Learning curve',
    subtitle: `${facts.label} by the number of rows learned from, with a band of one deviation over folds; ${advice(rows, metric)}`,
    description: `Learning curve: ${rows.map((row) => `${formatCount(row.rows)} rows ${formatMetric(metric, row.heldOut)}`).join(', ')} on held-out rows.`,
    fileName: 'learning-curve',
    x: { label: 'Rows learned from', domain: nice.domain, ticks: nice.ticks, format: formatCount },
    y: axis(facts.label, ends),
    series,
    references: [],
    table: {
      columns: ['Rows learned from', 'Learned from', 'Deviation', 'Held out', 'Deviation held out'].map((label) => ({ label, numeric: true })),
      rows: rows.map((row) => [row.rows, row.learned, row.learnedSd, row.heldOut, row.heldOutSd]),
    },
    empty: rows.length === 0 ? 'The curve has no sizes.' : null,
  }
}

/** Whether the last step up still helped by more than the scatter of the folds. */
function advice(rows: LearningCurveRow[], metric: string): string {
  const scored = rows.filter((row) => row.heldOut !== null)
  const [before, last] = [scored.at(-2), scored.at(-1)]
  if (!before || !last) return 'too few sizes could be scored to say whether more rows would help'
  const sign = metricFacts(metric).better === 'lower' ? -1 : 1
  const gain = sign * (last.heldOut! - before.heldOut!)
  const noise = (last.heldOutSd ?? 0) / 2
  return gain > noise ? 'still getting better at the right, so more rows would probably help' : 'hardly better at the right, so more rows alone would help little'
}
