import type { BoxAnswer, CountsAnswer, HistogramAnswer } from '@/lib/duckdb/ops/chart/types'
import type { TableFilter } from '@/lib/data/table-filter'
import { formatCount, formatNumber, formatPercent } from '@/lib/results/format'
import { groupFilter, groupName, keysOf } from './groups'
import { axis, extent, withMargin } from './scale'
import type { BarSpec, BoxSpec, HistogramSpec } from './spec'
import { instantText, timeAxis } from './time-axis'

const rowsWord = (count: number) => `${formatCount(count)} ${count === 1 ? 'row' : 'rows'}`

/** Rows in ranges of a column; whole numbers stand in the middle of their bar. */
export function prepareHistogram(answer: HistogramAnswer, x: string, by?: string): HistogramSpec {
  const keys = keysOf(answer.groups)
  const shift = answer.whole ? 0.5 : 0
  const say = answer.temporal ? instantText : formatNumber
  const total = answer.bins.reduce((sum, bin) => sum + bin.counts.reduce((inner, count) => inner + count, 0), 0)
  const bins = answer.bins.map((bin, index) => {
    const count = bin.counts.reduce((sum, value) => sum + value, 0)
    const range = answer.whole ? say(bin.to) : `${index === 0 ? '' : 'above '}${say(bin.from)} to ${say(bin.to)}`
    const parts = keys ? { parts: bin.counts } : {}
    return {
      from: bin.from + shift,
      to: bin.to + shift,
      count,
      ...parts,
      rows: binFilters(x, bin, index === 0, answer),
      facts: [{ label: x, value: range }, { label: 'Rows', value: `${formatCount(count)}, ${formatPercent(total > 0 ? count / total : null)}` }, ...(keys ?? []).map((key, group) => ({ label: key.name, value: formatCount(bin.counts[group] ?? 0) }))],
    }
  })
  const range = extent(bins.flatMap(({ from, to }) => [from, to]))
  const gone = [answer.missing > 0 ? `${rowsWord(answer.missing)} without a value` : '', answer.notFinite > 0 ? `${formatCount(answer.notFinite)} not finite` : ''].filter(Boolean)
  return {
    title: by ? `${x} by ${by}` : `Distribution of ${x}`,
    subtitle: [`${rowsWord(total)}`, ...gone.map((words) => `${words} left out`)].join('; '),
    description: `Histogram of ${x}: ${rowsWord(total)} in ${formatCount(bins.length)} ranges.`,
    fileName: `${x}-histogram`,
    x: answer.temporal ? timeAxis(x, range) : { ...axis(x, range ?? []), domain: range ?? [0, 1] },
    y: axis('Rows', [0, ...bins.map(({ count }) => count)], { zero: true, whole: true }),
    bins,
    ...(keys && { groups: keys }),
    table: {
      columns: [{ label: 'From', numeric: !answer.temporal }, { label: 'To', numeric: !answer.temporal }, ...(keys ?? [{ name: 'Rows' }]).map(({ name }) => ({ label: name, numeric: true }))],
      rows: answer.bins.map((bin) => [answer.temporal ? instantText(bin.from) : bin.from, answer.temporal ? instantText(bin.to) : bin.to, ...bin.counts]),
    },
    empty: total === 0 ? `${x} has no values in these rows.` : null,
  }
}

function binFilters(column: string, bin: { from: number; to: number }, first: boolean, { temporal, whole }: HistogramAnswer): TableFilter[] {
  const value = (edge: number) => (temporal ? instantText(edge) : String(edge))
  if (whole) return [{ column, op: 'equals', value: value(bin.to) }]
  return [{ column, op: first ? 'at_least' : 'greater', value: value(bin.from) }, { column, op: 'at_most', value: value(bin.to) }]
}

/** The commonest values, each with its rows and share. */
export function prepareCounts(answer: CountsAnswer, x: string): BarSpec {
  const total = answer.values.reduce((sum, entry) => sum + entry.count, 0) + answer.restRows
  const rest = answer.restValues > 0 ? `; ${formatCount(answer.restValues)} more ${answer.restValues === 1 ? 'value' : 'values'} in ${rowsWord(answer.restRows)}` : ''
  const gone = answer.missing > 0 ? `; ${rowsWord(answer.missing)} without a value left out` : ''
  return {
    title: `Values of ${x}`,
    subtitle: `${rowsWord(total)}${rest}${gone}`,
    description: `Rows per value of ${x}: ${answer.values.slice(0, 5).map(({ value, count }) => `${value} ${formatCount(count)}`).join(', ')}.`,
    fileName: `${x}-counts`,
    x: axis('Rows', [0, ...answer.values.map(({ count }) => count)], { zero: true, whole: true }),
    bars: answer.values.map(({ value, count }) => ({
      label: value === '' ? '(empty text)' : value,
      value: count,
      text: formatCount(count),
      rows: [{ column: x, op: 'equals', value }],
      facts: [{ label: x, value: value === '' ? '(empty text)' : value }, { label: 'Rows', value: formatCount(count) }, { label: 'Share', value: formatPercent(total > 0 ? count / total : null) }],
    })),
    table: { columns: [{ label: x, numeric: false }, { label: 'Rows', numeric: true }, { label: 'Share', numeric: true }], rows: answer.values.map(({ value, count }) => [value, count, total > 0 ? count / total : null]) },
    empty: answer.values.length === 0 ? `${x} has no values in these rows.` : null,
  }
}

/** A box for each group on one scale. */
export function prepareBox(answer: BoxAnswer, y: string, by?: string): BoxSpec {
  const total = answer.boxes.reduce((sum, box) => sum + box.count, 0)
  const cut = answer.boxes.some((box) => box.outliers.length < box.outliersOf)
  const notes = [
    `${rowsWord(total)}; box: middle half, line: median, dot: mean, whiskers: up to 1.5 boxes away`,
    cut ? 'of the values beyond, the furthest are drawn' : '',
    answer.restGroups > 0 ? `${formatCount(answer.restGroups)} small groups are together` : '',
    answer.missing > 0 ? `${rowsWord(answer.missing)} without a value left out` : '',
  ]
  return {
    title: by ? `${y} by ${by}` : `Spread of ${y}`,
    subtitle: notes.filter(Boolean).join('; '),
    description: `Box plot of ${y}: ${answer.boxes.map((box) => `${groupName(box.group)} median ${formatNumber(box.median)}`).join(', ')}.`,
    fileName: `${y}-box-plot`,
    x: axis(y, withMargin(extent(answer.boxes.flatMap((box) => [box.min, box.max]))) ?? []),
    boxes: answer.boxes.map((box) => {
      const filter = by === undefined ? null : groupFilter(by, box.group)
      return {
        label: by === undefined ? 'all rows' : groupName(box.group),
        low: box.low, q1: box.q1, median: box.median, q3: box.q3, high: box.high, mean: box.mean, outliers: box.outliers,
        ...(filter && { rows: [filter] }),
        facts: [
          { label: 'Rows', value: formatCount(box.count) },
          { label: 'Highest', value: formatNumber(box.max) },
          { label: 'Upper quartile', value: formatNumber(box.q3) },
          { label: 'Median', value: formatNumber(box.median) },
          { label: 'Mean', value: formatNumber(box.mean) },
          { label: 'Lower quartile', value: formatNumber(box.q1) },
          { label: 'Lowest', value: formatNumber(box.min) },
          { label: 'Beyond whiskers', value: formatCount(box.outliersOf) },
        ],
      }
    }),
    table: {
      columns: ['Group', 'Rows', 'Lowest', 'Lower whisker', 'Lower quartile', 'Median', 'Mean', 'Upper quartile', 'Upper whisker', 'Highest', 'Beyond whiskers'].map((label, index) => ({ label, numeric: index > 0 })),
      rows: answer.boxes.map((box) => [groupName(box.group), box.count, box.min, box.low, box.q1, box.median, box.mean, box.q3, box.high, box.max, box.outliersOf]),
    },
    empty: total === 0 ? `${y} has no values in these rows.` : null,
  }
}
