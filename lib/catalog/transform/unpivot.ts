import * as z from 'zod/mini'
import { checkChosen, listNames, typeName } from '../columns'
import { defineComponent, type Column, type ColumnType, type InferContext, type Inference } from '../types'
import { commonType } from './append-rows'
import { namedTwice } from './entries'

export const UnpivotParams = z.object({
  mode: z._default(z.enum(['these', 'all-but']), 'these'),
  columns: z._default(z.array(z.string()), []),
  nameColumn: z._default(z.string().check(z.minLength(1)), 'name'),
  valueColumn: z._default(z.string().check(z.minLength(1)), 'value'),
  dropMissing: z._default(z.boolean(), false),
  types: z._default(z.enum(['stop', 'text']), 'stop'),
})
export type UnpivotParams = z.infer<typeof UnpivotParams>

/** The columns that become rows, those that stay, the values' type, and the first two types that do not go together. */
export function unpivoted<C extends Column>(params: UnpivotParams, input: C[]): { melted: C[]; kept: C[]; type: ColumnType; clash?: [ColumnType, ColumnType] } {
  const chosen = new Set(params.columns)
  const melted = input.filter((column) => chosen.has(column.name) === (params.mode === 'these'))
  const kept = input.filter((column) => !melted.includes(column))
  let type: ColumnType = melted[0]?.type ?? 'text'
  for (const { type: next } of melted) {
    const common = commonType(type, next)
    if (common === undefined) return { melted, kept, type: 'text', clash: [type, next] }
    type = common
  }
  return { melted, kept, type }
}

/** What stops the step, in words. */
export function unpivotMistakes(params: UnpivotParams, input: Column[]): Inference['problems'] {
  const { melted, kept, clash } = unpivoted(params, input)
  const problems: Inference['problems'] = []
  if (melted.length === 0) problems.push({ severity: 'error', param: 'columns', message: 'Choose at least one column whose values become rows' })
  if (clash && params.types === 'stop') problems.push({ severity: 'error', param: 'types', message: `The columns are ${typeName(clash[0])} and ${typeName(clash[1])}, which do not go into one`, fix: { label: 'Make them text', params: { types: 'text' } } })
  const twice = namedTwice([...kept, { name: params.nameColumn, type: 'text' }, { name: params.valueColumn, type: 'text' }])
  if (twice) problems.push({ severity: 'error', param: 'nameColumn', message: `Two columns would be called “${twice.name}”; call the new one otherwise` })
  return problems
}

function infer({ params, inputs }: InferContext<UnpivotParams>): Inference {
  const input = inputs.table
  const problems = checkChosen('columns', params.columns, input, 'table')
  if (!input) return { outputs: { table: undefined }, problems }
  problems.push(...unpivotMistakes(params, input))
  const { kept, type } = unpivoted(params, input)
  return { outputs: { table: [...kept, { name: params.nameColumn, type: 'text' }, { name: params.valueColumn, type }] }, problems }
}

export const unpivot = defineComponent({
  id: 'transform.unpivot',
  version: 1,
  name: 'Unpivot',
  category: 'Transform',
  icon: 'table-rows-split',
  summary: 'Columns become rows of names and values',
  keywords: ['wide to long', 'melt', 'gather', 'reshape', 'stack', 'pivot longer'],
  inputs: [{ name: 'table', type: 'table', label: 'Table', help: 'The wide table.' }],
  outputs: [{ name: 'table', type: 'table', label: 'Table', help: 'The long table: for each row, one for each of the columns.' }],
  params: UnpivotParams,
  fields: [
    { name: 'mode', label: 'Make rows of', kind: 'choice', options: [{ value: 'these', label: 'The chosen columns' }, { value: 'all-but', label: 'All but the chosen columns' }] },
    { name: 'columns', label: 'Columns', kind: 'columns', from: 'table' },
    { name: 'nameColumn', label: 'Column of names', kind: 'text' },
    { name: 'valueColumn', label: 'Column of values', kind: 'text' },
    { name: 'dropMissing', label: 'Leave out missing values', kind: 'switch' },
    { name: 'types', label: 'Types that do not go together', kind: 'choice', options: [{ value: 'stop', label: 'Stop the step' }, { value: 'text', label: 'Become text' }], advanced: true },
  ],
  describe: ({ mode, columns }) => (mode === 'these' ? `rows of ${columns.length === 0 ? '…' : listNames(columns)}` : `rows of all but ${columns.length === 0 ? 'none' : listNames(columns)}`),
  infer,
  runner: { kind: 'table' },
  deterministic: true,
})
