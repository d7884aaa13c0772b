import * as z from 'zod/mini'
import { defineComponent } from '../types'
import { algorithmFields, algorithmName, idsOf, optionsOf, regressorParams, regressors } from './algorithms'
import { describeTraining, inferTraining, sharedParams, trainingFields } from './training'

export const TrainRegressorParams = z.object({
  ...sharedParams,
  algorithm: z._default(z.enum(idsOf(regressors)), 'random_forest'),
  ...regressorParams,
})
export type TrainRegressorParams = z.infer<typeof TrainRegressorParams>

export const trainRegressor = defineComponent({
  id: 'learn.train-regressor',
  version: 1,
  name: 'Train regressor',
  category: 'Learn',
  icon: 'chart-spline',
  summary: 'Learn to predict a number from examples',
  keywords: ['regression', 'linear', 'ridge', 'decision tree', 'random forest', 'lasso', 'elastic net', 'extra trees', 'gradient boosting', 'lightgbm', 'svm', 'svr', 'knn', 'nearest neighbors', 'mlp', 'neural network', 'fit', 'model', 'scikit-learn', 'predict'],
  inputs: [{ name: 'table', type: 'table', label: 'Training rows', help: 'Rows whose number is known.' }],
  outputs: [{ name: 'model', type: 'model', label: 'Model', help: 'What was learned, with its preparation of the columns.' }],
  params: TrainRegressorParams,
  fields: trainingFields(
    { name: 'target', label: 'Target', kind: 'column', from: 'table', types: ['integer', 'number'], help: 'The number to predict.' },
    { name: 'algorithm', label: 'Algorithm', kind: 'choice', options: optionsOf(regressors) },
    algorithmFields(regressorParams),
  ),
  describe: (params) => describeTraining(params, algorithmName(params.algorithm)),
  infer: (ctx) => inferTraining(ctx, ['integer', 'number'], 'it is not a number; Train classifier predicts classes'),
  runner: { kind: 'python', environment: 'sklearn', entry: 'train_regressor' },
  deterministic: true,
})
