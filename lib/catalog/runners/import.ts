import { ImportParams } from '../data/import'
import type { TableStep } from '../types'
import { UserError } from '../user-error'
import { defineRunner } from './support'

/** Makes a data asset the step's table. @throws UserError */
export async function importBlob(step: TableStep<unknown>, { asset }: ImportParams): Promise<void> {
  if (asset.digest === undefined) throw new UserError(`The data asset “${asset.name}” was not resolved to a version when the run was submitted. Submit the run again.`)
  step.engine.log(`${asset.name}, version ${asset.version}`)
  await step.passBlob('table', asset.digest)
}

export const runImport = defineRunner(ImportParams, importBlob)
