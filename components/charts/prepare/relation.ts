import type { CorrelationAnswer, MapAnswer, MatrixAnswer, ScatterAnswer } from '@/lib/duckdb/ops/chart/types'
import { formatCount, formatNumber, NO_VALUE } from '@/lib/results/format'
import { keysOf, sampleWords } from './groups'
import { axis, extent, niceDomain, withMargin } from './scale'
import type { HeatSpec, MapSpec, MatrixSpec, Reference, ScatterSpec } from './spec'
import { instantText, timeAxis } from './time-axis'

/** Two measures of each row, with the straight line that fits all rows best. */
export function prepareScatter(answer: ScatterAnswer, x: string, y: string, by?: string): ScatterSpec {
  const keys = keysOf(answer.groups)
  const across = withMargin(extent(answer.points.map(([value]) => value)))
  const up = niceDomain(withMargin(extent(answer.points.map(([, value]) => value))))
  const nice = niceDomain(across)
  const say = answer.temporalX ? instantText : formatNumber
  const xAxis = answer.temporalX ? timeAxis(x, across) : { label: x, domain: nice.domain, ticks: nice.ticks, format: formatNumber }
  const sample = sampleWords(answer.points.length, answer.of, formatCount)
  const fit = answer.r === null ? '' : `; Pearson’s r ${formatNumber(Number(answer.r.toFixed(3)))}${answer.points.length < answer.of ? ' over all rows' : ''}`
  return {
    title: `${y} against ${x}`,
    subtitle: `${sample}${fit}`,
    description: `Scatter of ${y} against ${x}, ${sample}${fit}.`,
    fileName: `${y}-against-${x}`,
    x: xAxis,
    y: { label: y, domain: up.domain, ticks: up.ticks, format: formatNumber },
    points: answer.points.map(([px, py, group]) => ({
      x: px,
      y: py,
      group,
      facts: [{ label: x, value: say(px) }, { label: y, value: formatNumber(py) }, ...(keys && by ? [{ label: by, value: keys[group]?.name ?? '' }] : [])],
    })),
    references: fitLine(answer, xAxis.domain, up.domain),
    ...(keys && { groups: keys }),
    table: {
      columns: [{ label: x, numeric: !answer.temporalX }, { label: y, numeric: true }, ...(keys && by ? [{ label: by, numeric: false }] : [])],
      rows: answer.points.map(([px, py, group]) => [answer.temporalX ? instantText(px) : px, py, ...(keys && by ? [keys[group]?.name ?? null] : [])]),
    },
    empty: answer.of === 0 ? `No row has both ${x} and ${y}.` : null,
  }
}

/** The fitted line where it lies inside the frame. */
function fitLine({ slope, intercept }: ScatterAnswer, [left, right]: [number, number], [bottom, top]: [number, number]): Reference[] {
  if (slope === null || intercept === null) return []
  const at = (x: number) => ({ x, y: intercept + slope * x })
  let [from, to] = [at(left), at(right)]
  if (slope !== 0) {
    const cross = (y: number) => ({ x: (y - intercept) / slope, y })
    const clip = (point: { x: number; y: number }) => (point.y < bottom ? cross(bottom) : point.y > top ? cross(top) : point)
    ;[from, to] = [clip(from), clip(to)]
  }
  const level = slope === 0 && (intercept < bottom || intercept > top)
  if (level || from.x > right || to.x < left || ![from.x, from.y, to.x, to.y].every(Number.isFinite)) return []
  // What rounding leaves outside is brought back in.
  const within = ({ x, y }: { x: number; y: number }) => ({ x: Math.min(right, Math.max(left, x)), y: Math.min(top, Math.max(bottom, y)) })
  return [{ label: 'line of least squares', listed: true, colour: 'var(--control)', from: within(from), to: within(to) }]
}

/** A square of correlations; a cell's shade is its value. */
export function prepareCorrelation(answer: CorrelationAnswer, method: 'pearson' | 'spearman'): HeatSpec {
  const { columns, r, n } = answer
  const name = method === 'pearson' ? 'Pearson’s r' : 'Spearman’s rank correlation'
  const cells = columns.flatMap((_, row) =>
    columns.map((_, column) => {
      const value = r[row]![column]!
      return {
        row,
        column,
        shade: value,
        text: value === null ? NO_VALUE : value.toFixed(2).replace('-', '−'),
        facts: [{ label: 'Pair', value: `${columns[row]} · ${columns[column]}` }, { label: name, value: value === null ? 'one of them does not vary' : formatNumber(value) }, { label: 'Rows', value: formatCount(n[row]![column]!) }],
      }
    }),
  )
  const strongest = cells.filter((cell) => cell.row < cell.column && cell.shade !== null).sort((a, b) => Math.abs(b.shade!) - Math.abs(a.shade!))[0]
  const sampled = answer.sampledFrom === null ? '' : `; ranks of a sample of ${formatCount(answer.sampledFrom)} rows`
  return {
    title: 'Correlation',
    subtitle: `${name} of each pair, over the rows that have both${sampled}; press a cell to see its scatter`,
    description: `${name} of ${columns.join(', ')}.${strongest ? ` Strongest: ${columns[strongest.row]} and ${columns[strongest.column]}, ${strongest.text}.` : ''}`,
    fileName: `correlation-${method}`,
    columns,
    cells,
    table: { columns: [{ label: 'Column', numeric: false }, ...columns.map((label) => ({ label, numeric: true }))], rows: columns.map((label, row) => [label, ...r[row]!]) },
    empty: columns.length < 2 ? 'Choose at least two columns of numbers.' : null,
  }
}

/** Up to five columns against each other. */
export function prepareMatrix(answer: MatrixAnswer, by?: string): MatrixSpec {
  const { columns } = answer
  const keys = keysOf(answer.groups)
  const sample = sampleWords(answer.points.length, answer.of, formatCount)
  return {
    title: 'Scatter matrix',
    subtitle: `Each pair of ${formatCount(columns.length)} columns; ${sample} that have all of them${by ? `, coloured by ${by}` : ''}; numbers: Pearson’s r over all rows`,
    description: `Scatter matrix of ${columns.join(', ')}, ${sample}.`,
    fileName: 'scatter-matrix',
    columns,
    axes: columns.map((label, index) => {
      const bins = answer.histograms[index] ?? []
      const range = extent([...answer.points.map((point) => point[index]!), ...bins.flatMap((bin) => [bin.from, bin.to])])
      return axis(label, withMargin(range) ?? [], { count: 3 })
    }),
    histograms: answer.histograms.map((bins) => {
      const highest = Math.max(1, ...bins.map((bin) => bin.count))
      return bins.map(({ from, to, count }) => ({ from, to, height: count / highest }))
    }),
    points: answer.points.map((point) => ({ values: point.slice(0, columns.length), group: point[columns.length] ?? 0 })),
    ...(keys && { groups: keys }),
    r: answer.r.map((row) => row.map((value) => (value === null ? NO_VALUE : value.toFixed(2).replace('-', '−')))),
    table: {
      columns: [...columns.map((label) => ({ label, numeric: true })), ...(keys && by ? [{ label: by, numeric: false }] : [])],
      rows: answer.points.map((point) => [...point.slice(0, columns.length), ...(keys && by ? [keys[point[columns.length] ?? 0]?.name ?? null] : [])]),
    },
    empty: answer.of === 0 ? 'No row has a value in all of these columns.' : null,
  }
}

/** Places on the earth. */
export function prepareMap(answer: MapAnswer, latitude: string, longitude: string, by?: string): MapSpec {
  const keys = keysOf(answer.groups)
  const sample = sampleWords(answer.points.length, answer.of, formatCount)
  const outside = answer.outside > 0 ? `; ${formatCount(answer.outside)} with coordinates beyond ±90° or ±180° left out` : ''
  return {
    title: by ? `Places by ${by}` : 'Places',
    subtitle: `${sample}${outside}; land outlines by Natural Earth`,
    description: `Map of ${sample} by ${latitude} and ${longitude}.`,
    fileName: 'map',
    points: answer.points.map(([lat, lon, group]) => ({
      latitude: lat,
      longitude: lon,
      group,
      facts: [{ label: latitude, value: formatNumber(lat) }, { label: longitude, value: formatNumber(lon) }, ...(keys && by ? [{ label: by, value: keys[group]?.name ?? '' }] : [])],
    })),
    ...(keys && { groups: keys }),
    table: {
      columns: [{ label: latitude, numeric: true }, { label: longitude, numeric: true }, ...(keys && by ? [{ label: by, numeric: false }] : [])],
      rows: answer.points.map(([lat, lon, group]) => [lat, lon, ...(keys && by ? [keys[group]?.name ?? null] : [])]),
    },
    empty: answer.of === 0 ? 'No row has coordinates that lie on the earth.' : null,
  }
}
