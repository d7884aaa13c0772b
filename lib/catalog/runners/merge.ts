import { MergeParams, mergePorts } from '../control/merge'
import { UserError } from '../user-error'
import { defineRunner } from './support'

export const runMerge = defineRunner(MergeParams, async (step) => {
  const came = mergePorts.filter((port) => step.inputs[port] !== undefined)
  if (came[0] === undefined) throw new UserError('No branch is connected. Connect what each of them gives.')
  if (came.length > 1) step.engine.log(`Warning: ${came.length} branches came; the ${came[0]} is taken`)
  await step.passInput('table', came[0])
})
