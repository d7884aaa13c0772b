import fc from 'fast-check'
import { afterAll, expect, test } from 'vitest'
import { Workbench } from './bench'

const bench = new Workbench()
afterAll(() => bench.close())

const values = (rows: (number | null)[], name: string) =>
  rows.length === 0 ? `select null::int as k, null::int as ${name} where false` : `select * from (values ${rows.map((key, index) => `(${key ?? 'null'}::int, ${index})`).join(', ')}) t(k, ${name})`

/** A join by nested loops, in the order that the docs promise. */
function reference(how: string, left: (number | null)[], right: (number | null)[]): (number | null)[][] {
  const pairs = left.flatMap((a, i) => right.flatMap((b, j) => (a !== null && a === b ? [[a, i, j]] : [])))
  const leftAlone = left.flatMap((a, i) => (pairs.some((pair) => pair[1] === i) ? [] : [[a, i, null]]))
  const rightAlone = right.flatMap((b, j) => (pairs.some((pair) => pair[2] === j) ? [] : [[b, null, j]]))
  const byLeft = (rows: (number | null)[][]) => rows.sort((x, y) => Number(x[1] ?? Infinity) - Number(y[1] ?? Infinity) || Number(x[2]) - Number(y[2]))
  if (how === 'inner') return byLeft(pairs)
  if (how === 'left') return byLeft([...pairs, ...leftAlone])
  if (how === 'full') return [...byLeft([...pairs, ...leftAlone]), ...rightAlone]
  if (how === 'right') return [...pairs, ...rightAlone].sort((x, y) => Number(x[2]) - Number(y[2]) || Number(x[1]) - Number(y[1]))
  const matched = left.map((a, i) => [a, i]).filter(([, i]) => pairs.some((pair) => pair[1] === i) === (how === 'semi'))
  return matched as (number | null)[][]
}

test('every kind of join gives the pairs, gaps and order that nested loops give', async () => {
  const keys = fc.array(fc.option(fc.integer({ min: 0, max: 5 }), { freq: 6 }), { maxLength: 12 })
  await fc.assert(
    fc.asyncProperty(keys, keys, fc.constantFrom('inner', 'left', 'right', 'full', 'semi', 'anti'), async (left, right, how) => {
      const { outputs } = await bench.run('transform.join@1', { how, keys: [{ left: 'k' }] }, { left: await bench.table(values(left, 'a')), right: await bench.table(values(right, 'b')) })
      expect((await bench.read(outputs.table!)).rows).toEqual(reference(how, left, right))
    }),
    { numRuns: 60 },
  )
})

test('a join tells of repeated keys and rows without a match, and refuses text against numbers', async () => {
  const left = await bench.table(values([1, 2, 2, 9], 'v'))
  const right = await bench.table(values([1, 2, 2], 'v'))
  const { log, outputs, metrics } = await bench.run('transform.join@1', { how: 'left', keys: [{ left: 'k' }] }, { left, right })
  expect(log.join('\n')).toMatch(/1 left rows have no match[\s\S]*paired each with each/)
  expect(metrics.left_rows_unmatched).toBe(1)
  expect((await bench.read(outputs.table!)).columns.map((column) => column.name)).toEqual(['k', 'v', 'v_right'])
  const texts = await bench.table(`select 'x' as k, 1 as v`)
  await expect(bench.run('transform.join@1', { keys: [{ left: 'k' }] }, { left, right: texts })).rejects.toThrow(/“k” on the left is a whole number, but “k” on the right is text/)
})

test('aggregates equal those computed by hand, groups come in order of appearance', async () => {
  const rows = fc.array(fc.tuple(fc.constantFrom('b', 'a', null), fc.option(fc.integer({ min: -50, max: 50 }), { freq: 5 })), { minLength: 1, maxLength: 30 })
  const functions = ['count', 'share', 'count-values', 'count-missing', 'count-distinct', 'sum', 'mean', 'median', 'min', 'max', 'first', 'last', 'sd', 'most-frequent']
  await fc.assert(
    fc.asyncProperty(rows, async (data) => {
      const table = await bench.table(`select * from (values ${data.map(([k, v]) => `(${k === null ? 'null' : `'${k}'`}::varchar, ${v ?? 'null'}::int)`).join(', ')}) t(k, v)`)
      const aggregates = functions.map((name) => ({ function: name, column: 'v', name: name }))
      const { outputs } = await bench.run('transform.group-and-aggregate@1', { keys: ['k'], aggregates }, { table })
      const expected = [...new Set(data.map(([k]) => k))].map((key) => byHand(key, data))
      const real = (await bench.read(outputs.table!)).rows
      expect(real.length).toBe(expected.length)
      real.forEach((row, index) =>
        row.forEach((value, at) => {
          const wanted = expected[index]![at]
          if (typeof wanted === 'number') expect(value).toBeCloseTo(wanted, 9)
          else expect(value).toBe(wanted)
        }),
      )
    }),
    { numRuns: 30 },
  )
})

function byHand(key: string | null, data: [string | null, number | null][]): (string | number | null)[] {
  const group = data.filter(([k]) => k === key)
  const present = group.flatMap(([, v]) => (v === null ? [] : [v]))
  const sorted = [...present].sort((a, b) => a - b)
  const n = present.length
  const sum = present.reduce((a, b) => a + b, 0)
  const times = (v: number) => present.filter((other) => other === v).length
  const frequent = [...sorted].sort((a, b) => times(b) - times(a) || a - b)[0] ?? null
  const middle = n === 0 ? null : (sorted[Math.floor((n - 1) / 2)]! + sorted[Math.ceil((n - 1) / 2)]!) / 2
  const sd = n < 2 ? null : Math.sqrt(present.reduce((a, v) => a + (v - sum / n) ** 2, 0) / (n - 1))
  return [key, group.length, group.length / data.length, n, group.length - n, new Set(present).size, n ? sum : null, n ? sum / n : null, middle, sorted[0] ?? null, sorted.at(-1) ?? null, present[0] ?? null, present.at(-1) ?? null, sd, frequent]
}

test('sums of whole numbers stay exact, and say so when they leave 64 bits', async () => {
  const sum = async (query: string) => (await bench.read((await bench.run('transform.group-and-aggregate@1', { aggregates: [{ function: 'sum', column: 'i' }] }, { table: await bench.table(query) })).outputs.table!)).rows
  expect(await sum('select 9007199254740993::bigint as i union all select 2')).toEqual([['9007199254740995']])
  await expect(sum('select 9223372036854775807::bigint as i union all select 1')).rejects.toThrow(/too large to be a whole number of 64 bits/)
})
