import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import type { Filter } from '@/lib/duckdb/ops/conditions'
import type { PageJob } from '@/lib/duckdb/ops/page'
import { testFolder, testPool, workerFile } from './support'

const folder = testFolder()
const pool = testPool({ workerFile: await workerFile(), tempDir: path.join(folder, 'children') })

async function table(name: string, csv: string): Promise<string> {
  const file = path.join(folder, `${name}.csv`)
  const out = path.join(folder, `${name}.parquet`)
  writeFileSync(file, csv)
  await pool.run('ingest', { file, fileName: `${name}.csv`, out })
  return out
}

const small = await table('small', 'n,name,d,ok\n3,Anna,2024-01-03,true\n1,bert,2024-01-01,false\n,Cleo,2024-01-02,\n2,,,true\n10,anna b,2024-02-01,true\n')
const page = (more: Partial<PageJob>) => pool.run('page', { file: small, offset: 0, limit: 100, sort: null, filters: [], columns: ['n'], longestText: 1000, ...more })
const filtered = async (...filters: Filter[]) => (await page({ filters })).rows.map(([n]) => n)

describe('a page of rows', () => {
  test('comes in the order of the file, or of a column with missing values last', async () => {
    expect((await page({})).rows).toEqual([[3], [1], [null], [2], [10]])
    expect((await page({ sort: { column: 'n', direction: 'asc' } })).rows).toEqual([[1], [2], [3], [10], [null]])
    expect((await page({ sort: { column: 'n', direction: 'desc' }, offset: 1, limit: 2 })).rows).toEqual([[3], [2]])
    expect((await page({ offset: 4, limit: 2 })).rows).toEqual([[10]])
    expect((await page({ offset: 99 })).rows).toEqual([])
  })

  test('has the columns asked for, in that order, and the counts', async () => {
    const { columns, rows, total, filtered: kept } = await page({ columns: ['ok', 'n'], filters: [{ column: 'n', op: 'greater', value: '2' }], limit: 1 })
    expect({ columns, rows, total, kept }).toEqual({ columns: [{ name: 'ok', type: 'boolean' }, { name: 'n', type: 'integer' }], rows: [[true, 3]], total: 5, kept: 2 })
  })

  test('filters by every condition', async () => {
    expect(await filtered({ column: 'name', op: 'contains', value: 'ANNA' })).toEqual([3, 10])
    expect(await filtered({ column: 'name', op: 'equals', value: 'Anna' })).toEqual([3])
    expect(await filtered({ column: 'n', op: 'differs', value: '3' })).toEqual([1, null, 2, 10])
    expect(await filtered({ column: 'n', op: 'greater', value: '2.5' })).toEqual([3, 10])
    expect(await filtered({ column: 'n', op: 'at_most', value: '2' })).toEqual([1, 2])
    expect(await filtered({ column: 'd', op: 'between', from: '2024-01-02', to: '2024-01-31' })).toEqual([3, null])
    expect(await filtered({ column: 'n', op: 'missing' })).toEqual([null])
    expect(await filtered({ column: 'n', op: 'present' }, { column: 'ok', op: 'equals', value: 'true' })).toEqual([3, 2, 10])
    expect(await filtered({ column: 'n', op: 'in', values: ['1', '10'] })).toEqual([1, 10])
    expect(await filtered({ column: 'n', op: 'in', values: [] })).toEqual([])
  })

  test('a value is a value, never SQL', async () => {
    expect(await filtered({ column: 'name', op: 'equals', value: "x' or 1=1 --" })).toEqual([])
    await expect(page({ sort: { column: 'n" desc; drop', direction: 'asc' } })).rejects.toMatchObject({ reason: 'user_error', message: expect.stringContaining('no column') })
  })

  test('a value of the wrong type is told in words', async () => {
    await expect(filtered({ column: 'n', op: 'less', value: 'many' })).rejects.toMatchObject({ reason: 'user_error', message: '“many” is not a number.' })
    await expect(filtered({ column: 'd', op: 'less', value: 'soon' })).rejects.toMatchObject({ reason: 'user_error', message: expect.stringContaining('“soon” is not a date') })
  })

  test('long texts are cut', async () => {
    const long = await table('long', `t\n${'x'.repeat(50)}\n`)
    expect((await pool.run('page', { file: long, offset: 0, limit: 1, sort: null, filters: [], columns: null, longestText: 10 })).rows).toEqual([[`${'x'.repeat(10)}…`]])
  })

  test('a file that is gone says so', async () => {
    await expect(page({ file: path.join(folder, 'nothing.parquet') })).rejects.toMatchObject({ reason: 'data_unavailable' })
  })

  test('pages of a sorted table with ties never repeat or lose a row', async () => {
    const tied = await table('tied', `k,i\n${Array.from({ length: 5000 }, (_, n) => `${n % 3},${n}`).join('\n')}\n`)
    const seen: unknown[] = []
    for (let offset = 0; offset < 5000; offset += 500) {
      seen.push(...(await pool.run('page', { file: tied, offset, limit: 500, sort: { column: 'k', direction: 'desc' }, filters: [], columns: ['i'], longestText: 10 })).rows.map(([i]) => i))
    }
    expect(new Set(seen).size).toBe(5000)
    expect(seen.slice(0, 3)).toEqual([2, 5, 8])
  })
})

describe('a profile', () => {
  test('counts, quantiles, histogram and commonest values are right', async () => {
    const file = await table('profiled', `x,c,w,d\n${Array.from({ length: 100 }, (_, n) => `${n + 0.5},${n % 4 === 0 ? 'a' : 'b'},${n % 2 ? n : ''},2024-01-${String((n % 28) + 1).padStart(2, '0')}`).join('\n')}\n`)
    const { rows, columns } = await pool.run('profile', { file })
    const [x, c, w, d] = columns
    expect(rows).toBe(100)
    expect(x).toMatchObject({ type: 'number', missing: 0, distinct: 100, distinctExact: true, numbers: { min: 0.5, max: 99.5, mean: 50, quantiles: { p25: 25.25, p50: 50, p75: 74.75 }, quantilesExact: true, zeros: 0, notFinite: 0 } })
    expect(x!.numbers!.sd).toBeCloseTo(29.011491975882016, 10)
    expect(x!.histogram!.reduce((sum, bin) => sum + bin.count, 0)).toBe(100)
    expect(x!.histogram![0]).toEqual({ from: 0, to: 5, count: 5 })
    expect(c).toMatchObject({ distinct: 2, top: [{ value: 'b', count: 75 }, { value: 'a', count: 25 }], lengths: { min: 1, max: 1, mean: 1 } })
    expect(w).toMatchObject({ type: 'integer', missing: 50, distinct: 50 })
    expect(d).toMatchObject({ span: { min: '2024-01-01', max: '2024-01-28' } })
    expect(d!.histogram!.reduce((sum, bin) => sum + bin.count, 0)).toBe(100)
  })

  test('infinities are counted and left out; a column without values has no statistics', async () => {
    const file = await table('odd', 'x,none\n1,\ninf,\n3,\n')
    const [x, none] = (await pool.run('profile', { file })).columns
    expect(x).toMatchObject({ numbers: { min: 1, max: 3, mean: 2, notFinite: 1 } })
    expect(none).toEqual({ name: 'none', type: 'text', missing: 3, distinct: 0, distinctExact: true })
  })

  test('no rows, and one value', async () => {
    expect((await pool.run('profile', { file: await table('none', 'a,b\n') })).rows).toBe(0)
    const [a] = (await pool.run('profile', { file: await table('one', 'a\n5\n') })).columns
    expect(a).toMatchObject({ numbers: { min: 5, max: 5, sd: null }, histogram: [{ to: 5, count: 1 }] })
  })
})

test('CSV comes out as RFC 4180', async () => {
  const out = path.join(folder, 'out.csv')
  expect(await pool.run('export', { file: await table('quoted', 'a,b\n"x,""y""",1\n,2\n'), out })).toEqual({ rows: 2 })
  expect(readFileSync(out, 'utf8')).toBe('a,b\n"x,""y""",1\n,2\n')
})
