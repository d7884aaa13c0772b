import { expect, test } from 'vitest'
import { changeWords, rowsWords, sampleTitle, samplingWords } from '@/components/pipelines/sample/sample-words'
import { knownResults, partText } from '@/components/pipelines/sample/sample-query'
import type { StepView } from '@/lib/runs/schema'
import { graphOf, importOf } from '../../support/graph'

const source = (taken: number, of: number, name = 'Sales') => ({ node: name, name, taken, of })

test('says of which rows the sample is, and how they were chosen', () => {
  expect(sampleTitle({ exact: false, sources: [source(1_000, 12_034)] })).toBe('Sample of 1,000 of 12,034 rows')
  expect(sampleTitle({ exact: true, sources: [source(344, 344)] })).toBe('From all 344 rows')
  expect(sampleTitle({ exact: false, sources: [source(1_000, 12_034), source(7, 7, 'Cities')] })).toBe('Sample: 1,000 of 12,034 of Sales, all 7 of Cities')
  expect(samplingWords({ exact: false, sources: [source(1_000, 12_034)] })).toContain('Drawn evenly over the whole table')
  expect(samplingWords({ exact: false, sources: [source(1_000, 10_000_000)] })).toContain('ten places')
  expect(samplingWords({ exact: true, sources: [source(5, 5)] })).toContain('a run gives the same')
})

test('says what became of rows, columns and cells', () => {
  expect(rowsWords({ rowsIn: 1_000, rowsOut: 412 })).toBe('1,000 → 412 rows')
  expect(rowsWords({ rowsIn: 1_000, rowsOut: 1_000 })).toBe('1,000 rows')
  expect(rowsWords({ rowsIn: null, rowsOut: 1 })).toBe('1 row')
  expect(changeWords({ added: ['a', 'b'], removed: ['c'], retyped: [], changedCells: 31 })).toBe('2 columns added, 1 column gone, 31 cells changed')
  expect(changeWords({ added: [], removed: [], retyped: [], changedCells: 0 })).toBe('')
})

test('asks anew only where something above the step has changed', () => {
  const graph = graphOf({ data: importOf('t'), sort: ['transform.sort@1'], other: ['transform.sort@1'] }, 'data.table > sort.table', 'data.table > other.table')
  const before = partText(graph, ['sort'])
  const moved = { ...graph, nodes: graph.nodes.map((node) => ({ ...node, position: { x: 9, y: 9 }, note: 'n', ...(node.id === 'other' && { params: { by: [] } }) })) }
  expect(partText(moved, ['sort'])).toBe(before)
  const edited = { ...graph, nodes: graph.nodes.map((node) => (node.id === 'data' ? { ...node, params: { asset: { name: 'u' } } } : node)) }
  expect(partText(edited, ['sort'])).not.toBe(before)
})

test('names what steps that need a run gave in the latest, unless they were edited since', () => {
  const graph = graphOf({ data: importOf('t'), score: ['learn.score-model@1'], sort: ['transform.sort@1'], other: ['script.python@1'] }, 'data.table > score.table', 'score.table > sort.table')
  const gave = (digest: string) => ({ outputs: { table: { type: 'table', digest, size: 1, meta: {} }, model: { type: 'model', digest: 'm', size: 1, meta: {} } } }) as unknown as StepView
  const byNode = new Map(['data', 'score', 'sort', 'other'].map((id) => [id, gave(id)]))
  expect(knownResults(graph, ['sort'], { byNode, stale: new Set() })).toEqual({ score: { table: 'score' } })
  expect(knownResults(graph, ['sort'], { byNode, stale: new Set(['score']) })).toEqual({})
})
