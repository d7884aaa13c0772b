import { expect, test } from 'vitest'
import { anyChange, compareColumns, type ColumnChanges } from '@/lib/data/compare-columns'
import type { Column } from '@/lib/catalog/types'

const columns = (text: string): Column[] => text.split(' ').map((part) => ({ name: part.split(':')[0]!, type: part.split(':')[1] as Column['type'] }))

const cases: [string, string, string, ColumnChanges, boolean][] = [
  ['the same', 'a:integer b:text', 'a:integer b:text', { added: [], removed: [], retyped: [], moved: false }, false],
  ['one more', 'a:integer', 'a:integer b:text', { added: ['b'], removed: [], retyped: [], moved: false }, true],
  ['one less', 'a:integer b:text', 'b:text', { added: [], removed: ['a'], retyped: [], moved: false }, true],
  ['another type', 'a:integer', 'a:text', { added: [], removed: [], retyped: [{ name: 'a', before: 'integer', after: 'text' }], moved: false }, true],
  ['another order', 'a:integer b:text', 'b:text a:integer', { added: [], removed: [], retyped: [], moved: true }, true],
  ['another order because of a new one in the middle is none', 'a:integer b:text', 'a:integer x:date b:text', { added: ['x'], removed: [], retyped: [], moved: false }, true],
  ['capitals count', 'a:integer', 'A:integer', { added: ['A'], removed: ['a'], retyped: [], moved: false }, true],
]

test.each(cases)('%s', (_title, before, after, changes, any) => {
  expect(compareColumns(columns(before), columns(after))).toEqual(changes)
  expect(anyChange(changes)).toBe(any)
})
