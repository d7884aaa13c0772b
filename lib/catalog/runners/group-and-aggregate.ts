import { findColumn, freshName } from '../columns'
import { ident } from '../sql-text'
import { aggregateColumns, aggregates, GroupParams, unsuited, type Aggregate } from '../transform/group-and-aggregate'
import type { ColumnType, TableStep } from '../types'
import { UserError } from '../user-error'
import { asUserError } from './engine-errors'
import { defineRunner, input, physicalTypes, requireColumns, type PhysicalColumn } from './support'

export const runGroupAndAggregate = defineRunner(GroupParams, async (step, params) => {
  const table = input(step, 'table')
  const columns = await physicalTypes(step.engine, table)
  const keys = [...new Set(params.keys)]
  const used = params.aggregates.filter((entry) => aggregates[entry.function].takes !== 'nothing')
  requireColumns(columns, [...keys, ...used.map((entry) => entry.column)])
  if (keys.length === 0 && params.aggregates.length === 0) throw new UserError('Choose columns to group by, or something to compute.')
  const row = ident(freshName('row', columns.map((column) => column.name)))
  const named = aggregateColumns(params, columns)
  const columnOf = (name: string) => findColumn(columns, name) as PhysicalColumn | undefined
  for (const entry of params.aggregates) {
    const column = columnOf(entry.column)
    const problem = column && unsuited(entry, column.type)
    if (problem) throw new UserError(`${problem}.`)
  }
  const from = `(SELECT *, row_number() OVER () AS ${row} FROM ${table})`
  const entries = params.aggregates.map((entry, index) => ({ sql: aggregateSql(entry.function, columnOf(entry.column), row), as: ident(named[index]!.name), ...(entry.function === 'most-frequent' && { of: presentValue(columnOf(entry.column)) }) }))
  try {
    const { rows } = await step.writeTable('table', keys.length === 0 ? `SELECT ${entries.map(({ sql, as }) => `${sql} AS ${as}`).join(', ')} FROM ${from}` : await groupedSql(step, keys, entries, from, row))
    step.metric('groups', rows)
  } catch (error) {
    throw asUserError(error, 'A sum is too large to be a whole number of 64 bits: ')
  }
})

interface Entry {
  sql: string
  as: string
  /** Of the most frequent value: what is counted. */
  of?: string
}

/**
 * Groups in the order in which they first appear. The most frequent value is counted in a table of its own: as an aggregate it would
 * hold all values of all groups in memory at once.
 */
async function groupedSql(step: TableStep<unknown>, keys: string[], entries: Entry[], from: string, row: string): Promise<string> {
  const groups = keys.map((name, index) => `${ident(name)} AS g${index}`).join(', ')
  const names = keys.map((_, index) => `g${index}`)
  const joins: string[] = []
  for (const [index, { of }] of entries.entries()) {
    if (of === undefined) continue
    const table = ident(`most frequent ${index}`)
    await step.engine.run(`
      CREATE TEMP TABLE ${table} AS SELECT * EXCLUDE (n, place) FROM (
        SELECT *, row_number() OVER (PARTITION BY ${names.join(', ')} ORDER BY n DESC, value) AS place FROM (
          SELECT ${groups}, ${of} AS value, count(*) AS n FROM ${from} GROUP BY ALL HAVING value IS NOT NULL)) WHERE place = 1`)
    joins.push(` LEFT JOIN ${table} AS m${index} ON ${names.map((name) => `b.${name} IS NOT DISTINCT FROM m${index}.${name}`).join(' AND ')}`)
  }
  const computed = entries.flatMap(({ sql, of }, index) => (of === undefined ? [`${sql} AS a${index}`] : []))
  const list = [...keys.map((name, index) => `b.g${index} AS ${ident(name)}`), ...entries.map(({ as, of }, index) => `${of === undefined ? `b.a${index}` : `m${index}.value`} AS ${as}`)]
  return `SELECT ${list.join(', ')} FROM (SELECT ${[groups, ...computed, `min(${row}) AS place`].join(', ')} FROM ${from} GROUP BY ${keys.map(ident).join(', ')}) AS b${joins.join('')} ORDER BY b.place`
}

/** NaN would make every mean NaN; it is a missing value here as everywhere. */
function presentValue(column: PhysicalColumn | undefined): string {
  if (!column) return ''
  return column.floating ? `(CASE WHEN isnan(${column.sql}) THEN NULL ELSE ${column.sql} END)` : column.sql
}

function aggregateSql(name: Aggregate, column: PhysicalColumn | undefined, row: string): string {
  const value = presentValue(column)
  const number = `CAST(${value} AS DOUBLE)`
  switch (name) {
    case 'count':
      return 'count(*)'
    case 'share':
      return 'count(*) / sum(count(*)) OVER ()'
    case 'count-values':
      return `count(${value})`
    case 'count-missing':
      return `count(*) - count(${value})`
    case 'count-distinct':
      return `count(DISTINCT ${value})`
    case 'sum':
      return sumSql(column?.type ?? 'other', value, number)
    case 'mean':
      return column?.type === 'boolean' ? `avg(CAST(${value} AS INTEGER))` : `avg(${number})`
    case 'median':
      return `median(${number})`
    case 'lower-quartile':
      return `quantile_cont(${number}, 0.25)`
    case 'upper-quartile':
      return `quantile_cont(${number}, 0.75)`
    case 'sd':
      return `stddev_samp(${number})`
    case 'variance':
      return `var_samp(${number})`
    case 'first':
      return `arg_min(${value}, ${row})`
    case 'last':
      return `arg_max(${value}, ${row})`
    case 'most-frequent':
      return `mode(${value} ORDER BY ${value})`
    default:
      return `${name}(${value})`
  }
}

function sumSql(type: ColumnType, value: string, number: string): string {
  if (type === 'integer') return `CAST(sum(CAST(${value} AS BIGINT)) AS BIGINT)`
  return type === 'boolean' ? `count(*) FILTER (WHERE ${value})` : `sum(${number})`
}
