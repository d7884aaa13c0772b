import { expect, test } from 'vitest'
import { estimateMemory } from '@/lib/catalog/learn/memory'
import { analyze } from '@/lib/graph/analyze'
import { craftWarnings } from '@/lib/graph/craft-warnings'
import type { LearnedTable } from '@/lib/sample/schema'
import { graphOf, importOf } from '../../support/graph'

const columns = Array.from({ length: 20 }, (_, at) => ({ name: `n${at}`, type: 'number' as const, missing: 0, distinct: 900, counting: false }))
const known = (more: Partial<LearnedTable>): LearnedTable => ({ rows: 1000, exact: false, columns, target: null, wholeRows: 20_000_000, largestAgentMb: 8_000, ...more })
const graph = graphOf({ data: importOf('large'), train: ['learn.train-regressor@1', { target: 'n0', algorithm: 'hist_gradient_boosting' }] }, 'data.table > train.table')
const warn = (table: LearnedTable) => craftWarnings(graph, analyze(graph, { asset: () => columns.map(({ name, type }) => ({ name, type })) }), { train: table }).filter(({ code }) => code === 'memory')

test('a step that will not fit says so before it runs, and offers a sample that fits', () => {
  const [warning] = warn(known({}))
  expect(warning).toMatchObject({ severity: 'warning', node: 'train', port: 'table' })
  expect(warning!.message).toMatch(/^Needs about 1\d GB of memory for about 20,000,000 rows; the largest agent has 8 GB\. Learn from a sample, or add a larger agent$/)
  const insert = warning!.fix!.insert!
  expect(insert).toMatchObject({ component: 'transform.sample@1', on: 'table', params: { method: 'random', size: 'rows' } })
  const rows = insert.params.rows as number
  const need = estimateMemory('learn.train-regressor', { target: 'n0', algorithm: 'hist_gradient_boosting', features: [], exclude: [] }, { table: { rows, columns } })!
  expect(need).toBeLessThanOrEqual(0.6 * 8e9)
  expect(need).toBeGreaterThan(0.5 * 8e9)
  expect(warning!.fix!.label).toBe(`Add Sample: ${rows.toLocaleString('en-US')} rows`)
  // With the sample in place nothing is left to say.
  expect(warn(known({ wholeRows: rows }))).toEqual([])
})

test('says nothing where it fits, or where rows or agents are unknown', () => {
  expect(warn(known({ largestAgentMb: 64_000 }))).toEqual([])
  expect(warn(known({ wholeRows: undefined }))).toEqual([])
  expect(warn(known({ largestAgentMb: undefined }))).toEqual([])
})
