import path from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import { findComponent } from '@/lib/catalog'
import type { Column, ColumnType } from '@/lib/catalog/types'
import { direct, expectClose, parquet, rows, useSteps } from './support'

const steps = useSteps(2)
const given = { time: 'month', value: 'sold', horizon: 4, lags: 2, season: 12, windows: 2 }
const series = (time: string, more = '') => `SELECT ${time} AS month, (50 + 1.5 * i + 20 * sin(i * pi() / 6) + (hash(i) % 100) / 20.0)::DOUBLE AS sold FROM range(60) r(i) ${more}`
let table: string
let truth: Record<string, Record<string, number[]>> & { metrics: Record<string, number>; range: number[]; backtest: Record<'actual' | 'forecast' | 'naive', number[]> }

const write = (name: string, query: string) => parquet(path.join(steps.folder, `${name}.parquet`), query)

function drawn(params: Record<string, unknown>, time: ColumnType = 'date') {
  const component = findComponent('learn.forecast@1')!
  const input: Column[] = [{ name: 'month', type: time }, { name: 'sold', type: 'number' }]
  return component.infer({ params: component.params.parse(params), inputs: { table: input }, connected: new Set(['table']), asset: () => undefined })
}

beforeAll(async () => {
  // Rows come in any order.
  table = await write('months', series("(DATE '2019-01-01' + to_months(i::INT))::DATE", 'ORDER BY hash(i, 9)'))
  truth = direct('direct-forecast.py', table)
}, 120_000)

test.each(['ridge', 'random_forest', 'hist_gradient_boosting'])('%s forecasts what the same regression on lags forecasts, step by step', async (method) => {
  for (const difference of [true, false]) {
    const { outputs } = await steps.run('forecast', { ...given, method, difference, windows: 1 }, { table })
    expectClose((await rows(outputs.forecast!.path)).map((row) => row.forecast), truth[method]![String(difference)])
  }
})

test('the back-test, its metrics and the likely range are those of forecasts from the past', async () => {
  const { outputs, metrics } = await steps.run('forecast', given, { table })
  expect(outputs.forecast!.meta.columns).toEqual(drawn(given).outputs.forecast)
  expect(outputs.backtest!.meta.columns).toEqual(drawn(given).outputs.backtest)
  const tested = await rows(outputs.backtest!.path)
  for (const name of ['actual', 'forecast', 'naive'] as const) expectClose(tested.map((row) => row[name]), truth.backtest[name])
  expect(tested.map(({ window, step }) => `${window}.${step}`)).toEqual(['1.1', '1.2', '1.3', '1.4', '2.1', '2.2', '2.3', '2.4'])
  expectClose(metrics, truth.metrics)
  const ahead = await rows(outputs.forecast!.path)
  expect(ahead.map(({ month }) => month)).toEqual(['2024-01-01', '2024-02-01', '2024-03-01', '2024-04-01'])
  ahead.forEach((row) => expectClose([(row.lower as number) - (row.forecast as number), (row.upper as number) - (row.forecast as number)].map((value) => Number(value.toFixed(9))), truth.range.map((value) => Number(value.toFixed(9)))))
  expect((await steps.run('forecast', given, { table })).outputs.forecast!.digest).toBe(outputs.forecast!.digest)
})

test('goes on in the unit of the series: hours, or whole numbers such as years', async () => {
  const hours = await steps.run('forecast', { ...given, method: 'naive', season: null }, { table: await write('hours', series("TIMESTAMP '2024-01-01' + to_hours(i::INT)")) })
  expect(hours.outputs.forecast!.meta.columns).toEqual(drawn({ ...given }, 'timestamp').outputs.forecast)
  expect((await rows(hours.outputs.forecast!.path)).map(({ month }) => month)).toEqual(['2024-01-03 12:00:00', '2024-01-03 13:00:00', '2024-01-03 14:00:00', '2024-01-03 15:00:00'])
  const years = await steps.run('forecast', given, { table: await write('years', series('(1950 + i)::INT')) })
  expect((await rows(years.outputs.forecast!.path)).map(({ month }) => Number(month))).toEqual([2010, 2011, 2012, 2013])
  expect(years.outputs.backtest!.meta.columns).toEqual(drawn(given, 'integer').outputs.backtest)
})

test('says what stands in the way', async () => {
  const refused = async (params: Record<string, unknown>, message: RegExp, input = table) =>
    expect(steps.run('forecast', { ...given, ...params }, { table: input })).rejects.toMatchObject({ reason: 'user_error', message: expect.stringMatching(message) })
  await refused({ horizon: 30 }, /60 values, but \d+ are needed/)
  await refused({ value: 'price' }, /no column “price” for the value/)
  const gaps = await write('gaps', `${series("DATE '2020-01-01' + i::INT")} UNION ALL SELECT DATE '2020-03-01', 'nan'::DOUBLE UNION ALL SELECT NULL, 1 UNION ALL SELECT DATE '2020-03-02', NULL`)
  await steps.run('forecast', given, { table: gaps })
  expect(steps.logs.join()).toContain('3 rows without a time or a value are left out')
  await refused({}, /a time more than once/, await write('twice', `${series("DATE '2020-01-01' + i::INT")} UNION ALL SELECT DATE '2020-01-01', 1`))
  expect(drawn({}).problems.map(({ fix }) => fix!.params)).toEqual([{ time: 'month' }, { value: 'sold' }])
  expect(drawn({ time: 'month', value: 'sold' }, 'text').problems.map(({ message }) => message)).toEqual(['“month” is no date and no whole number'])
})
