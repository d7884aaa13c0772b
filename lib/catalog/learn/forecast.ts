import * as z from 'zod/mini'
import { checkColumn, findColumn, isNumeric, sameName } from '../columns'
import { defineComponent, type Column, type ColumnType, type InferContext, type Inference } from '../types'

export const ForecastParams = z.object({
  time: z._default(z.string(), ''),
  value: z._default(z.string(), ''),
  horizon: z._default(z.number().check(z.int(), z.gte(1), z.lte(1_000)), 12),
  method: z._default(z.enum(['ridge', 'random_forest', 'hist_gradient_boosting', 'naive']), 'ridge'),
  lags: z._default(z.number().check(z.int(), z.gte(1), z.lte(1_000)), 6),
  /** Null: no season. */
  season: z._default(z.nullable(z.number().check(z.int(), z.gte(2), z.lte(10_000))), null),
  difference: z._default(z.boolean(), true),
  windows: z._default(z.number().check(z.int(), z.gte(1), z.lte(100)), 3),
  level: z._default(z.number().check(z.gt(0), z.lt(1)), 0.8),
  seed: z._default(z.number().check(z.int(), z.gte(0), z.lte(4_294_967_295)), 42),
})
export type ForecastParams = z.infer<typeof ForecastParams>

const timeTypes: ColumnType[] = ['date', 'timestamp', 'integer']
/** Columns of the outputs, whose names the time must not have. */
const ownNames = ['forecast', 'lower', 'upper', 'window', 'step', 'actual', 'naive']

function infer({ params, inputs }: InferContext<ForecastParams>): Inference {
  const input = inputs.table
  const problems: Inference['problems'] = [...checkColumn('time', params.time, input, 'table'), ...checkColumn('value', params.value, input, 'table')]
  const time = input && findColumn(input, params.time)
  const value = input && findColumn(input, params.value)
  if (params.time === '') problems.push(choose('time', 'Choose the column with the times', input?.find(({ type }) => type === 'date' || type === 'timestamp')?.name))
  if (params.value === '') problems.push(choose('value', 'Choose the column with the values', input?.findLast(({ name, type }) => isNumeric(type) && name !== params.time)?.name))
  if (time && !timeTypes.includes(time.type) && time.type !== 'other') problems.push({ severity: 'error', port: 'table', param: 'time', message: `“${time.name}” is no date and no whole number` })
  if (value && !isNumeric(value.type) && value.type !== 'other') problems.push({ severity: 'error', port: 'table', param: 'value', message: `“${value.name}” is not a number` })
  if (ownNames.some((name) => sameName(name, params.time))) problems.push({ severity: 'error', param: 'time', message: `The result has a column “${params.time}” of its own; rename the time before` })
  if (!time || problems.some(({ param }) => param === 'time')) return { outputs: { forecast: undefined, backtest: undefined }, problems }
  const own = (name: string, type: ColumnType = 'number'): Column => ({ name, type })
  return {
    outputs: {
      forecast: [own(time.name, time.type), own('forecast'), own('lower'), own('upper')],
      backtest: [own('window', 'integer'), own('step', 'integer'), own(time.name, time.type), own('actual'), own('forecast'), own('naive')],
    },
    problems,
  }
}

function choose(param: string, message: string, guess: string | undefined): Inference['problems'][number] {
  return { severity: 'error', param, message, ...(guess !== undefined && { fix: { label: `Use “${guess}”`, params: { [param]: guess } } }) }
}

const learns = ({ method }: Record<string, unknown>) => method !== 'naive'

export const forecast = defineComponent({
  id: 'learn.forecast',
  version: 1,
  name: 'Forecast',
  category: 'Learn',
  icon: 'chart-spline',
  summary: 'Continue a series in time, with a back-test',
  keywords: ['time series', 'prediction', 'lag', 'autoregression', 'season', 'backtest', 'horizon', 'trend'],
  inputs: [{ name: 'table', type: 'table', label: 'Series', help: 'One row per time, in any order.' }],
  outputs: [
    { name: 'forecast', type: 'table', label: 'Forecast', help: 'The times that follow, with the forecast and its likely range.' },
    { name: 'backtest', type: 'table', label: 'Back-test', help: 'Forecasts of what is known already, beside what came and the naive forecast.' },
  ],
  params: ForecastParams,
  fields: [
    { name: 'time', label: 'Time', kind: 'column', from: 'table', types: timeTypes },
    { name: 'value', label: 'Value', kind: 'column', from: 'table', types: ['integer', 'number'] },
    { name: 'horizon', label: 'Steps ahead', kind: 'number', min: 1, max: 1_000, step: 1 },
    {
      name: 'method',
      label: 'Method',
      kind: 'choice',
      options: [
        { value: 'ridge', label: 'Linear autoregression', help: 'A weighted sum of past values. Good for short series.' },
        { value: 'random_forest', label: 'Random forest on lags' },
        { value: 'hist_gradient_boosting', label: 'Gradient boosting on lags', help: 'For long series.' },
        { value: 'naive', label: 'Naive', help: 'The last season again, or the last value: what any other method has to beat.' },
      ],
    },
    { name: 'season', label: 'Season', kind: 'number', min: 2, max: 10_000, step: 1, nullable: true, unit: 'steps', help: 'After how many steps the pattern repeats: 12 for months, 7 for days. Empty: none.' },
    { name: 'lags', label: 'Past values', kind: 'number', min: 1, max: 1_000, step: 1, visible: learns, help: 'How many the model looks back, besides the one a season ago.' },
    { name: 'difference', label: 'Forecast changes', kind: 'switch', visible: learns, help: 'Learns the change from one time to the next, so that a trend goes on.' },
    { name: 'windows', label: 'Back-tests', kind: 'number', min: 1, max: 100, step: 1, help: 'How often the last known steps are forecast from what was before them.' },
    { name: 'level', label: 'Likely range', kind: 'number', min: 0.01, max: 0.99, step: 0.05, advanced: true, help: 'Share of the back-test’s errors that the range covers.' },
    { name: 'seed', label: 'Seed', kind: 'number', min: 0, max: 4_294_967_295, step: 1, advanced: true, visible: learns, help: 'The same seed on the same rows gives the same result.' },
  ],
  describe: (params) => (params.value === '' ? 'no value chosen yet' : `${params.value}, ${params.horizon} ${params.horizon === 1 ? 'step' : 'steps'} ahead`),
  infer,
  runner: { kind: 'python', environment: 'sklearn', entry: 'forecast' },
  deterministic: true,
})
