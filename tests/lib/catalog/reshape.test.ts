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

async function run(name: string, query: string, params: Record<string, unknown>, port = 'table') {
  const result = await bench.run(`transform.${name}@1`, params, { table: await bench.table(query) })
  return { ...result, ...(await bench.read(result.outputs[port]!)) }
}

function problems(name: string, params: Record<string, unknown>, columns: { name: string; type: ColumnType }[] = [{ name: 'n', type: 'number' }, { name: 's', type: 'text' }, { name: 'd', type: 'date' }]) {
  const component = findComponent(`transform.${name}@1`)!
  return component.infer({ params: component.params.parse(params), inputs: { table: columns }, connected: new Set(['table']), asset: () => undefined }).problems
}

const numbers = [names.integer, names.number, names.small, names.decimal, names.float]
const all = Object.values(names)
const everyPart = ['year', 'quarter', 'month', 'week', 'day', 'weekday', 'day-of-year', 'weekend', 'days', 'date', 'month-start', 'hour', 'minute', 'second', 'year-cycle', 'week-cycle', 'day-cycle'].map((part) => ({ part }))
const ofAny = ['lag', 'lead'].flatMap((name) => all.map((column) => ({ function: name, column, rows: 2 })))
const ofNumber = ['difference', 'rolling-mean', 'rolling-sum', 'rolling-min', 'rolling-max', 'rolling-sd', 'cumulative-sum', 'cumulative-mean', 'cumulative-min', 'cumulative-max'].flatMap((name) => numbers.map((column) => ({ function: name, column, rows: 3 })))
const ranks = ['row-number', 'rank', 'dense-rank', 'percent-rank'].map((name) => ({ function: name }))

describe('draws the columns that come out, and gives the same bytes twice', () => {
  test.each([
    ['date-parts', {}],
    ['date-parts', { parts: everyPart, keep: false }],
    ['clean-text', {}],
    ['clean-text', { columns: [names.text], accents: true, letterCase: 'title', replace: [{ find: "'", with: '"' }, { find: '(.)"', with: "\\1'", regex: true }], emptyToMissing: true }],
    ['pivot', { keys: [names.text], column: names.boolean, aggregate: 'count', empty: 'zero' }],
    ...['sum', 'mean', 'median', 'min', 'max', 'first', 'last', 'count-values'].flatMap((aggregate) => numbers.map((value) => ['pivot', { keys: [names.boolean], column: names.text, value, aggregate, values: `a'b, "ü""x", ""`, prefix: '"' }] as const)),
    ...['min', 'first', 'last', 'count-values'].flatMap((aggregate) => [names.date, names.timestamp, names.boolean, names.text].map((value) => ['pivot', { column: names.integer, value, aggregate, values: '1, 2, 99' }] as const)),
    ['unpivot', { columns: numbers, nameColumn: 'n"n', valueColumn: "v'v" }],
    ['unpivot', { columns: [names.date, names.timestamp], dropMissing: true }],
    ['unpivot', { mode: 'all-but', columns: [names.small], types: 'text' }],
    ['window', {}],
    ['window', { compute: [...ofAny, ...ofNumber], whole: true }],
    ['window', { groups: [names.text, names.number], order: [{ column: names.date }, { column: names.float, direction: 'descending' }], compute: [...ofAny, ...ofNumber, ...ranks] }],
    ...['share', 'cut'].flatMap((method) => [names.integer, names.number, names.decimal, names.float].map((column) => ['split-by-value', { method, column, cut: '3.5', missing: 'first' }] as const)),
    ...[names.date, names.timestamp].map((column) => ['split-by-value', { method: 'cut', column, cut: '2024-02-05' }] as const),
    ...all.flatMap((column) => [['split-by-value', { method: 'groups', column, share: 0.4 }] as const, ['split-by-value', { method: 'values', column, values: `1, true, a'b, 2024-02-05` }] as const]),
    ['geo-distance', { latitude: names.integer, longitude: names.number, toLatitude: names.small, toLongitude: names.decimal, name: names.text }],
    ['geo-distance', { latitude: names.float, longitude: names.decimal, to: 'point', unit: 'miles' }],
  ] as const)('%s %j', async (name, params) => {
    await runAsDrawn(bench, `transform.${name}@1`, params, { table })
  })
})

describe('date parts', () => {
  test('are those of the calendar, weeks by ISO 8601', async () => {
    const { rows, columns } = await run('date-parts', `select * from (values (timestamp '2024-12-30 18:30:15'), (timestamp '2023-01-01 00:00:00'), (null)) t(t)`, { parts: everyPart.slice(0, 14), keep: false })
    expect(columns[0]).toEqual({ name: 't_year', type: 'integer' })
    expect(rows).toEqual([
      [2024, 4, 12, 1, 30, 1, 365, false, 20087, '2024-12-30', '2024-12-01', 18, 30, 15],
      [2023, 1, 1, 52, 1, 7, 1, true, 19358, '2023-01-01', '2023-01-01', 0, 0, 0],
      new Array(14).fill(null),
    ])
    const cycle = await run('date-parts', `select timestamp '2024-05-31 06:00' as t`, { parts: [{ part: 'day-cycle' }], keep: false })
    expect(cycle.rows[0]![0]).toBeCloseTo(1, 12)
    expect(cycle.rows[0]![1]).toBeCloseTo(0, 12)
  })

  test('text is refused, and dates have no hour', async () => {
    await expect(run('date-parts', `select 'x' as s`, { columns: ['s'] })).rejects.toThrow(/“s” is not a date/)
    expect(problems('date-parts', { parts: [{ part: 'hour' }, { part: 'year' }] })[0]).toMatchObject({ message: 'Dates have no time of day', fix: { params: { parts: [{ part: 'year' }] } } })
  })
})

describe('clean text', () => {
  test('does each thing asked for, in the order that the docs tell', async () => {
    const query = `select * from (values ('  São   PAULO\u00a0\t(br) '), ('   '), (null), ('a1b22')) t(s)`
    const clean = async (params: Record<string, unknown>) => (await run('clean-text', query, params)).rows.flat()
    expect(await clean({})).toEqual(['São PAULO (br)', '', null, 'a1b22'])
    expect(await clean({ accents: true, letterCase: 'title', emptyToMissing: true })).toEqual(['Sao Paulo (br)', null, null, 'A1b22'])
    expect(await clean({ letterCase: 'upper', collapse: false, trim: false })).toEqual(['  SÃO   PAULO\u00a0\t(BR) ', '   ', null, 'A1B22'])
    expect(await clean({ replace: [{ find: '(\\d+)', with: '<\\1>', regex: true }, { find: '(br)', with: '' }] })).toEqual(['São PAULO', '', null, 'a<1>b<22>'])
    const { log, metrics } = await run('clean-text', query, {})
    expect([log, metrics.values_changed]).toEqual([['“s”: 2 values changed'], 2])
  })

  test('a pattern that cannot be read is the user’s to mend', async () => {
    await expect(run('clean-text', `select 'x' as s`, { replace: [{ find: '(', with: '', regex: true }] })).rejects.toThrow(/A pattern is not right/)
    expect(problems('clean-text', { replace: [{ find: '', with: 'x' }] })[0]!.fix!.params).toEqual({ replace: [] })
    expect(problems('clean-text', { replace: [{ find: 'a(?=b)', with: '', regex: true }] })[0]!.message).toContain('looks ahead')
  })
})

describe('pivot and unpivot', () => {
  const long = `select * from (values ('b', 'y', 1), ('a', 'x', 2), ('b', 'y', 3), ('b', null, 4), ('a', 'z', null)) t(k, c, v)`

  test('a pivot has the sums that a walk over the rows has', async () => {
    const { columns, rows } = await run('pivot', long, { keys: ['k'], column: 'c', value: 'v' })
    expect(columns).toEqual(['k', 'x', 'y', 'z', 'missing'].map((name, index) => ({ name, type: index === 0 ? 'text' : 'integer' })))
    expect(rows).toEqual([['b', null, 4, null, 4], ['a', 2, null, null, null]])
    expect((await run('pivot', long, { column: 'c', aggregate: 'count', empty: 'zero', prefix: 'n_', values: 'y, q' })).rows).toEqual([[2, 0]])
    expect((await run('pivot', long, { keys: ['k'], column: 'c', value: 'v', values: 'x' })).log.join()).toContain('4 rows have a “c” that is not listed')
  })

  test('unpivot undoes it, in the order of rows and columns', async () => {
    const wide = `select * from (values ('b', 1, 2.5::double), ('a', null, 4)) t(k, x, y)`
    const { columns, rows } = await run('unpivot', wide, { mode: 'all-but', columns: ['k'] })
    expect(columns).toEqual([{ name: 'k', type: 'text' }, { name: 'name', type: 'text' }, { name: 'value', type: 'number' }])
    expect(rows).toEqual([['b', 'x', 1], ['b', 'y', 2.5], ['a', 'x', null], ['a', 'y', 4]])
    expect((await run('unpivot', wide, { columns: ['x', 'y'], dropMissing: true })).rows.length).toBe(3)
    const back = await run('pivot', `select * from (values ('b', 'x', 1::double), ('b', 'y', 2.5), ('a', 'x', null), ('a', 'y', 4)) t(k, name, value)`, { keys: ['k'], column: 'name', value: 'value', aggregate: 'first' })
    expect(back.rows).toEqual([['b', 1, 2.5], ['a', null, 4]])
  })

  test('types that do not suit are refused with a fix', async () => {
    expect(problems('pivot', { column: 's', value: 'd' })[0]!.fix!.params).toEqual({ aggregate: 'first' })
    expect(problems('unpivot', { columns: ['n', 's'] })[0]!.fix!.params).toEqual({ types: 'text' })
    await expect(run('unpivot', `select 1 as a, 'x' as b`, { columns: ['a', 'b'] })).rejects.toThrow(/a whole number and text, which do not go into one/)
    await expect(run('pivot', long, { column: 'v', keys: ['v'], value: 'v' })).rejects.toThrow(/cannot be both/)
    await expect(run('pivot', 'select i, i as c from range(3000) t(i)', { column: 'c', value: 'i' })).rejects.toThrow(/more than 2000 different values/)
  })
})

describe('window', () => {
  test('equals a walk over the rows of each group, and leaves the rows in their order', async () => {
    const rows = fc.array(fc.tuple(fc.constantFrom('a', 'b', null), fc.option(fc.integer({ min: 0, max: 6 }), { freq: 5 })), { minLength: 1, maxLength: 20 })
    await fc.assert(
      fc.asyncProperty(rows, fc.integer({ min: 1, max: 4 }), async (data, n) => {
        const query = `select * from (values ${data.map(([g, v], i) => `(${g === null ? 'null' : `'${g}'`}::varchar, ${v ?? 'null'}::int, ${(i * 7) % 5})`).join(', ')}) t(g, v, o)`
        const functions = ['lag', 'lead', 'difference', 'rolling-sum', 'rolling-max', 'cumulative-mean', 'row-number', 'rank', 'dense-rank']
        const compute = functions.map((name) => ({ function: name, column: 'v', rows: n, name }))
        const real = (await run('window', query, { groups: ['g'], order: [{ column: 'o' }], compute })).rows
        data.forEach(([g, v], i) => {
          expect(real[i]!.slice(0, 3)).toEqual([g, v, (i * 7) % 5])
          const group = data.map(([other, value], at) => ({ other, value, at, o: (at * 7) % 5 })).filter(({ other }) => other === g).sort((a, b) => a.o - b.o || a.at - b.at)
          const place = group.findIndex(({ at }) => at === i)
          const present = (from: number, to: number) => group.slice(Math.max(0, from), to + 1).flatMap(({ value }) => value ?? [])
          const before = group[place - n]?.value ?? null
          const rolling = present(place - n + 1, place)
          const soFar = present(0, place)
          const less = group.filter(({ o }) => o < group[place]!.o)
          const sum = (list: number[]) => list.reduce((a, b) => a + b, 0)
          expect(real[i]!.slice(3)).toEqual([before, group[place + n]?.value ?? null, v === null || before === null ? null : v - before, rolling.length ? sum(rolling) : null, rolling.length ? Math.max(...rolling) : null, soFar.length ? expect.closeTo(sum(soFar) / soFar.length, 9) : null, place + 1, less.length + 1, new Set(less.map(({ o }) => o)).size + 1])
        })
      }),
      { numRuns: 30 },
    )
  })

  test('rolling values can need all their rows; ranks need an order; numbers are needed for means', async () => {
    expect((await run('window', 'select i from range(4) t(i)', { compute: [{ function: 'rolling-mean', column: 'i', rows: 3 }], whole: true })).rows.map((row) => row[1])).toEqual([null, null, 1, 2])
    expect(problems('window', { compute: [{ function: 'rank' }] })[0]).toMatchObject({ param: 'order' })
    await expect(run('window', `select 'x' as s`, { compute: [{ function: 'rolling-mean', column: 's' }] })).rejects.toThrow(/“s” is not a number/)
  })
})

describe('split by value', () => {
  const both = async (query: string, params: Record<string, unknown>) => {
    const result = await bench.run('transform.split-by-value@1', params, { table: await bench.table(query) })
    return { log: result.log, first: (await bench.read(result.outputs.first!)).rows, second: (await bench.read(result.outputs.second!)).rows }
  }

  test('no group and no moment is in both parts, no row is lost, and the share is near', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.integer({ min: 0, max: 30 }), { minLength: 1, maxLength: 60 }), fc.integer({ min: 10, max: 90 }), fc.constantFrom('groups', 'share'), fc.integer({ min: 0, max: 1e6 }), async (data, percent, method, seed) => {
        const { first, second } = await both(`select * from (values ${data.map((g, i) => `(${g}, ${i})`).join(', ')}) t(g, i)`, { method, column: 'g', share: percent / 100, seed })
        const groups = (rows: unknown[][]) => new Set(rows.map(([g]) => Number(g)))
        expect([...groups(first)].filter((g) => groups(second).has(g))).toEqual([])
        expect([...first, ...second].map(([, i]) => Number(i)).sort((a, b) => a - b)).toEqual(data.map((_, i) => i))
        for (const part of [first, second]) expect(part.map(([, i]) => i)).toEqual(part.map(([, i]) => Number(i)).sort((a, b) => a - b))
        const largest = Math.max(...data.map((g) => data.filter((other) => other === g).length))
        expect(Math.abs(first.length - (percent / 100) * data.length)).toBeLessThanOrEqual(largest / 2 + 1e-9)
        if (method === 'share' && first.length && second.length) expect(Math.max(...groups(first))).toBeLessThan(Math.min(...groups(second)))
      }),
      { numRuns: 30 },
    )
  })

  test('before a date, by listed values, and rows without a value where asked', async () => {
    const query = `select * from (values (date '2024-01-01', 'a'), (date '2023-12-31', 'b'), (null, 'c')) t(d, s)`
    const cut = await both(query, { method: 'cut', column: 'd', cut: '2024-01-01' })
    expect([cut.first.length, cut.second.length, cut.log[0]]).toEqual([1, 2, '1 row has no “d”, and goes to the second part'])
    expect((await both(query, { method: 'values', column: 's', values: 'a, c' })).first.map((row) => row[1])).toEqual(['a', 'c'])
    await expect(both(query, { method: 'cut', column: 'd', cut: '2024-01-01', missing: 'stop' })).rejects.toThrow(/1 row has no “d”/)
    expect(problems('split-by-value', { method: 'cut', column: 'd', cut: 'May' })[0]!.message).toBe('“d” is a date, which “May” is not')
  })
})

describe('geo distance', () => {
  const distance = async (values: string, params: Record<string, unknown> = {}) => (await run('geo-distance', `select * from (values ${values}) t(a, b, c, d)`, { latitude: 'a', longitude: 'b', toLatitude: 'c', toLongitude: 'd', ...params })).rows.map((row) => row[4] as number | null)

  test('a quarter of the earth, a degree, a known pair of cities, both ways', async () => {
    const quarter = (Math.PI / 2) * 6371.0088
    const [pole, degree, cities, zero] = await distance('(0.0, 0.0, 90.0, 0.0), (0, 179.5, 0, -179.5), (59.9139, 10.7522, 60.3913, 5.3221), (12.5, 7, 12.5, 7)')
    expect(pole).toBeCloseTo(quarter, 6)
    expect(degree).toBeCloseTo(quarter / 90, 6)
    expect(cities).toBeGreaterThan(300)
    expect(cities).toBeLessThan(310)
    expect(zero).toBe(0)
    const [back] = await distance('(60.3913, 5.3221, 59.9139, 10.7522)', { unit: 'miles' })
    expect(back).toBeCloseTo(cities! / 1.609344, 9)
    const [fixed] = await distance('(60.3913, 5.3221, 0, 0)', { to: 'point', pointLatitude: 59.9139, pointLongitude: 10.7522, unit: 'metres' })
    expect(fixed).toBeCloseTo(cities! * 1000, 6)
  })

  test('what cannot be is missing and counted, or stops', async () => {
    const query = `select 95.0 as a, 0.0 as b, 0.0 as c, 0.0 as d union all select null, 0, 0, 0`
    const params = { latitude: 'a', longitude: 'b', toLatitude: 'c', toLongitude: 'd' }
    const { rows, log } = await run('geo-distance', query, params)
    expect(rows.map((row) => row[4])).toEqual([null, null])
    expect(log).toEqual(['Warning: 1 row has a coordinate out of range, the first is row 1; the distance there is missing'])
    await expect(run('geo-distance', query, { ...params, errors: 'stop' })).rejects.toThrow(/out of range/)
    expect(problems('geo-distance', { latitude: 's', longitude: 'n', to: 'point' })[0]!.message).toContain('needs a number')
  })
})
