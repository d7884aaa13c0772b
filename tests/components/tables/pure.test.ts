import { describe, expect, test } from 'vitest'
import { cellText, oneLine } from '@/components/tables/cell-text'
import { columnFacts } from '@/components/tables/column-facts'
import { columnWidth } from '@/components/tables/column-widths'
import { draftOf, filterFrom, filterWords, opsFor } from '@/components/tables/filter-words'
import { moveCell } from '@/components/tables/grid-keys'
import { clampTop, revealRow, scrollHeight, scrollOf, tallest, topOf, visibleRows } from '@/components/tables/viewport'
import { TableFilter } from '@/lib/data/table-filter'

describe('the viewport', () => {
  const short = { rowCount: 100, rowHeight: 28, viewHeight: 280 }
  const long = { rowCount: 3_000_000, rowHeight: 28, viewHeight: 560 }

  test('a short table scrolls pixel by pixel', () => {
    expect(scrollHeight(short)).toBe(2800)
    expect(topOf(57, short)).toBe(57)
    expect(scrollOf(57, short)).toBe(57)
    expect(visibleRows(57, short, 0)).toEqual({ first: 2, last: 13 })
  })

  test('a long one stays within what browsers draw, and both ends are reached', () => {
    expect(scrollHeight(long)).toBe(tallest)
    expect(topOf(0, long)).toBe(0)
    expect(visibleRows(topOf(tallest - long.viewHeight, long), long, 0)).toEqual({ first: 2_999_980, last: 3_000_000 })
    expect(topOf(scrollOf(41_234_567, long), long)).toBeCloseTo(41_234_567, 3)
  })

  test('a row is brought into sight by the least movement', () => {
    expect(revealRow(5, 0, short)).toBe(0)
    expect(revealRow(10, 0, short)).toBe(28)
    expect(revealRow(1, 280, short)).toBe(28)
    expect(revealRow(99, 0, short)).toBe(2520)
  })

  test('nothing to scroll', () => {
    const tiny = { rowCount: 2, rowHeight: 28, viewHeight: 280 }
    expect([topOf(50, tiny), scrollOf(50, tiny), clampTop(9, tiny)]).toEqual([0, 0, 0])
    expect(visibleRows(0, { ...tiny, rowCount: 0 })).toEqual({ first: 0, last: 0 })
  })
})

describe('keys', () => {
  const size = { rows: 10, columns: 4, page: 5 }
  test.each([
    ['ArrowDown', false, { row: 3, column: 1 }],
    ['ArrowDown', true, { row: 9, column: 1 }],
    ['ArrowLeft', false, { row: 2, column: 0 }],
    ['PageUp', false, { row: 0, column: 1 }],
    ['End', false, { row: 2, column: 3 }],
    ['Home', true, { row: 0, column: 0 }],
    ['x', false, null],
  ])('%s (jump %s)', (key, jump, to) => {
    expect(moveCell({ row: 2, column: 1 }, key, jump, size)).toEqual(to)
  })
})

describe('cells', () => {
  test('read exactly, without the noise of binary fractions', () => {
    expect(cellText(0.1 + 0.2, 'number')).toBe('0.3')
    expect(cellText(1234567, 'integer')).toBe('1234567')
    expect(cellText('90071992547409931', 'integer')).toBe('90071992547409931')
    expect(cellText('2024-05-01T10:00:00', 'timestamp')).toBe('2024-05-01 10:00:00')
    expect(cellText({ a: [1] }, 'other')).toBe('{"a":[1]}')
    expect(cellText(false, 'boolean')).toBe('false')
    expect(oneLine('a\r\nb\tc')).toBe('a ⏎ b ⇥ c')
  })

  test('columns are wide enough for their names and narrow enough for the screen', () => {
    expect(columnWidth({ name: 'n', type: 'integer' })).toBe(104)
    expect(columnWidth({ name: 'x'.repeat(200), type: 'text' })).toBe(320)
  })
})

describe('filters', () => {
  test('each that a form makes is one that the server takes', () => {
    for (const type of ['integer', 'number', 'text', 'boolean', 'date', 'timestamp', 'other'] as const) {
      for (const op of opsFor(type)) {
        const filter = filterFrom('c', { op, value: '1', to: '2', values: ['a'] })
        expect(TableFilter.parse(filter), `${type} ${op}`).toEqual(filter)
        expect(filterFrom('c', draftOf(filter!, type))).toEqual(filter)
      }
    }
  })

  test('an unfinished one is none', () => {
    expect(filterFrom('c', { op: 'equals', value: '', to: '', values: [] })).toBeNull()
    expect(filterFrom('c', { op: 'between', value: '1', to: ' ', values: [] })).toBeNull()
    expect(filterFrom('c', { op: 'in', value: '', to: '', values: [] })).toBeNull()
  })

  test('reads as a sentence', () => {
    expect(filterWords({ column: 'delay', op: 'at_least', value: '30' })).toBe('delay ≥ 30')
    expect(filterWords({ column: 'd', op: 'between', from: '1', to: '2' })).toBe('d between 1 and 2')
    expect(filterWords({ column: 's', op: 'in', values: ['a', 'b', 'c', 'd'] })).toBe('s is one of a, b and 2 more')
    expect(filterWords({ column: 's', op: 'missing' })).toBe('s is missing')
  })
})

test('estimates are marked as such', () => {
  const facts = columnFacts({ name: 'x', type: 'text', missing: 5, distinct: 1234, distinctExact: false, lengths: { min: 3, max: 3, mean: 3 } }, 50)
  expect(facts.map(({ label, value }) => `${label} ${value}`)).toEqual(['missing 5 (10.0%)', 'distinct ≈ 1,234', 'length 3'])
})
