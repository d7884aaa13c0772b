import { expect, test } from 'vitest'
import { paramText } from '@/components/runs/page/param-text'
import type { Field } from '@/lib/catalog/types'

const choice: Field = { name: 'algorithm', label: 'Algorithm', kind: 'choice', options: [{ value: 'random_forest', label: 'Random forest' }] }

test('values read as a person would say them', () => {
  expect(paramText(choice, 'random_forest')).toBe('Random forest')
  expect(paramText(choice, 'gone')).toBe('gone')
  expect(paramText(undefined, ['a', 'b'])).toBe('a, b')
  expect([null, '', []].map((value) => paramText(undefined, value))).toEqual(['none', 'none', 'none'])
  expect([true, 0.75].map((value) => paramText(undefined, value))).toEqual(['on', '0.75'])
  expect(paramText(undefined, { name: 'penguins', version: 'latest' })).toBe('penguins, version latest')
  expect(paramText(undefined, { columns: [{}, {}], rows: [[]] })).toBe('1 × 2, typed in')
  expect(paramText(undefined, [{ column: 'a', op: '>', value: 3 }])).toBe('1 entry: a > 3')
})
