import { z } from 'zod'
import { listNames, sameName } from '../columns'
import { example, examplePenguins } from '../example'
import { compileExpression, type Compiled } from '../expression/compile'
import { functions } from '../expression/functions'
import { ExpressionError, repaired } from '../expression/tokenize'
import { defineComponent, type Column, type InferContext, type Inference } from '../types'

export const ComputeColumnParams = z.object({
  columns: z.array(z.object({ name: z.string().default(''), expression: z.string().default('') })).default([]),
  errors: z.enum(['stop', 'missing']).default('stop'),
})
export type ComputeColumnParams = z.infer<typeof ComputeColumnParams>

/** The table's columns once `column` has been computed: in the place of one of that name, else at the end. */
export function withColumn(columns: Column[], column: Column): Column[] {
  const place = columns.findIndex((other) => sameName(other.name, column.name))
  return place < 0 ? [...columns, column] : columns.map((other, index) => (index === place ? column : other))
}

/** Compiles one entry. @throws ExpressionError in words that name the column. */
export function compileEntry(entry: ComputeColumnParams['columns'][number], columns: Column[] | undefined, errors: ComputeColumnParams['errors']): Compiled {
  try {
    return compileExpression(entry.expression, columns, errors)
  } catch (error) {
    if (!(error instanceof ExpressionError)) throw error
    throw new ExpressionError(`“${entry.name}”: ${error.message}`, error.at, error.fix)
  }
}

function infer({ params, inputs }: InferContext<ComputeColumnParams>): Inference {
  const problems: Inference['problems'] = []
  let columns = inputs.table
  if (params.columns.length === 0) problems.push({ severity: 'warning', param: 'columns', message: 'No column is computed yet' })
  params.columns.forEach((entry, index) => {
    const remove = { label: `Remove column ${index + 1}`, params: { columns: params.columns.filter((_, at) => at !== index) } }
    if (entry.name === '') problems.push({ severity: 'error', param: 'columns', message: `Computed column ${index + 1} has no name`, fix: remove })
    try {
      const { type } = compileEntry(entry, columns, params.errors)
      if (columns && entry.name !== '') columns = withColumn(columns, { name: entry.name, type })
    } catch (error) {
      if (!(error instanceof ExpressionError)) throw error
      const mended = params.columns.map((other, at) => (at === index ? { ...other, expression: repaired(other.expression, error) } : other))
      const fix = error.fix && { label: error.fix.label, params: { columns: mended } }
      problems.push({ severity: 'error', param: 'columns', message: error.message, ...(fix && { fix }) })
      // The column will be there once the expression is mended; of which type is open.
      if (columns && entry.name !== '') columns = withColumn(columns, { name: entry.name, type: 'other' })
    }
  })
  return { outputs: { table: columns }, problems }
}

function describe({ columns }: ComputeColumnParams): string {
  if (columns.length === 0) return 'no column computed yet'
  if (columns.length === 1) return `${columns[0]!.name || '…'} = ${columns[0]!.expression.trim().replace(/\s+/g, ' ') || '…'}`
  return listNames(columns.map((column) => column.name || '…'))
}

function functionHelp(): string {
  const groups = [...new Set(Object.values(functions).map((entry) => entry.group))]
  return groups
    .map((group) => {
      const rows = Object.values(functions).filter((entry) => entry.group === group)
      return `#### ${group}\n\n| Function | |\n|---|---|\n${rows.map((entry) => `| \`${entry.usage.replaceAll('|', '\\|')}\` | ${entry.help.replaceAll('|', '\\|')} |`).join('\n')}`
    })
    .join('\n\n')
}

export const computeColumn = defineComponent({
  id: 'transform.compute-column',
  version: 1,
  name: 'Compute column',
  category: 'Transform',
  icon: 'square-function',
  summary: 'New columns from expressions over the others',
  keywords: ['formula', 'expression', 'calculate', 'derive', 'mutate', 'cast', 'convert', 'feature'],
  docs: `
Adds columns that are computed from the others, row by row. A column of the same name is replaced in its place; a new one comes last. Later expressions can use the columns before them. Rows keep their order.

### Expressions

- **Columns** by name: \`body_mass_g\`; in double quotes where the name has spaces or signs: \`"Body mass (g)"\`.
- **Values**: \`3\`, \`2.5\`, \`'text'\`, \`true\`, \`null\`, \`date '2024-05-31'\`, \`timestamp '2024-05-31 12:00'\`, \`interval '3 days'\`.
- **Arithmetic**: \`+ - * /\`, \`//\` (whole division), \`%\` (remainder), \`^\` (power). \`/\` always gives a number. Dates: \`d + 7\`, \`d2 - d1\` (days), \`t + interval '2 hours'\`.
- **Comparison**: \`= <> < <= > >=\`, \`between … and …\`, \`in (…)\`, \`like 'A%'\`, \`is null\`; joined by \`and\`, \`or\`, \`not\`.
- **Choice**: \`case when … then … else … end\`, \`if(condition, a, b)\`.
- **Text** joined: \`first || ' ' || last\`.
- **Conversion**: \`cast(x as integer)\`, \`x::text\`; to integer, number (rounded to the nearest, halves to even), text, boolean, date or timestamp. \`try_cast\` gives a missing value where it fails.

An expression sees one row. For sums and means there is *Group and aggregate*. Functions whose result changes from run to run do not exist here, so that every result can be repeated.

A missing value makes the result missing, except in functions that say otherwise. Where a value cannot be computed at all (division by zero, text that is no number), the step stops and names the row, or leaves a missing value if you choose so.

${example(
  [
    examplePenguins,
    {
      id: 'compute',
      component: 'transform.compute-column@1',
      params: {
        columns: [
          { name: 'mass_kg', expression: 'body_mass_g / 1000' },
          { name: 'size', expression: "case when mass_kg > 4 then 'large' when mass_kg is null then 'unknown' else 'small' end" },
        ],
      },
    },
  ],
  ['penguins.table > compute.table'],
)}

### Functions

${functionHelp()}
`,
  inputs: [{ name: 'table', type: 'table', label: 'Table', help: 'The columns to compute from.' }],
  outputs: [{ name: 'table', type: 'table', label: 'Table', help: 'The same rows with the computed columns.' }],
  params: ComputeColumnParams,
  fields: [
    {
      name: 'columns',
      label: 'Computed columns',
      kind: 'list',
      addLabel: 'Add a column',
      empty: 'No column is computed yet.',
      item: [
        { name: 'name', label: 'Name', kind: 'text', placeholder: 'mass_kg' },
        { name: 'expression', label: 'Expression', kind: 'code', language: 'expression', from: 'table', placeholder: 'body_mass_g / 1000' },
      ],
    },
    {
      name: 'errors',
      label: 'Values that cannot be computed',
      kind: 'choice',
      options: [
        { value: 'stop', label: 'Stop and name the row' },
        { value: 'missing', label: 'Leave missing' },
      ],
      advanced: true,
    },
  ],
  describe,
  infer,
  runner: { kind: 'table' },
  deterministic: true,
})
