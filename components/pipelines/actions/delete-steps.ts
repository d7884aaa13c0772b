import { edgeKey, edgesOf, nodesOf } from '@/lib/drafts/document'
import { edgeId } from '@/lib/graph/schema'
import { titleOf } from '@/lib/graph/wiring'
import type { Draft } from '../draft/draft'

/** Deletes steps with their wires, and the wires named by `edges`, as one undo. */
export function deleteSteps(draft: Draft, nodes: Iterable<string>, edges: Iterable<string> = []): void {
  const graph = draft.graph.get()
  const gone = new Set(nodes)
  const named = new Set(edges)
  const steps = graph.nodes.filter((node) => gone.has(node.id))
  const wires = graph.edges.filter((edge) => gone.has(edge.from.node) || gone.has(edge.to.node) || named.has(edgeId(edge)))
  if (steps.length === 0 && wires.length === 0) return
  const what = steps.length === 1 ? titleOf(steps[0]!) : steps.length > 1 ? `${steps.length} steps` : wires.length === 1 ? 'a connection' : `${wires.length} connections`
  draft.change(`delete ${what}`, (doc) => {
    for (const step of steps) nodesOf(doc).delete(step.id)
    for (const wire of wires) edgesOf(doc).delete(edgeKey(wire))
  })
}
