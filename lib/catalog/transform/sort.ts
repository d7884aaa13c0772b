import * as z from 'zod/mini'
import { listNames } from '../columns'
import { defineComponent, type InferContext, type Inference } from '../types'
import { checkEntry } from './entries'

export const SortKey = z.object({ column: z._default(z.string(), ''), direction: z._default(z.enum(['ascending', 'descending']), 'ascending'), missing: z._default(z.enum(['last', 'first']), 'last') })
export type SortKey = z.infer<typeof SortKey>

export const SortParams = z.object({
  by: z._default(z.array(SortKey), []),
  ignoreCase: z._default(z.boolean(), false),
  limit: z._default(z.nullable(z.number().check(z.int(), z.gte(1))), null),
})
export type SortParams = z.infer<typeof SortParams>

function infer({ params, inputs }: InferContext<SortParams>): Inference {
  const input = inputs.table
  const problems = params.by.flatMap((_, index) => checkEntry('by', params.by, index, input, 'Key'))
  if (params.by.length === 0) problems.push({ severity: 'warning', param: 'by', message: 'No column to sort by is chosen, so rows stay in their order' })
  return { outputs: { table: input }, problems }
}

function describe({ by, limit }: SortParams): string {
  const keys = by.length === 0 ? 'in their order' : `by ${listNames(by.map(({ column, direction }) => `${column || '…'}${direction === 'descending' ? ' ↓' : ''}`))}`
  return limit === null ? keys : `${keys}, first ${limit} only`
}

export const sort = defineComponent({
  id: 'transform.sort',
  version: 1,
  name: 'Sort',
  category: 'Transform',
  icon: 'arrow-down-up',
  summary: 'Rows in another order, and the top of it',
  keywords: ['order by', 'arrange', 'rank', 'top', 'limit', 'largest', 'smallest'],
  inputs: [{ name: 'table', type: 'table', label: 'Table', help: 'The rows to sort.' }],
  outputs: [{ name: 'table', type: 'table', label: 'Table', help: 'The rows in their new order.' }],
  params: SortParams,
  fields: [
    {
      name: 'by',
      label: 'Sort by',
      kind: 'list',
      addLabel: 'Add a key',
      empty: 'Choose at least one column.',
      item: [
        { name: 'column', label: 'Column', kind: 'column', from: 'table' },
        { name: 'direction', label: 'Direction', kind: 'choice', options: [{ value: 'ascending', label: 'Smallest first' }, { value: 'descending', label: 'Largest first' }] },
        { name: 'missing', label: 'Missing values', kind: 'choice', options: [{ value: 'last', label: 'Last' }, { value: 'first', label: 'First' }] },
      ],
    },
    { name: 'ignoreCase', label: 'Text sorts without case', kind: 'switch', advanced: true },
    { name: 'limit', label: 'Keep only the first', kind: 'number', min: 1, step: 1, unit: 'rows', nullable: true, help: 'All rows, if empty.' },
  ],
  describe,
  infer,
  runner: { kind: 'table' },
  deterministic: true,
})
