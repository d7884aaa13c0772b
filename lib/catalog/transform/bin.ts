import * as z from 'zod/mini'
import { checkChosen, listNames, numericTypes } from '../columns'
import { defineComponent, type InferContext, type Inference } from '../types'
import { listValues } from './conditions'
import { derive, derivedEffect, withDerived } from './derived'
import { chosenOrAll } from './entries'

export const BinParams = z.object({
  columns: z._default(z.array(z.string()), []),
  method: z._default(z.enum(['equal-width', 'equal-frequency', 'edges']), 'equal-width'),
  bins: z._default(z.number().check(z.int(), z.gte(2), z.lte(100)), 5),
  edges: z._default(z.string(), ''),
  closed: z._default(z.enum(['left', 'right']), 'left'),
  labels: z._default(z.enum(['range', 'number']), 'range'),
  keep: z._default(z.boolean(), true),
})
export type BinParams = z.infer<typeof BinParams>

/** The edges typed by hand as numbers; `undefined` where one is none. */
export function typedEdges(edges: string): number[] | undefined {
  const numbers = listValues(edges).map((value) => (value === '' ? Number.NaN : Number(value)))
  return numbers.every(Number.isFinite) ? numbers : undefined
}

/** What is wrong with edges typed by hand. */
export function edgesMistake({ method, edges }: BinParams): { message: string; sorted?: string } | undefined {
  if (method !== 'edges') return undefined
  const numbers = typedEdges(edges)
  if (!numbers) return { message: 'Write the edges as numbers with commas between, such as 0, 10, 20.5' }
  if (numbers.length === 0) return { message: 'Write at least one edge, such as 0, 10, 20' }
  const sorted = [...new Set(numbers)].sort((a, b) => a - b)
  return sorted.join() === numbers.join() ? undefined : { message: 'The edges must rise from left to right', sorted: sorted.join(', ') }
}

function infer({ params, inputs }: InferContext<BinParams>): Inference {
  const input = inputs.table
  const problems = checkChosen('columns', params.columns, input, 'table', numericTypes)
  const mistake = edgesMistake(params)
  if (mistake) problems.push({ severity: 'error', param: 'edges', message: mistake.message, ...(mistake.sorted !== undefined && { fix: { label: 'Sort them', params: { edges: mistake.sorted } } }) })
  if (!input) return { outputs: { table: undefined }, effects: { transformation: undefined }, problems }
  const chosen = chosenOrAll(params.columns, input, numericTypes)
  if (chosen.length === 0) problems.push({ severity: 'warning', param: 'columns', message: 'The table has no number column to put into bins' })
  const derived = derive(chosen, input, params.labels === 'range' ? 'text' : 'integer', params.keep, '_bin')
  return { outputs: { table: withDerived(input, derived) }, effects: { transformation: derivedEffect(derived) }, problems }
}

function describe({ columns, method, bins, edges }: BinParams): string {
  const where = columns.length === 0 ? 'all numbers' : listNames(columns)
  if (method === 'edges') return `${where} at ${edges.trim() || '…'}`
  return `${where} into ${bins} bins of equal ${method === 'equal-width' ? 'width' : 'size'}`
}

export const bin = defineComponent({
  id: 'transform.bin',
  version: 1,
  name: 'Bin',
  category: 'Transform',
  icon: 'chart-column',
  summary: 'Numbers into ranges: of equal width, of equal size, or your own',
  keywords: ['discretize', 'bucket', 'quantile', 'histogram', 'cut', 'ranges', 'group data into bins'],
  inputs: [{ name: 'table', type: 'table', label: 'Table', help: 'The table to bin, and to learn the edges from.' }],
  outputs: [
    { name: 'table', type: 'table', label: 'Table', help: 'The same rows with the bin of each number.' },
    { name: 'transformation', type: 'transformation', label: 'Transformation', help: 'The edges, for Apply transformation.' },
  ],
  params: BinParams,
  fields: [
    { name: 'columns', label: 'Columns', kind: 'columns', from: 'table', types: numericTypes, help: 'None chosen means all numbers.' },
    {
      name: 'method',
      label: 'Bins',
      kind: 'choice',
      options: [
        { value: 'equal-width', label: 'Of equal width' },
        { value: 'equal-frequency', label: 'Of equal size', help: 'As many rows in each, as nearly as equal values allow.' },
        { value: 'edges', label: 'By edges of your own' },
      ],
    },
    { name: 'bins', label: 'Number of bins', kind: 'number', min: 2, max: 100, step: 1, visible: (params) => params.method !== 'edges' },
    { name: 'edges', label: 'Edges', kind: 'text', placeholder: '0, 10, 20', visible: (params) => params.method === 'edges' },
    { name: 'labels', label: 'Bins are called', kind: 'choice', options: [{ value: 'range', label: 'By their range, as text' }, { value: 'number', label: 'By their number, from 1' }] },
    { name: 'closed', label: 'A value on an edge', kind: 'choice', advanced: true, options: [{ value: 'left', label: 'Begins the bin above' }, { value: 'right', label: 'Ends the bin below' }] },
    { name: 'keep', label: 'Keep the numbers', kind: 'switch', help: 'The bin comes in a new column <column>_bin; else in place of the number.' },
  ],
  describe,
  infer,
  runner: { kind: 'table' },
  deterministic: true,
})
