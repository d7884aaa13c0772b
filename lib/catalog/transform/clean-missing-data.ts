import * as z from 'zod/mini'
import { cellLiteral } from '../cell'
import { checkChosen, findColumn, isNumeric, listNames, missingMessage, typeName } from '../columns'
import { defineComponent, type Column, type InferContext, type Inference } from '../types'
import { consideredColumns, filledColumns, fillPlans } from './cleaning'

export const fills = ['mean', 'median', 'most-frequent', 'constant', 'leave'] as const
export type Fill = (typeof fills)[number]

export const CleanMissingParams = z.object({
  method: z._default(z.enum(['drop-rows', 'drop-columns', 'fill']), 'drop-rows'),
  columns: z._default(z.array(z.string()), []),
  when: z._default(z.enum(['any', 'all']), 'any'),
  above: z._default(z.number().check(z.gte(0), z.lte(1)), 0.5),
  numeric: z._default(z.enum(fills), 'median'),
  numericValue: z._default(z.number(), 0),
  other: z._default(z.enum(['most-frequent', 'constant', 'leave']), 'most-frequent'),
  otherValue: z._default(z.string(), 'missing'),
  perColumn: z._default(z.array(z.object({ column: z._default(z.string(), ''), fill: z._default(z.enum(fills), 'most-frequent'), value: z._default(z.string(), '') })), []),
  indicators: z._default(z.boolean(), false),
})
export type CleanMissingParams = z.infer<typeof CleanMissingParams>

function infer({ params, inputs }: InferContext<CleanMissingParams>): Inference {
  const input = inputs.table
  const problems = checkChosen('columns', params.columns, input, 'table')
  if (!input) return { outputs: { table: undefined }, effects: { transformation: undefined }, problems }
  const needs = consideredColumns(params, input).map((column) => column.name)
  if (params.method === 'drop-rows') return { outputs: { table: input }, effects: { transformation: { needs, apply: (columns) => columns } }, problems }
  // Which columns hold too little is only known once they have been counted.
  if (params.method === 'drop-columns') return { outputs: { table: undefined }, effects: { transformation: { needs: [], apply: () => undefined } }, problems }

  problems.push(...perColumnProblems(params, input), ...constantProblems(params, input))
  const filled = fillPlans(params, input).map(({ column, to }) => ({ name: column.name, to }))
  const apply = (columns: Column[]) => filledColumns(columns, filled, params.indicators)
  return { outputs: { table: apply(input) }, effects: { transformation: { needs: filled.map(({ name }) => name), apply } }, problems }
}

function perColumnProblems(params: CleanMissingParams, input: Column[]): Inference['problems'] {
  const considered = consideredColumns(params, input)
  const problems: Inference['problems'] = []
  params.perColumn.forEach((entry, index) => {
    const fix = { label: `Remove the rule for “${entry.column}”`, params: { perColumn: params.perColumn.filter((_, at) => at !== index) } }
    const column = findColumn(input, entry.column)
    const error = (message: string) => problems.push({ severity: 'error', param: 'perColumn', message, fix })
    if (entry.column === '') problems.push({ severity: 'error', param: 'perColumn', message: `Rule ${index + 1} names no column`, fix: { ...fix, label: `Remove rule ${index + 1}` } })
    else if (!column) error(missingMessage(entry.column, input))
    else if (!considered.includes(column)) problems.push({ severity: 'warning', param: 'perColumn', message: `“${entry.column}” has its own rule but is not among the chosen columns`, fix })
    else if ((entry.fill === 'mean' || entry.fill === 'median') && !isNumeric(column.type)) error(`“${entry.column}” is ${typeName(column.type)} and has no ${entry.fill}`)
  })
  return problems
}

/** A constant must be a value of the column's type. */
function constantProblems(params: CleanMissingParams, input: Column[]): Inference['problems'] {
  return fillPlans(params, input)
    .filter((plan) => plan.fill === 'constant' && cellLiteral(plan.value, plan.to) === undefined)
    .map(({ column, value }) => {
      const own = params.perColumn.some((entry) => entry.column === column.name)
      return {
        severity: 'error',
        param: own ? 'perColumn' : 'otherValue',
        message: `“${column.name}” is ${typeName(column.type)}, which “${value}” is not`,
        ...(!own && {
          fix: { label: `Leave “${column.name}” as it is`, params: { perColumn: [...params.perColumn, { column: column.name, fill: 'leave', value: '' }] } },
        }),
      }
    })
}

function describe(params: CleanMissingParams): string {
  const where = params.columns.length === 0 ? 'any column' : listNames(params.columns)
  if (params.method === 'drop-rows') return params.when === 'any' ? `drop rows with a gap in ${where}` : `drop rows where ${params.columns.length === 0 ? 'every column' : listNames(params.columns)} is missing`
  if (params.method === 'drop-columns') return `drop columns with more than ${Math.round(params.above * 1000) / 10} % missing`
  const own = params.perColumn.length === 0 ? '' : `, ${params.perColumn.length} by own rule`
  return `fill ${params.columns.length === 0 ? 'all columns' : where}: numbers ${word(params.numeric, String(params.numericValue))}, others ${word(params.other, params.otherValue)}${own}`
}

function word(fill: Fill, value: string): string {
  return fill === 'constant' ? `“${value}”` : fill === 'leave' ? 'left' : fill.replace('-', ' ')
}

const numericFills = [
  { value: 'median', label: 'Median', help: 'The middle value; unmoved by outliers.' },
  { value: 'mean', label: 'Mean' },
  { value: 'most-frequent', label: 'Most frequent value' },
  { value: 'constant', label: 'A constant' },
  { value: 'leave', label: 'Leave as they are' },
]
const isFill = (params: Record<string, unknown>) => params.method === 'fill'

export const cleanMissingData = defineComponent({
  id: 'transform.clean-missing-data',
  version: 1,
  name: 'Clean missing data',
  category: 'Transform',
  icon: 'eraser',
  summary: 'Drop or fill missing values, and remember how',
  keywords: ['impute', 'null', 'na', 'nan', 'empty', 'fill', 'dropna', 'missing values'],
  inputs: [{ name: 'table', type: 'table', label: 'Table', help: 'The table to clean, and to learn fill values from.' }],
  outputs: [
    { name: 'table', type: 'table', label: 'Table', help: 'The cleaned table.' },
    { name: 'transformation', type: 'transformation', label: 'Transformation', help: 'What was learned, for Apply transformation.' },
  ],
  params: CleanMissingParams,
  fields: [
    {
      name: 'method',
      label: 'What to do',
      kind: 'choice',
      options: [
        { value: 'drop-rows', label: 'Drop rows' },
        { value: 'drop-columns', label: 'Drop columns' },
        { value: 'fill', label: 'Fill' },
      ],
    },
    { name: 'columns', label: 'Columns', kind: 'columns', from: 'table', help: 'None chosen means all.' },
    {
      name: 'when',
      label: 'Drop a row when',
      kind: 'choice',
      options: [
        { value: 'any', label: 'any of them is missing' },
        { value: 'all', label: 'all of them are missing' },
      ],
      visible: (params) => params.method === 'drop-rows',
    },
    { name: 'above', label: 'Drop above this share of missing values', kind: 'number', min: 0, max: 1, step: 0.05, visible: (params) => params.method === 'drop-columns' },
    { name: 'numeric', label: 'Fill numbers with', kind: 'choice', options: numericFills, visible: isFill },
    { name: 'numericValue', label: 'Constant for numbers', kind: 'number', visible: (params) => isFill(params) && params.numeric === 'constant' },
    { name: 'other', label: 'Fill other columns with', kind: 'choice', options: numericFills.slice(2), visible: isFill },
    { name: 'otherValue', label: 'Constant for other columns', kind: 'text', visible: (params) => isFill(params) && params.other === 'constant' },
    {
      name: 'perColumn',
      label: 'Rules for single columns',
      kind: 'list',
      addLabel: 'Add a rule',
      empty: 'All columns follow the rules above.',
      visible: isFill,
      advanced: true,
      item: [
        { name: 'column', label: 'Column', kind: 'column', from: 'table' },
        { name: 'fill', label: 'Fill with', kind: 'choice', options: numericFills },
        { name: 'value', label: 'Constant', kind: 'text', visible: (entry) => entry.fill === 'constant' },
      ],
    },
    { name: 'indicators', label: 'Remember what was missing', kind: 'switch', help: 'Adds a true/false column for each filled one.', visible: isFill, advanced: true },
  ],
  describe,
  infer,
  runner: { kind: 'table' },
  deterministic: true,
})
