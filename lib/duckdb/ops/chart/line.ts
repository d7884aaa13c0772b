import { ident } from '@/lib/catalog/sql-text'
import type { ChartRequestOf } from '@/lib/data/chart-query'
import { niceStepOf } from '../bins'
import { groupsOf, isTime, measure, measuredColumn, number, numberColumn, numberOrNull, type Source } from './source'
import type { LineAnswer } from './types'

/** More different places along x than this are put together. */
const mostPlaces = 800
const wantedBuckets = 240

const day = 86_400_000
const calendar: [name: string, ms: number][] = [
  ['second', 1_000],
  ['minute', 60_000],
  ['hour', day / 24],
  ['day', day],
  ['week', 7 * day],
  ['month', 30.44 * day],
  ['quarter', 91.3 * day],
  ['year', 365.25 * day],
]

const measures = { mean: 'avg(y)', median: 'median(y)', sum: 'sum(y)', min: 'min(y)', max: 'max(y)', count: 'count(*)' }

/** A measure along a column of times or numbers, at each place or in ranges where there are too many. */
export async function line(source: Source, request: ChartRequestOf<'line'>): Promise<LineAnswer> {
  const column = measuredColumn(source, request.x)
  const x = measure(column)
  const counting = request.y === undefined || request.measure === 'count'
  const y = request.y === undefined ? 'null::double' : measure(numberColumn(source, request.y))
  const present = `(${x}) is not null`
  const { groups, place } = await groupsOf(source, request.by, 8, present)
  const [span] = await source.engine.all(`select min(v) as low, max(v) as high, approx_count_distinct(v) as places, count(*) - count(v) as missing from (select ${x} as v ${source.from})`)
  const answer = { temporal: isTime(column), groups, missing: number(span!.missing) }
  if (span!.low === null) return { ...answer, series: groups.map(() => []), bucket: null }
  const range = number(span!.high) - number(span!.low)
  const bucket = number(span!.places) <= mostPlaces ? null : isTime(column) ? calendarOf(range) : niceStepOf(range / wantedBuckets)
  const from = bucket === null ? 'x' : typeof bucket === 'number' ? `floor(x / ${bucket}) * ${bucket}` : `epoch_ms(date_trunc('${bucket}', stamp))::double`
  const to = bucket === null ? 'x' : typeof bucket === 'number' ? `floor(x / ${bucket}) * ${bucket} + ${bucket}` : `epoch_ms(date_trunc('${bucket}', stamp) + interval 1 ${bucket})::double`
  const stamp = isTime(column) ? `${ident(column.name)}::timestamp` : 'null::timestamp'
  const rows = await source.engine.all(
    `select g, ${from} as low, ${to} as high, ${counting ? 'count(*)' : measures[request.measure]} as value, count(*) as n
     from (select ${place} as g, ${x} as x, ${y} as y, ${stamp} as stamp ${source.from} and ${present}) group by all order by g, low`,
  )
  const series = groups.map((): LineAnswer['series'][number] => [])
  for (const row of rows) {
    const [low, high] = [number(row.low), number(row.high)]
    series[number(row.g)]!.push({ x: low, from: low, to: high, y: numberOrNull(row.value), rows: number(row.n) })
  }
  return { ...answer, series, bucket }
}

function calendarOf(range: number): string {
  return (calendar.find(([, ms]) => range / ms <= wantedBuckets * 2) ?? calendar.at(-1)!)[0]
}
