import { findColumn, temporalTypes } from '../columns'
import { ident } from '../sql-text'
import { DatePartsParams, partColumns, type PartColumn } from '../transform/date-parts'
import { chosenOrAll } from '../transform/entries'
import { UserError } from '../user-error'
import { defineRunner, input, physicalTypes, requireColumns, type PhysicalColumn } from './support'

export const runDatePartsStep = defineRunner(DatePartsParams, async (step, params) => {
  const table = input(step, 'table')
  const columns = await physicalTypes(step.engine, table)
  requireColumns(columns, params.columns)
  const chosen = chosenOrAll(params.columns, columns, temporalTypes) as PhysicalColumn[]
  const wrong = chosen.find((column) => !temporalTypes.includes(column.type))
  if (wrong) throw new UserError(`“${wrong.name}” is not a date. Make it one by Edit types first.`)
  const stay = columns.filter((column) => params.keep || !chosen.includes(column)).map((column) => column.sql)
  const added = partColumns(params, columns).map((part) => `${partSql(part, findColumn(columns, part.from) as PhysicalColumn)} AS ${ident(part.name)}`)
  if (stay.length + added.length === 0) throw new UserError('No column is left. Take at least one part, or keep the dates.')
  await step.writeTable('table', `SELECT ${[...stay, ...added].join(', ')} FROM ${table}`)
})

/** Infinite dates have no parts. */
function partSql({ part, wave }: PartColumn, column: PhysicalColumn): string {
  const value = column.type === 'date' ? `CAST(${column.sql} AS DATE)` : `CAST(${column.sql} AS TIMESTAMP)`
  const whole = (name: string) => `CAST(${name}(${value}) AS BIGINT)`
  const seconds = `(hour(${value}) * 3600 + minute(${value}) * 60 + second(${value}))`
  const clock = column.type === 'date' ? '0' : `${seconds} / 86400.0`
  const around = (share: string) => `${wave}(2 * pi() * CAST(${share} AS DOUBLE))`
  const sql = {
    year: () => whole('year'),
    quarter: () => whole('quarter'),
    month: () => whole('month'),
    week: () => whole('weekofyear'),
    day: () => whole('dayofmonth'),
    weekday: () => whole('isodow'),
    'day-of-year': () => whole('dayofyear'),
    weekend: () => `isodow(${value}) >= 6`,
    days: () => `CAST(date_diff('day', DATE '1970-01-01', CAST(${value} AS DATE)) AS BIGINT)`,
    date: () => `CAST(${value} AS DATE)`,
    'month-start': () => `CAST(date_trunc('month', ${value}) AS DATE)`,
    hour: () => whole('hour'),
    minute: () => whole('minute'),
    second: () => whole('second'),
    'year-cycle': () => around(`((dayofyear(${value}) - 1) + ${clock}) / 365.25`),
    'week-cycle': () => around(`((isodow(${value}) - 1) + ${clock}) / 7.0`),
    'day-cycle': () => around(clock),
  }[part]()
  return `CASE WHEN isfinite(${value}) THEN ${sql} END`
}
