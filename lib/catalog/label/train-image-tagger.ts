import * as z from 'zod/mini'
import { defineComponent, type Column } from '../types'
import { pictureField, seedField } from './images'
import { inferPredictions, TrainImageClassifierParams } from './train-image-classifier'

export const TrainImageTaggerParams = z.object({ ...TrainImageClassifierParams.shape })
export type TrainImageTaggerParams = z.infer<typeof TrainImageTaggerParams>

const added: Column[] = [
  { name: 'found', type: 'text' },
  { name: 'predicted', type: 'text' },
  { name: 'margin', type: 'number' },
  { name: 'out_of_fold', type: 'boolean' },
  { name: 'group', type: 'integer' },
]

export const trainImageTagger = defineComponent({
  id: 'label.train-image-tagger',
  version: 1,
  name: 'Train image tagger',
  category: 'Label',
  icon: 'tags',
  summary: 'Learn which of several labels are on an image',
  keywords: ['multi-label', 'tagging', 'classification', 'vision', 'one versus rest', 'efficientnet', 'calibrated', 'onnx', 'fit', 'model'],
  inputs: [
    { name: 'table', type: 'table', label: 'Images', help: 'Images, or what Embed images made of them. Rows without a value are predicted only.' },
    { name: 'labels', type: 'table', label: 'Labels', help: 'Labels by the images’ names, in the place of a column of the images.', optional: true },
  ],
  outputs: [
    { name: 'predictions', type: 'table', label: 'Predictions', help: 'For each image its labels with their confidences; for labeled ones by a model that had not seen them.' },
    { name: 'model', type: 'file', label: 'Model', help: 'From pixels to the probability of each label, as ONNX.' },
    { name: 'report', type: 'file', label: 'Report', help: 'For each label how much of it is found how surely, as JSON.' },
  ],
  params: TrainImageTaggerParams,
  fields: [
    { name: 'label', label: 'Labels', kind: 'text', placeholder: 'label', help: 'The column with the labels, | between several. Empty text: none of them; no value: to be predicted.' },
    pictureField,
    { name: 'target_precision', label: 'Precision wanted', kind: 'number', min: 0.5, max: 0.999, step: 0.01, help: 'The report tells for each label from which confidence on it is right at least so often.' },
    { name: 'image', label: 'Names of images', kind: 'text', placeholder: 'image', advanced: true, help: 'The column that joins images and labels where these come by themselves.' },
    seedField,
  ],
  describe: ({ label, target_precision }) => `of “${label}”, sure at ${Math.round(target_precision * 1000) / 10}% precision`,
  infer: inferPredictions(added),
  runner: { kind: 'python', environment: 'labels', entry: 'train_image_tagger' },
  deterministic: true,
})
