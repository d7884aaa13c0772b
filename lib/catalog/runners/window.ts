import { findColumn, freshName, numericTypes } from '../columns'
import { ident } from '../sql-text'
import { namedTwice } from '../transform/entries'
import { windowColumns, windowFunction, WindowParams, type WindowEntry } from '../transform/window'
import { UserError } from '../user-error'
import { asUserError } from './engine-errors'
import { orderTerms } from './sort'
import { defineRunner, input, physicalTypes, realValue, requireColumns, type PhysicalColumn } from './support'

export const runWindowStep = defineRunner(WindowParams, async (step, params) => {
  const table = input(step, 'table')
  const columns = await physicalTypes(step.engine, table)
  const used = params.compute.filter((entry) => windowFunction(entry.function).takes !== 'nothing')
  requireColumns(columns, [...params.groups, ...params.order.map((key) => key.column), ...used.map((entry) => entry.column)])
  const added = windowColumns(params, columns)
  const twice = namedTwice([...columns, ...added])
  if (twice) throw new UserError(`Two columns would be called “${twice.name}”; give one of them another name.`)
  const row = ident(freshName('row', columns.map((column) => column.name)))
  const partition = params.groups.length === 0 ? '' : `PARTITION BY ${params.groups.map(ident).join(', ')} `
  const terms = orderTerms(params.order, columns, false)
  const over = { ties: `${partition}ORDER BY ${terms.join(', ')}`, rows: `${partition}ORDER BY ${[...terms, row].join(', ')}` }
  const list = params.compute.map((entry, index) => {
    const column = findColumn(columns, entry.column) as PhysicalColumn | undefined
    const { takes, label } = windowFunction(entry.function)
    if (takes === 'numeric' && !numericTypes.includes(column!.type)) throw new UserError(`“${entry.column}” is not a number and has no ${label.toLowerCase()}.`)
    if (takes === 'nothing' && entry.function !== 'row-number' && terms.length === 0) throw new UserError(`“${label}” needs an order; choose a column to order by.`)
    return `${windowSql(entry, column, over, params.whole)} AS ${ident(added[index]!.name)}`
  })
  const own = columns.map((column) => column.sql)
  try {
    await step.writeTable('table', `SELECT ${[...own, ...list].join(', ')} FROM (SELECT *, row_number() OVER () AS ${row} FROM ${table}) ORDER BY ${row}`)
  } catch (error) {
    throw asUserError(error, 'A value is too large: ')
  }
})

function windowSql({ function: name, rows }: WindowEntry, column: PhysicalColumn | undefined, over: { ties: string; rows: string }, whole: boolean): string {
  const [kind, what] = name.includes('-') ? [name.slice(0, name.indexOf('-')), name.slice(name.indexOf('-') + 1)] : [name, '']
  if (kind === 'rolling' || kind === 'cumulative') {
    const frame = `(${over.rows} ROWS BETWEEN ${kind === 'rolling' ? rows - 1 : 'UNBOUNDED'} PRECEDING AND CURRENT ROW)`
    const extreme = what === 'min' || what === 'max'
    const value = extreme ? clean(column!) : realValue(column!)
    const call = `${{ mean: 'avg', sum: 'sum', sd: 'stddev_samp', min: 'min', max: 'max' }[what]}(${value}) OVER ${frame}`
    return kind === 'rolling' && whole ? `CASE WHEN count(*) OVER ${frame} = ${rows} THEN ${call} END` : call
  }
  switch (name) {
    case 'lag':
    case 'lead':
      return `${name}(${column!.sql}, ${rows}) OVER (${over.rows})`
    case 'difference': {
      // Whole numbers stay exact; what leaves 64 bits is an error.
      const value = column!.type === 'integer' ? `CAST(${column!.sql} AS BIGINT)` : realValue(column!)
      return `(${value} - lag(${value}, ${rows}) OVER (${over.rows}))`
    }
    case 'row-number':
      return `row_number() OVER (${over.rows})`
    default:
      return `${name.replace('-', '_')}() OVER (${over.ties})`
  }
}

function clean(column: PhysicalColumn): string {
  return column.floating ? `(CASE WHEN NOT isnan(${column.sql}) THEN ${column.sql} END)` : column.sql
}
