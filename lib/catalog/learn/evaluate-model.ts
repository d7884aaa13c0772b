import * as z from 'zod/mini'
import { checkColumn, findColumn, isNumeric } from '../columns'
import { defineComponent, type InferContext, type Inference } from '../types'

export const EvaluateModelParams = z.object({
  target: z._default(z.string(), ''),
  prediction: z._default(z.string(), 'prediction'),
  task: z._default(z.enum(['auto', 'classification', 'regression']), 'auto'),
  /** Empty: of two classes the last in order. */
  positive: z._default(z.string(), ''),
})
export type EvaluateModelParams = z.infer<typeof EvaluateModelParams>

function infer({ params, inputs }: InferContext<EvaluateModelParams>): Inference {
  const input = inputs.table
  const problems: Inference['problems'] = []
  if (params.target === '') {
    problems.push({ severity: 'error', param: 'target', message: 'Choose the target: the column with the true values' })
  }
  problems.push(...checkColumn('target', params.target, input, 'table'))
  if (input && !findColumn(input, params.prediction)) {
    problems.push({ severity: 'error', port: 'table', param: 'prediction', message: `The table has no column “${params.prediction}”; connect the output of Score model, or choose the column with the prediction` })
  }
  if (params.target !== '' && params.target === params.prediction) {
    problems.push({ severity: 'error', param: 'prediction', message: 'Target and prediction are the same column' })
  }
  const target = input && findColumn(input, params.target)
  if (params.task === 'regression' && target && !isNumeric(target.type) && target.type !== 'other') {
    problems.push({ severity: 'error', param: 'task', message: `“${params.target}” is not a number`, fix: { label: 'Evaluate as classification', params: { task: 'classification' } } })
  }
  return { outputs: {}, problems }
}

const taskWords = { auto: '', classification: ', as classes', regression: ', as numbers' }

export const evaluateModel = defineComponent({
  id: 'learn.evaluate-model',
  version: 1,
  name: 'Evaluate model',
  category: 'Learn',
  icon: 'gauge',
  summary: 'Tell how good predictions are',
  keywords: ['accuracy', 'confusion matrix', 'roc', 'auc', 'precision', 'recall', 'f1', 'r2', 'rmse', 'residuals', 'metrics', 'score', 'validate'],
  inputs: [{ name: 'table', type: 'table', label: 'Scored table', help: 'A table with the true values and the prediction.' }],
  outputs: [{ name: 'evaluation', type: 'evaluation', label: 'Evaluation', help: 'Metrics, confusion matrix and curves, or residuals.' }],
  params: EvaluateModelParams,
  fields: [
    { name: 'target', label: 'Target', kind: 'column', from: 'table', help: 'The column with the true values.' },
    { name: 'prediction', label: 'Prediction', kind: 'column', from: 'table', help: 'The column that Score model added.' },
    {
      name: 'task',
      label: 'Compare as',
      kind: 'choice',
      advanced: true,
      options: [
        { value: 'auto', label: 'Automatic' },
        { value: 'classification', label: 'Classes' },
        { value: 'regression', label: 'Numbers' },
      ],
    },
    { name: 'positive', label: 'Positive class', kind: 'text', advanced: true, visible: ({ task }) => task !== 'regression', help: 'With two classes: the one that the curves are about. Empty: the last in order.' },
  ],
  describe: (params) => (params.target === '' ? 'no target chosen yet' : `${params.prediction} against ${params.target}${taskWords[params.task]}`),
  infer,
  runner: { kind: 'python', environment: 'sklearn', entry: 'evaluate' },
  deterministic: true,
})
