import { cellLiteral, sqlTypes } from '../cell'
import { enteredProblems, EnterParams, type EnteredTable } from '../data/enter'
import { ident, idents } from '../sql-text'
import { UserError } from '../user-error'
import { defineRunner } from './support'

type EnteredColumn = EnteredTable['columns'][number]

export const runEnter = defineRunner(EnterParams, async (step, { table }) => {
  const problem = enteredProblems(table)[0]
  if (problem) throw new UserError(`${problem.message}.`)
  const columns = table.columns
  if (table.rows.length === 0) {
    const list = columns.map((column) => `CAST(NULL AS ${typeOf(column)}) AS ${ident(column.name)}`).join(', ')
    await step.writeTable('table', `SELECT ${list} WHERE FALSE`)
    return
  }
  const rows = table.rows.map((row) => `(${columns.map((column, index) => cell(row[index], column)).join(', ')})`)
  await step.writeTable('table', `SELECT * FROM (VALUES ${rows.join(', ')}) AS entered(${idents(columns.map((column) => column.name))})`)
})

function typeOf(column: EnteredColumn): string {
  return sqlTypes[column.type]
}

/** Every cell carries its type, so that a column of missing values has one too. */
function cell(value: string | null | undefined, column: EnteredColumn): string {
  const missing = value == null || (column.type !== 'text' && value.trim() === '')
  return `CAST(${missing ? 'NULL' : cellLiteral(value, column.type)} AS ${typeOf(column)})`
}
