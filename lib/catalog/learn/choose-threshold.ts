import * as z from 'zod/mini'
import { defineComponent, type Column, type Inference } from '../types'

export const ChooseThresholdParams = z.object({
  by: z._default(z.enum(['f1', 'youden', 'cost', 'recall_at_precision', 'precision_at_recall']), 'f1'),
  /** Empty: of the two classes the last in order. */
  positive: z._default(z.string(), ''),
  cost_false_positive: z._default(z.number().check(z.gte(0)), 1),
  cost_false_negative: z._default(z.number().check(z.gte(0)), 1),
  /** The precision or recall that is asked for. */
  least: z._default(z.number().check(z.gt(0), z.lte(1)), 0.9),
  seed: z._default(z.number().check(z.int(), z.gte(0), z.lte(4_294_967_295)), 42),
})
export type ChooseThresholdParams = z.infer<typeof ChooseThresholdParams>

function infer({ params }: { params: ChooseThresholdParams }): Inference {
  const problems: Inference['problems'] = []
  if (params.by === 'cost' && params.cost_false_positive === 0 && params.cost_false_negative === 0) {
    problems.push({ severity: 'error', param: 'cost_false_negative', message: 'When both mistakes are free, every threshold costs the same', fix: { label: 'Count both as 1', params: { cost_false_positive: 1, cost_false_negative: 1 } } })
  }
  const numbers = ['threshold', 'precision', 'recall', 'specificity', 'f1', 'said_positive', 'cost'].map((name): Column => ({ name, type: 'number' }))
  return { outputs: { thresholds: [...numbers, { name: 'chosen', type: 'boolean' }] }, problems }
}

const words = { f1: 'by F1', youden: 'by recall + specificity', cost: 'by cost', recall_at_precision: 'for a precision of', precision_at_recall: 'for a recall of' }
const asks = (params: Record<string, unknown>) => params.by === 'recall_at_precision' || params.by === 'precision_at_recall'

export const chooseThreshold = defineComponent({
  id: 'learn.choose-threshold',
  version: 1,
  name: 'Choose threshold',
  category: 'Learn',
  icon: 'separator-vertical',
  summary: 'Decide from which probability on a model says yes',
  keywords: ['cutoff', 'cut-off', 'decision threshold', 'youden', 'cost', 'precision', 'recall', 'imbalanced', 'operating point'],
  inputs: [
    { name: 'model', type: 'model', label: 'Model', help: 'A classifier of two classes.' },
    { name: 'table', type: 'table', label: 'Validation rows', help: 'Rows with the target that the model has not learned from, and that it will not be tested on.' },
  ],
  outputs: [
    { name: 'model', type: 'model', label: 'Model', help: 'The same model, which decides by the threshold.' },
    { name: 'thresholds', type: 'table', label: 'Thresholds', help: 'What each threshold would give on these rows.' },
  ],
  params: ChooseThresholdParams,
  fields: [
    {
      name: 'by',
      label: 'Best by',
      kind: 'choice',
      options: [
        { value: 'f1', label: 'F1', help: 'The balance of precision and recall.' },
        { value: 'youden', label: 'Recall + specificity', help: 'Youden’s index: both classes count the same.' },
        { value: 'cost', label: 'Cost', help: 'What the two sorts of mistakes cost you.' },
        { value: 'recall_at_precision', label: 'Recall, at a precision', help: 'Find as many as possible while so many of the alarms are right.' },
        { value: 'precision_at_recall', label: 'Precision, at a recall', help: 'As few false alarms as possible while so many are found.' },
      ],
    },
    { name: 'least', label: 'At least', kind: 'number', min: 0.01, max: 1, step: 0.05, visible: asks, help: 'The precision or recall to hold.' },
    { name: 'cost_false_positive', label: 'Cost of a false alarm', kind: 'number', min: 0, step: 1, visible: ({ by }) => by === 'cost' },
    { name: 'cost_false_negative', label: 'Cost of a miss', kind: 'number', min: 0, step: 1, visible: ({ by }) => by === 'cost' },
    { name: 'positive', label: 'Positive class', kind: 'text', help: 'The one to find. Empty: the last in order.' },
    { name: 'seed', label: 'Seed', kind: 'number', min: 0, max: 4_294_967_295, step: 1, advanced: true, help: 'For tables of more than a million rows, of which so many are drawn.' },
  ],
  describe: (params) => `${words[params.by]}${asks(params) ? ` ${params.least}` : ''}${params.positive ? `, for “${params.positive}”` : ''}`,
  infer,
  runner: { kind: 'python', environment: 'sklearn', entry: 'choose_threshold' },
  deterministic: true,
})
