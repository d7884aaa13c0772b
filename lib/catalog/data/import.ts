import * as z from 'zod/mini'
import { defineComponent, type InferContext, type Inference } from '../types'

export const ImportParams = z.object({
  asset: z._default(z
    .object({
      name: z.string(),
      version: z._default(z.union([z.literal('latest'), z.number().check(z.int(), z.positive())]), 'latest'),
      /** Written at submission, when `latest` becomes a version; not set by hand. */
      digest: z.optional(z.string()),
    }), { name: '', version: 'latest' }),
})
export type ImportParams = z.infer<typeof ImportParams>

function infer({ params, asset }: InferContext<ImportParams>): Inference {
  const { name, version } = params.asset
  if (name === '') {
    return { outputs: { table: undefined }, problems: [{ severity: 'error', param: 'asset', message: 'Choose the data asset to import' }] }
  }
  const columns = asset(name, version)
  if (columns !== null) return { outputs: { table: columns }, problems: [] }
  const isThere = version !== 'latest' && asset(name, 'latest') != null
  return {
    outputs: { table: undefined },
    problems: [
      isThere
        ? {
            severity: 'error',
            param: 'asset',
            message: `The data asset “${name}” has no version ${version}`,
            fix: { label: 'Use the latest version', params: { asset: { name, version: 'latest' } } },
          }
        : { severity: 'error', param: 'asset', message: `This workspace has no data asset “${name}”; choose another or upload it under Data` },
    ],
  }
}

export const importData = defineComponent({
  id: 'data.import',
  version: 1,
  name: 'Import data',
  category: 'Data',
  icon: 'database',
  summary: 'A table from the data assets of this workspace',
  keywords: ['load', 'read', 'open', 'dataset', 'csv', 'parquet', 'excel', 'source'],
  inputs: [],
  outputs: [{ name: 'table', type: 'table', label: 'Table', help: 'The data asset’s rows and columns.' }],
  params: ImportParams,
  fields: [{ name: 'asset', label: 'Data asset', kind: 'data-asset' }],
  describe: ({ asset }) => (asset.name === '' ? 'no data asset chosen yet' : `${asset.name}, ${asset.version === 'latest' ? 'latest version' : `version ${asset.version}`}`),
  infer,
  runner: { kind: 'table' },
  deterministic: true,
})
