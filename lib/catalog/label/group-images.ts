import * as z from 'zod/mini'
import { defineComponent, type InferContext, type Inference } from '../types'
import { checkPictures, pictureField, pictureParam, seedField, seedParam, withoutPictures } from './images'

/** Kinds of images of which the first are labeled first. */
export const firstKinds = 50
export const GroupImagesParams = z.object({ picture: pictureParam, first: z._default(z.number().check(z.int(), z.gte(2, 'At least 2'), z.lte(400, 'At most 400')), firstKinds), seed: seedParam })
export type GroupImagesParams = z.infer<typeof GroupImagesParams>

function infer({ params, inputs }: InferContext<GroupImagesParams>): Inference {
  const { table } = inputs
  return { outputs: { table: table && [...withoutPictures(table, params.picture, ['group', 'turn']), { name: 'group', type: 'integer' }, { name: 'turn', type: 'integer' }] }, problems: checkPictures(params.picture, table) }
}

export const groupImages = defineComponent({
  id: 'label.group-images',
  version: 1,
  name: 'Group similar images',
  category: 'Label',
  icon: 'group',
  summary: 'Put images that look alike together, and say which to label first',
  keywords: ['cluster', 'similar', 'duplicates', 'k-means', 'vision'],
  inputs: [{ name: 'table', type: 'table', label: 'Images', help: 'Images, or what Embed images made of them.' }],
  outputs: [{ name: 'table', type: 'table', label: 'Grouped images', help: 'The same rows with the number of their group, and their turn where they are to be labeled first.' }],
  params: GroupImagesParams,
  fields: [pictureField, { kind: 'number', name: 'first', label: 'Images to label first', min: 2, max: 400, step: 1, advanced: true, help: 'The column “turn” says which: as many kinds are told apart, and the most typical image of each comes first.' }, seedField],
  describe: () => 'about twelve images a group',
  infer,
  runner: { kind: 'python', environment: 'labels', entry: 'group_images' },
  deterministic: true,
})
