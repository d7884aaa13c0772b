import * as z from 'zod/mini'
import { checkChosen, closestName, findColumn, freshName, isNumeric, listNames, missingMessage, sameName, typeName } from '../columns'
import { defineComponent, type Column, type ColumnType, type InferContext, type Inference } from '../types'

type Takes = 'nothing' | 'anything' | 'numeric' | 'numeric or boolean'

/** Aggregates: what they look at, and the type of the result where it is not the column's. */
export const aggregates = {
  count: { label: 'Number of rows', takes: 'nothing', gives: 'integer' },
  share: { label: 'Share of all rows', takes: 'nothing', gives: 'number' },
  'count-values': { label: 'Number of values', takes: 'anything', gives: 'integer' },
  'count-missing': { label: 'Number of missing values', takes: 'anything', gives: 'integer' },
  'count-distinct': { label: 'Number of different values', takes: 'anything', gives: 'integer' },
  sum: { label: 'Sum', takes: 'numeric or boolean', gives: undefined },
  mean: { label: 'Mean', takes: 'numeric or boolean', gives: 'number' },
  median: { label: 'Median', takes: 'numeric', gives: 'number' },
  'lower-quartile': { label: 'Lower quartile', takes: 'numeric', gives: 'number' },
  'upper-quartile': { label: 'Upper quartile', takes: 'numeric', gives: 'number' },
  sd: { label: 'Standard deviation', takes: 'numeric', gives: 'number' },
  variance: { label: 'Variance', takes: 'numeric', gives: 'number' },
  min: { label: 'Smallest', takes: 'anything', gives: undefined },
  max: { label: 'Largest', takes: 'anything', gives: undefined },
  first: { label: 'First', takes: 'anything', gives: undefined },
  last: { label: 'Last', takes: 'anything', gives: undefined },
  'most-frequent': { label: 'Most frequent', takes: 'anything', gives: undefined },
} as const satisfies Record<string, { label: string; takes: Takes; gives: ColumnType | undefined }>
export type Aggregate = keyof typeof aggregates
const names = Object.keys(aggregates) as [Aggregate, ...Aggregate[]]

export const GroupParams = z.object({
  keys: z._default(z.array(z.string()), []),
  aggregates: z._default(z.array(z.object({ function: z._default(z.enum(names), 'count'), column: z._default(z.string(), ''), name: z._default(z.string(), '') })), [{ function: 'count', column: '', name: '' }]),
})
export type GroupParams = z.infer<typeof GroupParams>
type Entry = GroupParams['aggregates'][number]

/** Why this aggregate cannot be made of this column, or `undefined` where it can. */
export function unsuited(entry: Entry, type: ColumnType): string | undefined {
  const { takes, label } = aggregates[entry.function]
  const fine = takes === 'anything' || takes === 'nothing' || type === 'other' || isNumeric(type) || (takes === 'numeric or boolean' && type === 'boolean')
  return fine ? undefined : `“${entry.column}” is ${typeName(type)} and has no ${label.toLowerCase()}`
}

/** The aggregates' columns, named by the entry or else after what they are, such as `body_mass_g_mean`. */
export function aggregateColumns(params: GroupParams, input: Column[]): Column[] {
  const taken = [...params.keys]
  return params.aggregates.map((entry) => {
    const { takes, gives } = aggregates[entry.function]
    const source = findColumn(input, entry.column)?.type ?? 'other'
    const plain = takes === 'nothing' ? entry.function : `${entry.column}_${entry.function.replaceAll('-', '_')}`
    const name = entry.name || freshName(plain, taken)
    taken.push(name)
    const summed: ColumnType = source === 'boolean' ? 'integer' : source
    return { name, type: gives ?? (entry.function === 'sum' ? summed : source) }
  })
}

function infer({ params, inputs }: InferContext<GroupParams>): Inference {
  const input = inputs.table
  const problems = checkChosen('keys', params.keys, input, 'table')
  if (params.keys.length === 0 && params.aggregates.length === 0) problems.push({ severity: 'error', param: 'aggregates', message: 'Choose columns to group by, or something to compute' })
  params.aggregates.forEach((entry, index) => problems.push(...entryProblems(params, entry, index, input)))
  if (!input) return { outputs: { table: undefined }, problems }
  const keys = [...new Set(params.keys)].flatMap((name) => findColumn(input, name) ?? [])
  const computed = aggregateColumns(params, input)
  computed.forEach((column, index) => {
    const clash = [...keys, ...computed.slice(0, index)].some((other) => sameName(other.name, column.name))
    if (clash) problems.push({ severity: 'error', param: 'aggregates', message: `Two columns would be called “${column.name}”; give one of them another name` })
  })
  return { outputs: { table: [...keys, ...computed] }, problems }
}

function entryProblems(params: GroupParams, entry: Entry, index: number, input: Column[] | undefined): Inference['problems'] {
  if (aggregates[entry.function].takes === 'nothing') return []
  const others = params.aggregates.filter((_, at) => at !== index)
  const problem = (message: string, fix = { label: `Remove entry ${index + 1}`, params: { aggregates: others as unknown } }): Inference['problems'] => [
    { severity: 'error', port: 'table', param: 'aggregates', message, fix },
  ]
  if (entry.column === '') return problem(`Entry ${index + 1} (${aggregates[entry.function].label.toLowerCase()}) names no column`)
  if (!input) return []
  const column = findColumn(input, entry.column)
  if (column) {
    const message = unsuited(entry, column.type)
    return message === undefined ? [] : problem(message)
  }
  const close = closestName(entry.column, input.map((other) => other.name))
  if (close === undefined) return problem(missingMessage(entry.column, input))
  return problem(missingMessage(entry.column, input), { label: `Use “${close}”`, params: { aggregates: params.aggregates.map((other, at) => (at === index ? { ...other, column: close } : other)) } })
}

function describe(params: GroupParams): string {
  const computed = params.aggregates.map((entry) => (aggregates[entry.function].takes === 'nothing' ? entry.function : `${entry.function} of ${entry.column || '…'}`))
  const what = computed.length === 0 ? 'different values' : listNames(computed)
  return params.keys.length === 0 ? `${what} of all rows` : `${what} by ${listNames(params.keys)}`
}

export const groupAndAggregate = defineComponent({
  id: 'transform.group-and-aggregate',
  version: 1,
  name: 'Group and aggregate',
  category: 'Transform',
  icon: 'sigma',
  summary: 'One row a group, with counts, sums, means and more',
  keywords: ['summarize', 'pivot', 'count', 'sum', 'average', 'mean', 'median', 'distinct', 'statistics', 'totals'],
  inputs: [{ name: 'table', type: 'table', label: 'Table', help: 'The rows to group.' }],
  outputs: [{ name: 'table', type: 'table', label: 'Table', help: 'One row a group.' }],
  params: GroupParams,
  fields: [
    { name: 'keys', label: 'Group by', kind: 'columns', from: 'table', help: 'None chosen means all rows together.' },
    {
      name: 'aggregates',
      label: 'Compute',
      kind: 'list',
      addLabel: 'Add a result',
      empty: 'Only the different combinations of the keys come out.',
      item: [
        { name: 'function', label: 'What', kind: 'choice', options: names.map((value) => ({ value, label: aggregates[value].label })) },
        { name: 'column', label: 'Of column', kind: 'column', from: 'table', visible: (entry) => entry.function !== undefined && entry.function !== 'count' && entry.function !== 'share' },
        { name: 'name', label: 'Name', kind: 'text', placeholder: 'by itself' },
      ],
    },
  ],
  describe,
  infer,
  runner: { kind: 'table' },
  deterministic: true,
})
