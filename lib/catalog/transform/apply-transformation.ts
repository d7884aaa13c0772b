import * as z from 'zod/mini'
import { findColumn, listNames } from '../columns'
import { defineComponent, type InferContext, type Inference } from '../types'

export const ApplyTransformationParams = z.object({})

function infer({ inputs, effects }: InferContext<z.infer<typeof ApplyTransformationParams>>): Inference {
  const input = inputs.table
  const effect = effects?.transformation
  if (!input || !effect) return { outputs: { table: undefined }, problems: [] }
  const lacking = effect.needs.filter((name) => !findColumn(input, name))
  if (lacking.length === 0) return { outputs: { table: effect.apply(input) }, problems: [] }
  const message = `The transformation was learned on columns that this table lacks: ${listNames(lacking.map((name) => `“${name}”`), 5)}`
  return { outputs: { table: undefined }, problems: [{ severity: 'error', port: 'table', message }] }
}

export const applyTransformation = defineComponent({
  id: 'transform.apply-transformation',
  version: 1,
  name: 'Apply transformation',
  category: 'Transform',
  icon: 'wand-sparkles',
  summary: 'Do to this table what was learned on another',
  keywords: ['transformation', 'test data', 'leak', 'impute', 'reuse', 'fit transform'],
  inputs: [
    { name: 'transformation', type: 'transformation', label: 'Transformation', help: 'What was learned.' },
    { name: 'table', type: 'table', label: 'Table', help: 'The table to treat in the same way.' },
  ],
  outputs: [{ name: 'table', type: 'table', label: 'Table', help: 'The treated table.' }],
  params: ApplyTransformationParams,
  fields: [],
  describe: () => 'as learned on the other table',
  infer,
  runner: { kind: 'table' },
  deterministic: true,
})
