import * as z from 'zod/mini'
import { defineComponent, type InferContext, type Inference } from '../types'
import { checkPictures, descriptionColumns, pictureField, pictureParam, withoutPictures } from './images'

export const EmbedImagesParams = z.object({ picture: pictureParam })
export type EmbedImagesParams = z.infer<typeof EmbedImagesParams>

function infer({ params, inputs }: InferContext<EmbedImagesParams>): Inference {
  const { table } = inputs
  return { outputs: { table: table && [...withoutPictures(table, params.picture), ...descriptionColumns] }, problems: checkPictures(params.picture, table) }
}

export const embedImages = defineComponent({
  id: 'label.embed-images',
  version: 1,
  name: 'Embed images',
  category: 'Label',
  icon: 'scan-eye',
  summary: 'Describe images by numbers that a model can learn from',
  keywords: ['embedding', 'features', 'efficientnet', 'imagenet', 'hog', 'vision', 'vectors', 'onnx'],
  inputs: [{ name: 'table', type: 'table', label: 'Images', help: 'A row for each image, with the picture itself.' }],
  outputs: [{ name: 'table', type: 'table', label: 'Described images', help: 'The same rows with descriptions in the place of the pictures.' }],
  params: EmbedImagesParams,
  fields: [pictureField],
  describe: ({ picture }) => `EfficientNet-Lite0 and gradients of “${picture}”`,
  infer,
  runner: { kind: 'python', environment: 'labels', entry: 'embed_images' },
  deterministic: true,
})
