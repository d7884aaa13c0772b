import * as z from 'zod/mini'
import { checkChosen, listNames } from '../columns'
import { defineComponent, type InferContext, type Inference } from '../types'
import { featureTypes } from './training'

export const PartialDependenceParams = z.object({
  /** Empty: the model's three most important. */
  features: z._default(z.array(z.string()), []),
  points: z._default(z.number().check(z.int(), z.gte(2), z.lte(500)), 40),
  rows: z._default(z.number().check(z.int(), z.gte(1), z.lte(1_000_000)), 1_000),
  seed: z._default(z.number().check(z.int(), z.gte(0), z.lte(4_294_967_295)), 42),
})
export type PartialDependenceParams = z.infer<typeof PartialDependenceParams>

function infer({ params, inputs }: InferContext<PartialDependenceParams>): Inference {
  return {
    outputs: {
      table: [
        { name: 'feature', type: 'text' },
        { name: 'value', type: 'number' },
        { name: 'label', type: 'text' },
        { name: 'class', type: 'text' },
        { name: 'mean_prediction', type: 'number' },
      ],
    },
    problems: checkChosen('features', params.features, inputs.table, 'table', featureTypes),
  }
}

export const partialDependence = defineComponent({
  id: 'learn.partial-dependence',
  version: 1,
  name: 'Partial dependence',
  category: 'Learn',
  icon: 'trending-up',
  summary: 'Tell how predictions change along a column',
  keywords: ['pdp', 'explain', 'interpret', 'effect', 'what if', 'marginal'],
  inputs: [
    { name: 'model', type: 'model', label: 'Model', help: 'A trained classifier or regressor.' },
    { name: 'table', type: 'table', label: 'Table', help: 'Rows over which predictions are averaged.' },
  ],
  outputs: [{ name: 'table', type: 'table', label: 'Mean predictions', help: 'A row per feature, value and class.' }],
  params: PartialDependenceParams,
  fields: [
    { name: 'features', label: 'Along', kind: 'columns', from: 'table', types: featureTypes, help: 'Empty: the three most important features of the model.' },
    { name: 'points', label: 'Points', kind: 'number', min: 2, max: 500, step: 10, help: 'Values of a number or date that are tried, at most.' },
    { name: 'rows', label: 'Rows', kind: 'number', min: 1, max: 1_000_000, step: 500, advanced: true, help: 'At most, drawn at random.' },
    { name: 'seed', label: 'Seed', kind: 'number', min: 0, max: 4_294_967_295, step: 1, advanced: true, help: 'The same seed on the same rows gives the same result.' },
  ],
  describe: ({ features }) => (features.length > 0 ? `along ${listNames(features)}` : 'along the three most important features'),
  infer,
  runner: { kind: 'python', environment: 'sklearn', entry: 'partial_dependence' },
  deterministic: true,
})
