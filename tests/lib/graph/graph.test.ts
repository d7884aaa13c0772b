import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { toText } from '@/lib/graph/clip-text'
import { fromText } from '@/lib/graph/clipboard'
import { connectable } from '@/lib/graph/connectable'
import { diff } from '@/lib/graph/diff'
import { downstream, needed, subgraph } from '@/lib/graph/needed'
import { topologicalOrder } from '@/lib/graph/order'
import { Graph, type GraphNode } from '@/lib/graph/schema'

const node = (id: string, component = 'transform.filter-rows@1', params: Record<string, unknown> = {}) => ({ id, component, params, name: '', note: '', position: { x: 0, y: 0 } })
const edge = (from: string, to: string, out = 'table', into = 'table') => ({ from: { node: from, port: out }, to: { node: to, port: into } })
const chain: Graph = { nodes: [node('a', 'data.enter@1'), node('b', 'transform.split-data@1'), node('c'), node('d'), node('e', 'transform.join@1')], edges: [edge('a', 'b'), edge('b', 'c', 'first'), edge('b', 'd', 'second'), edge('c', 'e', 'table', 'left')] }

describe('order', () => {
  test('sources come first in every graph without a circle, and every node is there once', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 30 }), fc.array(fc.tuple(fc.nat(29), fc.nat(29)), { maxLength: 60 }), fc.infiniteStream(fc.nat()), (n, pairs, salt) => {
        const ids = Array.from({ length: n }, (_, i) => ({ id: `n${i}`, key: salt.next().value as number }))
        const edges = pairs.filter(([x, y]) => x < y && y < n).map(([x, y]) => edge(`n${x}`, `n${y}`))
        const nodes = [...ids].sort((x, y) => x.key - y.key).map(({ id }) => node(id))
        const { order, cycles } = topologicalOrder({ nodes, edges })
        expect(cycles).toEqual([])
        expect([...order].sort()).toEqual(ids.map(({ id }) => id).sort())
        for (const { from, to } of edges) expect(order.indexOf(from.node)).toBeLessThan(order.indexOf(to.node))
      }),
    )
  })

  test('each circle is found once; nodes behind it are no part of it', () => {
    const nodes = ['a', 'b', 'c', 'x', 'y', 'self', 'free'].map((id) => node(id))
    const edges = [edge('a', 'b'), edge('b', 'c'), edge('c', 'a'), edge('c', 'x'), edge('x', 'y'), edge('self', 'self')]
    const { order, cycles } = topologicalOrder({ nodes, edges })
    expect(cycles.map((cycle) => [...cycle].sort())).toEqual([['a', 'b', 'c'], ['self']])
    expect(order[0]).toBe('free')
    expect(order).toHaveLength(7)
  })
})

test('needed looks upstream, downstream looks the other way', () => {
  expect([...needed(chain, ['c'])].sort()).toEqual(['a', 'b', 'c'])
  expect([...needed(chain, ['e', 'gone'])].sort()).toEqual(['a', 'b', 'c', 'e'])
  expect([...downstream(chain, ['b'])].sort()).toEqual(['b', 'c', 'd', 'e'])
  expect(subgraph(chain, needed(chain, ['c'])).edges).toHaveLength(2)
})

describe('connectable', () => {
  const check = (from: string, out: string, to: string, into: string, replace = false) => connectable(chain, { node: from, port: out }, { node: to, port: into }, { replace })
  test('says yes where an edge fits', () => {
    expect(check('d', 'table', 'e', 'right')).toEqual({ ok: true })
  })
  test.each([
    [check('a', 'table', 'c', 'table'), '“Table” is connected already'],
    [check('b', 'first', 'c', 'table'), 'These are connected already'],
    [check('c', 'table', 'c', 'table'), 'A step cannot feed itself'],
    [check('e', 'table', 'b', 'table', true), 'This would make a circle: Join already depends on Split data'],
    [check('a', 'nope', 'e', 'right'), 'Enter data has no output “nope”'],
    [check('gone', 'table', 'e', 'right'), 'That step does not exist'],
    [connectable({ nodes: [node('a', 'data.enter@1'), node('t', 'transform.apply-transformation@1')], edges: [] }, { node: 'a', port: 'table' }, { node: 't', port: 'transformation' }), '“Transformation” takes a transformation, and this is a table'],
  ])('says why not: %#', (answer, reason) => {
    expect(answer).toMatchObject({ ok: false, reason: expect.stringContaining(reason) })
  })
  test('an occupied input can be taken over, also where the old edge alone would close a circle', () => {
    expect(check('a', 'table', 'c', 'table', true)).toEqual({ ok: true, replaces: chain.edges[1] })
  })
})

describe('clipboard', () => {
  test('copied steps come back with fresh ids, their edges, and at the pointer', () => {
    const text = toText(chain, ['b', 'c', 'd'])
    const pasted = fromText(text, { taken: chain.nodes.map(({ id }) => id), at: { x: 100, y: 50 } })
    expect(pasted.nodes.map(({ id }) => id)).toEqual(['b-2', 'c-2', 'd-2'])
    expect(pasted.edges).toEqual([edge('b-2', 'c-2', 'first'), edge('b-2', 'd-2', 'second')])
    expect(pasted.nodes.map(({ position }) => position)).toEqual(Array(3).fill({ x: 100, y: 50 }))
    const third = fromText(text, { taken: [...chain.nodes, ...pasted.nodes].map(({ id }) => id) })
    expect(third.nodes.map(({ id }) => id)).toEqual(['b-3', 'c-3', 'd-3'])
    Graph.parse(third)
  })
  test('an exported pipeline can be pasted, and other text is refused in words', () => {
    expect(fromText(JSON.stringify({ name: 'x', graph: chain }), { taken: [] }).nodes).toHaveLength(5)
    expect(() => fromText('hello', { taken: [] })).toThrow(/does not hold steps/)
    expect(() => fromText('{"nodes":[{"id":"a b"}]}', { taken: [] })).toThrow(/nodes\.0/)
    expect(() => fromText('{"nodes":[]}', { taken: [] })).toThrow(/no steps/)
  })
})

describe('diff', () => {
  const change = (params: Record<string, unknown>, more: Partial<GraphNode> = {}): Graph => ({ ...chain, nodes: chain.nodes.map((other) => (other.id === 'b' ? { ...other, params, ...more } : other)) })
  const texts = (a: Graph, b: Graph) => diff(a, b).map(({ text }) => text)
  test('names what changed, in the words of the inspector', () => {
    expect(texts(change({ share: 0.5 }), change({ share: 0.8, seed: 7 }))).toEqual(['Split data: share of the first part 0.5 → 0.8', 'Split data: seed 42 → 7'])
    expect(texts(chain, change({}, { name: 'Train and test', note: 'why' }))).toEqual(['Train and test: renamed from Split data', 'Train and test: note changed'])
  })
  test('names what else a step asks of where it runs, and keeps it with a copy', () => {
    const asking = change({}, { compute: { target: 'gpu', memoryMb: 4096, tags: ['big', 'ssd'] } })
    expect(texts(chain, asking)).toEqual(['Split data: compute target none → gpu', 'Split data: memory none → 4096 MB', 'Split data: tags none → big, ssd'])
    expect(texts(asking, change({}, { compute: { target: 'gpu', memoryMb: 512, timeoutSeconds: 60 } }))).toEqual(['Split data: memory 4096 MB → 512 MB', 'Split data: tags big, ssd → none', 'Split data: time limit none → 60 s'])
    const copy = fromText(JSON.stringify(asking), { taken: asking.nodes.map((node) => node.id) })
    expect(copy.nodes.map((node) => node.compute)).toEqual(asking.nodes.map((node) => node.compute))
  })
  test('writing a default down, moving a step or another key order is no change', () => {
    expect(texts(chain, change({ seed: 42 }, { position: { x: 9, y: 9 } }))).toEqual([])
    const list = (entry: object) => ({ ...chain, nodes: [node('f', 'transform.filter-rows@1', { conditions: [entry] })], edges: [] })
    expect(texts(list({ column: 'x', value: '1' }), list({ value: '1', column: 'x' }))).toEqual([])
  })
  test('added, removed, connected and disconnected', () => {
    const without = { nodes: chain.nodes.filter(({ id }) => id !== 'e'), edges: chain.edges.slice(0, 3) }
    expect(texts(without, chain)).toEqual(['Added Join', 'Connected Filter rows (table) → Join (left)'])
    expect(texts(chain, without)).toEqual(['Removed Join'])
    expect(texts(chain, { ...chain, edges: chain.edges.slice(0, 3) })).toEqual(['Disconnected Filter rows (table) → Join (left)'])
    expect(diff(chain, chain)).toEqual([])
  })
})
