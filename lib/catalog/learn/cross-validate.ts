import * as z from 'zod/mini'
import { findColumn, freshName, nameKey } from '../columns'
import { defineComponent, type Column, type InferContext, type Inference } from '../types'
import { algorithmFields, algorithmName, eitherParams } from './algorithms'
import { sharedParams } from './training'
import { algorithmIds, algorithmOptions, checkAlgorithm, checkValidation, describeValidation, metricsOf, validationFields, validationParams } from './validation'

export const CrossValidateParams = z.object({
  ...sharedParams,
  ...validationParams,
  algorithm: z._default(z.enum(algorithmIds), 'random_forest'),
  ...eitherParams,
  /** Empty: of two classes the last in order. */
  positive: z._default(z.string(), ''),
})
export type CrossValidateParams = z.infer<typeof CrossValidateParams>

function infer({ params, inputs }: InferContext<CrossValidateParams>): Inference {
  const folds: Column[] = [
    { name: 'fold', type: 'integer' },
    { name: 'train_rows', type: 'integer' },
    { name: 'test_rows', type: 'integer' },
    ...metricsOf[params.task].map((name): Column => ({ name, type: 'number' })),
  ]
  return { outputs: { folds, rows: inputs.table && predictedColumns(params, inputs.table) }, problems: [...checkValidation(params, inputs.table), ...checkAlgorithm('algorithm', params.algorithm, params.task)] }
}

/** The columns that are sure; a probability for each class follows. Named as in python/atelier_runner/steps/cross_validate.py. */
function predictedColumns({ task, target }: CrossValidateParams, input: Column[]): Column[] {
  const names = input.map(({ name }) => name)
  const type = task === 'regression' ? 'number' : (findColumn(input, target)?.type ?? 'other')
  return [...input, { name: freshName('fold', names), type: 'integer' }, { name: predictionName(names), type }]
}

/** Not taken, and no column looks as if it held a probability of this prediction. */
function predictionName(names: string[]): string {
  const prefixed = (name: string) => names.some((other) => nameKey(other).startsWith(`${name === 'prediction' ? '' : `${name}_`}probability_`))
  const passed: string[] = []
  for (;;) {
    const name = freshName('prediction', [...names, ...passed])
    if (!prefixed(name)) return name
    passed.push(name)
  }
}

export const crossValidate = defineComponent({
  id: 'learn.cross-validate',
  version: 1,
  name: 'Cross-validate',
  category: 'Learn',
  icon: 'layers',
  summary: 'Tell how good an algorithm is, with every row held out once',
  keywords: ['k-fold', 'cross validation', 'out of fold', 'stratified', 'group', 'evaluate', 'stability', 'generalization'],
  inputs: [{ name: 'table', type: 'table', label: 'Table', help: 'Rows whose target is known.' }],
  outputs: [
    { name: 'evaluation', type: 'evaluation', label: 'Evaluation', help: 'Of all rows, each predicted by a model that has not learned from it.' },
    { name: 'folds', type: 'table', label: 'Folds', help: 'A row per fold with its metrics.' },
    { name: 'rows', type: 'table', label: 'Predicted rows', help: 'Each row that has a target, with its fold and what a model predicted that has not learned from it.' },
  ],
  params: CrossValidateParams,
  fields: [
    ...validationFields([{ name: 'algorithm', label: 'Algorithm', kind: 'choice', options: algorithmOptions }, ...algorithmFields(eitherParams)]),
    { name: 'positive', label: 'Positive class', kind: 'text', advanced: true, visible: ({ task }) => task === 'classification', help: 'With two classes: the one that the curves are about. Empty: the last in order.' },
  ],
  describe: (params) => describeValidation(params, algorithmName(params.algorithm)),
  infer,
  runner: { kind: 'python', environment: 'sklearn', entry: 'cross_validate' },
  deterministic: true,
})
