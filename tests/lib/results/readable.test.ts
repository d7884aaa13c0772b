import { expect, test } from 'vitest'
import fc from 'fast-check'
import { readable } from '@/lib/results/readable'

test('lists of objects become tables, the rest facts in words', () => {
  const fills = [{ column: 'mass', how: 'mean', value: '4201.5' }, { column: 'sex', value: null, isText: true }]
  expect(readable({ kind: 'clean-missing-data', version: 1, action: 'fill', fills, indicators: [], above: 0.5 })).toEqual({
    facts: [{ label: 'Kind', value: 'clean-missing-data' }, { label: 'Action', value: 'fill' }, { label: 'Indicators', value: 'none' }, { label: 'Above', value: '0.5' }],
    tables: [{ title: 'Fills', columns: ['Column', 'How', 'Value', 'Is text'], rows: [['mass', 'mean', '4201.5', '–'], ['sex', '–', '–', 'yes']] }],
  })
})

test('an object of values is a table of names and values', () => {
  expect(readable({ class_counts: { a: 1, b: [1, 2] } }).tables).toEqual([{ title: 'Class counts', columns: ['Name', 'Value'], rows: [['a', '1'], ['b', '1, 2']] }])
})

test('any JSON can be read', () => {
  fc.assert(fc.property(fc.jsonValue(), (value) => {
    const { facts, tables } = readable(value)
    for (const table of tables) for (const row of table.rows) expect(row).toHaveLength(table.columns.length)
    for (const fact of facts) expect(typeof fact.value).toBe('string')
  }))
})
