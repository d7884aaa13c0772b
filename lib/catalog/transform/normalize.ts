import * as z from 'zod/mini'
import { checkChosen, listNames, numericTypes } from '../columns'
import { defineComponent, type InferContext, type Inference } from '../types'
import { derive, derivedEffect, withDerived } from './derived'
import { chosenOrAll } from './entries'

export const NormalizeParams = z.object({
  columns: z._default(z.array(z.string()), []),
  method: z._default(z.enum(['z', 'min-max', 'robust', 'log']), 'z'),
  lower: z._default(z.number(), 0),
  upper: z._default(z.number(), 1),
  base: z._default(z.enum(['e', '10', '2']), 'e'),
  addOne: z._default(z.boolean(), true),
  keep: z._default(z.boolean(), false),
})
export type NormalizeParams = z.infer<typeof NormalizeParams>

function infer({ params, inputs }: InferContext<NormalizeParams>): Inference {
  const input = inputs.table
  const problems = checkChosen('columns', params.columns, input, 'table', numericTypes)
  if (params.method === 'min-max' && params.lower >= params.upper) {
    problems.push({ severity: 'error', param: 'upper', message: 'The upper end must be above the lower one', fix: { label: 'Use 0 to 1', params: { lower: 0, upper: 1 } } })
  }
  if (!input) return { outputs: { table: undefined }, effects: { transformation: undefined }, problems }
  const chosen = chosenOrAll(params.columns, input, numericTypes)
  if (chosen.length === 0) problems.push({ severity: 'warning', param: 'columns', message: 'The table has no number column to normalize' })
  const derived = derive(chosen, input, 'number', params.keep, '_scaled')
  return { outputs: { table: withDerived(input, derived) }, effects: { transformation: derivedEffect(derived) }, problems }
}

function describe(params: NormalizeParams): string {
  const where = params.columns.length === 0 ? 'all numbers' : listNames(params.columns)
  const how = {
    z: 'to mean 0 and deviation 1',
    'min-max': `to ${params.lower} … ${params.upper}`,
    robust: 'by median and quartile distance',
    log: `to log${params.base === 'e' ? '' : params.base}${params.addOne ? '(1 + x)' : '(x)'}`,
  }[params.method]
  return `${where} ${how}`
}

export const normalize = defineComponent({
  id: 'transform.normalize',
  version: 1,
  name: 'Normalize',
  category: 'Transform',
  icon: 'scaling',
  summary: 'Numbers brought to a common scale',
  keywords: ['scale', 'standardize', 'z-score', 'min-max', 'robust', 'log', 'logarithm', 'standard scaler'],
  inputs: [{ name: 'table', type: 'table', label: 'Table', help: 'The table to scale, and to learn the scale from.' }],
  outputs: [
    { name: 'table', type: 'table', label: 'Table', help: 'The same rows with scaled numbers.' },
    { name: 'transformation', type: 'transformation', label: 'Transformation', help: 'The scales, for Apply transformation.' },
  ],
  params: NormalizeParams,
  fields: [
    { name: 'columns', label: 'Columns', kind: 'columns', from: 'table', types: numericTypes, help: 'None chosen means all numbers.' },
    {
      name: 'method',
      label: 'How',
      kind: 'choice',
      options: [
        { value: 'z', label: 'Mean 0, deviation 1 (z-score)' },
        { value: 'min-max', label: 'Into a range (min–max)' },
        { value: 'robust', label: 'Median 0, quartile distance 1', help: 'Unmoved by outliers.' },
        { value: 'log', label: 'Logarithm' },
      ],
    },
    { name: 'lower', label: 'Smallest becomes', kind: 'number', visible: (params) => params.method === 'min-max' },
    { name: 'upper', label: 'Largest becomes', kind: 'number', visible: (params) => params.method === 'min-max' },
    { name: 'base', label: 'Base', kind: 'choice', options: [{ value: 'e', label: 'e (natural)' }, { value: '10', label: '10' }, { value: '2', label: '2' }], visible: (params) => params.method === 'log' },
    { name: 'addOne', label: 'Add 1 first', kind: 'switch', help: 'log(1 + x), so that 0 stays 0.', visible: (params) => params.method === 'log' },
    { name: 'keep', label: 'Keep the numbers', kind: 'switch', help: 'The result comes in a new column <column>_scaled; else in place.', advanced: true },
  ],
  describe,
  infer,
  runner: { kind: 'table' },
  deterministic: true,
})
