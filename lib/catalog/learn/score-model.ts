import * as z from 'zod/mini'
import { freshName, sameName } from '../columns'
import { defineComponent, type InferContext, type Inference } from '../types'

export const ScoreModelParams = z.object({
  prediction: z._default(z.string().check(z.minLength(1, 'The prediction needs a name')), 'prediction'),
  probabilities: z._default(z.boolean(), true),
})
export type ScoreModelParams = z.infer<typeof ScoreModelParams>

/** The columns that are sure: the input's and the prediction, whose type only the model knows; probabilities may follow. */
function infer({ params, inputs }: InferContext<ScoreModelParams>): Inference {
  const input = inputs.table
  if (!input) return { outputs: { table: undefined }, problems: [] }
  const problems: Inference['problems'] = []
  if (input.some((column) => sameName(column.name, params.prediction))) {
    const name = freshName(params.prediction, input.map((column) => column.name))
    problems.push({
      severity: 'error',
      port: 'table',
      param: 'prediction',
      message: `The table already has a column “${params.prediction}”; the prediction needs another name`,
      fix: { label: `Call it “${name}”`, params: { prediction: name } },
    })
    return { outputs: { table: input }, problems }
  }
  return { outputs: { table: [...input, { name: params.prediction, type: 'other' }] }, problems }
}

export const scoreModel = defineComponent({
  id: 'learn.score-model',
  version: 1,
  name: 'Score model',
  category: 'Learn',
  icon: 'target',
  summary: 'Predict the rows of a table with a model',
  keywords: ['predict', 'apply model', 'inference', 'prediction', 'probability', 'classify'],
  inputs: [
    { name: 'model', type: 'model', label: 'Model', help: 'From Train classifier, Train regressor, a search, or Cluster.' },
    { name: 'table', type: 'table', label: 'Table', help: 'Rows to predict.' },
  ],
  outputs: [{ name: 'table', type: 'table', label: 'Scored table', help: 'The same rows with the prediction.' }],
  params: ScoreModelParams,
  fields: [
    { name: 'probabilities', label: 'Add probabilities', kind: 'switch', help: 'A column for each class. Evaluate model needs them for ROC and precision–recall.' },
    { name: 'prediction', label: 'Name of the prediction', kind: 'text', advanced: true, placeholder: 'prediction' },
  ],
  describe: (params) => `adds ${params.prediction}${params.probabilities ? ' and probabilities' : ''}`,
  infer,
  runner: { kind: 'python', environment: 'sklearn', entry: 'score' },
  deterministic: true,
})
