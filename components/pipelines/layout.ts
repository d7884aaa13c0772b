import { findComponent } from '@/lib/catalog'
import type { Graph } from '@/lib/graph/schema'
import { cardSize, cardWidth, portPlaces } from './card-geometry'

export type Place = { x: number; y: number }

const gapAcross = 48
const gapDown = 64

/**
 * Places steps in layers from top to bottom, few crossings, by dagre (Sugiyama's method). `only` lays out these steps
 * alone and puts them where their top left corner was. Same graph, same places.
 */
export async function layoutGraph(graph: Graph, options: { strip: boolean; only?: ReadonlySet<string> }): Promise<Map<string, Place>> {
  const { Graph: DagreGraph, layout } = await import('@dagrejs/dagre').then((module) => ({ Graph: module.graphlib.Graph, layout: module.layout }))
  const nodes = graph.nodes.filter((node) => !options.only || options.only.has(node.id))
  if (nodes.length === 0) return new Map()
  const ids = new Set(nodes.map((node) => node.id))
  const size = cardSize(options)
  const plan = new DagreGraph({ multigraph: true })
  plan.setGraph({ rankdir: 'TB', nodesep: gapAcross, ranksep: gapDown })
  plan.setDefaultEdgeLabel(() => ({}))
  for (const node of nodes) plan.setNode(node.id, { ...size })
  for (const { from, to } of graph.edges) {
    if (ids.has(from.node) && ids.has(to.node)) plan.setEdge(from.node, to.node, {}, `${from.port} ${to.port}`)
  }
  layout(plan)
  const placed = new Map<string, Place>()
  for (const node of nodes) {
    const { x, y } = plan.node(node.id) as Place
    placed.set(node.id, { x: x - size.width / 2, y: y - size.height / 2 })
  }
  uncross(graph, placed)
  return shift(placed, options.only ? corner(nodes.map((node) => node.position)) : { x: 0, y: 0 })
}

/**
 * dagre does not know where on a card a port is. Neighbours in a layer change places where that uncrosses their wires.
 */
function uncross(graph: Graph, places: Map<string, Place>): void {
  const ends = wireEnds(graph, places)
  const layers = new Map<number, string[]>()
  for (const [id, place] of places) layers.set(Math.round(place.y), [...(layers.get(Math.round(place.y)) ?? []), id])
  for (let sweep = 0; sweep < 4; sweep++) {
    let changed = false
    for (const layer of [...layers.values()]) {
      layer.sort((a, b) => places.get(a)!.x - places.get(b)!.x)
      for (let at = 0; at + 1 < layer.length; at++) {
        const [left, right] = [layer[at]!, layer[at + 1]!]
        if (crossings(left, right, ends, places) <= crossings(right, left, ends, places)) continue
        const x = places.get(left)!.x
        places.get(left)!.x = places.get(right)!.x
        places.get(right)!.x = x
        layer[at] = right
        layer[at + 1] = left
        changed = true
      }
    }
    if (!changed) return
  }
}

interface WireEnd {
  side: 'in' | 'out'
  other: string
  /** The other card's port, from that card's left edge. */
  offset: number
}

function wireEnds(graph: Graph, places: ReadonlyMap<string, Place>): Map<string, WireEnd[]> {
  const components = new Map(graph.nodes.map((node) => [node.id, findComponent(node.component)]))
  const offset = (id: string, port: string, side: 'inputs' | 'outputs') => {
    const ports = components.get(id)?.[side] ?? []
    return portPlaces(ports.length)[ports.findIndex((other) => other.name === port)]?.x ?? cardWidth / 2
  }
  const ends = new Map<string, WireEnd[]>()
  for (const { from, to } of graph.edges) {
    if (!places.has(from.node) || !places.has(to.node)) continue
    const out = offset(from.node, from.port, 'outputs')
    const into = offset(to.node, to.port, 'inputs')
    ends.set(from.node, [...(ends.get(from.node) ?? []), { side: 'out', other: to.node, offset: into }])
    ends.set(to.node, [...(ends.get(to.node) ?? []), { side: 'in', other: from.node, offset: out }])
  }
  return ends
}

/** How many wires of two neighbours cross, were `left` left of `right`. */
function crossings(left: string, right: string, ends: ReadonlyMap<string, WireEnd[]>, places: ReadonlyMap<string, Place>): number {
  let count = 0
  for (const a of ends.get(left) ?? []) {
    for (const b of ends.get(right) ?? []) {
      if (a.side === b.side && places.get(a.other)!.x + a.offset > places.get(b.other)!.x + b.offset) count++
    }
  }
  return count
}

function corner(places: Iterable<Place>): Place {
  const all = [...places]
  return { x: Math.min(...all.map((place) => place.x)), y: Math.min(...all.map((place) => place.y)) }
}

function shift(places: Map<string, Place>, to: Place): Map<string, Place> {
  const from = corner(places.values())
  return new Map([...places].map(([id, place]) => [id, { x: Math.round(place.x - from.x + to.x), y: Math.round(place.y - from.y + to.y) }]))
}

/** A free place for a new step: below what feeds it, else right of everything; moved right while a card is there. */
export function freePlace(graph: Graph, wanted: Place): Place {
  const { width, height } = cardSize({ strip: true })
  const place = { ...wanted }
  const taken = () =>
    graph.nodes.some((node) => Math.abs(node.position.x - place.x) < width + 16 && Math.abs(node.position.y - place.y) < height + 16)
  while (taken()) place.x += width + gapAcross
  return place
}

/** Where a step fed by `source` goes. */
export function placeBelow(graph: Graph, source: string): Place {
  const from = graph.nodes.find((node) => node.id === source)?.position ?? { x: 0, y: 0 }
  return freePlace(graph, { x: from.x, y: from.y + cardSize({ strip: true }).height + gapDown })
}
