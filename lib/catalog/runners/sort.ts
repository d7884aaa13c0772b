import { findColumn, freshName } from '../columns'
import { ident, idents } from '../sql-text'
import { SortParams, type SortKey } from '../transform/sort'
import { defineRunner, input, physicalTypes, requireColumns, type PhysicalColumn } from './support'

/** ORDER BY terms of keys; NaN is a missing value. */
export function orderTerms(keys: SortKey[], columns: PhysicalColumn[], ignoreCase: boolean): string[] {
  return keys.map(({ column: name, direction, missing }) => {
    const column = findColumn(columns, name) as PhysicalColumn
    const value = column.floating ? `(CASE WHEN isnan(${column.sql}) THEN NULL ELSE ${column.sql} END)` : column.type === 'text' && ignoreCase ? `lower(CAST(${column.sql} AS VARCHAR))` : column.sql
    return `${value} ${direction === 'descending' ? 'DESC' : 'ASC'} NULLS ${missing === 'first' ? 'FIRST' : 'LAST'}`
  })
}

export const runSort = defineRunner(SortParams, async (step, params) => {
  const table = input(step, 'table')
  const columns = await physicalTypes(step.engine, table)
  requireColumns(columns, params.by.map((key) => key.column))
  const limit = params.limit === null ? '' : ` LIMIT ${params.limit}`
  if (params.by.length === 0) {
    await step.writeTable('table', `SELECT * FROM ${table}${limit}`)
    return
  }
  const row = ident(freshName('row', columns.map((column) => column.name)))
  const terms = [...orderTerms(params.by, columns, params.ignoreCase), row]
  await step.writeTable('table', `SELECT ${idents(columns.map((column) => column.name))} FROM (SELECT *, row_number() OVER () AS ${row} FROM ${table}) ORDER BY ${terms.join(', ')}${limit}`)
})
