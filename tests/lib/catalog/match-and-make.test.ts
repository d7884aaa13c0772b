import { readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import fc from 'fast-check'
import { readXlsx } from 'hucre/xlsx'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { findComponent } from '@/lib/catalog'
import type { ColumnType } from '@/lib/catalog/types'
import type { StepOutput } from '@/lib/duckdb/ops/types'
import { Workbench } from './bench'
import { names, runAsDrawn, wild } from './wild'

const bench = new Workbench()
afterAll(() => bench.close())
let table: StepOutput
beforeAll(async () => {
  table = await bench.table(wild)
})

function problems(ref: string, params: Record<string, unknown>, inputs: Record<string, { name: string; type: ColumnType }[]> = {}) {
  const component = findComponent(ref)!
  return component.infer({ params: component.params.parse(params), inputs, connected: new Set(Object.keys(inputs)), asset: () => undefined }).problems
}

describe('fuzzy join', () => {
  const join = async (left: string, right: string, params: Record<string, unknown> = {}) => {
    const result = await bench.run('transform.fuzzy-join@1', { left: 's', right: 's', ...params }, { left: await bench.table(left), right: await bench.table(right) })
    return { ...result, ...(await bench.read(result.outputs.table!)) }
  }
  const people = `select * from (values (1, 'Ana Garcia'), (2, 'John Smith'), (3, 'john smith'), (4, null)) t(id, s)`

  test.each([{}, { method: 'levenshtein', threshold: 0.1, matches: 'all', how: 'inner' }, { normalize: false, threshold: 0.5, equal: [{ left: names.boolean }, { left: names.float }], score: names.integer }])('draws what comes out: %j', async (params) => {
    await runAsDrawn(bench, 'transform.fuzzy-join@1', { left: names.text, right: names.text, ...params }, { left: table, right: table })
  })

  test('takes the best match, the first of equals, and keeps rows without one', async () => {
    const left = `select * from (values ('Jonh Smith'), ('ANA  GARCÍA'), ('Zoe'), (null), ('')) t(s)`
    const { rows, columns, log } = await join(left, people)
    expect(columns.map((column) => column.name)).toEqual(['s', 'id', 's_right', 'similarity'])
    expect(rows).toEqual([['Jonh Smith', 2, 'John Smith', expect.closeTo(0.9733333, 5)], ['ANA  GARCÍA', 1, 'Ana Garcia', 1], ['Zoe', null, null, null], [null, null, null, null], ['', null, null, null]])
    expect(log).toEqual(['2 of 5 left rows have a match; 5 rows come out'])
    expect((await join(left, people, { how: 'inner', matches: 'all' })).rows.map((row) => row[1])).toEqual([2, 3, 1])
    expect((await join(`select 'john smith' as s`, people, { normalize: false })).rows[0]![1]).toBe(3)
  })

  test('Levenshtein similarity is that of the textbook', async () => {
    const word = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), minLength: 1, maxLength: 6 })
    const distance = (a: string, b: string): number => (a === '' || b === '' ? a.length + b.length : Math.min(distance(a.slice(1), b) + 1, distance(a, b.slice(1)) + 1, distance(a.slice(1), b.slice(1)) + (a[0] === b[0] ? 0 : 1)))
    await fc.assert(
      fc.asyncProperty(word, fc.uniqueArray(word, { minLength: 1, maxLength: 5 }), async (a, list) => {
        const alike = list.map((b) => 1 - distance(a, b) / Math.max(a.length, b.length))
        const best = alike.indexOf(Math.max(...alike))
        const { rows } = await join(`select '${a}' as s`, `select * from (values ${list.map((b) => `('${b}')`).join(', ')}) t(s)`, { method: 'levenshtein', threshold: 0.4 })
        expect(rows[0]!.slice(1)).toEqual(alike[best]! >= 0.4 - 1e-12 ? [list[best], expect.closeTo(alike[best]!, 9)] : [null, null])
      }),
      { numRuns: 25 },
    )
  })

  test('compares only where other columns are equal, and refuses numbers and too many pairs', async () => {
    const left = `select 'Springfield' as s, 'IL' as state union all select 'Springfield', null`
    const right = `select * from (values ('Springfield', 'MA'), ('Springfeild', 'IL')) t(s, state)`
    expect((await join(left, right, { equal: [{ left: 'state' }] })).rows.map((row) => row[2])).toEqual(['Springfeild', null])
    await expect(join('select 1 as s', right)).rejects.toThrow(/“s” is not text/)
    await expect(join('select i::varchar as s from range(20000) t(i)', 'select i::varchar as s from range(20000) t(i)')).rejects.toThrow(/compare 400 million pairs/)
    expect(problems('transform.fuzzy-join@1', { right: 'sx' }, { left: [{ name: 'city', type: 'text' }], right: [{ name: 'city', type: 'text' }] })[0]!.fix!.params).toEqual({ left: 'city' })
  })
})

describe('generate data', () => {
  const every = ['sequence', 'integer', 'uniform', 'normal', 'series', 'category', 'boolean', 'dates', 'times', 'random-date'].map((kind) => ({ name: `a "${kind}"`, kind, missing: 0.1, noise: 1, from: '2024-01-31', values: `it's, "a, b"` }))

  test.each([{}, { rows: 0 }, { rows: 50, columns: every }, { rows: 20, columns: ['minute', 'hour', 'day', 'week', 'month'].flatMap((unit) => ['dates', 'times'].map((kind) => ({ name: `${kind} ${unit}`, kind, every: unit, step: 3 }))) }])('draws what comes out, the same twice: %j', async (params) => {
    await runAsDrawn(bench, 'data.generate@1', params, {})
  })

  const make = async (columns: Record<string, unknown>[], rows: number, seed = 42) => (await bench.read((await bench.run('data.generate@1', { rows, seed, columns }, {})).outputs.table!)).rows

  test('values have the shares, ranges and moments asked for', async () => {
    const rows = await make([{ name: 'u', kind: 'uniform', min: -1, max: 3 }, { name: 'n', kind: 'normal', mean: 10, sd: 2 }, { name: 'i', kind: 'integer', min: 1, max: 6 }, { name: 'c', kind: 'category', values: 'a, b', weights: '3, 1' }, { name: 'b', kind: 'boolean', share: 0.2 }, { name: 'd', kind: 'random-date', from: '2024-02-28', to: '2024-03-01' }, { name: 'm', kind: 'normal', missing: 0.3 }], 20_000)
    const column = (at: number) => rows.map((row) => row[at])
    const mean = (list: number[]) => list.reduce((a, b) => a + b, 0) / list.length
    const [u, n, i] = [0, 1, 2].map((at) => column(at).map(Number)) as [number[], number[], number[]]
    expect(mean(u)).toBeCloseTo(1, 1)
    expect([Math.min(...u) >= -1, Math.max(...u) <= 3]).toEqual([true, true])
    expect(mean(n)).toBeCloseTo(10, 1)
    expect(Math.sqrt(mean(n.map((value) => (value - 10) ** 2)))).toBeCloseTo(2, 1)
    expect([...new Set(i)].sort()).toEqual([1, 2, 3, 4, 5, 6])
    const share = (at: number, value: unknown) => column(at).filter((other) => other === value).length / rows.length
    expect([share(3, 'a'), share(4, true), share(6, null)]).toEqual([expect.closeTo(0.75, 1), expect.closeTo(0.2, 1), expect.closeTo(0.3, 1)])
    expect([...new Set(column(5))].sort()).toEqual(['2024-02-28', '2024-02-29', '2024-03-01'])
  })

  test('sequences and series follow their formulas; the seed decides', async () => {
    expect(await make([{ name: 'i', kind: 'sequence', start: 10, step: -5 }, { name: 'd', kind: 'dates', from: '2024-01-31', every: 'month' }, { name: 't', kind: 'times', from: '2024-01-31 23:30', every: 'minute', step: 45 }], 3)).toEqual([[10, '2024-01-31', '2024-01-31T23:30:00'], [5, '2024-02-29', '2024-02-01T00:15:00'], [0, '2024-03-31', '2024-02-01T01:00:00']])
    const series = await make([{ name: 's', kind: 'series', base: 5, trend: 0.5, amplitude: 2, period: 4, decimals: 6 }], 4)
    ;[5, 7.5, 6, 4.5].forEach((value, index) => expect(series[index]![0]).toBeCloseTo(value, 6))
    const column = [{ name: 'n', kind: 'integer', min: 0, max: 999 }]
    // Pinned: a change here would silently change everybody's made-up data.
    expect((await make(column, 5)).flat()).toMatchInlineSnapshot(`
      [
        846,
        445,
        255,
        35,
        913,
      ]
    `)
    expect(await make(column, 5, 1)).not.toEqual(await make(column, 5))
  })

  test('what cannot be made is said, with a fix where there is one', async () => {
    expect(problems('data.generate@1', { columns: [{ name: 'a' }, { name: 'A' }] })[0]!.fix!.label).toBe('Call the second “A_2”')
    expect(problems('data.generate@1', { columns: [{ name: 'c', kind: 'category', weights: '1' }] })[0]!.message).toContain('one weight')
    await expect(bench.run('data.generate@1', { columns: [{ name: 'd', kind: 'dates', from: 'May' }] }, {})).rejects.toThrow(/“d”: “May” is not a date/)
  })
})

describe('export data', () => {
  const query = `select * from (values (1, 1.5::double, 'a;"b', date '2024-05-31', true), (2, 'nan', '', null, null), (3, null, null, date '2024-06-01', false)) t(i, "x y", s, d, b)`
  const write = async (params: Record<string, unknown>) => {
    const result = await bench.run('data.export@1', params, { table: await bench.table(query) })
    return { ...result, file: result.outputs.file!, bytes: readFileSync(result.outputs.file!.path) }
  }

  test('CSV has the separator, quotes, gaps and decimal mark asked for', async () => {
    const plain = await write({})
    expect(plain.bytes.toString()).toBe('i,x y,s,d,b\n1,1.5,"a;""b",2024-05-31,true\n2,,"",,\n3,,,2024-06-01,false\n')
    expect(plain.file).toMatchObject({ type: 'file', meta: { filename: 'export.csv', rows: 3, columns: 5 } })
    const german = await write({ delimiter: 'semicolon', decimal: 'comma', header: false, missing: 'NA', gzip: true, name: 'für/alle' })
    expect(gunzipSync(german.bytes).toString()).toBe('1;1,5;"a;""b";2024-05-31;true\n2;NA;;NA;NA\n3;NA;NA;2024-06-01;false\n')
    expect(german.file.meta.filename).toBe('für_alle.csv.gz')
    expect((await write({ quote: 'all', delimiter: 'tab' })).bytes.toString().split('\n')[1]).toBe('"1"\t"1.5"\t"a;""b"\t"2024-05-31"\t"true"')
  })

  test.each([{}, { format: 'parquet' }, { format: 'excel' }, { gzip: true }])('the same table gives the same bytes: %j', async (params) => {
    await runAsDrawn(bench, 'data.export@1', params, { table })
  })

  test('Parquet reads back as the table was', async () => {
    const { file } = await write({ format: 'parquet', name: 'all.parquet' })
    expect(file.meta.filename).toBe('all.parquet')
    const original = await bench.read(await bench.table(query))
    expect(await bench.read(file)).toMatchObject({ columns: original.columns, rows: original.rows })
  })

  test('Excel reads back as the table was, and keeps long numbers and dates', async () => {
    const { file } = await write({ format: 'excel' })
    expect(file.meta).toMatchObject({ filename: 'export.xlsx', rows: 3, columns: 5 })
    const sheet = (await readXlsx(readFileSync(file.path))).sheets[0]!
    const shown = sheet.rows.map((row) => Array.from({ length: 5 }, (_, at) => row[at]).map((cell) => (cell instanceof Date ? cell.toISOString().slice(0, 10) : (cell ?? ''))))
    expect(shown).toEqual([['i', 'x y', 's', 'd', 'b'], [1, 1.5, 'a;"b', '2024-05-31', true], [2, '', '', '', ''], [3, '', '', '2024-06-01', false]])
    const long = await bench.run('data.export@1', { format: 'excel' }, { table: await bench.table('select 1234567890123456789 as n, range as r from range(25000)') })
    const rows = (await readXlsx(readFileSync(long.outputs.file!.path))).sheets[0]!.rows
    expect([rows.length, rows[1], rows[25_000]]).toEqual([25_001, ['1234567890123456789', 0], ['1234567890123456789', 24_999]])
  })

  test('a table that Excel cannot hold is refused', async () => {
    await expect(bench.run('data.export@1', { format: 'excel' }, { table: await bench.table('select range from range(1048576)') })).rejects.toThrow('Excel holds 1,048,575 rows')
  })

  test('a decimal comma between commas is refused with a fix', async () => {
    expect(problems('data.export@1', { decimal: 'comma' })[0]!.fix!.params).toEqual({ delimiter: 'semicolon' })
    await expect(write({ decimal: 'comma' })).rejects.toThrow(/cannot be separated by commas/)
  })
})
