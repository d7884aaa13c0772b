import { describe, expect, it } from 'vitest'
import { staleSteps } from '@/components/pipelines/stale-steps'
import type { Graph } from '@/lib/graph/schema'

const step = (id: string, component: string, params: Record<string, unknown> = {}) => ({ id, component, params, name: '', note: '', position: { x: 0, y: 0 } })
const wire = (from: string, to: string) => ({ from: { node: from, port: 'table' }, to: { node: to, port: 'table' } })
const draft: Graph = {
  nodes: [step('load', 'data.import@1', { asset: { name: 'cars', version: 'latest' } }), step('keep', 'transform.select-columns@1', { columns: ['a'] }), step('last', 'transform.select-columns@1')],
  edges: [wire('load', 'keep'), wire('keep', 'last')],
}
/** As a run has it: defaults written down, "latest" made a version, keys in another order. */
const ran: Graph = {
  nodes: [
    step('load', 'data.import@1', { asset: { version: 3, digest: 'f'.repeat(64), name: 'cars' } }),
    step('keep', 'transform.select-columns@1', { rename: [], columns: ['a'], mode: 'keep' }),
    step('last', 'transform.select-columns@1', { rename: [], columns: [], mode: 'keep' }),
  ],
  edges: [wire('keep', 'last'), wire('load', 'keep')],
}
const change = (id: string, patch: object): Graph => ({ ...draft, nodes: draft.nodes.map((node) => (node.id === id ? { ...node, ...patch } : node)) })
const stale = (graph: Graph) => [...staleSteps(graph, ran)].sort()

describe('steps changed since a run', () => {
  it('are none where only what the run wrote down differs', () => expect(stale(draft)).toEqual([]))
  it('do not count names, notes and places', () => expect(stale(change('keep', { name: 'x', note: 'y', position: { x: 9, y: 9 } }))).toEqual([]))
  it('are a changed step and all after it', () => expect(stale(change('keep', { params: { columns: ['b'] } }))).toEqual(['keep', 'last']))
  it('are those behind other data', () => expect(stale(change('load', { params: { asset: { name: 'boats', version: 'latest' } } }))).toEqual(['keep', 'last', 'load']))
  it('are those behind another version that is asked for by number', () => {
    expect(stale(change('load', { params: { asset: { name: 'cars', version: 2 } } }))).toEqual(['keep', 'last', 'load'])
    expect(stale(change('load', { params: { asset: { name: 'cars', version: 3 } } }))).toEqual([])
  })
  it('are new steps and those with other wires', () => {
    expect(stale({ ...draft, nodes: [...draft.nodes, step('new', 'data.enter@1')] })).toEqual(['new'])
    expect(stale({ ...draft, edges: [wire('load', 'keep'), wire('load', 'last')] })).toEqual(['last'])
  })
})
