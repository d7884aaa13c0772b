import * as z from 'zod/mini'
import { checkChosen, findColumn, freshName, listNames, numericTypes, sameName } from '../columns'
import { defineComponent, type Column, type ColumnType, type InferContext, type Inference } from '../types'
import { checkEntry } from './entries'
import { SortKey } from './sort'

type Takes = 'nothing' | 'anything' | 'numeric'
interface WindowFunction {
  label: string
  takes: Takes
  gives: ColumnType | undefined
  /** What its number means: so many rows away, or a frame of so many rows. */
  rows?: 'distance' | 'frame'
}

export const windowFunctions = {
  lag: { label: 'Value some rows before', takes: 'anything', gives: undefined, rows: 'distance' },
  lead: { label: 'Value some rows after', takes: 'anything', gives: undefined, rows: 'distance' },
  difference: { label: 'Change since some rows before', takes: 'numeric', gives: undefined, rows: 'distance' },
  'rolling-mean': { label: 'Rolling mean', takes: 'numeric', gives: 'number', rows: 'frame' },
  'rolling-sum': { label: 'Rolling sum', takes: 'numeric', gives: 'number', rows: 'frame' },
  'rolling-min': { label: 'Rolling smallest', takes: 'numeric', gives: undefined, rows: 'frame' },
  'rolling-max': { label: 'Rolling largest', takes: 'numeric', gives: undefined, rows: 'frame' },
  'rolling-sd': { label: 'Rolling standard deviation', takes: 'numeric', gives: 'number', rows: 'frame' },
  'cumulative-sum': { label: 'Sum so far', takes: 'numeric', gives: 'number' },
  'cumulative-mean': { label: 'Mean so far', takes: 'numeric', gives: 'number' },
  'cumulative-min': { label: 'Smallest so far', takes: 'numeric', gives: undefined },
  'cumulative-max': { label: 'Largest so far', takes: 'numeric', gives: undefined },
  'row-number': { label: 'Row number', takes: 'nothing', gives: 'integer' },
  rank: { label: 'Rank, equal rows alike (1, 1, 3)', takes: 'nothing', gives: 'integer' },
  'dense-rank': { label: 'Rank without gaps (1, 1, 2)', takes: 'nothing', gives: 'integer' },
  'percent-rank': { label: 'Rank from 0 to 1', takes: 'nothing', gives: 'number' },
} as const satisfies Record<string, WindowFunction>
export type WindowName = keyof typeof windowFunctions
const functionNames = Object.keys(windowFunctions) as [WindowName, ...WindowName[]]

export const WindowParams = z.object({
  groups: z._default(z.array(z.string()), []),
  order: z._default(z.array(SortKey), []),
  compute: z._default(z
    .array(z.object({ function: z._default(z.enum(functionNames), 'lag'), column: z._default(z.string(), ''), rows: z._default(z.number().check(z.int(), z.gte(1), z.lte(1_000_000)), 1), name: z._default(z.string(), '') })), []),
  whole: z._default(z.boolean(), false),
})
export type WindowParams = z.infer<typeof WindowParams>
export type WindowEntry = WindowParams['compute'][number]

export const windowFunction = (name: WindowName): WindowFunction => windowFunctions[name]

/** The new columns, named by the entry or after what they are, such as `sales_lag_1`. */
export function windowColumns(params: WindowParams, input: Column[]): Column[] {
  const taken = input.map(({ name }) => name)
  return params.compute.map((entry) => {
    const { takes, gives, rows } = windowFunction(entry.function)
    const word = entry.function.replaceAll('-', '_')
    const name = entry.name || freshName(takes === 'nothing' ? word : `${entry.column}_${word}${rows ? `_${entry.rows}` : ''}`, taken)
    taken.push(name)
    return { name, type: gives ?? findColumn(input, entry.column)?.type ?? 'other' }
  })
}

function infer({ params, inputs }: InferContext<WindowParams>): Inference {
  const input = inputs.table
  const problems = [...checkChosen('groups', params.groups, input, 'table'), ...params.order.flatMap((_, index) => checkEntry('order', params.order, index, input, 'Key'))]
  if (params.compute.length === 0) problems.push({ severity: 'warning', param: 'compute', message: 'Nothing is computed yet' })
  params.compute.forEach((entry, index) => {
    const { takes, label } = windowFunction(entry.function)
    if (takes !== 'nothing') problems.push(...checkEntry('compute', params.compute, index, input, 'Entry', takes === 'numeric' ? numericTypes : undefined))
    else if (params.order.length === 0 && entry.function !== 'row-number') problems.push({ severity: 'error', param: 'order', message: `“${label}” needs an order; choose a column to order by` })
  })
  if (!input) return { outputs: { table: undefined }, problems }
  const added = windowColumns(params, input)
  added.forEach((column, index) => {
    const clash = [...input, ...added.slice(0, index)].some((other) => sameName(other.name, column.name))
    if (!clash) return
    const free = freshName(column.name, [...input, ...added].map((other) => other.name))
    problems.push({ severity: 'error', param: 'compute', message: `Two columns would be called “${column.name}”; give one of them another name`, fix: { label: `Call it “${free}”`, params: { compute: params.compute.map((entry, at) => (at === index ? { ...entry, name: free } : entry)) } } })
  })
  return { outputs: { table: [...input, ...added] }, problems }
}

function describe({ groups, order, compute }: WindowParams): string {
  const what = compute.map((entry) => { const { takes, rows } = windowFunction(entry.function); return `${entry.function}${rows ? ` ${entry.rows}` : ''}${takes === 'nothing' ? '' : ` of ${entry.column || '…'}`}` })
  return `${listNames(what, 2) || 'nothing computed yet'}${order.length === 0 ? '' : `, by ${listNames(order.map(({ column }) => column || '…'))}`}${groups.length === 0 ? '' : ` within ${listNames(groups)}`}`
}

export const windowStep = defineComponent({
  id: 'transform.window',
  version: 1,
  name: 'Window',
  category: 'Transform',
  icon: 'app-window',
  summary: 'Values from neighbouring rows: lags, rolling means, ranks, running sums',
  keywords: ['lag', 'lead', 'rolling', 'moving average', 'rank', 'cumulative', 'running total', 'time series', 'shift'],
  inputs: [{ name: 'table', type: 'table', label: 'Table', help: 'The rows whose neighbours count.' }],
  outputs: [{ name: 'table', type: 'table', label: 'Table', help: 'The same rows in their order, with the new columns.' }],
  params: WindowParams,
  fields: [
    { name: 'groups', label: 'Within', kind: 'columns', from: 'table', help: 'Neighbours are rows with the same values here; none chosen means all rows.' },
    {
      name: 'order',
      label: 'Ordered by',
      kind: 'list',
      addLabel: 'Add a key',
      empty: 'The order of the rows.',
      item: [
        { name: 'column', label: 'Column', kind: 'column', from: 'table' },
        { name: 'direction', label: 'Direction', kind: 'choice', options: [{ value: 'ascending', label: 'Smallest first' }, { value: 'descending', label: 'Largest first' }] },
        { name: 'missing', label: 'Missing values', kind: 'choice', options: [{ value: 'last', label: 'Last' }, { value: 'first', label: 'First' }] },
      ],
    },
    {
      name: 'compute',
      label: 'Compute',
      kind: 'list',
      addLabel: 'Add a column',
      empty: 'No column is computed.',
      item: [
        { name: 'function', label: 'What', kind: 'choice', options: functionNames.map((value) => ({ value, label: windowFunctions[value].label })) },
        { name: 'column', label: 'Of column', kind: 'column', from: 'table', visible: (entry) => windowFunction((entry.function ?? 'lag') as WindowName).takes !== 'nothing' },
        { name: 'rows', label: 'Rows', kind: 'number', min: 1, step: 1, help: 'How far away, or how many rows roll, this one among them.', visible: (entry) => windowFunction((entry.function ?? 'lag') as WindowName).rows !== undefined },
        { name: 'name', label: 'Name', kind: 'text', placeholder: 'by itself' },
      ],
    },
    { name: 'whole', label: 'Rolling values need all their rows', kind: 'switch', help: 'Else the first ones are of the rows that there are.', advanced: true },
  ],
  describe,
  infer,
  runner: { kind: 'table' },
  deterministic: true,
})
