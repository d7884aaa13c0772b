import * as z from 'zod/mini'
import { findColumn } from '../columns'
import { importData, ImportParams } from '../data/import'
import { defineComponent, type InferContext, type Inference } from '../types'

export const ImportImagesParams = z.object({ ...ImportParams.shape })
export type ImportImagesParams = z.infer<typeof ImportImagesParams>

function infer(ctx: InferContext<ImportImagesParams>): Inference {
  const inference = importData.infer(ctx)
  const { table } = inference.outputs
  if (!table || findColumn(table, 'picture')) return inference
  return { ...inference, problems: [...inference.problems, { severity: 'error', param: 'asset', message: `The data asset “${ctx.params.asset.name}” has no column “picture”. Choose one that a labeling project was exported to, or use Import data.` }] }
}

export const importImages = defineComponent({
  id: 'label.import-images',
  version: 1,
  name: 'Import labeled images',
  category: 'Label',
  icon: 'images',
  summary: 'Images and their labels, from a labeling project',
  keywords: ['labeling', 'annotations', 'pictures', 'photos', 'dataset', 'vision', 'classification'],
  inputs: [],
  outputs: [{ name: 'table', type: 'table', label: 'Images', help: 'A row for each image: its name, its label, and the picture itself.' }],
  params: ImportImagesParams,
  fields: [{ name: 'asset', label: 'Data asset', kind: 'data-asset', help: 'One that a labeling project was exported to.' }],
  describe: ({ asset }) => (asset.name === '' ? 'no data asset chosen yet' : `${asset.name}, ${asset.version === 'latest' ? 'latest version' : `version ${asset.version}`}`),
  infer,
  runner: { kind: 'table' },
  deterministic: true,
})
