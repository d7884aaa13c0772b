import { ident } from '@/lib/catalog/sql-text'
import { UserError } from '@/lib/catalog/user-error'
import type { ChartRequestOf } from '@/lib/data/chart-query'
import { findFileColumn, sameValue, type Filter } from '../conditions'
import type { FileColumn } from '../table-file'
import { complete, labelSql } from './scored'
import { isNumber, isTime, measure, number, numberColumn, numberOrNull, type Row, type Source } from './source'
import type { ErrorGroup, ErrorsAnswer } from './types'

const mostGroups = 20
const mostRanges = 8
/** 97.5 % point of the normal distribution, for intervals of 95 %. */
const z = 1.959963984540054

interface Part {
  label: string
  filters: Filter[]
}

/** How wrong predictions are in each group of a column: its values, or up to eight ranges with about equally many rows. */
export async function errors(source: Source, request: ChartRequestOf<'errors'>): Promise<ErrorsAnswer> {
  const { task, target, prediction, by } = request
  const column = findFileColumn(source.columns, by)
  if (column.type === 'other') throw new UserError(`“${by}” holds lists or the like, which make no groups. Choose another column.`)
  const wrong = task === 'regression' ? `abs((${measure(numberColumn(source, target))}) - (${measure(numberColumn(source, prediction))}))` : `(${differ(source, target, prediction)})::integer`
  const residual = task === 'regression' ? `(${measure(numberColumn(source, target))}) - (${measure(numberColumn(source, prediction))})` : 'null::double'
  const usable = complete(source, target, prediction)
  const { parts, place, restValues } = await partsOf(source, column, usable)
  const rows = await source.engine.all(
    `select ${place} as g, count(*) as n, sum(${wrong}) as wrong, avg(${wrong}) as error, avg(${residual}) as mean, stddev_samp(${residual}) as sd ${source.from} and ${usable} group by 1 order by 1`,
  )
  const all = rows.reduce<{ rows: number; wrong: number }>((sum, row) => ({ rows: sum.rows + number(row.n), wrong: sum.wrong + number(row.wrong) }), { rows: 0, wrong: 0 })
  const listed = rows.flatMap((row): ErrorGroup[] => {
    const part = parts[number(row.g)]
    return part ? [{ label: part.label, filters: part.filters, rows: number(row.n), wrong: number(row.wrong), error: number(row.error), ...interval(task, row) }] : []
  })
  return { groups: listed, overall: { ...all, error: all.rows > 0 ? all.wrong / all.rows : 0 }, restValues, restRows: number(rows.find((row) => number(row.g) >= parts.length)?.n ?? 0) }
}

function differ(source: Source, target: string, prediction: string): string {
  const [a, b] = [findFileColumn(source.columns, target), findFileColumn(source.columns, prediction)]
  return a.type === b.type || (isNumber(a) && isNumber(b)) ? `not (${sameValue(a, b)})` : `(${labelSql(source, target)}) <> (${labelSql(source, prediction)})`
}

/** Wilson's interval of a share; that of a mean by the normal distribution. */
function interval(task: string, row: Row): Pick<ErrorGroup, 'mean' | 'low' | 'high'> {
  const n = number(row.n)
  if (task === 'regression') {
    const [mean, sd] = [number(row.mean), numberOrNull(row.sd)]
    const half = sd === null ? null : (z * sd) / Math.sqrt(n)
    return { mean, low: half === null ? null : mean - half, high: half === null ? null : mean + half }
  }
  const share = number(row.error)
  const centre = (share + (z * z) / (2 * n)) / (1 + (z * z) / n)
  const half = (z * Math.sqrt((share * (1 - share)) / n + (z * z) / (4 * n * n))) / (1 + (z * z) / n)
  return { mean: null, low: Math.max(0, centre - half), high: Math.min(1, centre + half) }
}

async function partsOf(source: Source, column: FileColumn, usable: string): Promise<{ parts: Part[]; place: string; restValues: number }> {
  const name = ident(column.name)
  const [seen] = await source.engine.all(`select count(distinct ${name}) as d, count(*) - count(${name}) as missing ${source.from} and ${usable}`)
  const distinct = number(seen!.d)
  const gone: Part[] = number(seen!.missing) > 0 ? [{ label: 'missing', filters: [{ column: column.name, op: 'missing' }] }] : []
  if ((isNumber(column) || isTime(column)) && distinct > 12) return rangesOf(source, column, usable, gone)
  const values = await source.engine.all(`select cast(${name} as varchar) as v, count(*) as n ${source.from} and ${usable} and ${name} is not null group by ${name} order by ${isNumber(column) || isTime(column) ? name : 'n desc, v'} limit ${mostGroups}`)
  const parts = values.map(({ v }): Part => ({ label: String(v), filters: [{ column: column.name, op: 'equals', value: String(v) }] }))
  const cases = parts.map((part, index) => `when cast(${name} as varchar) = ${literal(part.label)} then ${index}`)
  const last = parts.length
  return { parts: [...parts, ...gone], place: `case when ${name} is null then ${last} ${cases.join(' ')} else ${last + 1} end`, restValues: distinct - parts.length }
}

const literal = (value: string) => `'${value.replaceAll("'", "''")}'`

/** Ranges [from, to) at quantiles, the last one closed. */
async function rangesOf(source: Source, column: FileColumn, usable: string, gone: Part[]): Promise<{ parts: Part[]; place: string; restValues: number }> {
  const name = ident(column.name)
  const shares = Array.from({ length: mostRanges + 1 }, (_, index) => index / mostRanges)
  // Values as the table writes them: what a filter is given must be what the rows hold.
  const [cut] = await source.engine.all(`select list_transform(list_sort(list_distinct(quantile_disc(${name}, [${shares.join(', ')}]))), x -> cast(x as varchar)) as edges ${source.from} and ${usable} and (${measure(column)}) is not null`)
  const edges = (cut!.edges as string[] | null) ?? []
  const parts: Part[] = []
  const cases: string[] = []
  for (let at = 0; at + 1 < edges.length; at++) {
    const [from, to] = [edges[at]!, edges[at + 1]!]
    const last = at + 2 === edges.length
    parts.push({ label: `${shown(from)} to ${last ? '' : 'below '}${shown(to)}`, filters: [{ column: column.name, op: 'at_least', value: from }, { column: column.name, op: last ? 'at_most' : 'less', value: to }] })
    cases.push(`when ${name} >= cast(${literal(from)} as ${column.sqlType}) and ${name} ${last ? '<=' : '<'} cast(${literal(to)} as ${column.sqlType}) then ${at}`)
  }
  const count = parts.length
  return { parts: [...parts, ...gone], place: `case when ${name} is null then ${count} ${cases.join(' ')} else ${count + 1} end`, restValues: 0 }
}

function shown(value: string): string {
  const parsed = Number(value)
  return Number.isFinite(parsed) ? String(Number(parsed.toPrecision(4))) : value.replace(' 00:00:00', '')
}
