import { z } from 'zod'
import { defineComponent, type Field } from '../types'
import { describeTraining, inferTraining, sharedParams, trainingFields } from './training'

const algorithms = {
  linear_regression: { label: 'Linear regression', help: 'A weighted sum of the columns. Easy to explain.' },
  ridge: { label: 'Ridge regression', help: 'Linear, with weights held back: steadier when columns resemble each other.' },
  decision_tree: { label: 'Decision tree', help: 'One tree of yes-or-no questions. Easy to read, and quick to overfit.' },
  random_forest: { label: 'Random forest', help: 'The mean of many trees on random parts of the rows. Good without tuning.' },
  hist_gradient_boosting: { label: 'Gradient boosting', help: 'Trees that correct each other. Often the best on many rows; takes gaps as they are.' },
}
type AlgorithmId = keyof typeof algorithms

export const TrainRegressorParams = z.object({
  ...sharedParams,
  algorithm: z.enum(Object.keys(algorithms) as [AlgorithmId, ...AlgorithmId[]]).default('random_forest'),
  alpha: z.number().min(0).default(1),
  max_features: z.enum(['sqrt', 'log2', 'third', 'all']).default('all'),
})
export type TrainRegressorParams = z.infer<typeof TrainRegressorParams>

const own: Field[] = [
  { name: 'alpha', label: 'Regularization alpha', kind: 'number', min: 0, step: 0.1, visible: ({ algorithm }) => algorithm === 'ridge', help: 'Larger holds the weights back more.' },
  {
    name: 'max_features',
    label: 'Columns tried at a split',
    kind: 'choice',
    advanced: true,
    visible: ({ algorithm }) => algorithm === 'random_forest',
    options: [
      { value: 'all', label: 'All' },
      { value: 'third', label: 'A third' },
      { value: 'sqrt', label: 'Square root of all' },
      { value: 'log2', label: 'Logarithm of all' },
    ],
  },
]

export const trainRegressor = defineComponent({
  id: 'learn.train-regressor',
  version: 1,
  name: 'Train regressor',
  category: 'Learn',
  icon: 'chart-spline',
  summary: 'Learn to predict a number from examples',
  keywords: ['regression', 'linear', 'ridge', 'decision tree', 'random forest', 'gradient boosting', 'fit', 'model', 'scikit-learn', 'predict'],
  inputs: [{ name: 'table', type: 'table', label: 'Training rows', help: 'Rows whose number is known.' }],
  outputs: [{ name: 'model', type: 'model', label: 'Model', help: 'What was learned, with its preparation of the columns.' }],
  params: TrainRegressorParams,
  fields: trainingFields(
    { name: 'target', label: 'Target', kind: 'column', from: 'table', types: ['integer', 'number'], help: 'The number to predict.' },
    { name: 'algorithm', label: 'Algorithm', kind: 'choice', options: Object.entries(algorithms).map(([value, option]) => ({ value, ...option })) },
    own,
  ),
  describe: (params) => describeTraining(params, algorithms[params.algorithm].label.toLowerCase()),
  infer: (ctx) => inferTraining(ctx, ['integer', 'number'], 'it is not a number; Train classifier predicts classes'),
  runner: { kind: 'python', environment: 'sklearn', entry: 'train_regressor' },
  deterministic: true,
})
