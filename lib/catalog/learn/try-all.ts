import * as z from 'zod/mini'
import { defineComponent, type InferContext, type Inference } from '../types'
import { eitherParams } from './algorithms'
import { sharedParams } from './training'
import { algorithmIds, algorithmOptions, checkAlgorithm, checkMetric, checkValidation, describeValidation, metricField, metricParam, scoreColumns, validationFields, validationParams } from './validation'

export const TryAllParams = z.object({
  ...sharedParams,
  ...validationParams,
  /** Empty: all that suit the task and the number of rows. */
  algorithms: z._default(z.array(z.object({ algorithm: z._default(z.enum(algorithmIds), 'random_forest') })), []),
  candidates: z._default(z.number().check(z.int(), z.gte(1), z.lte(1000)), 25),
  minutes: z._default(z.nullable(z.number().check(z.gt(0), z.lte(1440))), null),
  metric: metricParam,
  class_weight: eitherParams.class_weight,
})
export type TryAllParams = z.infer<typeof TryAllParams>

function infer({ params, inputs }: InferContext<TryAllParams>): Inference {
  const foreign = params.algorithms.flatMap(({ algorithm }) => checkAlgorithm('algorithms', algorithm, params.task).map((problem) => ({ ...problem, fix: removal(params, algorithm) })))
  return {
    outputs: { leaderboard: [{ name: 'rank', type: 'integer' }, { name: 'algorithm', type: 'text' }, ...scoreColumns(params.metric, params.task), { name: 'settings', type: 'text' }] },
    problems: [...checkValidation(params, inputs.table), ...foreign, ...checkMetric(params.metric, params.task)],
  }
}

function removal({ algorithms }: TryAllParams, algorithm: string) {
  return { label: 'Take it out of the list', params: { algorithms: algorithms.filter((entry) => entry.algorithm !== algorithm) } }
}

export const tryAll = defineComponent({
  id: 'learn.try-all',
  version: 1,
  name: 'Try all',
  category: 'Learn',
  icon: 'trophy',
  summary: 'Search the best algorithm and its settings within a budget',
  keywords: ['automl', 'automatic', 'best model', 'leaderboard', 'compare algorithms', 'model selection'],
  inputs: [{ name: 'table', type: 'table', label: 'Training rows', help: 'Rows whose target is known.' }],
  outputs: [
    { name: 'model', type: 'model', label: 'Best model', help: 'The best algorithm with its best settings, trained on all rows.' },
    { name: 'leaderboard', type: 'table', label: 'Leaderboard', help: 'Every candidate with its algorithm, score and settings, best first.' },
  ],
  params: TryAllParams,
  fields: validationFields([
    { name: 'algorithms', label: 'Algorithms', kind: 'list', addLabel: 'Add an algorithm', empty: 'All that suit', item: [{ name: 'algorithm', label: 'Algorithm', kind: 'choice', options: algorithmOptions }] },
    { name: 'candidates', label: 'Budget', kind: 'number', min: 1, max: 1000, step: 5, unit: 'models', help: 'How many candidates are cross-validated.' },
    metricField,
    {
      name: 'class_weight',
      label: 'Class weights',
      kind: 'choice',
      visible: ({ task }) => task === 'classification',
      options: [
        { value: 'none', label: 'None', help: 'Each row counts the same.' },
        { value: 'balanced', label: 'Balanced', help: 'Each class counts the same, where the algorithm knows weights.' },
      ],
    },
    { name: 'minutes', label: 'Time limit', kind: 'number', min: 0.1, max: 1440, step: 1, unit: 'min', nullable: true, advanced: true, help: 'No new candidate is begun after it. With a limit the result depends on the machine, and is not reused.' },
  ]),
  describe: (params) => describeValidation(params, `best of ${params.candidates} models`),
  infer,
  runner: { kind: 'python', environment: 'sklearn', entry: 'try_all' },
  deterministic: true,
  reuses: (params) => params.minutes === null,
})
