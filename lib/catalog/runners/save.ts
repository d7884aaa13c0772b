import { SaveParams, saveMistake } from '../data/save'
import { UserError } from '../user-error'
import { defineRunner, input } from './support'

/** The studio makes the version when the step is reported done: see lib/queue/save-output.ts. */
export const runSaveData = defineRunner(SaveParams, async (step, params) => {
  input(step, 'table')
  const mistake = saveMistake(params)
  if (mistake) throw new UserError(`${mistake}.`)
  await step.passInput('table', 'table', { saved: params.name.trim() })
})
