import * as z from 'zod/mini'
import { defineComponent, type Column, type InferContext, type Inference } from '../types'
import { algorithmFields, algorithmName, eitherParams } from './algorithms'
import { sharedParams } from './training'
import { algorithmIds, algorithmOptions, checkAlgorithm, checkMetric, checkValidation, describeValidation, metricField, metricParam, metricsOf, validationFields, validationParams } from './validation'

export const LearningCurveParams = z.object({
  ...sharedParams,
  ...validationParams,
  algorithm: z._default(z.enum(algorithmIds), 'random_forest'),
  metric: metricParam,
  sizes: z._default(z.number().check(z.int(), z.gte(2), z.lte(20)), 6),
  /** Share of a fold's training rows at the first size. */
  smallest: z._default(z.number().check(z.gte(0.001), z.lte(0.9)), 0.1),
  ...eitherParams,
})
export type LearningCurveParams = z.infer<typeof LearningCurveParams>

function infer({ params, inputs }: InferContext<LearningCurveParams>): Inference {
  const metric = params.metric === 'auto' ? metricsOf[params.task][0]! : params.metric
  const curve: Column[] = [{ name: 'train_rows', type: 'integer' }, ...[`train_${metric}`, `train_${metric}_sd`, metric, `${metric}_sd`].map((name): Column => ({ name, type: 'number' }))]
  return { outputs: { curve }, problems: [...checkValidation(params, inputs.table), ...checkAlgorithm('algorithm', params.algorithm, params.task), ...checkMetric(params.metric, params.task)] }
}

export const learningCurve = defineComponent({
  id: 'learn.learning-curve',
  version: 1,
  name: 'Learning curve',
  category: 'Learn',
  icon: 'trending-up',
  summary: 'Tell whether more rows would make a better model',
  keywords: ['train size', 'sample size', 'more data', 'overfitting', 'underfitting', 'bias', 'variance', 'cross validation'],
  inputs: [{ name: 'table', type: 'table', label: 'Table', help: 'Rows whose target is known.' }],
  outputs: [{ name: 'curve', type: 'table', label: 'Learning curve', help: 'A row per number of training rows, with the score on them and on held-out rows.' }],
  params: LearningCurveParams,
  fields: validationFields([
    { name: 'algorithm', label: 'Algorithm', kind: 'choice', options: algorithmOptions },
    { ...metricField, label: 'Measured by', help: 'The mean over folds, with its deviation.' },
    { name: 'sizes', label: 'Sizes', kind: 'number', min: 2, max: 20, step: 1, help: 'From how many different numbers of rows the algorithm learns.' },
    { name: 'smallest', label: 'Smallest share', kind: 'number', min: 0.001, max: 0.9, step: 0.05, advanced: true, help: 'Of the training rows, at the first size.' },
    ...algorithmFields(eitherParams).map((field) => ({ ...field, advanced: true })),
  ]),
  describe: (params) => describeValidation(params, `${algorithmName(params.algorithm)} from ${params.sizes} sizes`),
  infer,
  runner: { kind: 'python', environment: 'sklearn', entry: 'learning_curve' },
  deterministic: true,
})
