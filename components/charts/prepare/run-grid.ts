import { formatCount, formatNumber } from '@/lib/results/format'
import { plain, wordsOf, type Dimension } from './dimension'
import { extent } from './scale'
import type { Fact, Frame } from './spec'

export interface GridSpec extends Frame {
  xLabel: string
  yLabel: string
  columns: string[]
  /** From the top down. */
  rows: string[]
  /** `shade` from 0 to 1. Cells without a run are left out. */
  cells: { row: number; column: number; shade: number; text: string; count: string; best: boolean; facts: Fact[] }[]
  /** What the lightest and the darkest cell stand for. */
  ends: [string, string]
}

const MOST = 8

/** Ranges of a dimension and which one each run lies in: each value by itself where there are few, else even ranges of numbers. */
export function binsOf(of: Dimension): { labels: string[]; bins: (number | null)[] } {
  const words = wordsOf(of)
  if (of.kind === 'word' || words.length <= MOST) return { labels: of.kind === 'number' ? words.map((word) => formatNumber(Number(word))) : words, bins: plain(of).map((value) => (value === null ? null : words.indexOf(String(value)))) }
  const [low, high] = extent(of.values)!
  const log = low > 0 && high / low >= 100
  const edge = (index: number) => (log ? low * (high / low) ** (index / MOST) : low + ((high - low) * index) / MOST)
  return {
    labels: Array.from({ length: MOST }, (_, index) => `${formatNumber(edge(index))} to ${formatNumber(edge(index + 1))}`),
    bins: of.values.map((value) => (value === null ? null : Math.min(MOST - 1, Math.floor(MOST * (log ? Math.log(value / low) / Math.log(high / low) : (value - low) / (high - low)))))),
  }
}

/** The mean of a metric over two parameters, in cells that say of how many runs it is: nothing is made up between them. */
export function prepareRunGrid(x: Dimension, y: Dimension, metric: Dimension, better: 'higher' | 'lower' | null): GridSpec {
  const [across, down] = [binsOf(x), binsOf(y)]
  const found = new Map<string, { row: number; column: number; values: number[] }>()
  plain(metric).forEach((value, index) => {
    const [column, bin] = [across.bins[index] ?? null, down.bins[index] ?? null]
    if (typeof value !== 'number' || column === null || bin === null) return
    const row = down.labels.length - 1 - bin
    const cell = found.get(`${row} ${column}`) ?? { row, column, values: [] }
    cell.values.push(value)
    found.set(`${row} ${column}`, cell)
  })
  const cells = [...found.values()].map((cell) => ({ ...cell, mean: cell.values.reduce((sum, value) => sum + value, 0) / cell.values.length }))
  const [low, high] = extent(cells.map(({ mean }) => mean)) ?? [0, 0]
  const best = better === null || cells.length < 2 ? null : better === 'lower' ? low : high
  const rows = down.labels.toReversed()
  const runs = cells.reduce((sum, { values }) => sum + values.length, 0)
  return {
    title: `${metric.label} over ${x.label} and ${y.label}`,
    subtitle: `Mean of the runs in each cell, with their number; ${formatCount(runs)} ${runs === 1 ? 'run' : 'runs'}. Cells without a run stay empty`,
    description: `${metric.label} over ${x.label} and ${y.label}: ${cells.slice(0, 12).map(({ row, column, mean, values }) => `${across.labels[column]} and ${rows[row]} ${formatNumber(mean)} of ${values.length}`).join(', ')}.`,
    fileName: [metric.label, x.label, y.label].join('-').replace(/[^\w.-]+/g, '-'),
    xLabel: x.label,
    yLabel: y.label,
    columns: across.labels,
    rows,
    cells: cells.map(({ row, column, values, mean }) => ({
      row,
      column,
      shade: high > low ? (mean - low) / (high - low) : 0.5,
      text: formatNumber(mean),
      count: `${values.length} ${values.length === 1 ? 'run' : 'runs'}`,
      best: mean === best,
      facts: [{ label: x.label, value: across.labels[column]! }, { label: y.label, value: rows[row]! }, { label: `Mean ${metric.label}`, value: formatNumber(mean) }, { label: 'Lowest to highest', value: `${formatNumber(Math.min(...values))} to ${formatNumber(Math.max(...values))}` }, { label: 'Runs', value: formatCount(values.length) }],
    })),
    ends: [formatNumber(low), formatNumber(high)],
    table: { columns: [x.label, y.label, `Mean ${metric.label}`, 'Runs'].map((label, index) => ({ label, numeric: index > 1 })), rows: cells.map(({ row, column, mean, values }) => [across.labels[column]!, rows[row]!, mean, values.length]) },
    empty: cells.length === 0 ? `No run has ${x.label}, ${y.label} and a finite ${metric.label}.` : null,
  }
}
