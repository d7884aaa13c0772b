import * as Y from 'yjs'
import { computeKeys } from '@/lib/graph/compute'
import type { Graph, GraphEdge, GraphNode } from '@/lib/graph/schema'
import { readMarks, writeMarks } from './marks'
import { readParameters, rewriteParameters } from './parameters'
import { edgeOf, nodeOf } from './read-stored'

/*
 * The draft's shape as a Yjs document:
 *   map `nodes`: id → Y.Map { component, name, note, position, collapsed, order, params: Y.Map, 'compute.cpus', … }
 *   map `edges`: "<to node>.<to port>" → { from, to }
 *   notes, groups and bookmarks: see marks.ts; parameters: see parameters.ts
 * An input takes one edge, so an edge is filed under its target: two people who feed the same input at once end with one
 * edge, not with an invalid graph. `order` keeps the reading order of steps, which a map has not.
 */

export type NodeMap = Y.Map<unknown>

export function nodesOf(doc: Y.Doc): Y.Map<NodeMap> {
  return doc.getMap<NodeMap>('nodes')
}

export function edgesOf(doc: Y.Doc): Y.Map<GraphEdge> {
  return doc.getMap<GraphEdge>('edges')
}

/** The key under which an edge is stored: the input that it feeds. */
export function edgeKey(edge: Pick<GraphEdge, 'to'>): string {
  return `${edge.to.node}.${edge.to.port}`
}

/** The key of one of a step's wishes for compute: each has its own, so that two people can set two of them at once. */
export const computeKey = (key: (typeof computeKeys)[number]): string => `compute.${key}`

/** A step as a map, not yet part of a document. */
export function nodeMap(node: GraphNode, order: number): NodeMap {
  const map: NodeMap = new Y.Map()
  map.set('component', node.component)
  map.set('name', node.name)
  map.set('note', node.note)
  map.set('position', { x: node.position.x, y: node.position.y })
  if (node.collapsed) map.set('collapsed', true)
  map.set('order', order)
  if (node.disabled) map.set('disabled', true)
  if (node.dismissed?.length) map.set('dismissed', [...node.dismissed])
  for (const key of computeKeys) if (node.compute?.[key] !== undefined) map.set(computeKey(key), node.compute[key])
  map.set('params', new Y.Map(Object.entries(node.params)))
  return map
}

/** Writes a graph into an empty document, in one transaction. */
export function writeGraph(doc: Y.Doc, graph: Graph, origin?: unknown): void {
  doc.transact(() => {
    graph.nodes.forEach((node, index) => nodesOf(doc).set(node.id, nodeMap(node, index)))
    for (const edge of graph.edges) edgesOf(doc).set(edgeKey(edge), { from: { ...edge.from }, to: { ...edge.to } })
    writeMarks(doc, graph)
    rewriteParameters(doc, graph)
  }, origin)
}

export function graphToDoc(graph: Graph): Y.Doc {
  const doc = new Y.Doc()
  writeGraph(doc, graph)
  return doc
}

/** One step read out of the document, or undefined where what is stored there is no step. */
export function readNode(id: string, map: unknown): GraphNode | undefined {
  if (!(map instanceof Y.Map)) return undefined
  const params = map.get('params')
  const wishes = computeKeys.filter((key) => map.has(computeKey(key)))
  return nodeOf({
    id,
    component: map.get('component'),
    name: map.get('name'),
    note: map.get('note'),
    position: map.get('position'),
    ...(map.get('disabled') === true && { disabled: true }),
    // Left out where it is not so, as in a graph written by hand.
    ...(map.get('collapsed') === true && { collapsed: true }),
    ...(Array.isArray(map.get('dismissed')) && { dismissed: map.get('dismissed') }),
    ...(wishes.length > 0 && { compute: Object.fromEntries(wishes.map((key) => [key, map.get(computeKey(key))])) }),
    params: params instanceof Y.Map ? Object.fromEntries(params.entries()) : {},
  })
}

function orderOf(map: unknown): number {
  const order = map instanceof Y.Map ? map.get('order') : undefined
  return typeof order === 'number' ? order : 0
}

/** Ids of the steps in reading order: by `order`, then by id, so that every replica agrees. */
export function nodeOrder(doc: Y.Doc): string[] {
  const entries = [...nodesOf(doc).entries()].map(([id, map]) => ({ id, order: orderOf(map) }))
  return entries.sort((a, b) => a.order - b.order || (a.id < b.id ? -1 : 1)).map((entry) => entry.id)
}

/** The order number for the next step to be added. */
export function nextOrder(doc: Y.Doc): number {
  let last = -1
  for (const map of nodesOf(doc).values()) last = Math.max(last, orderOf(map))
  return last + 1
}

/** Edges whose two ends exist, ordered by target step, then port. A concurrent deletion may leave the others dangling. */
export function readEdges(doc: Y.Doc, order: readonly string[]): GraphEdge[] {
  const rank = new Map(order.map((id, index) => [id, index]))
  const edges: GraphEdge[] = []
  for (const [key, value] of edgesOf(doc).entries()) {
    const edge = edgeOf(value)
    if (!edge || edgeKey(edge) !== key) continue
    if (rank.has(edge.from.node) && rank.has(edge.to.node)) edges.push(edge)
  }
  return edges.sort((a, b) => rank.get(a.to.node)! - rank.get(b.to.node)! || (a.to.port < b.to.port ? -1 : 1))
}

/** The document read as a graph. The same document gives the same graph in the same order on every replica. */
export function docToGraph(doc: Y.Doc): Graph {
  const nodes: GraphNode[] = []
  for (const id of nodeOrder(doc)) {
    const node = readNode(id, nodesOf(doc).get(id))
    if (node) nodes.push(node)
  }
  const ids = nodes.map((node) => node.id)
  return { nodes, edges: readEdges(doc, ids), ...readMarks(doc, new Set(ids)), ...readParameters(doc) }
}
