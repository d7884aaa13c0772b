import { expect, test } from 'vitest'
import fc from 'fast-check'
import { builtOf, filterOf, narrowed } from '@/lib/tracking/filter/built'
import { comparisonOf, draftFor, draftOf, withComparator } from '@/lib/tracking/filter/draft'
import { parseFilter } from '@/lib/tracking/filter/parse'
import { comparators, searchableRuns, type Comparison, type Filter } from '@/lib/tracking/filter/schema'
import { writeFilter } from '@/lib/tracking/filter/write'

const read = (text: string) => parseFilter(text, searchableRuns)

const key = fc.oneof(fc.constantFrom('loss', 'val loss', 'a.b/c', 'Step/rows "kept"', 'x.', "it's", 'ö'), fc.string({ minLength: 1 }))
const comparison: fc.Arbitrary<Comparison> = fc.record({ kind: fc.constantFrom('metric' as const, 'param' as const, 'tag' as const), key, comparator: fc.constantFrom(...comparators), texts: fc.array(fc.string(), { minLength: 2, maxLength: 3 }), numbers: fc.array(fc.double({ noNaN: true, noDefaultInfinity: true }), { minLength: 2, maxLength: 3 }), asNumber: fc.boolean() })
  .map(({ kind, key: name, comparator, texts, numbers, asNumber }) => {
    const used = kind === 'metric' && comparator.includes('LIKE') ? '<' : comparator
    const numeric = kind === 'metric' || (asNumber && !used.includes('LIKE'))
    const count = used.startsWith('IS') ? 0 : used === 'BETWEEN' ? 2 : /IN$/.test(used) ? 3 : 1
    const plain = texts.map((text) => text.replace(/\\+$/, ''))
    return { op: 'compare' as const, field: { kind, key: name }, comparator: used, values: (numeric ? numbers.map((value) => value + 0) : plain).slice(0, count) }
  })
const { filter } = fc.letrec<{ filter: Filter; leaf: Filter }>((tie) => ({
  leaf: comparison,
  filter: fc.oneof({ maxDepth: 3 }, tie('leaf'), fc.record({ op: fc.constantFrom('and' as const, 'or' as const), of: fc.array(tie('filter'), { minLength: 2, maxLength: 3 }) }), fc.record({ op: fc.constant('not' as const), of: tie('filter') })),
}))

test('a filter that is written is read as the same filter, whatever its names and values', () => {
  fc.assert(fc.property(filter, (wanted) => {
    expect(read(writeFilter(wanted))).toEqual(wanted)
  }), { numRuns: 300 })
})

test('what the form can show comes back from it as the same text; what it cannot is left to the text', () => {
  for (const text of ["metrics.loss < 0.1", "metrics.loss BETWEEN 1 AND 2 AND params.\"learning rate\" = '0.1' AND params.depth > 5", "status = 'FAILED' OR tags.team IN ('a', 'b') OR tags.x IS NULL", "metrics.a = 1 AND (tags.b LIKE '%c' OR params.d != 3)"]) {
    const built = builtOf(read(text))!
    expect(writeFilter(filterOf(built))).toBe(text)
    const again = built.rows.map((row) => (row.op === 'compare' ? comparisonOf(draftOf(row)) : { ...row, of: row.of.map((inner) => comparisonOf(draftOf(inner))) }))
    expect(again).toEqual(built.rows)
  }
  for (const text of ['NOT metrics.a = 1', 'metrics.a = 1 AND (metrics.b = 2 OR (metrics.c = 3 AND metrics.d = 4))', "tags.a IN ('b,c')", "tags.a = ''"]) expect(builtOf(read(text)), text).toBeNull()
  expect(builtOf(null)).toEqual({ join: 'and', rows: [] })
  expect(filterOf({ join: 'and', rows: [{ op: 'group', of: [] }] })).toBeNull()
})

test('a condition that lacks something says what; another comparator keeps what was typed', () => {
  const loss = draftFor({ kind: 'metric', key: 'loss' })
  expect(comparisonOf(loss)).toEqual({ lacks: 'Write a number.' })
  expect(comparisonOf({ ...loss, texts: ['low'] })).toEqual({ lacks: '“low” is not a number.' })
  expect(comparisonOf(withComparator({ ...loss, texts: ['1e-3'] }, 'BETWEEN'))).toEqual({ lacks: 'Write a number.' })
  expect(comparisonOf(withComparator({ ...loss, texts: ['1'] }, 'IS NULL'))).toMatchObject({ comparator: 'IS NULL', values: [] })
  expect(comparisonOf(draftFor({ kind: 'tag', key: 'team' }))).toEqual({ lacks: 'Write a value.' })
  const depth = draftFor({ kind: 'param', key: 'depth' })
  expect(comparisonOf({ ...depth, texts: ['5'] })).toMatchObject({ values: ['5'] })
  expect(comparisonOf(withComparator({ ...depth, texts: ['5'] }, '>'))).toMatchObject({ values: [5] })
  expect(comparisonOf({ ...depth, comparator: 'IN', texts: ['a, b,,c'] })).toMatchObject({ values: ['a', 'b', 'c'] })
  expect(comparisonOf({ ...depth, comparator: 'LIKE', texts: ['x\\'] })).toEqual({ lacks: 'The pattern must not end with a backslash.' })
  expect(writeFilter(narrowed(read('metrics.a = 1 OR metrics.b = 2'), read("status = 'FAILED'")!))).toBe("(metrics.a = 1 OR metrics.b = 2) AND status = 'FAILED'")
})
