import * as z from 'zod/mini'
import { defineComponent, type Column, type InferContext, type Inference } from '../types'
import { checkNames, connectedModels, modelPorts } from './several-models'
import { checkMetric, metricField, metricParam, metricsOf, taskField } from './validation'

export const CompareModelsParams = z.object({
  task: z._default(z.enum(['classification', 'regression']), 'classification'),
  metric: metricParam,
  how: z._default(z.enum(['rows', 'folds']), 'rows'),
  /** Parted by commas, in the order of the inputs; empty: the algorithms’ names. */
  names: z._default(z.string(), ''),
  confidence: z._default(z.number().check(z.gte(0.5), z.lte(0.999)), 0.95),
  resamples: z._default(z.number().check(z.int(), z.gte(100), z.lte(10_000)), 1000),
  folds: z._default(z.number().check(z.int(), z.gte(2), z.lte(50)), 10),
  seed: z._default(z.number().check(z.int(), z.gte(0), z.lte(4_294_967_295)), 42),
})
export type CompareModelsParams = z.infer<typeof CompareModelsParams>

const number = (name: string): Column => ({ name, type: 'number' })
const text = (name: string): Column => ({ name, type: 'text' })

function infer({ params, connected }: InferContext<CompareModelsParams>): Inference {
  const metrics = [text('model'), { name: 'rows', type: 'integer' } satisfies Column, ...metricsOf[params.task].map(number)]
  const comparison: Column[] = [text('verdict'), text('better'), text('than'), text('metric'), number('difference'), number('low'), number('high'), number('p_value'), text('test'), { name: 'sure', type: 'boolean' }]
  return { outputs: { metrics, comparison }, problems: [...checkMetric(params.metric, params.task), ...checkNames(params.names, connectedModels(connected))] }
}

export const compareModels = defineComponent({
  id: 'learn.compare-models',
  version: 1,
  name: 'Compare models',
  category: 'Learn',
  icon: 'scale',
  summary: 'Tell which of several models is better, and how sure that is',
  keywords: ['mcnemar', 'bootstrap', 'confidence interval', 'significance', 'paired t-test', 'a/b', 'champion challenger', 'benchmark'],
  inputs: [...modelPorts(2), { name: 'table', type: 'table', label: 'Test rows', help: 'Rows with the target that no model has learned from.' }],
  outputs: [
    { name: 'metrics', type: 'table', label: 'Metrics', help: 'A row per model, the best first.' },
    { name: 'comparison', type: 'table', label: 'Comparison', help: 'A row per pair: the difference, its interval, and a verdict in words.' },
  ],
  params: CompareModelsParams,
  fields: [
    taskField,
    { ...metricField, label: 'Compare by', help: 'All metrics are told; this one is compared.' },
    {
      name: 'how',
      label: 'Measure',
      kind: 'choice',
      options: [
        { value: 'rows', label: 'The models as they are', help: 'On rows that none of them has learned from.' },
        { value: 'folds', label: 'Their recipes, in folds', help: 'Each is trained anew in every fold of these rows: takes longer, and compares algorithms rather than models.' },
      ],
    },
    { name: 'names', label: 'Names', kind: 'text', placeholder: 'Simple, Boosted', help: 'In the order of the inputs. Empty: the algorithms’ names.' },
    { name: 'folds', label: 'Folds', kind: 'number', min: 2, max: 50, step: 1, visible: ({ how }) => how === 'folds' },
    { name: 'confidence', label: 'Confidence', kind: 'number', min: 0.5, max: 0.999, step: 0.01, advanced: true, help: 'Of the intervals: 0.95 holds the true difference 95 times in 100.' },
    { name: 'resamples', label: 'Resamples', kind: 'number', min: 100, max: 10_000, step: 100, advanced: true, visible: ({ how }) => how === 'rows', help: 'How often rows are drawn anew to see how the difference sways.' },
    { name: 'seed', label: 'Seed', kind: 'number', min: 0, max: 4_294_967_295, step: 1, advanced: true, help: 'The same seed on the same rows gives the same result.' },
  ],
  describe: ({ metric, how, folds }) => `by ${metric === 'auto' ? 'the usual metric' : metric.replaceAll('_', ' ')}, ${how === 'rows' ? 'on the same rows' : `in ${folds} folds`}`,
  infer,
  runner: { kind: 'python', environment: 'sklearn', entry: 'compare_models' },
  deterministic: true,
})
