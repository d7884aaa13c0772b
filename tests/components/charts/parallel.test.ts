import { expect, test } from 'vitest'
import { frameOf, pathOf } from '@/components/charts/draw/parallel-frame'
import { parallelAxis, passes } from '@/components/charts/prepare/parallel'

test('numbers lie by size, words by their own marks, and what is missing nowhere', () => {
  expect(parallelAxis({ name: 'depth', values: [0, 5, null, 10, Number.NaN] })).toMatchObject({ places: [0, 0.5, null, 1, null], axis: { name: 'depth' } })
  expect(parallelAxis({ name: 'loss', values: [0, 10], flipped: true }).places).toEqual([1, 0])
  const log = parallelAxis({ name: 'lr', values: [0.001, 0.1, 0.01], log: true })
  expect(log.places.map((place) => Number(place!.toFixed(6)))).toEqual([0, 1, 0.5])
  expect(log.axis.ticks.map(({ label }) => label)).toEqual(['0.001', '0.01', '0.1'])
  const words = parallelAxis({ name: 'algorithm', values: ['tree', 'forest', undefined, 'tree'] })
  expect(words).toEqual({ axis: { name: 'algorithm', ticks: [{ place: 0, label: 'forest' }, { place: 1, label: 'tree' }] }, places: [1, 0, null, 1] })
  expect(parallelAxis({ name: 'one', values: [3, 3] }).places).toEqual([0.5, 0.5])
})

test('a line has a gap where it has no value, and passes a brush only where it has one there', () => {
  const frame = frameOf(280, 148, 3)
  expect(pathOf({ places: [0, 1, 0.5] }, frame)).toBe('M40 134L140 34L240 84')
  expect(pathOf({ places: [0, null, 0.5] }, frame)).toBe('M34 134H46M234 84H246')
  expect(passes({ places: [0.2, null] }, new Map([[0, [0.1, 0.3]]]))).toBe(true)
  expect(passes({ places: [0.2, null] }, new Map([[1, [0, 1]]]))).toBe(false)
})
