import * as z from 'zod/mini'
import { checkChosen, findColumn, listNames } from '../columns'
import { defineComponent, type ColumnType, type InferContext, type Inference } from '../types'
import { derive, derivedEffect, withDerived } from './derived'
import { categoryTypes } from './encode-categories'
import { checkNeeded } from './entries'

export const targetTypes: ColumnType[] = ['integer', 'number', 'boolean', 'text']

export const TargetEncodeParams = z.object({
  columns: z._default(z.array(z.string()), []),
  target: z._default(z.string(), ''),
  positive: z._default(z.string(), ''),
  folds: z._default(z.number().check(z.int(), z.gte(2), z.lte(50)), 5),
  smoothing: z._default(z.number().check(z.gte(0)), 10),
  seed: z._default(z.number().check(z.int(), z.gte(0), z.lte(2_147_483_647)), 42),
  keep: z._default(z.boolean(), false),
})
export type TargetEncodeParams = z.infer<typeof TargetEncodeParams>

function infer({ params, inputs }: InferContext<TargetEncodeParams>): Inference {
  const input = inputs.table
  const problems: Inference['problems'] = [...checkNeeded('target', params.target, input, 'table', 'the target column', targetTypes), ...checkChosen('columns', params.columns, input, 'table', categoryTypes)]
  if (params.columns.length === 0) {
    const texts = input?.filter((column) => column.type === 'text' && column.name !== params.target).map((column) => column.name) ?? []
    problems.push({ severity: 'error', port: 'table', param: 'columns', message: 'Choose at least one column of categories', ...(texts.length > 0 && { fix: { label: `Encode ${listNames(texts)}`, params: { columns: texts } } }) })
  }
  if (params.target !== '' && params.columns.includes(params.target)) {
    problems.push({ severity: 'error', param: 'columns', message: `“${params.target}” is the target and cannot be encoded by itself`, fix: { label: `Leave “${params.target}” out`, params: { columns: params.columns.filter((name) => name !== params.target) } } })
  }
  if (!input) return { outputs: { table: undefined }, effects: { transformation: undefined }, problems }
  if (findColumn(input, params.target)?.type === 'text' && params.positive === '') problems.push({ severity: 'error', param: 'positive', message: `“${params.target}” is text; say which of its values counts as 1` })
  const chosen = [...new Set(params.columns)].flatMap((name) => findColumn(input, name) ?? [])
  const derived = derive(chosen, input, 'number', params.keep, '_target')
  return { outputs: { table: withDerived(input, derived) }, effects: { transformation: derivedEffect(derived) }, problems }
}

export const targetEncode = defineComponent({
  id: 'transform.target-encode',
  version: 1,
  name: 'Target encode',
  category: 'Transform',
  icon: 'crosshair',
  summary: 'Categories as the mean of the target, without leaking it',
  keywords: ['mean encoding', 'likelihood', 'high cardinality', 'categorical', 'cross-fit', 'impact coding'],
  inputs: [{ name: 'table', type: 'table', label: 'Table', help: 'The training rows, with the target.' }],
  outputs: [
    { name: 'table', type: 'table', label: 'Table', help: 'The same rows; each is encoded by other rows only.' },
    { name: 'transformation', type: 'transformation', label: 'Transformation', help: 'The means of all rows, for Apply transformation.' },
  ],
  params: TargetEncodeParams,
  fields: [
    { name: 'columns', label: 'Columns to encode', kind: 'columns', from: 'table', types: categoryTypes },
    { name: 'target', label: 'Target', kind: 'column', from: 'table', types: targetTypes },
    { name: 'positive', label: 'Value that counts as 1', kind: 'text', help: 'Where the target is text; all other values count as 0.' },
    { name: 'folds', label: 'Folds', kind: 'number', min: 2, max: 50, step: 1, help: 'Rows of each fold are encoded by those of the others.' },
    { name: 'smoothing', label: 'Smoothing', kind: 'number', min: 0, step: 1, unit: 'rows', help: 'The mean of all rows counts as so many rows more in each category.' },
    { name: 'seed', label: 'Seed', kind: 'number', min: 0, step: 1, advanced: true },
    { name: 'keep', label: 'Keep the categories', kind: 'switch', help: 'The result comes in a new column <column>_target; else in place.', advanced: true },
  ],
  describe: ({ columns, target }) => `${columns.length === 0 ? '…' : listNames(columns)} by mean of ${target || '…'}`,
  infer,
  runner: { kind: 'table' },
  deterministic: true,
})
