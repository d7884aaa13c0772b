import * as z from 'zod/mini'
import { checkNeeded } from './entries'
import { defineComponent, type InferContext, type Inference } from '../types'

export const SampleParams = z.object({
  method: z._default(z.enum(['random', 'stratified', 'per-group', 'first', 'every-nth']), 'random'),
  size: z._default(z.enum(['rows', 'share']), 'rows'),
  rows: z._default(z.number().check(z.int(), z.gte(1), z.lte(1_000_000_000)), 1000),
  share: z._default(z.number().check(z.gt(0), z.lte(1)), 0.1),
  column: z._default(z.string(), ''),
  every: z._default(z.number().check(z.int(), z.gte(2), z.lte(1_000_000_000)), 10),
  seed: z._default(z.number().check(z.int(), z.gte(0), z.lte(2_147_483_647)), 42),
})
export type SampleParams = z.infer<typeof SampleParams>

function infer({ params, inputs }: InferContext<SampleParams>): Inference {
  const grouped = params.method === 'stratified' || params.method === 'per-group'
  const problems = grouped ? checkNeeded('column', params.column, inputs.table, 'table', params.method === 'stratified' ? 'the column whose values should be spread alike' : 'the column whose values are the groups') : []
  return { outputs: { table: inputs.table }, problems }
}

function describe({ method, size, rows, share, column, every, seed }: SampleParams): string {
  if (method === 'every-nth') return `every ${every}th row`
  if (method === 'per-group') return `${rows} rows of each ${column || '…'}, seed ${seed}`
  const much = size === 'rows' ? `${rows} rows` : `${Math.round(share * 10_000) / 100} %`
  if (method === 'first') return `the first ${much}`
  return `${much} ${method === 'random' ? 'at random' : `stratified by ${column || '…'}`}, seed ${seed}`
}

const is = (...methods: string[]) => (params: Record<string, unknown>) => methods.includes(String(params.method ?? 'random'))

export const sample = defineComponent({
  id: 'transform.sample',
  version: 1,
  name: 'Sample',
  category: 'Transform',
  icon: 'dices',
  summary: 'Some of the rows: at random, stratified, balanced or the first',
  keywords: ['random', 'subset', 'limit', 'head', 'stratified', 'balance', 'undersample', 'partition'],
  inputs: [{ name: 'table', type: 'table', label: 'Table', help: 'The rows to choose from.' }],
  outputs: [{ name: 'table', type: 'table', label: 'Table', help: 'The chosen rows in their order.' }],
  params: SampleParams,
  fields: [
    {
      name: 'method',
      label: 'Which',
      kind: 'choice',
      options: [
        { value: 'random', label: 'At random' },
        { value: 'stratified', label: 'Stratified by a column', help: 'With the same mix of its values.' },
        { value: 'per-group', label: 'So many of each value', help: 'Balances classes.' },
        { value: 'first', label: 'The first' },
        { value: 'every-nth', label: 'Every n-th' },
      ],
    },
    { name: 'column', label: 'Column', kind: 'column', from: 'table', visible: is('stratified', 'per-group') },
    { name: 'size', label: 'How many', kind: 'choice', options: [{ value: 'rows', label: 'A number of rows' }, { value: 'share', label: 'A share of all rows' }], visible: is('random', 'stratified', 'first') },
    { name: 'rows', label: 'Rows', kind: 'number', min: 1, step: 1, help: 'All of them, where there are not so many.', visible: (params) => is('per-group')(params) || (is('random', 'stratified', 'first')(params) && params.size !== 'share') },
    { name: 'share', label: 'Share', kind: 'number', min: 0.001, max: 1, step: 0.05, help: '0.1 is one row of ten.', visible: (params) => is('random', 'stratified', 'first')(params) && params.size === 'share' },
    { name: 'every', label: 'n', kind: 'number', min: 2, step: 1, visible: is('every-nth') },
    { name: 'seed', label: 'Seed', kind: 'number', min: 0, step: 1, help: 'The same seed gives the same rows.', visible: is('random', 'stratified', 'per-group') },
  ],
  describe,
  infer,
  runner: { kind: 'table' },
  deterministic: true,
})
