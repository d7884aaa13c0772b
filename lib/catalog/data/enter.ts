import * as z from 'zod/mini'
import { cellLiteral } from '../cell'
import { freshName, listNames, sameName, typeName } from '../columns'
import { columnTypes, defineComponent, type InferContext, type Inference } from '../types'

const enterTypes = columnTypes.filter((type) => type !== 'other')

const EnteredTable = z.object({
  columns: z.array(z.object({ name: z.string(), type: z.enum(enterTypes as [(typeof enterTypes)[number]]) })).check(z.maxLength(200)),
  /** Cells as typed; null is missing, and so is an empty cell of a column that is not text. */
  rows: z._default(z.array(z.array(z.nullable(z.string()))).check(z.maxLength(10_000)), []),
})
export type EnteredTable = z.infer<typeof EnteredTable>

export const EnterParams = z.object({
  table: z._default(EnteredTable, {
    columns: [
      { name: 'name', type: 'text' },
      { name: 'value', type: 'number' },
    ],
    rows: [],
  }),
})
export type EnterParams = z.infer<typeof EnterParams>

type Entered = Pick<InferContext<EnterParams>, 'params'>

/** What is wrong with a typed table; the runner refuses the same things. */
export function enteredProblems(table: EnteredTable): Inference['problems'] {
  const problems: Inference['problems'] = []
  const error = (message: string, fix?: { label: string; table: EnteredTable }) =>
    problems.push({ severity: 'error', param: 'table', message, ...(fix && { fix: { label: fix.label, params: { table: fix.table } } }) })
  if (table.columns.length === 0) error('Add at least one column')
  table.columns.forEach((column, index) => {
    const rename = (name: string): EnteredTable => ({ ...table, columns: table.columns.map((other, at) => (at === index ? { ...other, name } : other)) })
    const others = table.columns.filter((_, at) => at !== index).map((other) => other.name)
    if (column.name === '') error(`Column ${index + 1} has no name`, { label: 'Name it', table: rename(freshName(`column_${index + 1}`, others)) })
    else if (table.columns.slice(0, index).some((other) => sameName(other.name, column.name))) {
      const name = freshName(column.name, others)
      error(`Two columns are called “${column.name}”`, { label: `Call the second “${name}”`, table: rename(name) })
    }
    const bad = firstBadCell(table, index)
    if (bad) {
      error(`Row ${bad.row + 1}, “${column.name}”: “${bad.value}” is not ${typeName(column.type)}`, {
        label: `Make “${column.name}” text`,
        table: { ...table, columns: table.columns.map((other, at) => (at === index ? { ...other, type: 'text' as const } : other)) },
      })
    }
  })
  const wide = table.rows.findIndex((row) => row.length > table.columns.length)
  if (wide >= 0) error(`Row ${wide + 1} has more cells than there are columns`)
  return problems
}

function firstBadCell(table: EnteredTable, column: number): { row: number; value: string } | undefined {
  const { type } = table.columns[column]!
  if (type === 'text') return undefined
  for (let row = 0; row < table.rows.length; row++) {
    const value = table.rows[row]![column]
    if (value != null && value.trim() !== '' && cellLiteral(value, type) === undefined) return { row, value }
  }
  return undefined
}

function infer({ params: { table } }: Entered): Inference {
  const problems = enteredProblems(table)
  if (table.rows.length === 0) problems.push({ severity: 'warning', param: 'table', message: 'The table has no rows yet' })
  return { outputs: { table: table.columns.map(({ name, type }) => ({ name, type })) }, problems }
}

export const enterData = defineComponent({
  id: 'data.enter',
  version: 1,
  name: 'Enter data',
  category: 'Data',
  icon: 'table-2',
  summary: 'A small table typed by hand',
  keywords: ['manual', 'type', 'grid', 'constants', 'lookup', 'test data', 'paste'],
  inputs: [],
  outputs: [{ name: 'table', type: 'table', label: 'Table', help: 'The rows as typed.' }],
  params: EnterParams,
  fields: [{ name: 'table', label: 'Rows', kind: 'grid' }],
  describe: ({ table }) =>
    `${table.rows.length} ${table.rows.length === 1 ? 'row' : 'rows'}: ${table.columns.length === 0 ? 'no columns' : listNames(table.columns.map((column) => column.name))}`,
  infer,
  runner: { kind: 'table' },
  deterministic: true,
})
