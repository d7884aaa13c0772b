import * as z from 'zod/mini'
import { isNumeric, findColumn } from '../columns'
import { defineComponent, type InferContext, type Inference } from '../types'
import { featureTypes, inferTraining, sharedParams, tableFields } from './training'
import { taskField, validationParams } from './validation'

export const SelectFeaturesParams = z.object({
  ...sharedParams,
  task: validationParams.task,
  method: z._default(z.enum(['mutual_information', 'univariate_test', 'model']), 'mutual_information'),
  keep: z._default(z.number().check(z.int(), z.gte(1), z.lte(10_000)), 10),
})
export type SelectFeaturesParams = z.infer<typeof SelectFeaturesParams>

/** Which columns stay, only the rows can tell. */
function infer({ params, inputs }: InferContext<SelectFeaturesParams>): Inference {
  const classes = params.task === 'classification'
  const { problems } = inferTraining({ params, inputs }, classes ? ['text', 'boolean', 'integer', 'number'] : ['integer', 'number'], 'it is not a number')
  const target = inputs.table && findColumn(inputs.table, params.target)
  const wrong = !classes && target && !isNumeric(target.type) && problems.find(({ param }) => param === 'target')
  if (wrong) wrong.fix = { label: 'Compare with classes', params: { task: 'classification' } }
  return { outputs: { table: undefined, scores: [{ name: 'feature', type: 'text' }, { name: 'score', type: 'number' }, { name: 'kept', type: 'boolean' }] }, problems }
}

const words = { mutual_information: 'mutual information', univariate_test: 'F test', model: 'a random forest' }

export const selectFeatures = defineComponent({
  id: 'learn.select-features',
  version: 1,
  name: 'Select features',
  category: 'Learn',
  icon: 'list-filter',
  summary: 'Keep the columns that tell most about the target',
  keywords: ['feature selection', 'mutual information', 'univariate', 'anova', 'f test', 'k best', 'importance', 'fewer columns'],
  inputs: [{ name: 'table', type: 'table', label: 'Training rows', help: 'Rows whose target is known.' }],
  outputs: [
    { name: 'table', type: 'table', label: 'Table', help: 'The rows with the best columns, the target, and what was not compared.' },
    { name: 'transformation', type: 'transformation', label: 'Transformation', help: 'The choice, for Apply transformation on other rows.' },
    { name: 'scores', type: 'table', label: 'Scores', help: 'Each compared column with its score, best first.' },
  ],
  params: SelectFeaturesParams,
  fields: [
    { ...taskField, label: 'Target holds' },
    { name: 'target', label: 'Target', kind: 'column', from: 'table', types: ['text', 'boolean', 'integer', 'number'], help: 'The column about which the others are to tell.' },
    { name: 'features', label: 'Compare', kind: 'columns', from: 'table', types: featureTypes, help: 'Empty: all columns but the target.' },
    {
      name: 'method',
      label: 'By',
      kind: 'choice',
      options: [
        { value: 'mutual_information', label: 'Mutual information', help: 'Any dependence, straight or not.' },
        { value: 'univariate_test', label: 'F test', help: 'Differences of means, or straight correlation. The quickest.' },
        { value: 'model', label: 'Random forest', help: 'What a forest of 200 trees uses; sees columns that tell only together.' },
      ],
    },
    { name: 'keep', label: 'Columns to keep', kind: 'number', min: 1, max: 10_000, step: 1, help: 'Besides the target and what is left out of the comparison.' },
    ...tableFields,
  ],
  describe: (params) => `the ${params.keep} best by ${words[params.method]}`,
  infer,
  runner: { kind: 'python', environment: 'sklearn', entry: 'select_features' },
  deterministic: true,
})
