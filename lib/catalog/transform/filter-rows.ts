import * as z from 'zod/mini'
import { closestName, findColumn, missingMessage } from '../columns'
import { compileExpression } from '../expression/compile'
import { ExpressionError, repaired } from '../expression/tokenize'
import { defineComponent, type InferContext, type Inference, type TableSchema } from '../types'
import { Condition, conditionSql, conditionText, needsValue, operators, operatorWords } from './conditions'

export const FilterRowsParams = z.object({
  use: z._default(z.enum(['conditions', 'expression']), 'conditions'),
  match: z._default(z.enum(['all', 'any']), 'all'),
  conditions: z._default(z.array(Condition), []),
  expression: z._default(z.string(), ''),
  missing: z._default(z.enum(['drop', 'keep']), 'drop'),
  ignoreCase: z._default(z.boolean(), false),
})
export type FilterRowsParams = z.infer<typeof FilterRowsParams>

function infer({ params, inputs }: InferContext<FilterRowsParams>): Inference {
  const problems = params.use === 'expression' ? expressionProblems(params.expression, inputs.table) : conditionProblems(params, inputs.table)
  return { outputs: { table: inputs.table }, problems }
}

function expressionProblems(expression: string, columns: TableSchema): Inference['problems'] {
  try {
    const { type } = compileExpression(expression, columns)
    if (type === 'boolean' || type === 'other') return []
    return [{ severity: 'error', param: 'expression', message: 'The expression must be a condition, such as body_mass_g > 4000, that is true or false for each row' }]
  } catch (error) {
    if (!(error instanceof ExpressionError)) throw error
    const fix = error.fix && { label: error.fix.label, params: { expression: repaired(expression, error) } }
    return [{ severity: 'error', param: 'expression', message: error.message, ...(fix && { fix }) }]
  }
}

type Fix = NonNullable<Inference['problems'][number]['fix']>

function conditionProblems(params: FilterRowsParams, columns: TableSchema): Inference['problems'] {
  const problems: Inference['problems'] = []
  if (params.conditions.length === 0) problems.push({ severity: 'warning', param: 'conditions', message: 'There is no condition yet, so every row passes' })
  params.conditions.forEach((condition, index) => {
    const without = params.conditions.filter((_, at) => at !== index)
    const remove = (label: string): Fix => ({ label, params: { conditions: without } })
    const error = (message: string, fix: Fix = remove('Remove this condition')) => problems.push({ severity: 'error', port: 'table', param: 'conditions', message, fix })
    if (condition.column === '') return error(`Condition ${index + 1} names no column`, remove(`Remove condition ${index + 1}`))
    if (!columns) return
    const column = findColumn(columns, condition.column)
    if (!column) {
      const close = closestName(condition.column, columns.map((other) => other.name))
      const renamed = params.conditions.map((other, at) => (at === index ? { ...other, column: close } : other))
      return error(missingMessage(condition.column, columns), close === undefined ? remove(`Remove the condition on “${condition.column}”`) : { label: `Use “${close}”`, params: { conditions: renamed } })
    }
    const checked = conditionSql(condition, column.type, 'x', params.ignoreCase)
    if ('problem' in checked) error(checked.problem)
  })
  return problems
}

function describe(params: FilterRowsParams): string {
  if (params.use === 'expression') return params.expression.trim() === '' ? 'no condition yet' : params.expression.trim().replace(/\s+/g, ' ')
  if (params.conditions.length === 0) return 'no condition yet'
  const shown = params.conditions.slice(0, 2).map(conditionText).join(params.match === 'all' ? ' and ' : ' or ')
  return params.conditions.length > 2 ? `${shown} … (${params.conditions.length} conditions)` : shown
}

const usesConditions = (params: Record<string, unknown>) => params.use !== 'expression'

export const filterRows = defineComponent({
  id: 'transform.filter-rows',
  version: 1,
  name: 'Filter rows',
  category: 'Transform',
  icon: 'list-filter',
  summary: 'Keep the rows for which conditions hold',
  keywords: ['where', 'subset', 'condition', 'remove rows', 'query', 'exclude'],
  inputs: [{ name: 'table', type: 'table', label: 'Table', help: 'The rows to look at.' }],
  outputs: [{ name: 'table', type: 'table', label: 'Table', help: 'The rows that pass.' }],
  params: FilterRowsParams,
  fields: [
    {
      name: 'use',
      label: 'Filter by',
      kind: 'choice',
      options: [
        { value: 'conditions', label: 'Conditions' },
        { value: 'expression', label: 'An expression' },
      ],
    },
    {
      name: 'match',
      label: 'Keep a row when',
      kind: 'choice',
      options: [
        { value: 'all', label: 'all conditions hold' },
        { value: 'any', label: 'any condition holds' },
      ],
      visible: usesConditions,
    },
    {
      name: 'conditions',
      label: 'Conditions',
      kind: 'list',
      addLabel: 'Add a condition',
      empty: 'Without a condition every row passes.',
      visible: usesConditions,
      item: [
        { name: 'column', label: 'Column', kind: 'column', from: 'table' },
        { name: 'operator', label: 'Comparison', kind: 'choice', options: operators.map((value) => ({ value, label: operatorWords[value] })) },
        { name: 'value', label: 'Value', kind: 'text', visible: (entry) => needsValue(entry.operator) },
        { name: 'to', label: 'and', kind: 'text', visible: (entry) => entry.operator === 'between' },
      ],
    },
    { name: 'expression', label: 'Expression', kind: 'code', language: 'expression', from: 'table', placeholder: "body_mass_g > 4000 and species <> 'Adelie'", visible: (params) => params.use === 'expression' },
    {
      name: 'missing',
      label: 'Rows that cannot be judged',
      kind: 'choice',
      help: 'A comparison with a missing value is neither true nor false.',
      options: [
        { value: 'drop', label: 'Drop' },
        { value: 'keep', label: 'Keep' },
      ],
      advanced: true,
    },
    { name: 'ignoreCase', label: 'Ignore upper and lower case', kind: 'switch', visible: usesConditions, advanced: true },
  ],
  describe,
  infer,
  runner: { kind: 'table' },
  deterministic: true,
})
