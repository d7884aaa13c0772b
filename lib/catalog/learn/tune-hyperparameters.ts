import * as z from 'zod/mini'
import { defineComponent, type Column, type InferContext, type Inference } from '../types'
import { algorithmFields, algorithmName, classifiers, eitherParams, regressors } from './algorithms'
import { sharedParams } from './training'
import { checkSpace, settingType, tunableNames } from './tuning'
import { algorithmIds, algorithmOptions, checkAlgorithm, checkMetric, checkValidation, describeValidation, metricField, metricParam, scoreColumns, validationFields, validationParams } from './validation'

export const TuneHyperparametersParams = z.object({
  ...sharedParams,
  ...validationParams,
  algorithm: z._default(z.enum(algorithmIds), 'hist_gradient_boosting'),
  search: z._default(z.enum(['grid', 'random', 'halving']), 'random'),
  candidates: z._default(z.number().check(z.int(), z.gte(1), z.lte(1000)), 20),
  metric: metricParam,
  /** Empty: what is usually tuned of the algorithm. */
  space: z._default(z.array(z.object({ param: z._default(z.string(), 'C'), values: z._default(z.string(), '') })), []),
  ...eitherParams,
})
export type TuneHyperparametersParams = z.infer<typeof TuneHyperparametersParams>

function infer({ params, inputs }: InferContext<TuneHyperparametersParams>): Inference {
  const { algorithm, task, metric, space } = params
  const label = { ...classifiers, ...regressors }[algorithm].label
  const problems = [...checkValidation(params, inputs.table), ...checkAlgorithm('algorithm', algorithm, task), ...checkMetric(metric, task), ...checkSpace(space, algorithm, label)]
  const rounds: Column[] = params.search === 'halving' ? [{ name: 'round', type: 'integer' }, { name: 'rows', type: 'integer' }] : []
  const settings = space.map(({ param }): Column => ({ name: param, type: settingType(param) }))
  const leaderboard: Column[] = [{ name: 'rank', type: 'integer' }, ...settings, ...scoreColumns(metric, task), ...rounds]
  return { outputs: { leaderboard: space.length > 0 ? leaderboard : undefined }, problems }
}

const searches = { grid: 'every combination', random: 'at random', halving: 'by halving' }

export const tuneHyperparameters = defineComponent({
  id: 'learn.tune-hyperparameters',
  version: 1,
  name: 'Tune hyperparameters',
  category: 'Learn',
  icon: 'sliders-horizontal',
  summary: 'Find an algorithm’s best settings by cross-validation',
  keywords: ['grid search', 'random search', 'halving', 'hyperparameter', 'optimize', 'parameter sweep', 'best model', 'automl'],
  inputs: [{ name: 'table', type: 'table', label: 'Training rows', help: 'Rows whose target is known.' }],
  outputs: [
    { name: 'model', type: 'model', label: 'Best model', help: 'The best settings, trained on all rows.' },
    { name: 'leaderboard', type: 'table', label: 'Leaderboard', help: 'Every candidate with its settings and score, best first.' },
  ],
  params: TuneHyperparametersParams,
  fields: validationFields([
    { name: 'algorithm', label: 'Algorithm', kind: 'choice', options: algorithmOptions },
    {
      name: 'search',
      label: 'Search',
      kind: 'choice',
      options: [
        { value: 'grid', label: 'Every combination', help: 'Of a range, five values.' },
        { value: 'random', label: 'At random' },
        { value: 'halving', label: 'Successive halving', help: 'Many candidates on few rows; the best third goes on with three times as many.' },
      ],
    },
    { name: 'candidates', label: 'Candidates', kind: 'number', min: 1, max: 1000, step: 5, visible: ({ search }) => search !== 'grid', help: 'How many are tried.' },
    metricField,
    {
      name: 'space',
      label: 'Values to try',
      kind: 'list',
      addLabel: 'Add a parameter',
      empty: 'What is usually tuned of the algorithm',
      item: [
        { name: 'param', label: 'Parameter', kind: 'choice', options: tunableNames.map((value) => ({ value, label: value })) },
        { name: 'values', label: 'Values', kind: 'text', placeholder: '1, 3, 10 or 0.1 to 10 log' },
      ],
    },
    // What is not searched stays as it is set here.
    ...algorithmFields(eitherParams).map((field) => ({ ...field, advanced: true })),
  ]),
  describe: (params) => describeValidation(params, `${algorithmName(params.algorithm)} ${searches[params.search]}`),
  infer,
  runner: { kind: 'python', environment: 'sklearn', entry: 'tune_hyperparameters' },
  deterministic: true,
})
