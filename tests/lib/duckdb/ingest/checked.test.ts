import { DuckDBInstance } from '@duckdb/node-api'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { checkedConversion, misfitMark } from '@/lib/duckdb/ingest/checked'
import { dates, fitsKind, integer, number, type Kind } from '@/lib/duckdb/ingest/kinds'
import { DuckEngine } from '@/lib/duckdb/engine'

const engine = new DuckEngine(await (await DuckDBInstance.create(':memory:')).connect())
const present = `case when lower(trim("v")) in ('', 'na') then null else trim("v") end`

const kinds: [Kind, string, string][] = [
  [integer, 'bigint', '0123456789eE+-._ x,a'],
  [number, 'double', '0123456789eE+-._ inf'],
  [dates.find(({ name }) => name === 'date')!, 'date', '0123456789-/ '],
  [dates.find(({ name }) => name === 'timestamp')!, 'timestamp', '0123456789-: T.'],
]

/** Texts of the kind and of what is nearly one. */
const nearly = (alphabet: string) =>
  fc.oneof(
    fc.string({ unit: fc.constantFrom(...alphabet), maxLength: 20 }),
    fc.integer().map(String),
    fc.double({ noNaN: true }).map(String),
    fc.tuple(fc.integer({ min: 0, max: 99_999 }), fc.constantFrom('e', 'E', 'e0', 'e+', '.', '_0', '.5e'), fc.integer({ min: 0, max: 12 })).map((parts) => parts.join('')),
    fc.tuple(fc.integer({ min: 0, max: 12_000 }), fc.integer({ min: 0, max: 14 }), fc.integer({ min: 0, max: 33 }), fc.constantFrom('-', '/', ' ')).map(([year, month, day, mark]) => [String(year).padStart(4, '0'), String(month).padStart(2, '0'), String(day).padStart(2, '0')].join(mark)),
    fc.constantFrom('0xFFFFF', '0b1', '1e2', '12e2', '1e02', '1e+3', '1_000', '00', '-0', '0', '100', '9007199254740993', '2020-01-1 ', ' 7', 'NA', ''),
  )

test.each(kinds)('what is proved the quick way is what the pattern of the kind proves: $name', async (kind, sql, alphabet) => {
  const { value, quickly } = checkedConversion(kind, 'v', present, ['', 'na'], 'quick')
  const proved = value.replaceAll(/cast\(error\(.*?\) as \w+\)/g, 'null')
  const texts = [...new Set(fc.sample(nearly(alphabet), { numRuns: 8_000, seed: 7 }))]
  await engine.run(`create or replace table texts as select unnest([${texts.map((text) => `'${text}'`).join(', ')}]) as v`)
  const differing = await engine.all(`select v, ours, wanted from (
    select v, ${proved} as ours, case when ${present} is null then null when ${fitsKind(kind, present)} then try_cast(${present} as ${sql}) end as wanted
    from (select *, ${quickly} from texts)) where ours is distinct from wanted`)
  expect(differing).toEqual([])
})

test('a text that is no value of the kind ends the reading', async () => {
  const { value, quickly } = checkedConversion(integer, 'v', present, ['', 'na'], 'quick')
  const read = (text: string) => engine.all(`select ${value} as value from (select *, ${quickly} from (select '${text}' as v))`)
  expect([await read('12345'), await read('1200'), await read(' 3 '), await read('-5')].map(([row]) => row!.value)).toEqual([12345, 1200, 3, -5])
  for (const text of ['12e2', '007', '1.5', '1_000', '0xFFFFF']) await expect(read(text), text).rejects.toThrow(misfitMark)
})
