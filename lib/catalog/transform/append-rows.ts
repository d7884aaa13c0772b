import * as z from 'zod/mini'
import { freshName, isNumeric, sameName, typeName } from '../columns'
import { defineComponent, type Column, type ColumnType, type InferContext, type Inference } from '../types'

export const AppendRowsParams = z.object({
  match: z._default(z.enum(['name', 'position']), 'name'),
  lacking: z._default(z.enum(['fill', 'common', 'stop']), 'fill'),
  types: z._default(z.enum(['stop', 'text']), 'stop'),
  origin: z._default(z.string(), ''),
})
export type AppendRowsParams = z.infer<typeof AppendRowsParams>

export const appendPorts = ['first', 'second', 'third', 'fourth'] as const

/** The type that holds values of both, or `undefined` where only text does. */
export function commonType(a: ColumnType, b: ColumnType): ColumnType | undefined {
  if (a === b) return a
  if (isNumeric(a) && isNumeric(b)) return 'number'
  return (a === 'date' && b === 'timestamp') || (a === 'timestamp' && b === 'date') ? 'timestamp' : undefined
}

export interface AppendedColumn extends Column {
  /** Each table's column that goes there, in the order of the tables. */
  from: (Column | undefined)[]
  /** The first pair of types that do not go together, if any. */
  clash?: [ColumnType, ColumnType]
}

/** The columns of all tables together, in order of first appearance. */
export function appendedColumns(params: AppendRowsParams, tables: Column[][]): AppendedColumn[] {
  const slots: (Column | undefined)[][] = []
  tables.forEach((columns, table) => {
    columns.forEach((column, index) => {
      const slot = params.match === 'position' ? slots[index] : slots.find((other) => other.some((known) => known && sameName(known.name, column.name)))
      if (slot) slot[table] = column
      else slots.push(Object.assign(new Array<Column | undefined>(tables.length).fill(undefined), { [table]: column }))
    })
  })
  const whole = slots.filter((slot) => params.lacking !== 'common' || slot.every(Boolean))
  const taken: string[] = []
  return whole.map((from) => {
    const [head, ...rest] = from.filter((column) => column !== undefined) as [Column, ...Column[]]
    let type: ColumnType = head.type
    let clash: AppendedColumn['clash']
    for (const { type: next } of rest) {
      const common = clash ? undefined : commonType(type, next)
      if (common === undefined) clash ??= [type, next]
      else type = common
    }
    // By position, a column that only a later table has may be called like one of the first.
    const name = freshName(head.name, taken)
    taken.push(name)
    return { name, type: clash ? 'text' : type, from, ...(clash && { clash }) }
  })
}

/** What stops tables from going together, in words. */
export function appendMistakes(params: AppendRowsParams, tables: Column[][], columns: AppendedColumn[]): Inference['problems'] {
  const problems: Inference['problems'] = []
  const error = (param: string, message: string, label: string, value: string) => problems.push({ severity: 'error', param, message, fix: { label, params: { [param]: value } } })
  if (columns.length === 0) problems.push({ severity: 'error', param: 'lacking', message: 'The tables have no column in common', fix: { label: 'Keep all columns', params: { lacking: 'fill' } } })
  for (const { name, clash, from } of columns) {
    if (clash && params.types === 'stop') error('types', `“${name}” is ${typeName(clash[0])} in one table and ${typeName(clash[1])} in another`, 'Make such columns text', 'text')
    const without = from.findIndex((column) => column === undefined)
    if (params.lacking === 'stop' && without >= 0) error('lacking', `The ${appendPorts[without]} table has no column “${name}”`, 'Fill what a table lacks with missing values', 'fill')
  }
  return problems
}

export function originName(params: AppendRowsParams, columns: Column[]): string | undefined {
  return params.origin === '' ? undefined : freshName(params.origin, columns.map((column) => column.name))
}

function infer({ params, inputs, connected }: InferContext<AppendRowsParams>): Inference {
  const tables = appendPorts.filter((port) => connected.has(port)).map((port) => inputs[port])
  if (tables.length === 0 || tables.some((columns) => columns === undefined)) return { outputs: { table: undefined }, problems: [] }
  const known = tables as Column[][]
  const columns = appendedColumns(params, known)
  const problems = appendMistakes(params, known, columns)
  const origin = originName(params, columns)
  const output = columns.map(({ name, type }): Column => ({ name, type }))
  return { outputs: { table: origin === undefined ? output : [...output, { name: origin, type: 'integer' }] }, problems }
}

export const appendRows = defineComponent({
  id: 'transform.append-rows',
  version: 1,
  name: 'Append rows',
  category: 'Transform',
  icon: 'rows-3',
  summary: 'Up to four tables below each other',
  keywords: ['union', 'concatenate', 'concat', 'stack', 'add rows', 'combine', 'bind'],
  inputs: [
    { name: 'first', type: 'table', label: 'First', help: 'The rows that come first; its names and its order of columns count.' },
    { name: 'second', type: 'table', label: 'Second', help: 'The rows below.' },
    { name: 'third', type: 'table', label: 'Third', help: 'More rows, if connected.', optional: true },
    { name: 'fourth', type: 'table', label: 'Fourth', help: 'More rows, if connected.', optional: true },
  ],
  outputs: [{ name: 'table', type: 'table', label: 'Table', help: 'All rows, table by table.' }],
  params: AppendRowsParams,
  fields: [
    { name: 'match', label: 'Columns go together by', kind: 'choice', options: [{ value: 'name', label: 'Name' }, { value: 'position', label: 'Position' }] },
    {
      name: 'lacking',
      label: 'Columns that not all tables have',
      kind: 'choice',
      options: [
        { value: 'fill', label: 'Are missing in the others' },
        { value: 'common', label: 'Are left out' },
        { value: 'stop', label: 'Stop the step' },
      ],
    },
    { name: 'types', label: 'Types that do not go together', kind: 'choice', options: [{ value: 'stop', label: 'Stop the step' }, { value: 'text', label: 'Become text' }] },
    { name: 'origin', label: 'Column that says which table', kind: 'text', placeholder: 'none', help: 'If named, it holds 1, 2, 3 or 4.', advanced: true },
  ],
  describe: ({ match, lacking, origin }) => `by ${match}${lacking === 'common' ? ', common columns only' : ''}${origin === '' ? '' : `, ${origin} says which`}`,
  infer,
  runner: { kind: 'table' },
  deterministic: true,
})
