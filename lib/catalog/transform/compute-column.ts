import * as z from 'zod/mini'
import { listNames, sameName } from '../columns'
import { compileExpression, type Compiled } from '../expression/compile'
import { ExpressionError, repaired } from '../expression/tokenize'
import { defineComponent, type Column, type InferContext, type Inference } from '../types'

export const ComputeColumnParams = z.object({
  columns: z._default(z.array(z.object({ name: z._default(z.string(), ''), expression: z._default(z.string(), '') })), []),
  errors: z._default(z.enum(['stop', 'missing']), 'stop'),
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

export const computeColumn = defineComponent({
  id: 'transform.compute-column',
  version: 1,
  name: 'Compute column',
  category: 'Transform',
  icon: 'square-function',
  summary: 'New columns from expressions over the others',
  keywords: ['formula', 'expression', 'calculate', 'derive', 'mutate', 'cast', 'convert', 'feature'],
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
