import { edgeKey, edgesOf, nextOrder, nodeMap, nodesOf } from '@/lib/drafts/document'
import { fromText, toText } from '@/lib/graph/clipboard'
import type { Graph } from '@/lib/graph/schema'
import type { Draft } from '../draft/draft'
import { newStepId } from './new-step-id'

/** Steps of clipboard text, added as one undo. The answer is their ids. @throws AppError `invalid` */
export function pasteSteps(draft: Draft, text: string, at?: { x: number; y: number }): string[] {
  const taken = draft.graph.get().nodes.map((node) => node.id)
  return insert(draft, fromText(text, { taken, at }), 'paste')
}

/** Copies of steps beside the originals, with the wires among them; they are fed by what feeds the originals. */
export function duplicateSteps(draft: Draft, ids: readonly string[]): string[] {
  if (ids.length === 0) return []
  const graph = draft.graph.get()
  const taken = graph.nodes.map((node) => node.id)
  const copy = fromText(toText(graph, ids), { taken })
  const chosen = graph.nodes.filter((node) => ids.includes(node.id))
  const twin = new Map(chosen.map((node, index) => [node.id, copy.nodes[index]!.id]))
  const feeds = graph.edges
    .filter((edge) => twin.has(edge.to.node) && !twin.has(edge.from.node))
    .map((edge) => ({ from: edge.from, to: { node: twin.get(edge.to.node)!, port: edge.to.port } }))
  return insert(draft, { nodes: copy.nodes, edges: [...copy.edges, ...feeds] }, 'duplicate')
}

function insert(draft: Draft, part: Graph, verb: string): string[] {
  // Random ids: two people who paste the same steps at once would else make the same ones.
  const taken = new Set(draft.graph.get().nodes.map((node) => node.id))
  const ids = new Map<string, string>()
  for (const node of part.nodes) {
    const id = newStepId(node.component, taken)
    taken.add(id)
    ids.set(node.id, id)
  }
  const fresh = (id: string) => ids.get(id) ?? id
  draft.change(`${verb} ${part.nodes.length === 1 ? 'a step' : `${part.nodes.length} steps`}`, (doc) => {
    let order = nextOrder(doc)
    for (const node of part.nodes) nodesOf(doc).set(fresh(node.id), nodeMap({ ...node, id: fresh(node.id) }, order++))
    for (const { from, to } of part.edges) {
      const edge = { from: { ...from, node: fresh(from.node) }, to: { ...to, node: fresh(to.node) } }
      edgesOf(doc).set(edgeKey(edge), edge)
    }
  })
  return [...ids.values()]
}
