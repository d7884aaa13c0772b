import * as z from 'zod/mini'
import { checkColumn } from '../columns'
import { defineComponent, type Column, type InferContext, type Inference } from '../types'
import { checkPictures, pictureField, pictureParam, seedField, seedParam, withoutPictures } from './images'

export const TrainImageClassifierParams = z.object({
  label: z._default(z.string().check(z.minLength(1, 'Name the column with the labels')), 'label'),
  picture: pictureParam,
  image: z._default(z.string().check(z.minLength(1, 'Name the column with the images’ names')), 'image'),
  target_precision: z._default(z.number().check(z.gte(0.5), z.lte(0.999)), 0.9),
  seed: seedParam,
})
export type TrainImageClassifierParams = z.infer<typeof TrainImageClassifierParams>

const added: Column[] = [
  { name: 'predicted', type: 'text' },
  { name: 'confidence', type: 'number' },
  { name: 'margin', type: 'number' },
  { name: 'out_of_fold', type: 'boolean' },
  { name: 'group', type: 'integer' },
]

/** The columns of the images and those that a model of them adds, and what is wrong with where its labels come from. */
export const inferPredictions = (added: Column[]) => ({ params, inputs, connected }: InferContext<TrainImageClassifierParams>): Inference => {
  const { table, labels } = inputs
  const own = connected.has('labels') ? [...checkColumn('label', params.label, labels, 'labels'), ...checkColumn('image', params.image, labels, 'labels'), ...checkColumn('image', params.image, table, 'table')] : checkColumn('label', params.label, table, 'table')
  const predictions = table && [...withoutPictures(table, params.picture, added.map(({ name }) => name)), ...added]
  return { outputs: { predictions }, problems: [...checkPictures(params.picture, table), ...own] }
}

export const trainImageClassifier = defineComponent({
  id: 'label.train-image-classifier',
  version: 1,
  name: 'Train image classifier',
  category: 'Label',
  icon: 'image-up',
  summary: 'Learn to tell images apart from a few dozen labels',
  keywords: ['classification', 'vision', 'cnn', 'transfer learning', 'efficientnet', 'calibrated', 'onnx', 'fit', 'model'],
  inputs: [
    { name: 'table', type: 'table', label: 'Images', help: 'Images, or what Embed images made of them. Rows without a label are predicted only.' },
    { name: 'labels', type: 'table', label: 'Labels', help: 'Labels by the images’ names, in the place of a column of the images.', optional: true },
  ],
  outputs: [
    { name: 'predictions', type: 'table', label: 'Predictions', help: 'For each image its likeliest label and confidence; for labeled ones by a model that had not seen them.' },
    { name: 'model', type: 'file', label: 'Model', help: 'From pixels to probabilities, as ONNX.' },
    { name: 'report', type: 'file', label: 'Report', help: 'Accuracy, and how many images the model can answer how surely, as JSON.' },
  ],
  params: TrainImageClassifierParams,
  fields: [
    { name: 'label', label: 'Labels', kind: 'text', placeholder: 'label', help: 'The column with the labels; empty ones are to be predicted.' },
    pictureField,
    { name: 'target_precision', label: 'Precision wanted', kind: 'number', min: 0.5, max: 0.999, step: 0.01, help: 'The report tells from which confidence on the model is right at least so often.' },
    { name: 'image', label: 'Names of images', kind: 'text', placeholder: 'image', advanced: true, help: 'The column that joins images and labels where these come by themselves.' },
    seedField,
  ],
  describe: ({ label, target_precision }) => `of “${label}”, sure at ${Math.round(target_precision * 1000) / 10}% precision`,
  infer: inferPredictions(added),
  runner: { kind: 'python', environment: 'labels', entry: 'train_image_classifier' },
  deterministic: true,
})
