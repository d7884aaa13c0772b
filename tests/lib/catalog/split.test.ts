import fc from 'fast-check'
import { afterAll, expect, test } from 'vitest'
import { Workbench } from './bench'

const bench = new Workbench()
afterAll(() => bench.close())

async function split(query: string, params: Record<string, unknown>) {
  const result = await bench.run('transform.split-data@1', params, { table: await bench.table(query) })
  const rows = async (port: string) => (await bench.read(result.outputs[port]!)).rows
  return { first: await rows('first'), second: await rows('second'), result }
}

test('every row is in exactly one part, in order, and the share is exact', async () => {
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 0, max: 400 }), fc.integer({ min: 1, max: 99 }), fc.integer({ min: 0, max: 1e6 }), fc.constantFrom('random', 'in-order'), async (n, percent, seed, method) => {
      const { first, second } = await split(`select i from range(${n}) t(i)`, { share: percent / 100, method, seed })
      const [a, b] = [first, second].map((rows) => rows.map(([i]) => Number(i))) as [number[], number[]]
      expect(a.length).toBe(Math.round((percent / 100) * n))
      expect([...a, ...b].sort((x, y) => x - y)).toEqual(Array.from({ length: n }, (_, i) => i))
      for (const part of [a, b]) expect(part).toEqual([...part].sort((x, y) => x - y))
    }),
    { numRuns: 25 },
  )
})

test('a stratified split keeps each share within one row and the total exact; missing is a stratum', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 6 }), fc.integer({ min: 5, max: 95 }), fc.integer({ min: 0, max: 1e6 }), async (sizes, percent, seed) => {
      const share = percent / 100
      const strata = sizes.flatMap((size, index) => Array.from({ length: size }, () => (index === 0 ? 'null' : `'s${index}'`)))
      const values = strata.map((value, index) => `(${(index * 7919) % 1009}, ${value}::varchar)`).join(', ')
      const { first, second } = await split(`select * from (values ${values}) t("o""r", s) order by 1`, { share, method: 'stratified', stratify: 's', seed })
      const count = (rows: unknown[][], value: string | null) => rows.filter((row) => row[1] === value).length
      expect(first.length).toBe(Math.round(share * strata.length))
      expect(first.length + second.length).toBe(strata.length)
      sizes.forEach((size, index) => {
        const value = index === 0 ? null : `s${index}`
        expect(count(first, value) + count(second, value)).toBe(size)
        expect(Math.abs(count(first, value) - share * size)).toBeLessThan(1 + 1e-9)
      })
    }),
    { numRuns: 20 },
  )
})

test('the seed decides, and the rows are those it has always given', async () => {
  const part = async (seed: number) => (await split('select i from range(20) t(i)', { share: 0.25, seed })).first.flat()
  expect(await part(42)).toEqual(await part(42))
  expect(await part(42)).not.toEqual(await part(43))
  // Pinned: a change here would silently change everybody's training data.
  expect(await part(42)).toMatchInlineSnapshot(`
    [
      3,
      5,
      6,
      9,
      16,
    ]
  `)
})

test('a random split of many rows is not biased by their order', async () => {
  const { first } = await split('select i from range(20000) t(i)', { share: 0.5, seed: 3 })
  const low = first.filter(([i]) => Number(i) < 10_000).length
  expect(Math.abs(low - 5000)).toBeLessThan(250)
})

test('values too rare for both parts are named in the log', async () => {
  const { result } = await split(`select case when i = 0 then 'rare' else 'common' end as s from range(50) t(i)`, { share: 0.6, method: 'stratified', stratify: 's' })
  expect(result.log.join('\n')).toMatch(/Warning: s is “rare” in 1 row only/)
  expect(result.metrics).toMatchObject({ rows_first: 30, rows_second: 20 })
})

test('a large table is divided as sorting all places would divide it, also where it has a column like the one of its rows', async () => {
  const { first, second, result } = await split('select i, i % 3 as "File_Row_Number" from range(300000) t(i)', { share: 0.37, seed: 9 })
  const reference = await bench.table(`select i from (select i, row_number() over () as row from range(300000) t(i)) order by md5_number_lower(concat(9, ':', row)), row limit 111000`)
  const expected = (await bench.read(reference)).rows.map(([i]) => Number(i)).sort((a, b) => a - b)
  expect(first.map(([i]) => Number(i))).toEqual(expected)
  expect(second).toHaveLength(189000)
  expect(result.outputs.first!.meta.columns).toEqual([expect.objectContaining({ name: 'i' }), expect.objectContaining({ name: 'File_Row_Number' })])
  const plain = await split('select i from range(300000) t(i)', { share: 0.37, seed: 9 })
  expect(plain.first.map(([i]) => Number(i))).toEqual(expected)
}, 60_000)
