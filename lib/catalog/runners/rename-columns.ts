import { ident } from '../sql-text'
import { namedTwice } from '../transform/entries'
import { renamedColumns, RenameColumnsParams } from '../transform/rename-columns'
import { UserError } from '../user-error'
import { defineRunner, input, requireColumns } from './support'

export const runRenameColumns = defineRunner(RenameColumnsParams, async (step, params) => {
  const table = input(step, 'table')
  const columns = await step.engine.columns(table)
  requireColumns(columns, [...params.rename.map((entry) => entry.column), ...params.columns])
  const output = renamedColumns(params, columns)
  const twice = namedTwice(output.map(({ column }) => column))
  if (twice) throw new UserError(`Two columns would be called “${twice.name}”; give one of them another name.`)
  await step.writeTable('table', `SELECT ${output.map(({ from, column }) => `${ident(from)} AS ${ident(column.name)}`).join(', ')} FROM ${table}`)
})
