import { z } from 'zod'
import { example, examplePenguins } from '../example'
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
  docs: `
Learns from rows whose number is known to predict it for rows where it is not. The **target** is a numeric column.

The columns to learn from are prepared inside the model, so that what is learned for it (medians, scales, categories) comes from these rows alone and is applied unchanged when the model scores others. Linear and ridge regression get numbers with gaps filled by the median and scaled, trees and forests with gaps filled, gradient boosting as they are. Text becomes one column per category (gradient boosting takes categories as they are), true/false 0 or 1, a date its year, month, day, weekday and days since 1970.

- **Left out by itself**, with a remark on the model's card: columns that have one value only, and texts of which more than half are different, such as names. Chosen by hand, such a text is refused.
- **Rows without a target** are left out and counted.
- **Trees do not extrapolate:** they never predict beyond the range of the target in training; linear and ridge regression do.
- **Seed.** The same seed on the same rows gives the same model, byte for byte.

The output is a model for **Score model**. Its card tells algorithm, parameters, features, their importance, and versions of the libraries.

${example(
  [examplePenguins, { id: 'train', component: 'learn.train-regressor@1', params: { target: 'body_mass_g', algorithm: 'ridge', alpha: 0.5 } }],
  ['penguins.table > train.table'],
)}
`,
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
