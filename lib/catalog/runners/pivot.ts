import { findColumn } from '../columns'
import { ident, text } from '../sql-text'
import { listValues } from '../transform/conditions'
import { pivotedNames, pivotMistake, PivotParams, type PivotAggregate } from '../transform/pivot'
import type { TableStep } from '../types'
import { UserError } from '../user-error'
import { asUserError } from './engine-errors'
import { defineRunner, input, physicalTypes, requireColumns, type PhysicalColumn } from './support'

const mostColumns = 2000

export const runPivot = defineRunner(PivotParams, async (step, params) => {
  const table = input(step, 'table')
  const columns = await physicalTypes(step.engine, table)
  const keys = [...new Set(params.keys)]
  const counted = params.aggregate === 'count'
  requireColumns(columns, [...keys, params.column, ...(counted ? [] : [params.value])])
  if (keys.includes(params.column)) throw new UserError(`“${params.column}” cannot be both a row and the columns.`)
  const value = counted ? undefined : (findColumn(columns, params.value) as PhysicalColumn)
  const mistake = value && pivotMistake(params, value.type)
  if (mistake) throw new UserError(`${mistake.message}.`)
  const column = findColumn(columns, params.column) as PhysicalColumn
  const spread = column.floating ? `(CASE WHEN NOT isnan(${column.sql}) THEN ${column.sql} END)` : column.sql

  // Two stages: the many rows are aggregated once, whatever the number of columns.
  const cells = '"pivot cells"'
  const keyList = keys.map((name, index) => `${ident(name)} AS ${ident(`k${index}`)}`)
  const keyNames = keys.map((_, index) => ident(`k${index}`))
  try {
    await step.engine.run(`
      CREATE TEMP TABLE ${cells} AS
      SELECT ${[...keyNames, 'spread', `${aggregateSql(params.aggregate, value)} AS cell`, 'min(row) AS row', 'count(*) AS n'].join(', ')}
      FROM (SELECT ${[...keyList, `${spread} AS spread`, `${value ? value.sql : 'NULL'} AS value`, 'row_number() OVER () AS row'].join(', ')} FROM ${table})
      GROUP BY ${[...keyNames, 'spread'].join(', ')}`)
  } catch (error) {
    throw asUserError(error, 'A sum is too large to be a whole number of 64 bits: ')
  }
  const values = await spreadValues(step, params, cells)
  const names = pivotedNames(params, values)
  const list = values.map((category, index) => {
    const cell = `any_value(cell) FILTER (WHERE ${category === null ? 'spread IS NULL' : `CAST(spread AS VARCHAR) = ${text(category)}`})`
    return `${params.empty === 'zero' ? `COALESCE(${cell}, 0)` : cell} AS ${ident(names[index]!)}`
  })
  if (keys.length + list.length === 0) throw new UserError(`“${params.column}” has no values, so there is nothing to make columns of.`)
  const back = keys.map((name, index) => `${ident(`k${index}`)} AS ${ident(name)}`)
  const group = keyNames.length === 0 ? ' HAVING count(*) > 0' : ` GROUP BY ${keyNames.join(', ')}`
  await step.writeTable('table', `SELECT ${[...back, ...list].join(', ')} FROM ${cells}${group} ORDER BY min(row)`)
  step.metric('columns_added', list.length)
})

function aggregateSql(name: PivotAggregate, column: PhysicalColumn | undefined): string {
  const value = column?.floating ? '(CASE WHEN NOT isnan(value) THEN value END)' : 'value'
  switch (name) {
    case 'count':
      return 'count(*)'
    case 'count-values':
      return `count(${value})`
    case 'sum':
      return column?.type === 'integer' ? `CAST(sum(CAST(${value} AS BIGINT)) AS BIGINT)` : `sum(CAST(${value} AS DOUBLE))`
    case 'mean':
      return `avg(CAST(${value} AS DOUBLE))`
    case 'median':
      return `median(CAST(${value} AS DOUBLE))`
    case 'first':
      return `arg_min(${value}, row)`
    case 'last':
      return `arg_max(${value}, row)`
    default:
      return `${name}(${value})`
  }
}

/** The values that become columns, as text; null for missing ones. */
async function spreadValues(step: TableStep<unknown>, params: PivotParams, cells: string): Promise<(string | null)[]> {
  const found = await step.engine.all(`SELECT CAST(spread AS VARCHAR) AS value, sum(n) AS n FROM ${cells} GROUP BY spread ORDER BY spread NULLS LAST LIMIT ${mostColumns + 1}`)
  const listed = [...new Set(listValues(params.values))]
  if (listed.length > 0) {
    const [left] = await step.engine.all(`SELECT COALESCE(sum(n), 0) AS n FROM ${cells} WHERE COALESCE(CAST(spread AS VARCHAR) NOT IN (${listed.map(text).join(', ')}), TRUE)`)
    if (Number(left?.n) > 0) step.engine.log(`Warning: ${String(left?.n)} rows have a “${params.column}” that is not listed, and are left out`)
    return listed
  }
  if (found.length > mostColumns) throw new UserError(`“${params.column}” has more than ${mostColumns} different values, which are too many columns.`)
  return found.map((row) => (row.value === null ? null : String(row.value)))
}
