import * as z from 'zod/mini'
import { defineComponent } from '../types'
import { metricField, metricParam } from './validation'

export const PermutationImportanceParams = z.object({
  metric: metricParam,
  repeats: z._default(z.number().check(z.int(), z.gte(1), z.lte(1000)), 5),
  rows: z._default(z.number().check(z.int(), z.gte(10), z.lte(10_000_000)), 10_000),
  seed: z._default(z.number().check(z.int(), z.gte(0), z.lte(4_294_967_295)), 42),
})

export const permutationImportance = defineComponent({
  id: 'learn.permutation-importance',
  version: 1,
  name: 'Permutation importance',
  category: 'Learn',
  icon: 'shuffle',
  summary: 'Tell how much a model depends on each column',
  keywords: ['feature importance', 'explain', 'interpret', 'shuffle', 'which columns matter'],
  inputs: [
    { name: 'model', type: 'model', label: 'Model', help: 'A trained classifier or regressor.' },
    { name: 'table', type: 'table', label: 'Table', help: 'Rows with the target, best those that the model has not learned from.' },
  ],
  outputs: [{ name: 'table', type: 'table', label: 'Importances', help: 'A row per feature, the most important first.' }],
  params: PermutationImportanceParams,
  fields: [
    { ...metricField, label: 'Measured by', help: 'The loss of this when a column is shuffled.' },
    { name: 'repeats', label: 'Repeats', kind: 'number', min: 1, max: 1000, step: 1, help: 'Each column is shuffled so often; more steady the mean.' },
    { name: 'rows', label: 'Rows', kind: 'number', min: 10, max: 10_000_000, step: 1000, advanced: true, help: 'At most, drawn at random.' },
    { name: 'seed', label: 'Seed', kind: 'number', min: 0, max: 4_294_967_295, step: 1, advanced: true, help: 'The same seed on the same rows gives the same result.' },
  ],
  describe: ({ repeats }) => `shuffles each feature ${repeats === 1 ? 'once' : `${repeats} times`}`,
  infer: () => ({ outputs: { table: [{ name: 'feature', type: 'text' }, { name: 'importance', type: 'number' }, { name: 'importance_sd', type: 'number' }] }, problems: [] }),
  runner: { kind: 'python', environment: 'sklearn', entry: 'permutation_importance' },
  deterministic: true,
})
