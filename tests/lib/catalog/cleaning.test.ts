import { afterAll, describe, expect, test } from 'vitest'
import type { StepOutput } from '@/lib/duckdb/ops/types'
import { Workbench } from './bench'

const bench = new Workbench()
afterAll(() => bench.close())

const train = `select * from (values (1, 1.0::double, 'a'), (null, null, 'b'), (4, 'nan'::double, null), (2, 8.0, 'b')) t(i, x, s)`
const testing = `select * from (values (100, null::double, 'z'), (null, 700.0, null), (300, 900.0, 'z')) t(i, x, s)`

async function clean(query: string, params: Record<string, unknown>) {
  const result = await bench.run('transform.clean-missing-data@1', params, { table: await bench.table(query) })
  return { ...result, rows: (await bench.read(result.outputs.table!)).rows }
}

async function apply(transformation: StepOutput, query: string) {
  const result = await bench.run('transform.apply-transformation@1', {}, { transformation, table: await bench.table(query) })
  return { ...result, ...(await bench.read(result.outputs.table!)) }
}

describe('filling', () => {
  test('by mean and most frequent value; NaN counts as missing', async () => {
    const { rows, metrics } = await clean(train, { method: 'fill', numeric: 'mean' })
    expect(rows).toEqual([
      [1, 1, 'a'],
      [7 / 3, 4.5, 'b'],
      [4, 4.5, 'b'],
      [2, 8, 'b'],
    ])
    expect(metrics.values_filled).toBe(4)
  })

  test('by median, a constant, and rules for single columns, with what was missing remembered', async () => {
    const { rows } = await clean(train, { method: 'fill', numeric: 'median', other: 'constant', otherValue: "it's", perColumn: [{ column: 'x', fill: 'constant', value: '-1' }], indicators: true })
    expect(rows).toEqual([
      [1, 1, 'a', false, false, false],
      [2, -1, 'b', true, true, false],
      [4, -1, "it's", false, true, true],
      [2, 8, 'b', false, false, false],
    ])
  })

  test('the smaller of equally frequent values is taken, and large whole numbers stay exact', async () => {
    const { rows } = await clean(`select * from (values (9007199254740993), (9007199254740995), (null::bigint)) t(i)`, { method: 'fill', numeric: 'most-frequent' })
    expect(rows[2]).toEqual(['9007199254740993'])
  })

  test('a column of nothing but gaps stays as it is', async () => {
    const { rows, log } = await clean(`select null::double as x, null::varchar as s from range(2)`, { method: 'fill' })
    expect(rows).toEqual([[null, null], [null, null]])
    expect(log.join()).toContain('“x” has no value to learn from')
  })

  test('dates and times are filled and learned exactly', async () => {
    const query = `select * from (values (date '2024-01-02', timestamp '2024-01-02 03:04:05.123456', true), (null, null, null)) t(d, ts, b)`
    const { rows, outputs } = await clean(query, { method: 'fill' })
    expect(rows[1]).toEqual(rows[0])
    expect((await apply(outputs.transformation!, `select null::date d, null::timestamp ts, null::boolean b`)).rows[0]).toEqual(rows[0])
  })
})

test('what is learned on training rows is applied to test rows, and nothing of the test rows leaks into it', async () => {
  const learned = await clean(train, { method: 'fill', numeric: 'mean' })
  const applied = await apply(learned.outputs.transformation!, testing)
  expect(applied.rows).toEqual([
    [100, 4.5, 'z'],
    [7 / 3, 700, 'b'],
    [300, 900, 'z'],
  ])
  const other = await apply(learned.outputs.transformation!, `select i * 1000 as i, x, s from (${testing})`)
  expect(other.rows[1]).toEqual([7 / 3, 700, 'b'])
  // On its own table it gives what the step itself gave.
  expect((await apply(learned.outputs.transformation!, train)).digest).toBe(learned.outputs.table!.digest)
})

test('rows are dropped by any or all gaps', async () => {
  expect((await clean(train, {})).rows).toEqual([[1, 1, 'a'], [2, 8, 'b']])
  const all = await clean(train, { when: 'all', columns: ['i', 'x'] })
  expect(all.rows.map((row) => row[2])).toEqual(['a', null, 'b'])
  expect(all.metrics.rows_dropped).toBe(1)
  expect((await apply(all.outputs.transformation!, 'select null::int i, null::double x, \'k\' s')).rows).toEqual([])
})

test('columns with too many gaps are dropped, and the same ones from other tables', async () => {
  const { outputs, rows } = await clean(`select i, case when i < 2 then 1 end as few, case when i > 0 then 1 end as many from range(4) t(i)`, { method: 'drop-columns', above: 0.25 })
  expect(rows[0]).toEqual([0, null])
  expect((await apply(outputs.transformation!, 'select 1 as i, null::int as few, 5 as many')).columns.map((column) => column.name)).toEqual(['i', 'many'])
  await expect(clean('select null::int as x', { method: 'drop-columns' })).rejects.toThrow(/none would be left/)
})

test('a table without the learned columns is refused by name', async () => {
  const { outputs } = await clean(train, { method: 'fill' })
  await expect(apply(outputs.transformation!, 'select 1 as i, 2.0 as y')).rejects.toThrow(/“x” is not in this table/)
})
