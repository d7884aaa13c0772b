import { describe, expect, test } from 'vitest'
import { flowElements, outputShape, unplaced, type RunNode } from '@/components/runs/canvas/card'
import { adviceFor, progressWords, stepStatus } from '@/components/runs/status'
import { Graph } from '@/lib/graph/schema'
import { endReasons } from '@/lib/protocol/states'
import type { StepView } from '@/lib/runs/schema'

const graph = Graph.parse({
  nodes: [
    { id: 'a', component: 'data.enter@1' },
    { id: 'b', component: 'transform.select-columns@1' },
  ],
  edges: [{ from: { node: 'a', port: 'table' }, to: { node: 'b', port: 'table' } }],
})

const step = (node: string, state: StepView['state'], more: Partial<StepView> = {}): StepView => ({
  id: node, node, name: node, component: 'data.enter@1', position: 0, state, endReason: null, message: '', reused: null, reuseNote: '', waitReason: null,
  metrics: {}, outputs: {}, sources: {}, attempts: [], readyAt: null, startedAt: null, endedAt: null, ...more,
})

describe('the frozen canvas', () => {
  const places = new Map([['a', { x: 0, y: 0 }], ['b', { x: 0, y: 100 }]])

  test('a change of one step draws that step anew and no other', () => {
    const known = new Map<string, RunNode>()
    const options = { selected: null, critical: new Set<string>(), places, known }
    const a = step('a', 'succeeded')
    const first = flowElements(graph, new Map([['a', a], ['b', step('b', 'queued')]]), options)
    const second = flowElements(graph, new Map([['a', a], ['b', step('b', 'running')]]), options)
    expect(second.nodes[0]).toBe(first.nodes[0])
    expect(second.nodes[1]).not.toBe(first.nodes[1])
    expect(second.nodes[1]?.data.step?.state).toBe('running')
  })

  test('a step that was not run is there without a state, and edges keep their ports', () => {
    const { nodes, edges } = flowElements(graph, new Map(), { selected: 'b', critical: new Set(['a']), places, known: new Map() })
    expect(nodes.map((node) => [node.data.step, node.data.critical, node.selected])).toEqual([[undefined, true, false], [undefined, false, true]])
    expect(edges[0]).toMatchObject({ source: 'a', sourceHandle: 'table', target: 'b', targetHandle: 'table' })
  })

  test('a graph that nobody placed is known as such', () => {
    expect(unplaced(graph)).toBe(true)
    expect(unplaced({ ...graph, nodes: graph.nodes.map((node, index) => ({ ...node, position: { x: index, y: 0 } })) })).toBe(false)
  })

  test('only tables have a shape', () => {
    expect(outputShape({ type: 'table', digest: '', size: 1, meta: { rows: 12345, columns: [{}, {}] } })).toBe('12,345 × 2')
    expect(outputShape({ type: 'model', digest: '', size: 1, meta: {} })).toBeUndefined()
    expect(outputShape(undefined)).toBeUndefined()
  })
})

test('a reused step is shown as reused only when it succeeded', () => {
  const reused = { runId: 'r', runNumber: 1, node: 'a' }
  expect(stepStatus(step('a', 'succeeded', { reused }))).toBe('reused')
  expect(stepStatus(step('a', 'succeeded'))).toBe('succeeded')
})

test('every end but success has a reason in words and something to do', () => {
  for (const reason of endReasons) {
    if (reason === 'succeeded') expect(adviceFor(reason)).toBeNull()
    else expect(adviceFor(reason)?.text.length).toBeGreaterThan(20)
  }
  expect(adviceFor(null)).toBeNull()
})

test('progress in words', () => {
  const counts = { total: 6, waiting: 0, queued: 0, running: 0, succeeded: 6, reused: 0, failed: 0, cancelled: 0, skipped: 0 }
  expect(progressWords(counts)).toBe('6 steps')
  expect(progressWords({ ...counts, succeeded: 2, reused: 2, running: 4 })).toBe('2 of 6 steps, 2 reused')
  expect(progressWords({ ...counts, total: 1, succeeded: 0, failed: 1 })).toBe('1 step')
})
