import * as z from 'zod/mini'
import { defineComponent, type InferContext, type Inference } from '../types'
import { checkPictures, pictureField, pictureParam, seedField, seedParam, withoutPictures } from './images'

export const GroupImagesParams = z.object({ picture: pictureParam, seed: seedParam })
export type GroupImagesParams = z.infer<typeof GroupImagesParams>

function infer({ params, inputs }: InferContext<GroupImagesParams>): Inference {
  const { table } = inputs
  return { outputs: { table: table && [...withoutPictures(table, params.picture, ['group']), { name: 'group', type: 'integer' }] }, problems: checkPictures(params.picture, table) }
}

export const groupImages = defineComponent({
  id: 'label.group-images',
  version: 1,
  name: 'Group similar images',
  category: 'Label',
  icon: 'group',
  summary: 'Put images that look alike together',
  keywords: ['cluster', 'similar', 'duplicates', 'k-means', 'vision'],
  inputs: [{ name: 'table', type: 'table', label: 'Images', help: 'Images, or what Embed images made of them.' }],
  outputs: [{ name: 'table', type: 'table', label: 'Grouped images', help: 'The same rows with the number of their group.' }],
  params: GroupImagesParams,
  fields: [pictureField, seedField],
  describe: () => 'about twelve images a group',
  infer,
  runner: { kind: 'python', environment: 'labels', entry: 'group_images' },
  deterministic: true,
})
