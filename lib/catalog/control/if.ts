import * as z from 'zod/mini'
import { isNumeric } from '../columns'
import { checkNeeded } from '../transform/entries'
import { defineComponent, type InferContext, type Inference } from '../types'
import { countWords, operatorOptions, operators, signed, textsHold } from './comparison'

export const aggregates = ['max', 'min', 'mean', 'median', 'sum', 'distinct', 'missing', 'missing-share'] as const
export type Aggregate = (typeof aggregates)[number]

export const IfParams = z.object({
  test: z._default(z.enum(['rows', 'column', 'value']), 'rows'),
  column: z._default(z.string(), ''),
  aggregate: z._default(z.enum(aggregates), 'max'),
  left: z._default(z.string(), ''),
  operator: z._default(z.enum(operators), 'at-least'),
  threshold: z._default(z.number(), 1),
  right: z._default(z.string(), ''),
})
export type IfParams = z.infer<typeof IfParams>

export const aggregateWords: Record<Aggregate, string> = {
  max: 'Largest value',
  min: 'Smallest value',
  mean: 'Mean',
  median: 'Median',
  sum: 'Sum',
  distinct: 'Number of different values',
  missing: 'Number of missing values',
  'missing-share': 'Share of missing values',
}

/** These are of any column; the others of numbers alone. */
export const ofAnyColumn: readonly Aggregate[] = ['distinct', 'missing', 'missing-share']

function infer({ params, inputs }: InferContext<IfParams>): Inference {
  const outputs = { then: inputs.table, else: inputs.table }
  return { outputs, problems: params.test === 'column' ? columnProblems(params, inputs.table) : params.test === 'value' ? valueProblems(params) : [] }
}

function columnProblems({ column, aggregate }: IfParams, columns: InferContext<unknown>['inputs'][string]): Inference['problems'] {
  const problems = checkNeeded('column', column, columns, 'table', 'the column that decides')
  const type = columns?.find((other) => other.name === column)?.type
  if (problems.length > 0 || type === undefined || isNumeric(type) || ofAnyColumn.includes(aggregate)) return problems
  return [{ severity: 'error', param: 'aggregate', message: `“${column}” holds no numbers, so it has no ${aggregateWords[aggregate].toLowerCase()}`, fix: { label: 'Count its different values', params: { aggregate: 'distinct' } } }]
}

function valueProblems({ left, operator, right }: IfParams): Inference['problems'] {
  if (textsHold(left, operator, right) !== undefined) return []
  return [{ severity: 'error', param: 'operator', message: `“${left}” and “${right}” have no order, since not both are numbers`, fix: { label: 'Compare whether they are equal', params: { operator: 'equals' } } }]
}

function describe({ test, column, aggregate, left, operator, threshold, right }: IfParams): string {
  if (test === 'rows') return `${countWords(operator, threshold)} ${threshold === 1 ? 'row' : 'rows'}`
  if (test === 'column') return `${aggregateWords[aggregate].toLowerCase()} of ${column || '…'} ${signed(operator, threshold)}`
  return `${left || 'nothing'} ${signed(operator, right || 'nothing')}`
}

const is = (...tests: IfParams['test'][]) => (params: Record<string, unknown>) => tests.includes((params.test ?? 'rows') as IfParams['test'])

export const ifStep = defineComponent({
  id: 'control.if',
  version: 1,
  name: 'If',
  category: 'Control',
  icon: 'git-branch',
  summary: 'The table goes one way or the other, by a condition',
  keywords: ['condition', 'branch', 'case', 'switch', 'gate', 'check', 'when', 'else'],
  inputs: [{ name: 'table', type: 'table', label: 'Table', help: 'What the condition looks at, and what passes through.' }],
  outputs: [
    { name: 'then', type: 'table', label: 'Then', help: 'The whole table where the condition holds; steps behind it are skipped where it does not.', sometimes: true },
    { name: 'else', type: 'table', label: 'Else', help: 'The whole table where the condition does not hold; steps behind it are skipped where it does.', sometimes: true },
  ],
  params: IfParams,
  fields: [
    {
      name: 'test',
      label: 'Look at',
      kind: 'choice',
      options: [
        { value: 'rows', label: 'The number of rows' },
        { value: 'column', label: 'A column' },
        { value: 'value', label: 'A parameter of the pipeline', help: 'Tie “Value” to it.' },
      ],
    },
    { name: 'column', label: 'Column', kind: 'column', from: 'table', visible: is('column') },
    { name: 'aggregate', label: 'Its', kind: 'choice', options: aggregates.map((value) => ({ value, label: aggregateWords[value], ...(!ofAnyColumn.includes(value) && { help: 'Of a column of numbers.' }) })), visible: is('column') },
    { name: 'left', label: 'Value', kind: 'text', help: 'Tie it to a parameter of the pipeline, by the menu at its label.', visible: is('value') },
    { name: 'operator', label: 'Is', kind: 'choice', options: operatorOptions },
    { name: 'threshold', label: 'This number', kind: 'number', visible: is('rows', 'column') },
    { name: 'right', label: 'This value', kind: 'text', help: 'Numbers are compared as numbers.', visible: is('value') },
  ],
  describe,
  infer,
  runner: { kind: 'table' },
  deterministic: true,
})
