import * as z from 'zod/mini'
import { cellLiteral } from '../cell'
import { findColumn, listNames, typeName } from '../columns'
import { defineComponent, type ColumnType, type InferContext, type Inference } from '../types'
import { listValues } from './conditions'
import { checkNeeded } from './entries'

export const SplitByValueParams = z.object({
  column: z._default(z.string(), ''),
  method: z._default(z.enum(['share', 'cut', 'values', 'groups']), 'share'),
  share: z._default(z.number().check(z.gt(0), z.lt(1)), 0.75),
  cut: z._default(z.string(), ''),
  values: z._default(z.string(), ''),
  missing: z._default(z.enum(['first', 'second', 'stop']), 'second'),
  seed: z._default(z.number().check(z.int(), z.gte(0), z.lte(2_147_483_647)), 42),
})
export type SplitByValueParams = z.infer<typeof SplitByValueParams>

const ordered: ColumnType[] = ['date', 'timestamp', 'integer', 'number']

/** The cut as SQL, or what is wrong with it. A day stands for its midnight. */
export function cutLiteral(cut: string, type: ColumnType): string | undefined {
  const number = type === 'integer' || type === 'number'
  return number ? (cellLiteral(cut, 'integer') ?? cellLiteral(cut, 'number')) : (cellLiteral(cut, 'date') ?? cellLiteral(cut, 'timestamp'))
}

/** What is wrong with the cut or the list for a column of this type. */
export function splitMistake(params: SplitByValueParams, type: ColumnType | undefined): { param: string; message: string } | undefined {
  if (params.method === 'cut' && (params.cut === '' || (type && cutLiteral(params.cut, type) === undefined))) {
    return { param: 'cut', message: params.cut === '' ? 'Say where to cut, such as 2024-01-01 or 100' : `“${params.column}” is ${type && typeName(type)}, which “${params.cut}” is not` }
  }
  if (params.method === 'values' && listValues(params.values).length === 0) return { param: 'values', message: 'List at least one value of the first part' }
  return undefined
}

function infer({ params, inputs }: InferContext<SplitByValueParams>): Inference {
  const input = inputs.table
  const sorted = params.method === 'share' || params.method === 'cut'
  const problems = checkNeeded('column', params.column, input, 'table', sorted ? 'the column of time, or of numbers' : 'the column whose values decide', sorted ? ordered : undefined)
  const mistake = splitMistake(params, input && findColumn(input, params.column)?.type)
  if (mistake) problems.push({ severity: 'error', ...mistake })
  return { outputs: { first: input, second: input }, problems }
}

function describe({ column, method, share, cut, values }: SplitByValueParams): string {
  const name = column || '…'
  if (method === 'share') return `earliest ${Math.round(share * 1000) / 10} % by ${name}`
  if (method === 'cut') return `${name} before ${cut || '…'}`
  return method === 'values' ? `${name} is ${listNames(listValues(values)) || '…'}` : `${Math.round(share * 1000) / 10} % of whole groups of ${name}`
}

export const splitByValue = defineComponent({
  id: 'transform.split-by-value',
  version: 1,
  name: 'Split by value',
  category: 'Transform',
  icon: 'group',
  summary: 'Two parts by time or by group, so that neither knows the other',
  keywords: ['time split', 'group split', 'train', 'test', 'holdout', 'leak', 'out of time', 'group shuffle', 'temporal'],
  inputs: [{ name: 'table', type: 'table', label: 'Table', help: 'The rows to divide.' }],
  outputs: [
    { name: 'first', type: 'table', label: 'First part', help: 'Earlier rows, the listed values, or the share of groups.' },
    { name: 'second', type: 'table', label: 'Second part', help: 'All other rows.' },
  ],
  params: SplitByValueParams,
  fields: [
    {
      name: 'method',
      label: 'How',
      kind: 'choice',
      options: [
        { value: 'share', label: 'The earliest share', help: 'By a date or a number; equal values stay together.' },
        { value: 'cut', label: 'Before a date or number' },
        { value: 'groups', label: 'Whole groups at random', help: 'No customer is in both parts.' },
        { value: 'values', label: 'By listed values' },
      ],
    },
    { name: 'column', label: 'Column', kind: 'column', from: 'table' },
    { name: 'share', label: 'Share of the first part', kind: 'number', min: 0.01, max: 0.99, step: 0.05, visible: (params) => params.method !== 'cut' && params.method !== 'values' },
    { name: 'cut', label: 'First part is before', kind: 'text', placeholder: '2024-01-01', help: 'The value itself belongs to the second part.', visible: (params) => params.method === 'cut' },
    { name: 'values', label: 'Values of the first part', kind: 'text', placeholder: 'north, south', visible: (params) => params.method === 'values' },
    { name: 'missing', label: 'Rows without a value', kind: 'choice', options: [{ value: 'second', label: 'Second part' }, { value: 'first', label: 'First part' }, { value: 'stop', label: 'Stop the step' }], visible: (params) => params.method !== 'groups' },
    { name: 'seed', label: 'Seed', kind: 'number', min: 0, step: 1, visible: (params) => params.method === 'groups' },
  ],
  describe,
  infer,
  runner: { kind: 'table' },
  deterministic: true,
})
