import * as z from 'zod/mini'
import { checkChosen, listNames, numericTypes } from '../columns'
import { defineComponent, type InferContext, type Inference } from '../types'
import { chosenOrAll } from './entries'

export const ClipOutliersParams = z.object({
  columns: z._default(z.array(z.string()), []),
  method: z._default(z.enum(['iqr', 'z', 'percentiles', 'fixed']), 'iqr'),
  quartileDistances: z._default(z.number().check(z.gte(0)), 1.5),
  deviations: z._default(z.number().check(z.gt(0)), 3),
  lowerShare: z._default(z.number().check(z.gte(0), z.lte(1)), 0.01),
  upperShare: z._default(z.number().check(z.gte(0), z.lte(1)), 0.99),
  lower: z._default(z.nullable(z.number()), null),
  upper: z._default(z.nullable(z.number()), null),
  action: z._default(z.enum(['clip', 'missing', 'drop-rows']), 'clip'),
})
export type ClipOutliersParams = z.infer<typeof ClipOutliersParams>

/** What is wrong with the limits, in words. */
export function limitsMistake(params: ClipOutliersParams): Omit<Inference['problems'][number], 'severity'> | undefined {
  if (params.method === 'percentiles' && params.lowerShare >= params.upperShare) {
    return { param: 'upperShare', message: 'The upper percentile must be above the lower one', fix: { label: 'Use 0.01 and 0.99', params: { lowerShare: 0.01, upperShare: 0.99 } } }
  }
  if (params.method !== 'fixed') return undefined
  if (params.lower === null && params.upper === null) return { param: 'lower', message: 'Set a lower or an upper limit' }
  if (params.lower !== null && params.upper !== null && params.lower > params.upper) {
    return { param: 'upper', message: 'The upper limit is below the lower one', fix: { label: 'Swap them', params: { lower: params.upper, upper: params.lower } } }
  }
  return undefined
}

function infer({ params, inputs }: InferContext<ClipOutliersParams>): Inference {
  const input = inputs.table
  const problems = checkChosen('columns', params.columns, input, 'table', numericTypes)
  const mistake = limitsMistake(params)
  if (mistake) problems.push({ severity: 'error', ...mistake })
  if (!input) return { outputs: { table: undefined }, effects: { transformation: undefined }, problems }
  const chosen = chosenOrAll(params.columns, input, numericTypes)
  if (chosen.length === 0) problems.push({ severity: 'warning', param: 'columns', message: 'The table has no number column to look at' })
  return { outputs: { table: input }, effects: { transformation: { needs: chosen.map(({ name }) => name), apply: (columns) => columns } }, problems }
}

const actions = { clip: 'clip', missing: 'make missing', 'drop-rows': 'drop rows with' }

function describe(params: ClipOutliersParams): string {
  const where = params.columns.length === 0 ? 'all numbers' : listNames(params.columns)
  const limits = {
    iqr: `${params.quartileDistances} quartile distances`,
    z: `${params.deviations} standard deviations`,
    percentiles: `percentiles ${Math.round(params.lowerShare * 1000) / 10} and ${Math.round(params.upperShare * 1000) / 10}`,
    fixed: `${params.lower ?? '−∞'} to ${params.upper ?? '∞'}`,
  }[params.method]
  return `${actions[params.action]} ${where} beyond ${limits}`
}

export const clipOutliers = defineComponent({
  id: 'transform.clip-outliers',
  version: 1,
  name: 'Clip outliers',
  category: 'Transform',
  icon: 'scissors',
  summary: 'Numbers far from the rest: pulled to a limit, emptied or dropped',
  keywords: ['winsorize', 'extreme', 'iqr', 'z-score', 'percentile', 'limits', 'anomaly', 'clip values'],
  inputs: [{ name: 'table', type: 'table', label: 'Table', help: 'The table to treat, and to learn the limits from.' }],
  outputs: [
    { name: 'table', type: 'table', label: 'Table', help: 'The rows with no value beyond the limits.' },
    { name: 'transformation', type: 'transformation', label: 'Transformation', help: 'The limits, for Apply transformation.' },
  ],
  params: ClipOutliersParams,
  fields: [
    { name: 'columns', label: 'Columns', kind: 'columns', from: 'table', types: numericTypes, help: 'None chosen means all numbers.' },
    {
      name: 'method',
      label: 'Limits',
      kind: 'choice',
      options: [
        { value: 'iqr', label: 'Distance from the quartiles', help: 'What a box plot draws as points.' },
        { value: 'z', label: 'Standard deviations from the mean' },
        { value: 'percentiles', label: 'Percentiles' },
        { value: 'fixed', label: 'Fixed' },
      ],
    },
    { name: 'quartileDistances', label: 'Quartile distances', kind: 'number', min: 0, step: 0.5, visible: (params) => (params.method ?? 'iqr') === 'iqr' },
    { name: 'deviations', label: 'Standard deviations', kind: 'number', min: 0.1, step: 0.5, visible: (params) => params.method === 'z' },
    { name: 'lowerShare', label: 'Lower percentile', kind: 'number', min: 0, max: 1, step: 0.01, help: '0.01 is the value below which 1 % of the rows lie.', visible: (params) => params.method === 'percentiles' },
    { name: 'upperShare', label: 'Upper percentile', kind: 'number', min: 0, max: 1, step: 0.01, visible: (params) => params.method === 'percentiles' },
    { name: 'lower', label: 'Lower limit', kind: 'number', nullable: true, visible: (params) => params.method === 'fixed' },
    { name: 'upper', label: 'Upper limit', kind: 'number', nullable: true, visible: (params) => params.method === 'fixed' },
    {
      name: 'action',
      label: 'Values beyond',
      kind: 'choice',
      options: [
        { value: 'clip', label: 'Become the limit' },
        { value: 'missing', label: 'Become missing' },
        { value: 'drop-rows', label: 'Drop their rows' },
      ],
    },
  ],
  describe,
  infer,
  runner: { kind: 'table' },
  deterministic: true,
})
