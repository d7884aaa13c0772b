import { z } from 'zod'
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
