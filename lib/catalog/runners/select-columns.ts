import { ident } from '../sql-text'
import { selectedColumns, SelectColumnsParams } from '../transform/select-columns'
import { UserError } from '../user-error'
import { defineRunner, input, requireColumns } from './support'

export const runSelectColumns = defineRunner(SelectColumnsParams, async (step, params) => {
  const table = input(step, 'table')
  const columns = await step.engine.columns(table)
  requireColumns(columns, params.columns)
  const selected = selectedColumns(params, columns)
  if (selected.length === 0) throw new UserError('No column is left; choose at least one to keep')
  const list = selected.map(({ from, column }) => `${ident(from)} AS ${ident(column.name)}`).join(', ')
  await step.writeTable('table', `SELECT ${list} FROM ${table}`)
})
