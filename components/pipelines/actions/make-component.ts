import { edgeKey, edgesOf, nextOrder, nodeMap, nodesOf } from '@/lib/drafts/document'
import { membersOf } from '@/lib/drafts/marks'
import { commonGroup } from '@/lib/graph/nesting'
import type { Graph, GraphEdge, GraphNode } from '@/lib/graph/schema'
import type { SubPipeline } from '@/lib/workspace-components/schema'
import type { Draft } from '../draft/draft'
import { cardWidth } from '../card-geometry'
import { idsOf, newStepId } from './new-step-id'

/** The wires of the one step that stands for several: each that crossed their edge, at the port that was made for it. */
export function wiresOf(graph: Graph, inside: SubPipeline, id: string): GraphEdge[] {
  const within = new Set(inside.graph.nodes.map((node) => node.id))
  const wires = new Map<string, GraphEdge>()
  for (const edge of graph.edges) {
    if (within.has(edge.from.node) === within.has(edge.to.node)) continue
    const input = inside.inputs.find(({ to }) => to.some((end) => end.node === edge.to.node && end.port === edge.to.port))
    const output = inside.outputs.find(({ from }) => from.node === edge.from.node && from.port === edge.from.port)
    const wire = within.has(edge.to.node)
      ? input && { from: edge.from, to: { node: id, port: input.name } }
      : output && { from: { node: id, port: output.name }, to: edge.to }
    if (wire) wires.set(edgeKey(wire), wire)
  }
  return [...wires.values()]
}

/** Puts one step of the component `ref` in the place of the steps that it was made of, with all their wires, as one undo. The answer is its id. */
export function makeComponent(draft: Draft, inside: SubPipeline, ref: string, params: Record<string, unknown> = {}): string {
  const graph = draft.graph.get()
  const gone = graph.nodes.filter((node) => inside.graph.nodes.some((other) => other.id === node.id))
  const id = newStepId(ref, idsOf(graph))
  const step: GraphNode = { id, component: ref, name: '', note: '', params, position: middleOf(gone) }
  const wires = wiresOf(graph, inside, id)
  // It stays in the innermost group in which all of them were.
  const together = commonGroup(graph.groups, gone.map((node) => node.id))
  const ids = new Set(gone.map((node) => node.id))
  draft.change(`make the component ${inside.name}`, (doc) => {
    const order = nextOrder(doc)
    for (const node of gone) {
      nodesOf(doc).delete(node.id)
      for (const other of graph.groups ?? []) membersOf(doc, other.id)?.delete(node.id)
    }
    for (const edge of graph.edges) if (ids.has(edge.from.node) || ids.has(edge.to.node)) edgesOf(doc).delete(edgeKey(edge))
    nodesOf(doc).set(id, nodeMap(step, order))
    for (const wire of wires) edgesOf(doc).set(edgeKey(wire), { from: { ...wire.from }, to: { ...wire.to } })
    if (together) membersOf(doc, together.id)?.set(id, true)
  })
  return id
}

function middleOf(nodes: readonly GraphNode[]): { x: number; y: number } {
  if (nodes.length === 0) return { x: 0, y: 0 }
  const xs = nodes.map((node) => node.position.x)
  const ys = nodes.map((node) => node.position.y)
  const snap = (value: number) => Math.round(value / 10) * 10
  return { x: snap((Math.min(...xs) + Math.max(...xs) + cardWidth) / 2 - cardWidth / 2), y: snap((Math.min(...ys) + Math.max(...ys)) / 2) }
}
