import * as z from 'zod/mini'
import { defineComponent, type InferContext, type Inference } from '../types'
import { assetNamePattern, takenNames } from './asset-name'

export const SaveParams = z.object({
  name: z._default(z.string().check(z.maxLength(120)), ''),
  description: z._default(z.string().check(z.maxLength(2_000)), ''),
})
export type SaveParams = z.infer<typeof SaveParams>

/** What stops the step, in words. */
export function saveMistake({ name }: SaveParams): string | undefined {
  const given = name.trim()
  if (given === '') return 'Name the data asset'
  if (!assetNamePattern.test(given)) return 'A data asset’s name has letters, digits, spaces and . _ - + ( ), and begins with a letter or digit'
  return takenNames.includes(given) ? `“${given}” is taken by a page of the studio; choose another name` : undefined
}

function infer({ params, inputs }: InferContext<SaveParams>): Inference {
  const mistake = saveMistake(params)
  return { outputs: { table: inputs.table }, problems: mistake ? [{ severity: 'error', param: 'name', message: mistake }] : [] }
}

export const saveData = defineComponent({
  id: 'data.save',
  version: 1,
  name: 'Save as data asset',
  category: 'Data',
  icon: 'hard-drive-upload',
  summary: 'A table as a new version of a data asset of this workspace',
  keywords: ['export', 'register', 'write', 'store', 'publish', 'dataset', 'output'],
  inputs: [{ name: 'table', type: 'table', label: 'Table', help: 'The rows to save.' }],
  outputs: [{ name: 'table', type: 'table', label: 'Table', help: 'The same table.' }],
  params: SaveParams,
  fields: [
    { name: 'name', label: 'Data asset', kind: 'text', placeholder: 'Sales, cleaned', help: 'One that exists gets a further version; otherwise it is made.' },
    { name: 'description', label: 'Description', kind: 'text', help: 'Of a new one.', advanced: true },
  ],
  describe: ({ name }) => (name.trim() === '' ? 'no name yet' : `as ${name.trim()}`),
  infer,
  runner: { kind: 'table' },
  // A version that somebody has deleted meanwhile is made again.
  deterministic: false,
})
