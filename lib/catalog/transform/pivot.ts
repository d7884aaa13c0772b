import * as z from 'zod/mini'
import { checkChosen, findColumn, freshName, isNumeric, listNames, typeName } from '../columns'
import { defineComponent, type Column, type ColumnType, type InferContext, type Inference } from '../types'
import { listValues } from './conditions'
import { checkNeeded } from './entries'

export const pivotAggregates = ['sum', 'mean', 'median', 'min', 'max', 'first', 'last', 'count', 'count-values'] as const
export type PivotAggregate = (typeof pivotAggregates)[number]
const ofNumbers: readonly string[] = ['sum', 'mean', 'median']

export const PivotParams = z.object({
  keys: z._default(z.array(z.string()), []),
  column: z._default(z.string(), ''),
  value: z._default(z.string(), ''),
  aggregate: z._default(z.enum(pivotAggregates), 'sum'),
  values: z._default(z.string(), ''),
  prefix: z._default(z.string(), ''),
  empty: z._default(z.enum(['missing', 'zero']), 'missing'),
})
export type PivotParams = z.infer<typeof PivotParams>

/** The type of a cell. */
export function pivotedType({ aggregate }: PivotParams, value: ColumnType | undefined): ColumnType {
  if (aggregate === 'count' || aggregate === 'count-values') return 'integer'
  if (aggregate === 'mean' || aggregate === 'median') return 'number'
  return value ?? 'other'
}

/** Names of the new columns, one a value; null is the missing value's. */
export function pivotedNames({ keys, prefix }: PivotParams, values: (string | null)[]): string[] {
  const taken = [...keys]
  return values.map((value) => {
    const name = freshName(`${prefix}${value ?? 'missing'}` || 'empty', taken)
    taken.push(name)
    return name
  })
}

/** Why this aggregate cannot be made, or `undefined` where it can. */
export function pivotMistake({ aggregate, value, empty }: PivotParams, type: ColumnType | undefined): { param: string; message: string; fix?: { label: string; params: Record<string, unknown> } } | undefined {
  if (type === undefined) return undefined
  if (ofNumbers.includes(aggregate) && !isNumeric(type)) return { param: 'aggregate', message: `“${value}” is ${typeName(type)} and has no ${aggregate}`, fix: { label: 'Take the first value', params: { aggregate: 'first' } } }
  const zeroless = empty === 'zero' && aggregate !== 'count' && aggregate !== 'count-values' && !isNumeric(type)
  return zeroless ? { param: 'empty', message: `“${value}” is ${typeName(type)} and cannot be 0`, fix: { label: 'Leave such cells missing', params: { empty: 'missing' } } } : undefined
}

function infer({ params, inputs }: InferContext<PivotParams>): Inference {
  const input = inputs.table
  const problems: Inference['problems'] = [...checkChosen('keys', params.keys, input, 'table'), ...checkNeeded('column', params.column, input, 'table', 'the column whose values become columns')]
  if (params.aggregate !== 'count') problems.push(...checkNeeded('value', params.value, input, 'table', 'the column whose values fill the cells'))
  if (params.column !== '' && params.keys.includes(params.column)) {
    problems.push({ severity: 'error', param: 'keys', message: `“${params.column}” cannot be both a row and the columns`, fix: { label: `Remove “${params.column}” from the rows`, params: { keys: params.keys.filter((name) => name !== params.column) } } })
  }
  if (!input) return { outputs: { table: undefined }, problems }
  const type = findColumn(input, params.value)?.type
  const mistake = params.aggregate === 'count' ? undefined : pivotMistake(params, type)
  if (mistake) problems.push({ severity: 'error', ...mistake })
  const listed = [...new Set(listValues(params.values))]
  // Which values there are is only known once they have been read.
  if (listed.length === 0) return { outputs: { table: undefined }, problems }
  const keys = [...new Set(params.keys)].flatMap((name) => findColumn(input, name) ?? [])
  return { outputs: { table: [...keys, ...pivotedNames(params, listed).map((name): Column => ({ name, type: pivotedType(params, type) }))] }, problems }
}

export const pivot = defineComponent({
  id: 'transform.pivot',
  version: 1,
  name: 'Pivot',
  category: 'Transform',
  icon: 'table-columns-split',
  summary: 'Values of a column become columns',
  keywords: ['long to wide', 'crosstab', 'spread', 'reshape', 'contingency', 'dcast', 'pivot wider'],
  inputs: [{ name: 'table', type: 'table', label: 'Table', help: 'The long table.' }],
  outputs: [{ name: 'table', type: 'table', label: 'Table', help: 'The wide table: one row for each combination of the keys.' }],
  params: PivotParams,
  fields: [
    { name: 'keys', label: 'Rows', kind: 'columns', from: 'table', help: 'One row for each combination of their values; none chosen means one row.' },
    { name: 'column', label: 'Columns from', kind: 'column', from: 'table', help: 'Each of its values becomes a column.' },
    { name: 'aggregate', label: 'Cells hold the', kind: 'choice', options: pivotAggregates.map((value) => ({ value, label: { count: 'Number of rows', 'count-values': 'Number of values' }[value as string] ?? value[0]!.toUpperCase() + value.slice(1) })) },
    { name: 'value', label: 'Of column', kind: 'column', from: 'table', visible: (params) => params.aggregate !== 'count' },
    { name: 'empty', label: 'Cells without rows', kind: 'choice', options: [{ value: 'missing', label: 'Are missing' }, { value: 'zero', label: 'Are 0' }] },
    { name: 'values', label: 'Values, in order', kind: 'text', placeholder: 'all that there are', help: 'Such as: north, south, "a, b". With these, the columns are known before a run; rows of other values are left out, and counted.', advanced: true },
    { name: 'prefix', label: 'Prefix of the new names', kind: 'text', advanced: true },
  ],
  describe: ({ keys, column, value, aggregate }) => `${aggregate}${aggregate === 'count' ? '' : ` of ${value || '…'}`} by ${column || '…'}${keys.length === 0 ? '' : ` and ${listNames(keys)}`}`,
  infer,
  runner: { kind: 'table' },
  deterministic: true,
})
