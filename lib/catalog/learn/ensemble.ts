import * as z from 'zod/mini'
import { defineComponent, type InferContext, type Inference } from '../types'
import { eitherParams } from './algorithms'
import { connectedModels, modelPorts } from './several-models'
import { featureTypes, sharedParams, tableFields } from './training'
import { algorithmIds, algorithmOptions, checkAlgorithm, checkValidation, taskField } from './validation'

export const EnsembleParams = z.object({
  ...sharedParams,
  task: z._default(z.enum(['classification', 'regression']), 'classification'),
  method: z._default(z.enum(['soft', 'hard', 'stacking']), 'soft'),
  /** Besides the models at the inputs. */
  members: z._default(z.array(z.object({ algorithm: z._default(z.enum(algorithmIds), 'random_forest'), weight: z._default(z.number().check(z.gte(0), z.lte(1000)), 1) })).check(z.maxLength(5)), []),
  folds: z._default(z.number().check(z.int(), z.gte(2), z.lte(50)), 5),
  class_weight: eitherParams.class_weight,
})
export type EnsembleParams = z.infer<typeof EnsembleParams>

const most = 5

function infer({ params, inputs, connected }: InferContext<EnsembleParams>): Inference {
  const problems: Inference['problems'] = [...checkValidation({ ...params, folding: 'plain', group: '' }, inputs.table)]
  for (const { algorithm } of params.members) {
    const fix = { label: 'Take it out of the list', params: { members: params.members.filter((member) => member.algorithm !== algorithm) } }
    problems.push(...checkAlgorithm('members', algorithm, params.task).map((problem) => ({ ...problem, fix })))
  }
  const count = params.members.length + connectedModels(connected)
  if (count < 2) {
    const usual = params.task === 'classification' ? (['logistic_regression', 'random_forest', 'hist_gradient_boosting'] as const) : (['ridge', 'random_forest', 'hist_gradient_boosting'] as const)
    const members = usual.map((algorithm) => ({ algorithm, weight: 1 }))
    problems.push({ severity: 'error', param: 'members', message: `An ensemble needs at least two members and has ${count}; add algorithms, or connect models`, fix: { label: 'Use three usual algorithms', params: { members } } })
  }
  if (count > most) problems.push({ severity: 'error', param: 'members', message: `An ensemble takes up to ${most} members, models included, and has ${count}` })
  if (params.task === 'regression' && params.method === 'hard') {
    problems.push({ severity: 'error', param: 'method', message: 'Numbers have no majority', fix: { label: 'Average them', params: { method: 'soft' } } })
  }
  return { outputs: {}, problems }
}

const methods = { soft: 'average', hard: 'majority', stacking: 'stack' }

export const ensemble = defineComponent({
  id: 'learn.ensemble',
  version: 1,
  name: 'Ensemble',
  category: 'Learn',
  icon: 'combine',
  summary: 'Join several models into one that answers together',
  keywords: ['voting', 'stacking', 'blend', 'average', 'majority', 'committee', 'meta model', 'super learner'],
  inputs: [{ name: 'table', type: 'table', label: 'Training rows', help: 'Rows whose target is known. Every member learns from them anew.' }, ...modelPorts(0)],
  outputs: [{ name: 'model', type: 'model', label: 'Model', help: 'The members and what joins them, for Score model.' }],
  params: EnsembleParams,
  fields: [
    taskField,
    { name: 'target', label: 'Target', kind: 'column', from: 'table', types: ['text', 'boolean', 'integer', 'number'], help: 'The column to predict.' },
    { name: 'features', label: 'Learn from', kind: 'columns', from: 'table', types: featureTypes, help: 'Empty: all columns but the target. Models that are connected keep their own.' },
    {
      name: 'members',
      label: 'Algorithms',
      kind: 'list',
      addLabel: 'Add an algorithm',
      empty: 'Only the models that are connected',
      item: [
        { name: 'algorithm', label: 'Algorithm', kind: 'choice', options: algorithmOptions },
        { name: 'weight', label: 'Weight', kind: 'number', min: 0, max: 1000, step: 0.5, help: 'Of its vote; a connected model has 1.' },
      ],
    },
    {
      name: 'method',
      label: 'Join by',
      kind: 'choice',
      options: [
        { value: 'soft', label: 'Average', help: 'Of probabilities, or of predicted numbers.' },
        { value: 'hard', label: 'Majority', help: 'Of predicted classes; gives no probabilities.' },
        { value: 'stacking', label: 'Stacking', help: 'A linear model learns whom to trust, from predictions of rows that the members had not seen.' },
      ],
    },
    { name: 'folds', label: 'Folds', kind: 'number', min: 2, max: 50, step: 1, visible: ({ method }) => method === 'stacking', help: 'Each fold is predicted by members of all others.' },
    {
      name: 'class_weight',
      label: 'Class weights',
      kind: 'choice',
      visible: ({ task, members }) => task === 'classification' && Array.isArray(members) && members.length > 0,
      options: [
        { value: 'none', label: 'None', help: 'Each row counts the same.' },
        { value: 'balanced', label: 'Balanced', help: 'Each class counts the same, for listed algorithms that know weights.' },
      ],
    },
    ...tableFields,
  ],
  describe: (params) => {
    const how = `${methods[params.method]}${params.members.length > 0 ? ` of ${params.members.length} ${params.members.length === 1 ? 'algorithm' : 'algorithms'}` : ' of models'}`
    return params.target === '' ? `${how}, no target chosen yet` : `${params.target}, ${how}`
  },
  infer,
  runner: { kind: 'python', environment: 'sklearn', entry: 'ensemble' },
  deterministic: true,
})
