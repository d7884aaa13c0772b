import { ImportParams } from '../data/import'
import { UserError } from '../user-error'
import { defineRunner } from './support'

export const runImport = defineRunner(ImportParams, async (step, { asset }) => {
  if (asset.digest === undefined) throw new UserError(`The data asset “${asset.name}” was not resolved to a version when the run was submitted. Submit the run again.`)
  step.engine.log(`${asset.name}, version ${asset.version}`)
  await step.passBlob('table', asset.digest)
})
