import { findColumn, freshName } from '../columns'
import { ident } from '../sql-text'
import { aggregateColumns, aggregates, GroupParams, unsuited, type Aggregate } from '../transform/group-and-aggregate'
import type { ColumnType } from '../types'
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
  const computed = params.aggregates.map((entry, index) => {
    const column = findColumn(columns, entry.column) as PhysicalColumn | undefined
    const problem = column && unsuited(entry, column.type)
    if (problem) throw new UserError(`${problem}.`)
    return `${aggregateSql(entry.function, column, row)} AS ${ident(named[index]!.name)}`
  })
  const from = `(SELECT *, row_number() OVER () AS ${row} FROM ${table})`
  const list = [...keys.map(ident), ...computed].join(', ')
  // Groups in the order in which they first appear.
  const grouping = keys.length === 0 ? '' : ` GROUP BY ${keys.map(ident).join(', ')} ORDER BY min(${row})`
  try {
    const { rows } = await step.writeTable('table', `SELECT ${list} FROM ${from}${grouping}`)
    step.metric('groups', rows)
  } catch (error) {
    throw asUserError(error, 'A sum is too large to be a whole number of 64 bits: ')
  }
})

function aggregateSql(name: Aggregate, column: PhysicalColumn | undefined, row: string): string {
  // NaN would make every mean NaN; it is a missing value here as everywhere.
  const value = column ? (column.floating ? `(CASE WHEN isnan(${column.sql}) THEN NULL ELSE ${column.sql} END)` : column.sql) : ''
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
