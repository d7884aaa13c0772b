import fc from 'fast-check'
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

async function run(name: string, query: string, params: Record<string, unknown>) {
  const result = await bench.run(`transform.${name}@1`, params, { table: await bench.table(query) })
  return { ...result, ...(await bench.read(result.outputs.table!)) }
}

async function apply(transformation: StepOutput, query: string) {
  const result = await bench.run('transform.apply-transformation@1', {}, { transformation, table: await bench.table(query) })
  return { ...result, ...(await bench.read(result.outputs.table!)) }
}

function problems(name: string, params: Record<string, unknown>, columns: { name: string; type: ColumnType }[] = [{ name: 'n', type: 'number' }, { name: 's', type: 'text' }]) {
  const component = findComponent(`transform.${name}@1`)!
  return component.infer({ params: component.params.parse(params), inputs: { table: columns }, connected: new Set(['table']), asset: () => undefined }).problems
}

const numbers = [names.integer, names.number, names.small, names.decimal, names.float]
const categories = [...numbers, names.text, names.boolean, names.date, names.timestamp]
const values = (list: (number | null)[]) => `select * from (values ${list.map((value) => `(${value ?? 'null'}::double)`).join(', ')}) t(x)`

describe('draws the columns that come out, gives the same bytes twice, and applies to its own table as it did itself', () => {
  test.each([
    ...['equal-width', 'equal-frequency', 'edges'].flatMap((method) => [{ method, edges: '1, 2.5' }, { method, edges: '-3', labels: 'number', keep: false, closed: 'right', columns: numbers }].map((params) => ['bin', params] as const)),
    ...['iqr', 'z', 'percentiles', 'fixed'].flatMap((method) => ['clip', 'missing', 'drop-rows'].map((action) => ['clip-outliers', { method, action, lower: 1.5, upper: 7, quartileDistances: 0.1, deviations: 0.5, lowerShare: 0.2 }] as const)),
    ...['z', 'min-max', 'robust', 'log'].flatMap((method) => [{ method, base: '10', lower: -1 }, { method, base: '2', addOne: false, keep: true, columns: [names.decimal, names.small] }].map((params) => ['normalize', params] as const)),
    ['encode-categories', { columns: categories, method: 'ordinal' }],
    ['encode-categories', { columns: categories, method: 'ordinal', keep: true, most: 2, unseen: 'other', missing: 'category', order: 'frequency' }],
    ['encode-categories', { columns: categories, most: 3, unseen: 'other', missing: 'category' }],
    ['encode-categories', { columns: [names.boolean], missing: 'category' }],
    ['encode-categories', { columns: [names.boolean, names.text], keep: true, dropFirst: true, unseen: 'other', known: [{ column: names.text, values: `a'b, "ü""x", other, ""` }] }],
  ] as const)('%s %j', async (name, params) => {
    const { digests } = await runAsDrawn(bench, `transform.${name}@1`, params, { table })
    if (digests.applied) expect(digests.applied).toBe(digests.table)
  })

  test.each([{ columns: categories.slice(1), target: names.integer }, { columns: [names.text, names.number], target: names.boolean, keep: true, smoothing: 0 }, { columns: [names.date], target: names.text, positive: "a'b" }, { columns: [names.boolean], target: names.float }])('target-encode %j', async (params) => {
    await runAsDrawn(bench, 'transform.target-encode@1', params, { table })
  })

  test('an empty table and one of nothing but gaps', async () => {
    for (const query of ['select 1::double as x, \'a\' as s where false', 'select null::double as x, null::varchar as s from range(3)']) {
      for (const [name, params] of [['bin', {}], ['clip-outliers', {}], ['normalize', {}], ['encode-categories', { columns: ['s'] }], ['encode-categories', { columns: ['x', 's'], method: 'ordinal' }]] as const) {
        await runAsDrawn(bench, `transform.${name}@1`, params, { table: await bench.table(query) })
      }
    }
  })
})

describe('bin', () => {
  test('equal width, equal size and own edges, with a value on an edge on the side asked for', async () => {
    const query = values([0, 1, 2, 5, 9, 10, null])
    expect((await run('bin', query, { bins: 2 })).rows.map((row) => row[1])).toEqual(['< 5', '< 5', '< 5', '≥ 5', '≥ 5', '≥ 5', null])
    expect((await run('bin', query, { bins: 2, closed: 'right' })).rows.map((row) => row[1])).toEqual(['≤ 5', '≤ 5', '≤ 5', '≤ 5', '> 5', '> 5', null])
    expect((await run('bin', query, { bins: 3, method: 'equal-frequency', labels: 'number' })).rows.map((row) => row[1])).toEqual([1, 1, 2, 2, 3, 3, null])
    const own = await run('bin', query, { method: 'edges', edges: '1, 9', keep: false })
    expect(own.rows.flat()).toEqual(['< 1', '1 – < 9', '1 – < 9', '1 – < 9', '≥ 9', '≥ 9', null])
    expect((await apply(own.outputs.transformation!, values([-5, 100]))).rows.flat()).toEqual(['< 1', '≥ 9'])
  })

  test('says when edges fall together or do not rise', async () => {
    expect((await run('bin', values([3, 3, 3]), { bins: 4 })).log.join()).toContain('“x” has only 1 bin')
    expect(problems('bin', { method: 'edges', edges: '3, 1, 2' })[0]).toMatchObject({ message: 'The edges must rise from left to right', fix: { params: { edges: '1, 2, 3' } } })
    await expect(run('bin', values([1]), { method: 'edges', edges: 'a' })).rejects.toThrow(/Write the edges as numbers/)
  })
})

describe('clip outliers', () => {
  const query = values([1, 2, 3, 4, 100, null])

  test('by quartiles, deviations, percentiles and fixed limits', async () => {
    // Quartiles 2 and 4: limits −1 and 7.
    const iqr = await run('clip-outliers', query, {})
    expect(iqr.rows.flat()).toEqual([1, 2, 3, 4, 7, null])
    expect(iqr.log).toEqual(['“x”: 1 value clipped'])
    expect((await apply(iqr.outputs.transformation!, values([-50, 0, 50]))).rows.flat()).toEqual([-1, 0, 7])
    expect((await run('clip-outliers', query, { method: 'percentiles', lowerShare: 0.25, upperShare: 0.75, action: 'missing' })).rows.flat()).toEqual([null, 2, 3, 4, null, null])
    expect((await run('clip-outliers', query, { method: 'fixed', upper: 3, action: 'drop-rows' })).rows.flat()).toEqual([1, 2, 3, null])
    const mean = 22
    const deviation = Math.sqrt([1, 2, 3, 4, 100].reduce((sum, value) => sum + (value - mean) ** 2, 0) / 5)
    const clipped = (await run('clip-outliers', query, { method: 'z', deviations: 1 })).rows.flat()
    expect(clipped[4]).toBeCloseTo(mean + deviation, 9)
  })

  test('whole numbers stay whole, and limits that make no sense are refused', async () => {
    const whole = await run('clip-outliers', `select i from (values (1), (2), (3), (50)) t(i)`, { method: 'fixed', lower: 1.5, upper: 10.7 })
    expect(whole).toMatchObject({ rows: [[2], [2], [3], [10]], columns: [{ name: 'i', type: 'integer' }] })
    expect(problems('clip-outliers', { method: 'fixed', lower: 5, upper: 1 })[0]!.fix!.params).toEqual({ lower: 1, upper: 5 })
    await expect(run('clip-outliers', query, { method: 'fixed' })).rejects.toThrow(/Set a lower or an upper limit/)
    await expect(run('clip-outliers', `select 'a' as s`, { columns: ['s'] })).rejects.toThrow(/“s” is not a number/)
  })
})

describe('normalize', () => {
  test('equals the formulas, and applies the training scale to other rows', async () => {
    const finite = fc.array(fc.integer({ min: -1000, max: 1000 }), { minLength: 2, maxLength: 15 })
    await fc.assert(
      fc.asyncProperty(finite, fc.constantFrom('z', 'min-max', 'robust'), async (list, method) => {
        const sorted = [...list].sort((a, b) => a - b)
        const at = (share: number) => { const place = (sorted.length - 1) * share; const low = Math.floor(place); return sorted[low]! + (sorted[Math.min(low + 1, sorted.length - 1)]! - sorted[low]!) * (place - low) }
        const mean = list.reduce((a, b) => a + b, 0) / list.length
        const [center, spread] = { z: [mean, Math.sqrt(list.reduce((a, b) => a + (b - mean) ** 2, 0) / list.length)], 'min-max': [sorted[0]!, sorted.at(-1)! - sorted[0]!], robust: [at(0.5), at(0.75) - at(0.25)] }[method]! as [number, number]
        const expected = (value: number) => (value - center) / (spread || 1)
        const result = await run('normalize', values(list), { method })
        result.rows.flat().forEach((value, index) => expect(value).toBeCloseTo(expected(list[index]!), 8))
        const other = await apply(result.outputs.transformation!, values([12345, null]))
        expect(other.rows[0]![0]).toBeCloseTo(expected(12345), 6)
        expect(other.rows[1]).toEqual([null])
      }),
      { numRuns: 25 },
    )
  })

  test('logarithms of what has one, the rest counted', async () => {
    const { rows, log } = await run('normalize', values([0, 99, -1, -5, null]), { method: 'log', base: '10' })
    expect(rows.flat()).toEqual([0, 2, null, null, null])
    expect(log.join()).toContain('“x”: 2 values have no logarithm and became missing')
    expect((await run('normalize', values([8, 0]), { method: 'log', base: '2', addOne: false })).rows.flat()).toEqual([3, null])
  })

  test('a constant column is no error; a range upside down and text are', async () => {
    expect((await run('normalize', values([4, 4]), { method: 'min-max', lower: 2, upper: 3 })).rows.flat()).toEqual([2, 2])
    expect(problems('normalize', { method: 'min-max', lower: 1 })[0]!.fix!.params).toEqual({ lower: 0, upper: 1 })
    const { outputs } = await run('normalize', values([1, 2]), {})
    await expect(apply(outputs.transformation!, `select 'a' as x`)).rejects.toThrow('“x” is text here, but was a number where the transformation was learned.')
  })
})

describe('encode categories', () => {
  const train = `select * from (values ('b', 1), ('a', 2), ('b', 3), (null, 4), ('c', 5)) t(s, i)`
  const other = `select * from (values ('a', 1), ('z', 2), (null, 3)) t(s, i)`

  test('one-hot: the same columns in the same order for other rows', async () => {
    const learned = await run('encode-categories', train, { columns: ['s'] })
    expect(learned.columns.map((column) => column.name)).toEqual(['i', 's_a', 's_b', 's_c'])
    expect(learned.rows).toEqual([[1, 0, 1, 0], [2, 1, 0, 0], [3, 0, 1, 0], [4, 0, 0, 0], [5, 0, 0, 1]])
    const applied = await apply(learned.outputs.transformation!, other)
    expect(applied.rows).toEqual([[1, 1, 0, 0], [2, 0, 0, 0], [3, 0, 0, 0]])
    expect(applied.log).toEqual(['1 value of “s” in 1 row is none of its 3 categories, such as “z”'])
  })

  test('rarer and missing values as categories, and codes', async () => {
    const rare = await run('encode-categories', train, { columns: ['s'], most: 1, unseen: 'other', missing: 'category', keep: true })
    expect(rare.columns.map((column) => column.name)).toEqual(['s', 'i', 's_b', 's_missing', 's_other'])
    expect(rare.rows.map((row) => row.slice(2))).toEqual([[1, 0, 0], [0, 0, 1], [1, 0, 0], [0, 1, 0], [0, 0, 1]])
    const codes = await run('encode-categories', train, { columns: ['s'], method: 'ordinal', order: 'frequency' })
    expect(codes.rows.map((row) => row[0])).toEqual([0, 1, 0, null, 2])
    expect((await apply(codes.outputs.transformation!, other)).rows.map((row) => row[0])).toEqual([1, null, null])
    const listed = await run('encode-categories', train, { columns: ['s'], method: 'ordinal', known: [{ column: 's', values: 'c, b, a' }] })
    expect(listed.rows.map((row) => row[0])).toEqual([1, 2, 1, null, 0])
  })

  test('unseen values stop the step if asked to; nothing chosen is said with a fix', async () => {
    const learned = await run('encode-categories', train, { columns: ['s'], unseen: 'stop' })
    await expect(apply(learned.outputs.transformation!, other)).rejects.toThrow(/none of its 3 categories, such as “z”/)
    await expect(apply(learned.outputs.transformation!, `select 'a' as s, 1 as s_a`)).rejects.toThrow(/has a column “s_a” already/)
    expect(problems('encode-categories', {})[0]!.fix!.params).toEqual({ columns: ['s'] })
  })
})

describe('target encode', () => {
  const rows: [string | null, number | null][] = Array.from({ length: 40 }, (_, i) => [i % 7 === 0 ? null : 'abc'[i % 3]!, i % 11 === 0 ? null : (i * 7) % 5])
  const query = `select * from (values ${rows.map(([s, y]) => `(${s === null ? 'null' : `'${s}'`}::varchar, ${y ?? 'null'}::double)`).join(', ')}) t(s, y)`
  const meanOf = (list: [string | null, number | null][]) => { const present = list.flatMap(([, y]) => y ?? []); return { sum: present.reduce((a, b) => a + b, 0), n: present.length } }

  test('what is learned are the smoothed means of all rows; unseen values get the mean of all', async () => {
    const { outputs, rows: encoded } = await run('target-encode', query, { columns: ['s'], target: 'y', smoothing: 3 })
    const all = meanOf(rows)
    const mean = all.sum / all.n
    const smoothed = (key: string | null) => { const { sum, n } = meanOf(rows.filter(([s]) => s === key)); return (sum + 3 * mean) / (n + 3) }
    const applied = await apply(outputs.transformation!, `select * from (values ('b'), ('zz'), (null), ('a')) t(s)`)
    ;[smoothed('b'), mean, smoothed(null), smoothed('a')].forEach((value, index) => expect(applied.rows[index]![0]).toBeCloseTo(value, 9))
    expect(encoded.map((row) => row[1])).toEqual(rows.map(([, y]) => y))
  })

  test('no row’s own target changes its code, and the code is that of the other folds', async () => {
    const params = { columns: ['s'], target: 'y', folds: 4, smoothing: 1, keep: true }
    const before = (await run('target-encode', query, params)).rows.map((row) => Number(row[2]))
    const changed = `select s, case when row_number() over () = 12 then 1000 else y end as y from (${query})`
    const after = (await run('target-encode', changed, params)).rows.map((row) => Number(row[2]))
    expect(after[11]).toBe(before[11])
    const fold = after.map((value, index) => value === before[index])
    // Rows that saw row 12 move; those of its own fold do not, whatever their category.
    expect(fold.filter(Boolean).length).toBeGreaterThan(1)
    expect(fold.filter((same) => !same).length).toBeGreaterThan(20)
    const own = rows.map((row, index) => ({ row, index })).filter(({ index }) => !fold[index])
    expect(own.length + fold.filter(Boolean).length).toBe(40)
    const others = rows.filter((_, index) => !fold[index])
    const all = meanOf(others)
    const { sum, n } = meanOf(others.filter(([s]) => s === rows[11]![0]))
    expect(before[11]).toBeCloseTo((sum + all.sum / all.n) / (n + 1), 9)
  })

  test('text targets need a value that counts; a target cannot encode itself', async () => {
    const text = [{ name: 's', type: 'text' as const }, { name: 'y', type: 'text' as const }]
    expect(problems('target-encode', { columns: ['s'], target: 'y' }, text)[0]).toMatchObject({ param: 'positive' })
    expect(problems('target-encode', { columns: ['s', 'y'], target: 'y', positive: 'a' }, text)[0]!.fix!.params).toEqual({ columns: ['s'] })
    await expect(run('target-encode', `select 'a' as s, 'b' as y`, { columns: ['s'], target: 'y' })).rejects.toThrow(/say which of its values counts as 1/)
    await expect(run('target-encode', `select 'a' as s, null::double as y`, { columns: ['s'], target: 'y' })).rejects.toThrow(/no value in any row/)
  })
})
