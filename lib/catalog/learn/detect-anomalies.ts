import * as z from 'zod/mini'
import { defineComponent, type InferContext, type Inference } from '../types'
import { addColumns, checkFeatures, unsupervisedFields, unsupervisedParams } from './unsupervised'

export const DetectAnomaliesParams = z.object({
  ...unsupervisedParams,
  n_estimators: z._default(z.number().check(z.int(), z.gte(1), z.lte(5000)), 200),
  max_samples: z._default(z.number().check(z.int(), z.gte(2), z.lte(1_000_000)), 256),
  /** Null: the threshold 0.5 of the method's authors. */
  share: z._default(z.nullable(z.number().check(z.gt(0), z.lte(0.5))), null),
  column: z._default(z.string().check(z.minLength(1, 'The column needs a name')), 'anomaly'),
})
export type DetectAnomaliesParams = z.infer<typeof DetectAnomaliesParams>

function infer({ params, inputs }: InferContext<DetectAnomaliesParams>): Inference {
  const { column } = params
  const { table, problems } = addColumns(inputs.table, [{ name: `${column}_score`, type: 'number' }, { name: column, type: 'boolean' }], 'column', column)
  return { outputs: { table }, problems: [...checkFeatures(params, inputs.table), ...problems] }
}

export const detectAnomalies = defineComponent({
  id: 'learn.detect-anomalies',
  version: 1,
  name: 'Detect anomalies',
  category: 'Learn',
  icon: 'siren',
  summary: 'Score how odd each row is, and flag the oddest',
  keywords: ['isolation forest', 'outlier', 'anomaly', 'fraud', 'novelty', 'unsupervised', 'unusual'],
  inputs: [{ name: 'table', type: 'table', label: 'Table', help: 'Rows to look through.' }],
  outputs: [{ name: 'table', type: 'table', label: 'Scored rows', help: 'The same rows with a score and a flag.' }],
  params: DetectAnomaliesParams,
  fields: unsupervisedFields([
    { name: 'share', label: 'Share to flag', kind: 'number', min: 0.001, max: 0.5, step: 0.01, nullable: true, help: 'Of all rows, the oddest. Empty: those with a score above 0.5.' },
    { name: 'n_estimators', label: 'Trees', kind: 'number', min: 1, max: 5000, step: 50, advanced: true, help: 'More trees steady the score and take longer.' },
    { name: 'max_samples', label: 'Rows of a tree', kind: 'number', min: 2, max: 1_000_000, step: 64, advanced: true, help: 'Few rows tell odd ones best; more than some hundred seldom help.' },
    { name: 'column', label: 'Name of the flag', kind: 'text', advanced: true, placeholder: 'anomaly' },
  ]),
  describe: ({ share }) => (share === null ? 'flags rows with a score above 0.5' : `flags the oddest ${Number((share * 100).toPrecision(4))} %`),
  infer,
  runner: { kind: 'python', environment: 'sklearn', entry: 'detect_anomalies' },
  deterministic: true,
})
