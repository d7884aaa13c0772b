import { expect, test } from 'vitest'
import { describeEdit } from '@/lib/labeling/edits/describe'
import { box } from '../../../support/annotations'

test('an edit is told by what it did to the shape', () => {
  const names: Record<string, string> = { cell: 'Cell', other: 'Nucleus' }
  const nameOf = ({ label }: { label: string }) => names[label] ?? 'Unknown label'
  const before = { ...box('a'), label: 'cell' }
  const told = (change: object) => describeEdit(before, { ...before, ...change }, nameOf)
  expect(describeEdit(null, before, nameOf)).toBe('Drawn')
  expect(describeEdit(before, null, nameOf)).toBe('Deleted')
  expect(told({ label: 'other' })).toBe('Label: Cell to Nucleus')
  expect(told({ shape: { ...before.shape, x: 77 }, locked: true })).toBe('Moved or reshaped, Locked')
  expect(told({ hidden: true })).toBe('Hidden')
  expect(told({ attributes: { blurred: true }, z: 9 })).toBe('Attributes changed, Put above or below others')
  expect(told({})).toBe('Left as it was')
})
