import { formatCount, formatNumber } from '@/lib/results/format'
import { dimensionAxis, plain, valueText, wordsOf, type Dimension } from './dimension'
import { parallelAxis, type ParallelSpec } from './parallel'
import { quantile } from './quantile'
import type { LineLook } from './run-lines'
import { axis, extent, withMargin } from './scale'
import { seriesColours } from './series'
import type { BarSpec, BoxSpec, ScatterSpec } from './spec'

const runsWord = (count: number) => `${formatCount(count)} ${count === 1 ? 'run' : 'runs'}`
const file = (...names: string[]) => names.join('-').replace(/[^\w.-]+/g, '-')
const MOST_GROUPS = 8

/** Each run as a point; coloured by the words of a third dimension. */
export function prepareRunScatter(looks: readonly LineLook[], x: Dimension, y: Dimension, by: Dimension | null): ScatterSpec {
  const [across, up] = [dimensionAxis(x), dimensionAxis(y)]
  const words = by ? wordsOf(by) : []
  const groups = by ? [...words.slice(0, MOST_GROUPS - 1), ...(words.length >= MOST_GROUPS ? [words.length === MOST_GROUPS ? words.at(-1)! : 'others'] : []), ...(plain(by).includes(null) ? ['(none)'] : [])] : []
  const groupOf = (index: number) => {
    const value = by ? plain(by)[index] : undefined
    if (value === null) return groups.length - 1
    return Math.max(0, Math.min(words.indexOf(String(value)), MOST_GROUPS - 1))
  }
  const placed = looks.flatMap((look, index) => {
    const [px, py] = [across.places[index] ?? null, up.places[index] ?? null]
    return px === null || py === null ? [] : [{ look, index, px, py }]
  })
  const missing = looks.length - placed.length
  return {
    title: `${y.label} against ${x.label}`,
    subtitle: `${runsWord(placed.length)}${missing > 0 ? `; ${formatCount(missing)} without one of them left out` : ''}`,
    description: `Scatter of ${y.label} against ${x.label} of ${runsWord(placed.length)}.`,
    fileName: file(y.label, 'against', x.label),
    x: across.axis,
    y: up.axis,
    points: placed.map(({ look, index, px, py }) => ({ x: px, y: py, group: groupOf(index), facts: [{ label: 'Run', value: look.name }, ...[x, y, ...(by && by.name !== x.name && by.name !== y.name ? [by] : [])].map((of) => ({ label: of.label, value: valueText(of, index) }))] })),
    references: [],
    ...(by && { groups: groups.map((name, index) => ({ name, colour: seriesColours[index % seriesColours.length]! })) }),
    table: { columns: [{ label: 'Run', numeric: false }, ...[x, y, ...(by ? [by] : [])].map(({ label, kind }) => ({ label, numeric: kind === 'number' }))], rows: looks.map(({ name }, index) => [name, ...[x, y, ...(by ? [by] : [])].map((of) => plain(of)[index] ?? null)]) },
    empty: placed.length === 0 ? `No run has both ${x.label} and ${y.label}.` : null,
  }
}

/** A line for each run over its parameters and metrics; the last axis is what runs are ranked by. */
export function prepareRunParallel(looks: readonly LineLook[], dimensions: readonly Dimension[], better: 'higher' | 'lower' | null): ParallelSpec {
  const columns = dimensions.map((of) => parallelAxis({ name: of.label, values: plain(of), log: of.kind === 'number' && spansDecades(of.values) }))
  const goal = dimensions.at(-1)
  const shades = columns.at(-1)?.places ?? []
  const shadeOf = (index: number) => {
    const place = goal?.kind === 'number' && better ? (shades[index] ?? null) : null
    return place === null ? null : better === 'lower' ? 1 - place : place
  }
  const best = Math.max(...looks.map((_, index) => shadeOf(index) ?? -1))
  return {
    title: 'Parallel coordinates',
    subtitle: `${runsWord(looks.length)}; drag along an axis to keep what passes there${goal && better ? `; stronger lines have a ${better} ${goal.label}` : ''}`,
    description: `Parallel coordinates of ${runsWord(looks.length)} over ${dimensions.map(({ label }) => label).join(', ')}.`,
    fileName: 'parallel-coordinates',
    axes: columns.map((column) => column.axis),
    lines: looks.map((look, index) => ({ id: look.id, name: look.name, places: columns.map((column) => column.places[index] ?? null), shade: shadeOf(index), best: best >= 0 && shadeOf(index) === best, facts: dimensions.map((of) => ({ label: of.label, value: valueText(of, index) })) })),
    table: { columns: [{ label: 'Run', numeric: false }, ...dimensions.map(({ label, kind }) => ({ label, numeric: kind === 'number' }))], rows: looks.map(({ name }, index) => [name, ...dimensions.map((of) => plain(of)[index] ?? null)]) },
    empty: dimensions.length < 2 ? 'Choose at least two axes.' : looks.length === 0 ? 'No run is in sight.' : null,
  }
}

/** Above 0 and over two powers of ten: a learning rate, for example. */
function spansDecades(values: readonly (number | null)[]): boolean {
  const range = extent(values)
  return range !== null && range[0] > 0 && range[1] / range[0] >= 100
}

/** A metric of each run, the best first. */
export function prepareRunBars(looks: readonly LineLook[], metric: Dimension, better: 'higher' | 'lower' | null): BarSpec {
  const bars = looks.flatMap((look, index) => {
    const value = plain(metric)[index]
    return typeof value === 'number' ? [{ label: look.name, value, text: formatNumber(value), facts: [{ label: 'Run', value: look.name }, { label: metric.label, value: formatNumber(value) }] }] : []
  })
  bars.sort((a, b) => (better === 'lower' ? a.value - b.value : b.value - a.value))
  return {
    title: `${metric.label} by run`,
    subtitle: `${runsWord(bars.length)}${better ? `, the ${better === 'lower' ? 'lowest' : 'highest'} first` : ''}${bars.length < looks.length ? `; ${formatCount(looks.length - bars.length)} without a finite value left out` : ''}`,
    description: `${metric.label}: ${bars.slice(0, 5).map(({ label, text }) => `${label} ${text}`).join(', ')}.`,
    fileName: file(metric.label, 'by-run'),
    x: axis(metric.label, [0, ...bars.map(({ value }) => value)], { zero: true }),
    bars,
    table: { columns: [{ label: 'Run', numeric: false }, { label: metric.label, numeric: true }], rows: bars.map(({ label, value }) => [label, value]) },
    empty: bars.length === 0 ? `No run has a finite ${metric.label}.` : null,
  }
}

/** The spread of a metric among runs with the same value of a parameter. */
export function prepareRunBoxes(metric: Dimension, by: Dimension): BoxSpec {
  const words = wordsOf(by)
  const grouped = [...words, null].map((word) => ({ label: word ?? '(none)', values: plain(metric).filter((value, index): value is number => typeof value === 'number' && (plain(by)[index] === null ? word === null : String(plain(by)[index]) === word)).sort((a, b) => a - b) }))
  const boxes = grouped.filter(({ values }) => values.length > 0).map(({ label, values }) => {
    const [q1, median, q3] = [quantile(values, 0.25), quantile(values, 0.5), quantile(values, 0.75)]
    const inside = values.filter((value) => value >= q1 - 1.5 * (q3 - q1) && value <= q3 + 1.5 * (q3 - q1))
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length
    return {
      label, low: inside[0]!, q1, median, q3, high: inside.at(-1)!, mean, outliers: values.filter((value) => !inside.includes(value)),
      facts: [{ label: 'Runs', value: formatCount(values.length) }, { label: 'Highest', value: formatNumber(values.at(-1)) }, { label: 'Median', value: formatNumber(median) }, { label: 'Mean', value: formatNumber(mean) }, { label: 'Lowest', value: formatNumber(values[0]) }],
      row: [label, values.length, values[0]!, q1, median, mean, q3, values.at(-1)!],
    }
  })
  return {
    title: `${metric.label} by ${by.label}`,
    subtitle: 'Box: middle half of the runs, line: median, dot: mean, whiskers: up to 1.5 boxes away',
    description: `${metric.label} by ${by.label}: ${boxes.map(({ label, median }) => `${label} median ${formatNumber(median)}`).join(', ')}.`,
    fileName: file(metric.label, 'by', by.label),
    x: axis(metric.label, withMargin(extent(boxes.flatMap(({ low, high, outliers }) => [low, high, ...outliers]))) ?? []),
    boxes: boxes.map(({ row: _, ...box }) => box),
    table: { columns: [by.label, 'Runs', 'Lowest', 'Lower quartile', 'Median', 'Mean', 'Upper quartile', 'Highest'].map((label, index) => ({ label, numeric: index > 0 })), rows: boxes.map(({ row }) => row) },
    empty: boxes.length === 0 ? `No run has a finite ${metric.label}.` : null,
  }
}
