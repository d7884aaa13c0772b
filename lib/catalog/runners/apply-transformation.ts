import { readFile } from 'node:fs/promises'
import { ApplyTransformationParams } from '../transform/apply-transformation'
import { UserError } from '../user-error'
import { defineRunner, input, physicalTypes, requireColumns } from './support'
import { transformations } from './transformations'

export const runApplyTransformation = defineRunner(ApplyTransformationParams, async (step) => {
  const table = input(step, 'table')
  const columns = await physicalTypes(step.engine, table)
  const json: unknown = JSON.parse(await readFile(input(step, 'transformation'), 'utf8'))
  for (const sort of transformations) {
    const reading = sort.read(json)
    if (!reading) continue
    requireColumns(columns, reading.needs, 'this table, on which the transformation is to be applied')
    await step.writeTable('table', await reading.query(step, table, columns))
    return
  }
  throw new UserError('This transformation was written by a step that this agent does not know. Run the step that made it again.')
})
