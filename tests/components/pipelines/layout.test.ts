import { describe, expect, it } from 'vitest'
import { cardHeight, cardWidth } from '@/components/pipelines/card-geometry'
import { fittedZoom } from '@/components/pipelines/designer/fit-options'
import { freePlace, layoutGraph, placeBelow } from '@/components/pipelines/layout'
import type { Graph } from '@/lib/graph/schema'

const step = (id: string, component = 'transform.select-columns@1', x = 0, y = 0) => ({ id, component, params: {}, name: '', note: '', position: { x, y } })
const wire = (from: string, to: string, fromPort = 'table', toPort = 'table') => ({ from: { node: from, port: fromPort }, to: { node: to, port: toPort } })

const overlaps = (places: Map<string, { x: number; y: number }>) => {
  const all = [...places.values()]
  return all.some((a, i) => all.some((b, j) => i < j && Math.abs(a.x - b.x) < cardWidth && Math.abs(a.y - b.y) < cardHeight))
}

describe('layout', () => {
  it('puts every step below what feeds it, and none upon another', async () => {
    const nodes = Array.from({ length: 60 }, (_, n) => step(`s${n}`))
    const edges = nodes.slice(1).map((node, n) => wire(`s${Math.floor(n / 3)}`, node.id))
    const places = await layoutGraph({ nodes, edges }, { strip: false })
    for (const { from, to } of edges) expect(places.get(to.node)!.y).toBeGreaterThan(places.get(from.node)!.y + cardHeight)
    expect(overlaps(places)).toBe(false)
    expect(await layoutGraph({ nodes, edges }, { strip: false })).toEqual(places)
  })

  it('keeps the first part of a split left of the second, whichever was added first', async () => {
    for (const order of [['a', 'b'], ['b', 'a']]) {
      const graph: Graph = { nodes: [step('split', 'transform.split-data@1'), ...order.map((id) => step(id))], edges: [wire('split', 'a', 'first'), wire('split', 'b', 'second')] }
      const places = await layoutGraph(graph, { strip: true })
      expect(places.get('a')!.x).toBeLessThan(places.get('b')!.x)
    }
  })

  it('lays out some steps where they were and leaves the others out', async () => {
    const graph: Graph = { nodes: [step('a', undefined, 500, 300), step('b', undefined, 500, 310), step('c', undefined, 0, 0)], edges: [wire('a', 'b')] }
    const places = await layoutGraph(graph, { strip: false, only: new Set(['a', 'b']) })
    expect([...places.keys()]).toEqual(['a', 'b'])
    expect(places.get('a')).toEqual({ x: 500, y: 300 })
    expect(places.get('b')!.y).toBeGreaterThan(360)
  })

  it('survives a circle and an empty canvas', async () => {
    expect((await layoutGraph({ nodes: [step('a'), step('b')], edges: [wire('a', 'b'), wire('b', 'a')] }, { strip: false })).size).toBe(2)
    expect((await layoutGraph({ nodes: [], edges: [] }, { strip: false })).size).toBe(0)
  })
})

describe('the place of a new step', () => {
  it('is below its source, and beside what stands there already', () => {
    const graph: Graph = { nodes: [step('a', undefined, 100, 0)], edges: [] }
    const first = placeBelow(graph, 'a')
    expect(first.x).toBe(100)
    expect(first.y).toBeGreaterThan(cardHeight)
    const second = placeBelow({ ...graph, nodes: [...graph.nodes, step('b', undefined, first.x, first.y)] }, 'a')
    expect(second.x).toBeGreaterThanOrEqual(first.x + cardWidth)
    expect(second.y).toBe(first.y)
  })

  it('is never upon a card', () => {
    const nodes = [0, 1, 2].map((n) => step(`n${n}`, undefined, n * 288, 0))
    expect(freePlace({ nodes, edges: [] }, { x: 10, y: 10 }).x).toBeGreaterThan(2 * 288)
  })
})

describe('the zoom that shows everything', () => {
  const screen = { innerWidth: 1440, innerHeight: 900 }
  it('is 1 for a few steps, and small for many', () => {
    expect(fittedZoom({ nodes: [step('a')], edges: [] }, screen)).toBe(1)
    expect(fittedZoom({ nodes: [], edges: [] }, screen)).toBe(1)
    const wide = { nodes: [step('a'), step('b', undefined, 2_880 - cardWidth, 0)], edges: [] }
    expect(fittedZoom(wide, screen)).toBeCloseTo(0.25)
  })
})
