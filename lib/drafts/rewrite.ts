import * as Y from 'yjs'
import { computeKeys } from '@/lib/graph/compute'
import type { StepCompute } from '@/lib/graph/compute-schema'
import type { GraphNode, Graph } from '@/lib/graph/schema'
import { computeKey, edgeKey, edgesOf, nodeMap, nodesOf, type NodeMap } from './document'
import { rewriteMarks } from './marks'
import { rewriteParameters } from './parameters'

const same = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b)

/**
 * Makes the document say what `graph` says, touching only what differs: a step that stays keeps its map, so that what
 * somebody else writes into it at the same time is merged. Call it within one transaction.
 */
export function rewriteGraph(doc: Y.Doc, graph: Graph): void {
  const nodes = nodesOf(doc)
  const edges = edgesOf(doc)
  const kept = new Set(graph.nodes.map((node) => node.id))
  for (const id of [...nodes.keys()]) if (!kept.has(id)) nodes.delete(id)
  graph.nodes.forEach((node, order) => {
    const map = nodes.get(node.id)
    if (map instanceof Y.Map) rewriteNode(map, node, order)
    else nodes.set(node.id, nodeMap(node, order))
  })
  const wires = new Map(graph.edges.map((edge) => [edgeKey(edge), { from: { ...edge.from }, to: { ...edge.to } }]))
  for (const key of [...edges.keys()]) if (!wires.has(key)) edges.delete(key)
  for (const [key, wire] of wires) if (!same(edges.get(key), wire)) edges.set(key, wire)
  rewriteMarks(doc, graph)
  rewriteParameters(doc, graph)
}

function rewriteNode(map: NodeMap, node: GraphNode, order: number): void {
  const { component, name, note, position } = node
  for (const [key, value] of Object.entries({ component, name, note, position: { x: position.x, y: position.y }, order })) {
    if (!same(map.get(key), value)) map.set(key, value)
  }
  if ((map.get('collapsed') === true) !== (node.collapsed === true)) map.set('collapsed', node.collapsed === true)
  setDisabled(map, node.disabled === true)
  setDismissed(map, node.dismissed ?? [])
  setCompute(map, node.compute ?? {})
  rewriteParams(map, node.params)
}

/** Warnings that are set aside at a step; with none it says nothing about them. */
export function setDismissed(map: NodeMap, dismissed: readonly string[]): void {
  if (same(map.get('dismissed') ?? [], dismissed)) return
  if (dismissed.length > 0) map.set('dismissed', [...dismissed])
  else map.delete('dismissed')
}

/** Makes a step ask for exactly this of where it runs. */
export function setCompute(map: NodeMap, compute: StepCompute): void {
  for (const key of computeKeys) {
    const value = compute[key]
    if (value === undefined) {
      if (map.has(computeKey(key))) map.delete(computeKey(key))
    } else if (!same(map.get(computeKey(key)), value)) map.set(computeKey(key), value)
  }
}

/** A step that runs says nothing about it. */
export function setDisabled(map: NodeMap, disabled: boolean): void {
  if (disabled && map.get('disabled') !== true) map.set('disabled', true)
  else if (!disabled && map.has('disabled')) map.delete('disabled')
}

/** Sets, changes and removes params until they are exactly `values`. */
export function rewriteParams(map: NodeMap, values: Record<string, unknown>): void {
  const params = map.get('params')
  if (!(params instanceof Y.Map)) return void map.set('params', new Y.Map(Object.entries(values)))
  for (const key of [...params.keys()]) if (!(key in values)) params.delete(key)
  for (const [key, value] of Object.entries(values)) if (!same(params.get(key), value)) params.set(key, value)
}
