import { expect, test } from 'vitest'
import { components } from '@/lib/catalog'
import { estimateMemory, memoryNeed } from '@/lib/catalog/learn/memory'
import type { Column } from '@/lib/catalog/types'

const columns = (numbers: number, texts = 0): Column[] => [
  ...Array.from({ length: numbers }, (_, at): Column => ({ name: `n${at}`, type: 'number' })),
  ...Array.from({ length: texts }, (_, at): Column => ({ name: `t${at}`, type: 'text' })),
]
const params = (id: string, given: Record<string, unknown>) => components.find((component) => component.id === id)!.params.parse(given)
const train = (given: Record<string, unknown>, rows: number, table = columns(20)) => estimateMemory('learn.train-classifier', params('learn.train-classifier', given), { table: { rows, columns: table } })!

test('every component that learns from a table has an estimate for it, which grows with the rows', () => {
  const learns = components.filter(({ category, inputs }) => category === 'Learn' && inputs.some(({ name }) => name === 'table'))
  expect(learns.length).toBeGreaterThan(15)
  for (const component of learns) {
    const given = component.params.parse({})
    const estimate = (rows: number) => estimateMemory(component.id, given, { table: { rows, columns: columns(10, 2) } })
    expect(estimate(1_000), component.id).toBeGreaterThan(0)
    expect(estimate(10_000_000), component.id).toBeGreaterThan(3e9)
    expect(estimate(10_000_000), component.id).toBeGreaterThan(estimate(1_000_000)!)
  }
})

test('knows what makes a step large', () => {
  const forest = { target: 'n0', algorithm: 'random_forest', n_estimators: 200 }
  expect(train(forest, 1_000_000)).toBeGreaterThan(8e9)
  expect(train({ ...forest, max_depth: 8 }, 1_000_000)).toBeLessThan(2e9)
  expect(train({ ...forest, min_samples_leaf: 100 }, 1_000_000)).toBeLessThan(2e9)
  expect(train({ target: 'n0', algorithm: 'hist_gradient_boosting' }, 1_000_000)).toBeLessThan(1.5e9)
  // Columns that are not learned from are read, and no more.
  const wide = columns(200)
  const few = { target: 'n0', algorithm: 'naive_bayes', features: ['n1', 'n2'] }
  expect(train(few, 100_000, wide)).toBeLessThan(train({ ...few, features: [] }, 100_000, wide))
  const words = (count: number) => estimateMemory('learn.text-features', params('learn.text-features', { column: 't0', columns: count }), { table: { rows: 100_000, columns: columns(0, 1) } })!
  expect(words(5_000)).toBeGreaterThan(20 * words(100) - 19 * 300e6)
})

test('tells the queue megabytes where it matters, from what outputs say of themselves', () => {
  const given = params('learn.train-classifier', { target: 'n0', algorithm: 'hist_gradient_boosting' })
  const meta = (rows: number) => ({ table: { rows, columns: columns(20), profile: 'more' } })
  expect(memoryNeed('learn.train-classifier@1', given, meta(1_000))).toBeNull()
  expect(memoryNeed('learn.train-classifier@1', given, meta(20_000_000))).toBeGreaterThan(10_000)
  // Nothing is guessed of models, of tables that are not measured, or of other components.
  expect(memoryNeed('learn.train-classifier@1', given, { table: { rows: null, columns: null } })).toBeNull()
  expect(memoryNeed('learn.score-model@1', {}, { model: { task: 'classification' } })).toBeNull()
  expect(memoryNeed('transform.sort@1', {}, meta(20_000_000))).toBeNull()
})
