import { describe, expect, it } from 'vitest'
import { columnOptions, moveColumn } from '@/components/pipelines/designer/inspector/fields/column-choice'
import { addColumn, maxGridRows, paste, readBlock, readGrid, removeColumn, removeRow, setCell } from '@/components/pipelines/designer/inspector/fields/grid-edits'
import { readNumber } from '@/components/pipelines/designer/inspector/fields/read-number'
import type { Column } from '@/lib/catalog/types'

const columns: Column[] = [
  { name: 'species', type: 'text' },
  { name: 'mass', type: 'integer' },
  { name: 'length', type: 'number' },
]

describe('columns to choose from', () => {
  it('are those that arrive and suit the field', () => {
    expect(columnOptions(columns, [], ['integer', 'number']).map((option) => option.name)).toEqual(['mass', 'length'])
  })
  it('keep a chosen column that does not arrive any more, marked', () => {
    expect(columnOptions(columns, ['island', 'mass'])[0]).toEqual({ name: 'island', type: undefined, missing: true, unsuited: false })
  })
  it('keep a chosen column whose type does not suit', () => {
    expect(columnOptions(columns, ['species'], ['number'])).toContainEqual({ name: 'species', type: 'text', missing: false, unsuited: true })
  })
  it('call nothing missing while the columns are not known', () => {
    expect(columnOptions(undefined, ['a', ''])).toEqual([{ name: 'a', type: undefined, missing: false, unsuited: false }])
  })
  it('move by one place and stop at the ends', () => {
    expect(moveColumn(['a', 'b', 'c'], 'b', -1)).toEqual(['b', 'a', 'c'])
    expect(moveColumn(['a', 'b', 'c'], 'c', 1)).toEqual(['a', 'b', 'c'])
  })
})

describe('a number field', () => {
  it.each([
    ['1', 1], ['-0.5', -0.5], ['.5', 0.5], ['1.', 1], ['1e-3', 0.001], ['1,5', 1.5], ['−2', -2], [' 7 ', 7],
  ])('reads %s', (text, value) => expect(readNumber(text)).toEqual({ kind: 'number', value }))
  it.each(['abc', '1.2.3', '1,000.5', '--1', '1e999', 'Infinity', '0x10'])('refuses %s', (text) => expect(readNumber(text)).toEqual({ kind: 'invalid' }))
  it('takes nothing for nothing', () => expect(readNumber('  ')).toEqual({ kind: 'empty' }))
})

describe('a typed table', () => {
  const grid = { columns: columns.slice(0, 2), rows: [['Adelie', '3750'], ['Gentoo', null]] }
  it('takes a cell, and an emptied one is missing', () => {
    expect(setCell(grid, 1, 1, '5000').rows).toEqual([['Adelie', '3750'], ['Gentoo', '5000']])
    expect(setCell(grid, 0, 0, '').rows[0]).toEqual([null, '3750'])
    expect(setCell(grid, 0, 0, 'x').rows[1]).toBe(grid.rows[1])
  })
  it('grows below and to the right for a pasted block', () => {
    const after = paste(grid, 1, 1, [['1', '2'], ['3', '4']])
    expect(after.columns.map((column) => column.name)).toEqual(['species', 'mass', 'column_3'])
    expect(after.rows).toEqual([['Adelie', '3750', null], ['Gentoo', '1', '2'], [null, '3', '4']])
  })
  it('stops at its limit', () => {
    expect(paste({ columns, rows: [] }, maxGridRows - 1, 0, [['a'], ['b']]).rows).toHaveLength(maxGridRows)
  })
  it('adds and removes', () => {
    expect(addColumn(grid)).toMatchObject({ columns: [{}, {}, { name: 'column_3', type: 'text' }], rows: [['Adelie', '3750', null], ['Gentoo', null, null]] })
    expect(removeColumn(grid, 0).rows).toEqual([['3750'], [null]])
    expect(removeRow(grid, 0).rows).toEqual([['Gentoo', null]])
  })
  it('reads what spreadsheets put on the clipboard', () => {
    expect(readBlock('a\tb\r\nc\t"two\nlines"\r\n')).toEqual([['a', 'b'], ['c', 'two\nlines']])
    expect(readBlock('"say ""so"""\t')).toEqual([['say "so"', '']])
    expect(readBlock('')).toEqual([])
  })
  it('is empty where the param is nothing of the sort', () => expect(readGrid('x')).toEqual({ columns: [], rows: [] }))
})
