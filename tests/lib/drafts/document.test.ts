import fc from 'fast-check'
import * as Y from 'yjs'
import { describe, expect, it } from 'vitest'
import { docToGraph, edgesOf, graphToDoc, nodesOf, writeGraph } from '@/lib/drafts/document'
import { rewriteGraph, setCompute } from '@/lib/drafts/rewrite'
import type { Graph } from '@/lib/graph/schema'

const node = (id: string, params: Record<string, unknown> = {}) => ({
  id,
  component: 'transform.filter-rows@1',
  name: '',
  note: '',
  position: { x: 1, y: 2 },
  params,
})
const chain: Graph = {
  nodes: [node('z', { rows: [{ a: 1 }] }), node('a'), node('m')],
  edges: [
    { from: { node: 'z', port: 'table' }, to: { node: 'a', port: 'table' } },
    { from: { node: 'a', port: 'table' }, to: { node: 'm', port: 'table' } },
  ],
}

/** Two documents that have exchanged everything. */
function meet(...docs: Y.Doc[]): void {
  for (const from of docs) for (const to of docs) Y.applyUpdate(to, Y.encodeStateAsUpdate(from))
}

describe('graph ↔ document', () => {
  it('keeps steps in their order, with every field', () => {
    expect(docToGraph(graphToDoc(chain))).toEqual(chain)
  })

  it('round-trips any graph once its edges are in reading order', () => {
    const ids = fc.uniqueArray(fc.stringMatching(/^[a-z0-9_-]{1,8}$/), { minLength: 1, maxLength: 12 })
    fc.assert(
      fc.property(ids, fc.jsonValue().filter((value) => !JSON.stringify(value).includes('__proto__')), fc.infiniteStream(fc.nat(11)), (names, value, picks) => {
        const pick = () => names[picks.next().value! % names.length]!
        const graph: Graph = {
          nodes: names.map((id) => node(id, { value })),
          edges: names.map((id) => ({ from: { node: pick(), port: 'out' }, to: { node: id, port: 'in' } })),
        }
        // A document's numbers are JSON's: -0 is 0.
        expect(JSON.parse(JSON.stringify(docToGraph(graphToDoc(graph))))).toEqual(JSON.parse(JSON.stringify(graph)))
      }),
      { numRuns: 100 },
    )
  })

  it('keeps what a step asks of where it runs, and two wishes that two people set at once', () => {
    const asking: Graph = { ...chain, nodes: [{ ...node('z'), compute: { target: 'gpu', cpus: 0.5, memoryMb: 512, gpus: 0, tags: ['big'], priority: -5, timeoutSeconds: 60, environment: 'vision@2' } }, node('a'), node('m')] }
    const one = graphToDoc(asking)
    expect(docToGraph(one)).toEqual(asking)
    const two = new Y.Doc()
    meet(one, two)
    setCompute(nodesOf(one).get('z')!, { ...asking.nodes[0]!.compute, cpus: 4 })
    setCompute(nodesOf(two).get('z')!, { ...asking.nodes[0]!.compute, memoryMb: 2048, tags: undefined })
    meet(one, two)
    expect(docToGraph(one)).toEqual(docToGraph(two))
    expect(docToGraph(one).nodes[0]!.compute).toEqual({ target: 'gpu', cpus: 4, memoryMb: 2048, gpus: 0, priority: -5, timeoutSeconds: 60, environment: 'vision@2' })
    rewriteGraph(one, chain)
    expect(docToGraph(one)).toEqual(chain)
  })

  it('is the same on a replica that got the updates in another order', () => {
    const one = graphToDoc(chain)
    const two = new Y.Doc()
    meet(one, two)
    nodesOf(one).get('a')!.set('name', 'Left')
    nodesOf(two).get('m')!.set('name', 'Right')
    meet(one, two)
    expect(docToGraph(two)).toEqual(docToGraph(one))
    expect(docToGraph(one).nodes.map((n) => n.name)).toEqual(['', 'Left', 'Right'])
  })

  it('ends with one edge at an input that two people fed at once', () => {
    const one = graphToDoc({ nodes: [node('x'), node('y'), node('t')], edges: [] })
    const two = new Y.Doc()
    meet(one, two)
    for (const [doc, from] of [[one, 'x'], [two, 'y']] as const) {
      edgesOf(doc).set('t.table', { from: { node: from, port: 'table' }, to: { node: 't', port: 'table' } })
    }
    meet(one, two)
    expect(docToGraph(one).edges).toHaveLength(1)
    expect(docToGraph(one)).toEqual(docToGraph(two))
  })

  it('hides an edge whose step someone else deleted meanwhile', () => {
    const one = graphToDoc({ nodes: [node('x'), node('y')], edges: [] })
    const two = new Y.Doc()
    meet(one, two)
    nodesOf(one).delete('x')
    edgesOf(two).set('y.table', { from: { node: 'x', port: 'table' }, to: { node: 'y', port: 'table' } })
    meet(one, two)
    expect(docToGraph(one)).toEqual({ nodes: [node('y')], edges: [] })
  })

  it('leaves out what is stored but is no step', () => {
    const doc = graphToDoc({ nodes: [node('x')], edges: [] })
    doc.getMap('nodes').set('junk', 'text')
    doc.getMap('nodes').set('half', new Y.Map([['component', 'nonsense']]))
    expect(docToGraph(doc).nodes.map((n) => n.id)).toEqual(['x'])
  })

  it('writes a graph as one update', () => {
    const doc = new Y.Doc()
    let updates = 0
    doc.on('update', () => (updates += 1))
    writeGraph(doc, chain)
    expect(updates).toBe(1)
  })
})
