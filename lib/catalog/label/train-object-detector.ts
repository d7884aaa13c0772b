import * as z from 'zod/mini'
import { checkColumn } from '../columns'
import { defineComponent, type Column, type InferContext, type Inference } from '../types'
import { pictureField, seedField } from './images'
import { TrainImageClassifierParams } from './train-image-classifier'

export const TrainObjectDetectorParams = z.object({ ...TrainImageClassifierParams.shape })
export type TrainObjectDetectorParams = z.infer<typeof TrainObjectDetectorParams>

const predictions: Column[] = [
  { name: 'image', type: 'text' },
  { name: 'found', type: 'text' },
  { name: 'count', type: 'integer' },
  { name: 'out_of_fold', type: 'boolean' },
]
const sides = ['x', 'y', 'width', 'height']

function infer({ params, inputs }: InferContext<TrainObjectDetectorParams>): Inference {
  const { table, labels } = inputs
  const missing = labels && sides.find((side) => !labels.some(({ name }) => name === side))
  return {
    outputs: { predictions: table && predictions },
    problems: [
      ...checkColumn('picture', params.picture, table, 'table'),
      ...checkColumn('image', params.image, table, 'table'),
      ...checkColumn('image', params.image, labels, 'labels'),
      ...checkColumn('label', params.label, labels, 'labels'),
      ...(missing ? [{ severity: 'error' as const, message: `The boxes have no column “${missing}”. There must be one row a box with x, y, width and height in pixels.` }] : []),
    ],
  }
}

export const trainObjectDetector = defineComponent({
  id: 'label.train-object-detector',
  version: 1,
  name: 'Train object detector',
  category: 'Label',
  icon: 'scan-search',
  summary: 'Learn to find things in images from boxes or outlines on a few dozen',
  keywords: ['detection', 'boxes', 'bounding box', 'vision', 'object', 'localisation', 'polygon', 'outline', 'mask', 'instance segmentation', 'efficientnet', 'onnx', 'fit', 'model', 'mAP'],
  inputs: [
    { name: 'table', type: 'table', label: 'Images', help: 'A row for each image with its name and picture; width and height where boxes are in pixels of a larger one.' },
    { name: 'labels', type: 'table', label: 'Boxes', help: 'A row for each box: image, label, x, y, width, height in pixels from the top left. A row without a label says that the image shows nothing. With a column outline (rings of points as JSON) outlines are learned.' },
  ],
  outputs: [
    { name: 'predictions', type: 'table', label: 'Predictions', help: 'For each image what was found, the surest first, as JSON; in labeled ones by a model that had not seen them.' },
    { name: 'model', type: 'file', label: 'Model', help: 'From pixels to confidences and boxes on a grid, and from boxes to what is inside their outlines, as ONNX.' },
    { name: 'report', type: 'file', label: 'Report', help: 'Average precision, and for each label how much of it is found how surely, as JSON.' },
  ],
  params: TrainObjectDetectorParams,
  fields: [
    pictureField,
    { name: 'target_precision', label: 'Precision wanted', kind: 'number', min: 0.5, max: 0.999, step: 0.01, help: 'The report tells for each label from which confidence on it is right at least so often.' },
    { name: 'label', label: 'Labels', kind: 'text', placeholder: 'label', advanced: true, help: 'The column with the labels of the boxes.' },
    { name: 'image', label: 'Names of images', kind: 'text', placeholder: 'image', advanced: true, help: 'The column that joins images and boxes.' },
    seedField,
  ],
  describe: ({ target_precision }) => `sure at ${Math.round(target_precision * 1000) / 10}% precision`,
  infer,
  runner: { kind: 'python', environment: 'labels', entry: 'train_object_detector' },
  deterministic: true,
})
