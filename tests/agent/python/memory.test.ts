import path from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import { components } from '@/lib/catalog'
import { estimateMemory } from '@/lib/catalog/learn/memory'
import type { Column } from '@/lib/catalog/types'
import { parquet, useSteps } from './support'

const steps = useSteps(1)
const rowCount = 120_000
let table: string
let columns: Column[]

beforeAll(async () => {
  const numbers = Array.from({ length: 12 }, (_, at) => `(hash(i * 13 + ${at}) % 100000) / 1000.0 AS n${at}`).join(', ')
  table = await parquet(path.join(steps.folder, 'wide.parquet'), `SELECT ${numbers}, 'group ' || hash(i) % 20 AS t0, 'kind ' || hash(i + 1) % 9 AS t1, CASE WHEN hash(i * 13) % 100000 + hash(i * 7) % 60000 > 80000 THEN 'yes' ELSE 'no' END AS y FROM range(${rowCount}) r(i)`)
  columns = [...Array.from({ length: 12 }, (_, at): Column => ({ name: `n${at}`, type: 'number' })), ...['t0', 't1', 'y'].map((name): Column => ({ name, type: 'text' }))]
})

/** Seconds on a quiet machine each; together the kinds of memory that there are: sparse, dense, binned, trees. */
const cases: [string, string, Record<string, unknown>][] = [
  ['logistic regression', 'train_classifier', { target: 'y', algorithm: 'logistic_regression' }],
  ['naive Bayes', 'train_classifier', { target: 'y', algorithm: 'naive_bayes' }],
  ['gradient boosting', 'train_classifier', { target: 'y', algorithm: 'hist_gradient_boosting', max_iter: 20 }],
  ['a forest', 'train_classifier', { target: 'y', algorithm: 'extra_trees', n_estimators: 30, features: ['n0', 'n1', 'n2'] }],
  ['principal components', 'reduce_dimensions', { exclude: ['y'], components: 3 }],
]

test.each(cases)('what %s takes is what the estimate says, within a factor of two and a half', { timeout: 300_000 }, async (_, entry, given) => {
  const component = components.find(({ runner }) => runner.kind === 'python' && runner.entry === entry)!
  const params = component.params.parse(given)
  const { peakMb } = await steps.run(entry, params, { table })
  const estimate = estimateMemory(component.id, params, { table: { rows: rowCount, columns } })! / 1e6
  expect(peakMb, `${estimate} MB were expected`).toBeGreaterThan(estimate / 2.5)
  expect(peakMb, `${estimate} MB were expected`).toBeLessThan(estimate * 2.5)
})
