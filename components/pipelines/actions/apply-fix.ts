import { findComponent } from '@/lib/catalog'
import type { Fix, Problem, Rewiring } from '@/lib/catalog/types'
import { edgeKey, edgesOf, nextOrder, nodeMap, nodesOf } from '@/lib/drafts/document'
import { downstream } from '@/lib/graph/needed'
import type { Graph, GraphNode } from '@/lib/graph/schema'
import { cardHeight, cardWidth } from '../card-geometry'
import type { Draft } from '../draft/draft'
import { setParams } from './edit-step'
import { insertOnEdge } from './insert-on-edge'
import { idsOf, newStepId } from './new-step-id'

/** Between steps side by side. */
const gap = 40
type Place = GraphNode['position']

/**
 * Makes the repair that a problem offers, as one undo named after it. The answer is a step that it added, if it added one;
 * where the wires that it is about are gone, nothing happens.
 */
export function applyFix(draft: Draft, { node, fix }: Problem): string | undefined {
  if (!fix) return undefined
  const label = `“${fix.label}”`
  if (fix.insert) {
    const { component, params, on } = fix.insert
    const edge = draft.graph.get().edges.find((other) => other.to.node === node && other.to.port === on)
    return edge && insertOnEdge(draft, edge, component, undefined, { params, label })
  }
  if (fix.rewire) return rewire(draft, fix.rewire, label)
  setParams(draft, node, fix.params, { label })
  return undefined
}

function rewire(draft: Draft, { add, wires, swap }: Rewiring, label: string): string | undefined {
  const graph = draft.graph.get()
  const ids = new Map(add.map(({ as, component }) => [as, newStepId(component, idsOf(graph))]))
  const named = (id: string) => ids.get(id) ?? id
  const known = new Set([...graph.nodes.map((node) => node.id), ...ids.values()])
  if (wires.some(({ from, to }) => !known.has(named(from.node)) || !known.has(named(to.node)))) return undefined
  const places = new Map<string, Place>(swap && [[swap[0], placeOf(graph, swap[1])], [swap[1], placeOf(graph, swap[0])]])
  const nodes = add.map(({ as, component, params, near, side }): GraphNode => {
    const position = side === 'right' ? placeBeside(graph, near) : placeOf(graph, near)
    if (side === 'above') makeRoom(graph, wires.filter((wire) => wire.from.node === as).map((wire) => wire.to.node), position.y, places)
    return { id: named(as), component, name: '', note: '', params, position }
  })
  draft.change(label, (doc) => {
    for (const node of nodes) nodesOf(doc).set(node.id, nodeMap(node, nextOrder(doc)))
    for (const [id, place] of places) nodesOf(doc).get(id)?.set('position', place)
    for (const { from, to } of wires) {
      const wire = { from: { node: named(from.node), port: from.port }, to: { node: named(to.node), port: to.port } }
      edgesOf(doc).set(edgeKey(wire), wire)
    }
  })
  return nodes[0]?.id
}

function placeOf(graph: Graph, id: string): Place {
  return { ...(graph.nodes.find((node) => node.id === id)?.position ?? { x: 0, y: 0 }) }
}

/** Moves what a new step at height `top` feeds, and all below, down by a row. */
function makeRoom(graph: Graph, fed: string[], top: number, places: Map<string, Place>): void {
  const below = downstream(graph, fed)
  for (const { id, position } of graph.nodes) {
    if (below.has(id) && position.y >= top - gap) places.set(id, { x: position.x, y: position.y + cardHeight + 2 * gap })
  }
}

/** The first free place at the right of a step. */
function placeBeside(graph: Graph, id: string): Place {
  const start = placeOf(graph, id)
  const taken = (x: number) => graph.nodes.some(({ position }) => Math.abs(position.x - x) < cardWidth + gap / 2 && Math.abs(position.y - start.y) < cardHeight + gap / 2)
  let x = start.x + cardWidth + gap
  while (taken(x)) x += cardWidth + gap
  return { x, y: start.y }
}

/** What a repair adds, as its button's tooltip says it; undefined where it only changes settings. */
export function fixWords(fix: Fix): string | undefined {
  const added = fix.insert ? [fix.insert.component] : (fix.rewire?.add.map(({ component }) => component) ?? [])
  const names = added.map((ref) => findComponent(ref)?.name ?? ref)
  if (names.length > 0) return `Adds ${names.join(' and ')} to the pipeline`
  return fix.rewire ? 'Changes the connections' : undefined
}
