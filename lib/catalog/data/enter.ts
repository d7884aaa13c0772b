import { z } from 'zod'
import { cellLiteral } from '../cell'
import { freshName, listNames, sameName, typeName } from '../columns'
import { example } from '../example'
import { columnTypes, defineComponent, type InferContext, type Inference } from '../types'

const enterTypes = columnTypes.filter((type) => type !== 'other')

const EnteredTable = z.object({
  columns: z.array(z.object({ name: z.string(), type: z.enum(enterTypes as [(typeof enterTypes)[number]]) })).max(200),
  /** Cells as typed; null is missing, and so is an empty cell of a column that is not text. */
  rows: z.array(z.array(z.string().nullable())).max(10_000).default([]),
})
export type EnteredTable = z.infer<typeof EnteredTable>

export const EnterParams = z.object({
  table: EnteredTable.default({
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
  docs: `
A table that lives in the pipeline itself: lookup lists, thresholds, a few rows to try something out. Up to 10,000 rows and 200 columns; larger tables belong under Data.

Cells are kept as typed and read by the column's type when the step runs:

- **integer**: whole numbers of up to 64 bits; **number**: \`3.5\`, \`1e-3\`;
- **boolean**: true, false, yes, no, 1 or 0;
- **date**: \`2024-05-31\`; **timestamp**: \`2024-05-31 12:00\`, with seconds if wanted, without a zone;
- **text**: anything.

\`null\` is a missing value, and so is an empty cell of a column that is not text. Rows come out in the order in which they are written.

${example(
  [
    {
      id: 'prices',
      component: 'data.enter@1',
      params: {
        table: {
          columns: [
            { name: 'fruit', type: 'text' },
            { name: 'price', type: 'number' },
            { name: 'since', type: 'date' },
          ],
          rows: [
            ['apple', '0.4', '2024-01-01'],
            ['pear', null, '2024-03-15'],
          ],
        },
      },
    },
    { id: 'select', component: 'transform.select-columns@1', params: { columns: ['fruit', 'price'] } },
  ],
  ['prices.table > select.table'],
)}
`,
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
