import { ident, numeric } from '@/lib/catalog/sql-text'
import type { ChartRequestOf } from '@/lib/data/chart-query'
import { numberEdges, timeEdges, type Edges } from '../bins'
import { findFileColumn } from '../conditions'
import { groupsOf, isTime, measure, measuredColumn, number, numberColumn, type Source } from './source'
import type { BoxAnswer, CountsAnswer, HistogramAnswer } from './types'

const mostOutliers = 60
const mostBoxes = 20

/** Rows in equal ranges with round edges. */
export async function histogram(source: Source, { x, by, bins }: ChartRequestOf<'histogram'>): Promise<HistogramAnswer> {
  const column = measuredColumn(source, x)
  const value = measure(column)
  const [span] = await source.engine.all(`select min(v) as low, max(v) as high, count(*) - count(v) as gone, count(*) - count(present) as missing from (select ${value} as v, ${ident(x)} as present ${source.from})`)
  const missing = number(span!.missing)
  const facts = { temporal: isTime(column), missing, notFinite: number(span!.gone) - missing, whole: false }
  if (span!.low === null) return { ...facts, bins: [], groups: [] }
  const edges = isTime(column) ? timeEdges(number(span!.low), number(span!.high), column.type === 'date', bins) : numberEdges(number(span!.low), number(span!.high), column.type === 'integer', bins)
  const { groups, place } = await groupsOf(source, by, 8, `${value} is not null`)
  const counted = await source.engine.all(`select ${place} as g, ${histogramSql(value, edges)} as h ${source.from} group by 1`)
  const counts = edges.edges.map(() => groups.map(() => 0))
  for (const row of counted) {
    const byEdge = new Map((row.h as [number, number][]).map(([edge, count]) => [Number(edge), Number(count)]))
    edges.edges.forEach((edge, index) => (counts[index]![number(row.g)] = byEdge.get(edge) ?? 0))
  }
  const whole = column.type === 'integer' && edges.edges.every((edge, index) => edge - (index === 0 ? edges.start : edges.edges[index - 1]!) === 1)
  return { ...facts, whole, groups, bins: edges.edges.map((to, index) => ({ from: index === 0 ? edges.start : edges.edges[index - 1]!, to, counts: counts[index]! })) }
}

/** Counts at the upper edges, as DuckDB makes them: a value belongs to the first edge that it does not exceed. */
export function histogramSql(value: string, edges: Edges): string {
  return `histogram(${value}, [${edges.edges.map((edge) => `${numeric(edge)}::double`).join(', ')}])`
}

/** The commonest values and how many rows have each. */
export async function counts(source: Source, { x, most }: ChartRequestOf<'counts'>): Promise<CountsAnswer> {
  findFileColumn(source.columns, x)
  const name = ident(x)
  const rows = await source.engine.all(
    `select v, n, count(*) over () as d, sum(n) over () as total from (select cast(${name} as varchar) as v, count(*) as n ${source.from} and ${name} is not null group by 1) order by n desc, v limit ${most}`,
  )
  const [gone] = await source.engine.all(`select count(*) as n ${source.from} and ${name} is null`)
  const values = rows.map(({ v, n }) => ({ value: String(v), count: number(n) }))
  const listed = values.reduce((sum, entry) => sum + entry.count, 0)
  return { values, restValues: number(rows[0]?.d ?? 0) - values.length, restRows: number(rows[0]?.total ?? 0) - listed, missing: number(gone!.n) }
}

/** Quartiles as numpy and R's type 7 interpolate them; whiskers end at the last value within 1.5 interquartile ranges. */
export async function box(source: Source, { y, by }: ChartRequestOf<'box'>): Promise<BoxAnswer> {
  const value = measure(numberColumn(source, y))
  const { groups, place, restGroups } = await groupsOf(source, by, mostBoxes, `${value} is not null`)
  const split = `with v as (select ${place} as g, ${value} as x ${source.from} and ${value} is not null),
    s as (select g, count(*) as n, min(x) as low, max(x) as high, avg(x) as mean, quantile_cont(x, [0.25, 0.5, 0.75]) as q from v group by g),
    j as (select v.g, v.x, s.*exclude (g), q[1] - 1.5 * (q[3] - q[1]) as lower, q[3] + 1.5 * (q[3] - q[1]) as upper from v join s using (g))`
  const boxes = await source.engine.all(
    `${split} select g, any_value(n) as n, any_value(low) as low, any_value(high) as high, any_value(mean) as mean, any_value(q) as q,
      min(case when x >= lower then x end) as whisker_low, max(case when x <= upper then x end) as whisker_high, count_if(x < lower or x > upper) as beyond from j group by g order by g`,
  )
  const far = await source.engine.all(
    `${split} select g, x from j where x < lower or x > upper qualify row_number() over (partition by g order by abs(x - q[2]) desc, x) <= ${mostOutliers} order by g, x`,
  )
  const [gone] = await source.engine.all(`select count(*) as n ${source.from} and (${value}) is null`)
  return {
    restGroups,
    missing: number(gone!.n),
    boxes: boxes.map((row) => {
      const [q1, median, q3] = (row.q as number[]).map(Number)
      const outliers = far.filter((entry) => entry.g === row.g).map((entry) => number(entry.x))
      return { group: groups[number(row.g)]!, count: number(row.n), min: number(row.low), low: number(row.whisker_low), q1: q1!, median: median!, q3: q3!, high: number(row.whisker_high), max: number(row.high), mean: number(row.mean), outliers, outliersOf: number(row.beyond) }
    }),
  }
}
