import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { isUserError } from '@/lib/catalog/user-error'
import type { StepOutput } from '@/lib/duckdb/ops/types'
import { Workbench } from './bench'

const bench = new Workbench()
afterAll(() => bench.close())
let table: StepOutput
beforeAll(async () => {
  table = await bench.table(`select * from (values (1, 2.5::double, 'Ab', true, date '2024-05-31'), (2, 'nan'::double, null, false, date '2024-06-01'), (3, null, 'b,c', null, null), (null, -1, '', true, date '2020-01-01')) t(i, x, s, b, d)`)
})

async function kept(params: Record<string, unknown>): Promise<number[]> {
  const numbered = await bench.table(`select *, row_number() over () - 1 as place from read_parquet('${table.path}')`)
  const { rows } = await bench.read((await bench.run('transform.filter-rows@1', params, { table: numbered })).outputs.table!)
  return rows.map((row) => Number(row.at(-1)))
}
const where = (column: string, operator: string, value: unknown = '', more: Record<string, unknown> = {}) => kept({ conditions: [{ column, operator, value, ...more }], ...more })

describe('filter', () => {
  test.each([
    ['i', '>', 1, [1, 2]],
    ['i', '<=', 1.5, [0]],
    ['x', '>', -5, [0, 3]],
    ['x', 'is-missing', '', [1, 2]],
    ['s', '=', 'Ab', [0]],
    ['s', 'not-equals', 'Ab', [2, 3]],
    ['s', 'in', 'Ab, "b,c"', [0, 2]],
    ['s', 'not-in', 'Ab', [2, 3]],
    ['s', 'contains', 'b', [0, 2]],
    ['s', 'matches', '^.b$', [0]],
    ['b', 'is-true', '', [0, 3]],
    ['b', 'equals', 'no', [1]],
    ['d', 'less', '2024-06-01', [0, 3]],
  ] as const)('%s %s %s', async (column, operator, value, expected) => {
    expect(await where(column, operator, value)).toEqual(expected)
  })

  test('rows that cannot be judged are kept on demand, case can be ignored, any or all', async () => {
    expect(await where('i', '>', 1, { missing: 'keep' })).toEqual([1, 2, 3])
    expect(await where('s', 'starts-with', 'a', { ignoreCase: true })).toEqual([0])
    expect(await kept({ match: 'any', conditions: [{ column: 'i', operator: '=', value: 1 }, { column: 'i', operator: '=', value: 3 }] })).toEqual([0, 2])
    expect(await kept({ use: 'expression', expression: 'i = 1 or s is null' })).toEqual([0, 1])
  })

  test('a value of the wrong type is named', async () => {
    await expect(where('i', '>', 'many')).rejects.toThrow('“i” is a whole number, which “many” is not')
    await expect(where('nope', '=', 1)).rejects.toThrow(/“nope” is not in the input/)
    await expect(where('s', 'matches', '(')).rejects.toSatisfy(isUserError)
  })
})

async function compute(expression: string, errors = 'stop'): Promise<unknown[]> {
  const { outputs } = await bench.run('transform.compute-column@1', { columns: [{ name: 'y', expression }], errors }, { table })
  return (await bench.read(outputs.table!)).rows.map((row) => row.at(-1))
}

describe('compute', () => {
  test.each([
    ['i * 2 + 1', [3, 5, 7, null]],
    ['7 // 2 + 7 % 4 + i', [7, 8, 9, null]],
    ['2 ^ 3 ^ 2', [64, 64, 64, 64]],
    ["s || '!'", ['Ab!', null, 'b,c!', '!']],
    ["case when i > 1 then 'big' when i is null then '?' else 'small' end", ['small', 'big', 'big', '?']],
    ['d + 1', ['2024-06-01', '2024-06-02', null, '2020-01-02']],
    ["d - date '2024-05-01'", [30, 31, null, -1582]],
    ['not b or i = 3', [false, true, true, null]],
    ['coalesce(i, 0)::text', ['1', '2', '3', '0']],
    ["if(s in ('Ab', ''), 1, 0)", [1, 0, 0, 1]],
    ["s = 'Ab' and d > '2024-01-01'", [true, null, false, false]],
    ['round(2.5) + round(3.14159, 2) * 100', [317, 317, 317, 317]],
  ])('%s', async (expression, expected) => {
    expect(await compute(expression)).toEqual(expected)
  })

  test('later columns use earlier ones, and a column is replaced in its place', async () => {
    const columns = [{ name: 'I', expression: 'i + 1' }, { name: 'twice', expression: 'i * 2' }]
    const read = await bench.read((await bench.run('transform.compute-column@1', { columns }, { table })).outputs.table!)
    expect(read.columns.map((column) => column.name)).toEqual(['I', 'x', 's', 'b', 'd', 'twice'])
    expect(read.rows.map((row) => row.at(-1))).toEqual([4, 6, 8, null])
  })

  test('what cannot be computed names the column, the row and the values, or is left missing', async () => {
    await expect(compute('10 / (i - 2)')).rejects.toThrow('“y” cannot be computed in row 2: division by zero. There “i” is 2.')
    await expect(compute('cast(s as integer)')).rejects.toThrow(/“y” cannot be computed in row 1: Could not convert string 'Ab' to a whole number\. There “s” is Ab\./)
    await expect(compute('i % (i - 3)')).rejects.toSatisfy(isUserError)
    expect(await compute('10 / (i - 2)', 'missing')).toEqual([-10, null, 10, null])
    expect(await compute('cast(s as integer)', 'missing')).toEqual([null, null, null, null])
    expect(await compute('sqrt(i - 2)', 'missing')).toEqual([null, 0, 1, null])
    await expect(compute('9223372036854775807 + i')).rejects.toThrow(/row 1/)
  })

  test('an expression reaches nothing but its row', async () => {
    for (const expression of ["read_text('/etc/passwd')", '(select 1)', 'i; drop table x', "i) from x --", 'getenv(\'HOME\')', 'random()']) {
      await expect(compute(expression), expression).rejects.toSatisfy(isUserError)
    }
  })
})

describe('sql', () => {
  const sql = async (query: string) => bench.read((await bench.run('script.sql@1', { query }, { in1: table })).outputs.table!)

  test('reads its inputs, in the order of its order by, with whole sums', async () => {
    expect((await sql('select i, s from in1 order by i desc nulls last;')).rows.map((row) => row[0])).toEqual([3, 2, 1, null])
    expect(await sql('with t as (select sum(i) as total from in1) select * from t -- done')).toMatchObject({ columns: [{ name: 'total', type: 'integer' }], rows: [[6]] })
    expect((await sql('select * from in1')).rows.length).toBe(4)
  })

  test('a column may be called like a clock', async () => {
    const clock = await bench.table('select 7 as current_date')
    const { outputs } = await bench.run('script.sql@1', { query: 'select current_date from in1' }, { in1: clock })
    expect((await bench.read(outputs.table!)).rows).toEqual([[7]])
  })

  test.each([
    "select * from read_csv('/etc/passwd')",
    "select * from '/etc/passwd'",
    "select * from read_text('/etc/hostname')",
    "from glob('/*')",
    "copy (select 1) to '/tmp/x'",
    "attach '/tmp/x.db'",
    'install httpfs',
    'set threads = 4',
    'select 1; select 2',
    'select 1) union (select 2',
    "select current_setting('temp_directory')",
    'select random()',
    'select "random"()',
    'select now()',
    'select current_date',
    'select * from in1 using sample 2 rows',
    'select * from in2',
    'select i, i + 1 as I from in1',
    'select nope from in1',
    'selec i from in1',
    'create table x as select 1',
    'insert into in1 values (1)',
    '',
  ])('refuses %s', async (query) => {
    await expect(sql(query)).rejects.toSatisfy(isUserError)
  })
})
