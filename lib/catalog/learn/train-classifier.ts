import * as z from 'zod/mini'
import { defineComponent } from '../types'
import { algorithmFields, algorithmName, classifierParams, classifiers, idsOf, optionsOf } from './algorithms'
import { describeTraining, inferTraining, sharedParams, trainingFields } from './training'

export const TrainClassifierParams = z.object({
  ...sharedParams,
  algorithm: z._default(z.enum(idsOf(classifiers)), 'random_forest'),
  ...classifierParams,
})
export type TrainClassifierParams = z.infer<typeof TrainClassifierParams>

export const trainClassifier = defineComponent({
  id: 'learn.train-classifier',
  version: 1,
  name: 'Train classifier',
  category: 'Learn',
  icon: 'shapes',
  summary: 'Learn to predict a class from examples',
  keywords: ['classification', 'logistic regression', 'decision tree', 'random forest', 'extra trees', 'gradient boosting', 'lightgbm', 'svm', 'support vector', 'knn', 'nearest neighbors', 'naive bayes', 'mlp', 'neural network', 'lasso', 'elastic net', 'fit', 'model', 'scikit-learn', 'predict'],
  inputs: [{ name: 'table', type: 'table', label: 'Training rows', help: 'Rows whose class is known.' }],
  outputs: [{ name: 'model', type: 'model', label: 'Model', help: 'What was learned, with its preparation of the columns.' }],
  params: TrainClassifierParams,
  fields: trainingFields(
    { name: 'target', label: 'Target', kind: 'column', from: 'table', types: ['text', 'boolean', 'integer', 'number'], help: 'The class to predict.' },
    { name: 'algorithm', label: 'Algorithm', kind: 'choice', options: optionsOf(classifiers) },
    algorithmFields(classifierParams),
  ),
  describe: (params) => describeTraining(params, algorithmName(params.algorithm)),
  infer: (ctx) => inferTraining(ctx, ['text', 'boolean', 'integer', 'number'], 'classes are text, whole numbers or true/false'),
  runner: { kind: 'python', environment: 'sklearn', entry: 'train_classifier' },
  deterministic: true,
})
