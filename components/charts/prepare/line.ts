import type { ChartRequestOf } from '@/lib/data/chart-query'
import type { LineAnswer } from '@/lib/duckdb/ops/chart/types'
import { formatCount, formatNumber } from '@/lib/results/format'
import { groupFilter, groupName } from './groups'
import { axis, extent, niceDomain } from './scale'
import { styleOf, thin } from './series'
import type { LineSpec, Point } from './spec'
import { instantText, timeAxis } from './time-axis'

const measureWords = { mean: 'Mean', median: 'Median', sum: 'Sum', min: 'Lowest', max: 'Highest', count: 'Rows' }

/** A measure along a column, a line for each group; where there is no value the line has a gap. */
export function prepareLine(answer: LineAnswer, request: ChartRequestOf<'line'>): LineSpec {
  const { x, y, by } = request
  const measure = y === undefined ? 'count' : request.measure
  const what = measure === 'count' ? 'Rows' : `${measureWords[measure]} of ${y}`
  const say = answer.temporal ? instantText : formatNumber
  const names = answer.groups.map((group) => (by === undefined ? what : groupName(group)))
  const all = answer.series.flat()
  const rows = all.reduce((sum, point) => sum + point.rows, 0)
  const range = extent(all.map((point) => point.x))
  const nice = niceDomain(range)
  const bucket = answer.bucket === null ? '' : typeof answer.bucket === 'number' ? `, in ranges of ${formatNumber(answer.bucket)}` : `, by ${answer.bucket}`
  const gone = answer.missing > 0 ? `; ${formatCount(answer.missing)} without ${x} left out` : ''
  return {
    title: `${what} along ${x}`,
    subtitle: `${formatCount(rows)} ${rows === 1 ? 'row' : 'rows'}${bucket}${by ? `, a line for each ${by}` : ''}${gone}`,
    description: `${what} along ${x}${bucket}, ${formatCount(rows)} rows.`,
    fileName: `${what}-along-${x}`,
    x: answer.temporal ? timeAxis(x, range) : { label: x, domain: nice.domain, ticks: nice.ticks, format: formatNumber },
    y: axis(what, all.map((point) => point.y), { zero: measure === 'count' || measure === 'sum' }),
    series: answer.series.map((points, index) => ({
      name: names[index]!,
      note: '',
      ...styleOf(names[index]!, names),
      hidden: false,
      points: thin(points.map((point): Point => {
        const group = by === undefined ? null : groupFilter(by, answer.groups[index]!)
        const filters = [...placeFilters(x, point, answer.temporal), ...(group ? [group] : [])]
        return {
          x: point.x,
          y: point.y ?? Number.NaN,
          ...(by === undefined || group ? { rows: filters } : {}),
          facts: [
            { label: x, value: point.from === point.to ? say(point.x) : `${say(point.from)} to before ${say(point.to)}` },
            { label: what, value: formatNumber(point.y) },
            ...(measure === 'count' ? [] : [{ label: 'Rows', value: formatCount(point.rows) }]),
          ],
        }
      }), 1_200),
    })),
    references: [],
    table: {
      columns: [{ label: x, numeric: !answer.temporal }, ...(by === undefined ? [] : [{ label: by, numeric: false }]), { label: what, numeric: true }, { label: 'Rows', numeric: true }],
      rows: answer.series.flatMap((points, index) => points.map((point) => [answer.temporal ? instantText(point.x) : point.x, ...(by === undefined ? [] : [names[index]!]), point.y, point.rows])),
    },
    empty: all.length === 0 ? `${x} has no values in these rows.` : null,
  }
}

function placeFilters(column: string, point: { x: number; from: number; to: number }, temporal: boolean): NonNullable<Point['rows']> {
  const value = (at: number) => (temporal ? instantText(at) : String(at))
  if (point.from === point.to) return [{ column, op: 'equals', value: value(point.x) }]
  return [{ column, op: 'at_least', value: value(point.from) }, { column, op: 'less', value: value(point.to) }]
}
