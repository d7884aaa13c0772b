import { z } from 'zod'
import { findColumn, listNames } from '../columns'
import { example, examplePenguins } from '../example'
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
  docs: `
Applies what a step has learned on one table, such as the fill values of *Clean missing data*, to another one. This is how test data and new data are treated: by the values of the training data, so that nothing is learned from them.

The table must have the columns on which the transformation was learned; further columns pass unchanged. Rows keep their order, unless the transformation drops rows.

${example(
  [
    examplePenguins,
    { id: 'split', component: 'transform.split-data@1', params: { share: 0.67, seed: 7 } },
    { id: 'clean', component: 'transform.clean-missing-data@1', params: { method: 'fill', columns: ['body_mass_g'], numeric: 'median' } },
    { id: 'apply', component: 'transform.apply-transformation@1', params: {} },
  ],
  ['penguins.table > split.table', 'split.first > clean.table', 'clean.transformation > apply.transformation', 'split.second > apply.table'],
)}
`,
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
