import { findColumn, typeName } from '../columns'
import { EditTypesParams, impossible } from '../transform/edit-types'
import type { TableStep } from '../types'
import { UserError } from '../user-error'
import { converted, present } from './convert'
import { defineRunner, input, physicalTypes, requireColumns, type PhysicalColumn } from './support'

interface Conversion {
  column: PhysicalColumn
  to: EditTypesParams['changes'][number]['to']
  sql: string
}

export const runEditTypes = defineRunner(EditTypesParams, async (step, params) => {
  const table = input(step, 'table')
  const columns = await physicalTypes(step.engine, table)
  requireColumns(columns, params.changes.map((change) => change.column))
  const conversions = params.changes.map((change): Conversion => {
    const column = findColumn(columns, change.column) as PhysicalColumn
    const message = impossible(change, column.type)
    if (message) throw new UserError(`${message}.`)
    return { column, to: change.to, sql: converted(column, change, params) }
  })
  await reportUnfit(step, table, conversions, params.errors)
  const list = columns.map((column) => {
    const conversion = conversions.find((other) => other.column === column)
    return conversion ? `${conversion.sql} AS ${column.sql}` : column.sql
  })
  await step.writeTable('table', `SELECT ${list.join(', ')} FROM ${table}`)
})

/** Counts the values that have no counterpart. @throws UserError for the first of them, where they stop the step. */
async function reportUnfit(step: TableStep<unknown>, table: string, conversions: Conversion[], errors: EditTypesParams['errors']): Promise<void> {
  if (conversions.length === 0) return
  const list = conversions.flatMap(({ column, sql }, index) => {
    const unfit = `FILTER (WHERE ${present(column)} IS NOT NULL AND ${sql} IS NULL)`
    return [`count(*) ${unfit} AS n${index}`, `min(row) ${unfit} AS row${index}`, `arg_min(CAST(${column.sql} AS VARCHAR), row) ${unfit} AS value${index}`]
  })
  const [found] = await step.engine.all(`SELECT ${list.join(', ')} FROM (SELECT row_number() OVER () AS row, * FROM ${table})`)
  let total = 0
  conversions.forEach(({ column, to }, index) => {
    const count = Number(found?.[`n${index}`])
    if (count === 0) return
    const [row, value] = [String(found?.[`row${index}`]), String(found?.[`value${index}`])]
    if (errors === 'stop') {
      const more = count === 1 ? '' : ` ${count - 1} more ${count === 2 ? 'value does' : 'values do'} not fit either.`
      throw new UserError(`“${column.name}” is “${value}” in row ${row}, which is not ${typeName(to)}.${more} Let such values become missing, or mend them first.`)
    }
    step.engine.log(`“${column.name}”: ${count} ${count === 1 ? 'value is' : 'values are'} not ${typeName(to)} and became missing, the first in row ${row}: “${value}”`)
    total += count
  })
  step.metric('values_unfit', total)
}
