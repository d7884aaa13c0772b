import { z } from 'zod'
import { example, examplePenguins } from '../example'
import { defineComponent, type Field } from '../types'
import { describeTraining, inferTraining, sharedParams, trainingFields } from './training'

const algorithms = {
  logistic_regression: { label: 'Logistic regression', help: 'Linear, quick and easy to explain. A good first try.' },
  decision_tree: { label: 'Decision tree', help: 'One tree of yes-or-no questions. Easy to read, and quick to overfit.' },
  random_forest: { label: 'Random forest', help: 'Many trees on random parts of the rows that vote. Good without tuning.' },
  hist_gradient_boosting: { label: 'Gradient boosting', help: 'Trees that correct each other. Often the best on many rows; takes gaps as they are.' },
}
type AlgorithmId = keyof typeof algorithms

export const TrainClassifierParams = z.object({
  ...sharedParams,
  algorithm: z.enum(Object.keys(algorithms) as [AlgorithmId, ...AlgorithmId[]]).default('random_forest'),
  C: z.number().gt(0).default(1),
  max_features: z.enum(['sqrt', 'log2', 'third', 'all']).default('sqrt'),
  class_weight: z.enum(['none', 'balanced']).default('none'),
})
export type TrainClassifierParams = z.infer<typeof TrainClassifierParams>

const own: Field[] = [
  { name: 'C', label: 'Inverse regularization C', kind: 'number', min: 0.000_001, step: 0.1, visible: ({ algorithm }) => algorithm === 'logistic_regression', help: 'Smaller holds the coefficients back more.' },
  {
    name: 'max_features',
    label: 'Columns tried at a split',
    kind: 'choice',
    advanced: true,
    visible: ({ algorithm }) => algorithm === 'random_forest',
    options: [
      { value: 'sqrt', label: 'Square root of all' },
      { value: 'log2', label: 'Logarithm of all' },
      { value: 'third', label: 'A third' },
      { value: 'all', label: 'All' },
    ],
  },
  {
    name: 'class_weight',
    label: 'Class weights',
    kind: 'choice',
    options: [
      { value: 'none', label: 'None', help: 'Each row counts the same.' },
      { value: 'balanced', label: 'Balanced', help: 'Each class counts the same, however rare.' },
    ],
  },
]

export const trainClassifier = defineComponent({
  id: 'learn.train-classifier',
  version: 1,
  name: 'Train classifier',
  category: 'Learn',
  icon: 'shapes',
  summary: 'Learn to predict a class from examples',
  keywords: ['classification', 'logistic regression', 'decision tree', 'random forest', 'gradient boosting', 'fit', 'model', 'scikit-learn', 'predict'],
  docs: `
Learns from rows whose class is known to predict the class of rows where it is not. The **target** is text, a whole number or true/false; up to 200 classes.

The columns to learn from are prepared inside the model, so that what is learned for it (medians, scales, categories) comes from these rows alone and is applied unchanged when the model scores others:

| column | logistic regression | tree, forest | gradient boosting |
| --- | --- | --- | --- |
| number | gaps filled with the median, scaled | gaps filled with the median | as it is, gaps too |
| text | one column per category | one column per category | categories as they are |
| true/false | 0 or 1 | 0 or 1 | 0 or 1 |
| date, time | year, month, day, weekday, days since 1970 | the same | the same |

- **Rare and new categories.** Beyond the limit set under More options the rarest categories are put together. A category that was never seen in training counts as rare.
- **Left out by itself**, with a remark on the model's card: columns that have one value only, and texts of which more than half are different, such as names. Chosen by hand, such a text is refused.
- **Rows without a target** are left out and counted.
- **Class weights** *balanced* make rare classes count as much as frequent ones.
- **Seed.** The same seed on the same rows gives the same model, byte for byte.

The output is a model for **Score model**. Its card tells algorithm, parameters, features, their importance, and versions of the libraries. Split the data first and train on one part, so that the other can tell how good the model is.

${example(
  [examplePenguins, { id: 'train', component: 'learn.train-classifier@1', params: { target: 'species', algorithm: 'decision_tree', max_depth: 3 } }],
  ['penguins.table > train.table'],
)}
`,
  inputs: [{ name: 'table', type: 'table', label: 'Training rows', help: 'Rows whose class is known.' }],
  outputs: [{ name: 'model', type: 'model', label: 'Model', help: 'What was learned, with its preparation of the columns.' }],
  params: TrainClassifierParams,
  fields: trainingFields(
    { name: 'target', label: 'Target', kind: 'column', from: 'table', types: ['text', 'boolean', 'integer', 'number'], help: 'The class to predict.' },
    { name: 'algorithm', label: 'Algorithm', kind: 'choice', options: Object.entries(algorithms).map(([value, option]) => ({ value, ...option })) },
    own,
  ),
  describe: (params) => describeTraining(params, algorithms[params.algorithm].label.toLowerCase()),
  infer: (ctx) => inferTraining(ctx, ['text', 'boolean', 'integer', 'number'], 'classes are text, whole numbers or true/false'),
  runner: { kind: 'python', environment: 'sklearn', entry: 'train_classifier' },
  deterministic: true,
})
