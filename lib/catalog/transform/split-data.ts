import * as z from 'zod/mini'
import { checkColumn } from '../columns'
import { defineComponent, type InferContext, type Inference } from '../types'

export const SplitDataParams = z.object({
  share: z._default(z.number().check(z.gt(0), z.lt(1)), 0.75),
  method: z._default(z.enum(['random', 'stratified', 'in-order']), 'random'),
  stratify: z._default(z.string(), ''),
  seed: z._default(z.number().check(z.int(), z.gte(0), z.lte(2_147_483_647)), 42),
})
export type SplitDataParams = z.infer<typeof SplitDataParams>

function infer({ params, inputs }: InferContext<SplitDataParams>): Inference {
  const input = inputs.table
  const problems: Inference['problems'] = []
  if (params.method === 'stratified') {
    if (params.stratify === '') {
      problems.push({
        severity: 'error',
        param: 'stratify',
        message: 'Choose the column whose values should be spread alike',
        fix: { label: 'Split at random instead', params: { method: 'random' } },
      })
    }
    problems.push(...checkColumn('stratify', params.stratify, input, 'table'))
  }
  return { outputs: { first: input, second: input }, problems }
}

function describe({ share, method, stratify, seed }: SplitDataParams): string {
  const first = Math.round(share * 1000) / 10
  const parts = `${first} % / ${Math.round((100 - first) * 10) / 10} %`
  if (method === 'in-order') return `${parts} in order`
  return `${parts} ${method === 'stratified' ? `stratified by ${stratify || '…'}` : 'at random'}, seed ${seed}`
}

export const splitData = defineComponent({
  id: 'transform.split-data',
  version: 1,
  name: 'Split data',
  category: 'Transform',
  icon: 'split',
  summary: 'Two parts of a table, such as training and test',
  keywords: ['train', 'test', 'holdout', 'partition', 'sample', 'stratified', 'random'],
  inputs: [{ name: 'table', type: 'table', label: 'Table', help: 'The rows to divide.' }],
  outputs: [
    { name: 'first', type: 'table', label: 'First part', help: 'The share that you set, such as the training rows.' },
    { name: 'second', type: 'table', label: 'Second part', help: 'All other rows, such as the test rows.' },
  ],
  params: SplitDataParams,
  fields: [
    { name: 'share', label: 'Share of the first part', kind: 'number', min: 0.01, max: 0.99, step: 0.05, help: '0.75 puts three rows of four into the first part.' },
    {
      name: 'method',
      label: 'How',
      kind: 'choice',
      options: [
        { value: 'random', label: 'At random' },
        { value: 'stratified', label: 'Stratified by a column', help: 'Both parts have the same mix of its values.' },
        { value: 'in-order', label: 'In order', help: 'The first rows, then the rest.' },
      ],
    },
    { name: 'stratify', label: 'Column', kind: 'column', from: 'table', visible: (params) => params.method === 'stratified' },
    { name: 'seed', label: 'Seed', kind: 'number', min: 0, step: 1, help: 'The same seed gives the same parts.', visible: (params) => params.method !== 'in-order' },
  ],
  describe,
  infer,
  runner: { kind: 'table' },
  deterministic: true,
})
