import { describe, expect, test } from 'vitest'
import { compareColumns } from '@/lib/results/compare-columns'
import { compareRuns, tableWords } from '@/lib/results/compare-runs'
import type { TableProfile } from '@/lib/duckdb/ops/profile-types'
import type { RunView } from '@/lib/runs/schema'

const table = (digest: string, rows: number, columns: Record<string, string>) => ({ digest, size: 1, type: 'table', meta: { rows, columns: Object.entries(columns).map(([name, type]) => ({ name, type })) } })
const step = (node: string, outputs: object, metrics: Record<string, number> = {}) => ({ node, name: node, component: 'transform.sort@1', state: 'succeeded', outputs, metrics })
const node = (id: string, params: Record<string, unknown>) => ({ id, component: 'transform.sample@1', name: id, params, note: '', position: { x: 0, y: 0 } })

function run(steps: object[], nodes: object[], more: object = {}): RunView {
  return { steps, graph: { nodes, edges: [] }, parameters: {}, metrics: {}, ...more } as unknown as RunView
}

describe('two runs', () => {
  const before = run([step('a', { table: table('1', 10, { x: 'integer', y: 'text' }) }), step('b', { table: table('2', 10, {}) }, { accuracy: 0.8 }), step('gone', {})], [node('a', { rows: 5 }), node('b', {}), node('gone', {})], { metrics: { accuracy: 0.8 } })
  const after = run([step('a', { table: table('3', 12, { x: 'number', z: 'text' }) }), step('b', { table: table('2', 10, {}) }, { accuracy: 0.8 }), step('fresh', {})], [node('a', { rows: 7 }), node('b', {}), node('fresh', {})], { metrics: { accuracy: 0.9 } })
  const comparison = compareRuns(before, after)
  const of = (name: string) => comparison.steps.find((entry) => entry.node === name)!

  test('are compared step by step, those of one side alone too', () => {
    expect(comparison.steps.map(({ node: name }) => name)).toEqual(['a', 'b', 'fresh', 'gone'])
    expect(of('fresh').before).toBeNull()
    expect(of('gone').after).toBeNull()
    expect(of('b').same).toBe(true)
  })

  test('differ in settings, rows, columns and types', () => {
    expect(of('a').changes.map(({ text }) => text).join()).toMatch(/5 → 7/)
    expect(of('a').outputs[0]!.table).toEqual({ rows: { before: 10, after: 12 }, added: ['z'], removed: ['y'], retyped: [{ name: 'x', before: 'integer', after: 'number' }] })
    expect(tableWords(of('a').outputs[0]!.table!, String)).toBe('10 → 12 rows; new: z; gone: y; x: integer → number')
    expect(comparison.metrics).toMatchObject([{ key: 'accuracy', value: 0.9, previous: 0.8, verdict: 'better' }])
  })

  test('of one graph differ by the values of its parameters', () => {
    const nodes = [node('a', { rows: { $parameter: 'n' } })]
    const [one, two] = [run([step('a', {})], nodes, { parameters: { n: 5 } }), run([step('a', {})], nodes, { parameters: { n: 9 } })]
    expect(compareRuns(one, two).steps[0]!.changes.map(({ text }) => text).join()).toMatch(/5 → 9/)
    expect(compareRuns(one, one).steps[0]!.same).toBe(true)
  })
})

test('columns are compared by name, gone ones last', () => {
  const numbers = (mean: number) => ({ min: 0, max: 9, mean, sd: 1, quantiles: { p05: 0, p25: 1, p50: 2, p75: 3, p95: 4 }, quantilesExact: true, notFinite: 0, zeros: 0 })
  const column = (name: string, mean: number) => ({ name, type: 'number' as const, missing: 0, distinct: 3, distinctExact: true, numbers: numbers(mean) })
  const profile = (...columns: TableProfile['columns']): TableProfile => ({ rows: 5, columns })
  const found = compareColumns(profile(column('a', 1), column('old', 1)), profile(column('new', 1), column('a', 2)))
  expect(found.map(({ name, same }) => [name, same])).toEqual([['new', false], ['a', false], ['old', false]])
  expect(found[1]).toMatchObject({ before: { mean: 1 }, after: { mean: 2 } })
  expect(compareColumns(profile(column('a', 1)), profile(column('a', 1)))[0]!.same).toBe(true)
})
