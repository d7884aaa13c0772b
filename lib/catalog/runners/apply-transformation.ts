import { readFile } from 'node:fs/promises'
import { ApplyTransformationParams } from '../transform/apply-transformation'
import { UserError } from '../user-error'
import { Cleaning, cleaningQuery } from './cleaning'
import { defineRunner, input, physicalTypes, requireColumns, type PhysicalColumn } from './support'

export const runApplyTransformation = defineRunner(ApplyTransformationParams, async (step) => {
  const table = input(step, 'table')
  const columns = await physicalTypes(step.engine, table)
  const learned: unknown = JSON.parse(await readFile(input(step, 'transformation'), 'utf8'))
  await step.writeTable('table', transformationQuery(learned, table, columns))
})

/** The query for any sort of learned transformation, found by its `kind`. */
function transformationQuery(learned: unknown, table: string, columns: PhysicalColumn[]): string {
  const cleaning = Cleaning.safeParse(learned)
  if (!cleaning.success) throw new UserError('This transformation was written by a step that this agent does not know. Run the step that made it again.')
  requireColumns(columns, neededColumns(cleaning.data), 'this table, on which the transformation is to be applied')
  return cleaningQuery(cleaning.data, table, columns)
}

function neededColumns(cleaning: Cleaning): string[] {
  if (cleaning.action === 'drop-rows') return cleaning.columns
  return cleaning.action === 'fill' ? cleaning.fills.map((fill) => fill.column) : []
}
