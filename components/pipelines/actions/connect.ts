import { edgeKey, edgesOf } from '@/lib/drafts/document'
import { connectable, type Connectable } from '@/lib/graph/connectable'
import type { GraphEdge } from '@/lib/graph/schema'
import { titleOf } from '@/lib/graph/wiring'
import type { Draft } from '../draft/draft'

/** Draws a wire where it fits; a wire that the input had gives way. The answer says why it was refused. */
export function connect(draft: Draft, edge: GraphEdge): Connectable {
  const graph = draft.graph.get()
  const verdict = connectable(graph, edge.from, edge.to, { replace: true })
  if (!verdict.ok) return verdict
  const name = (id: string) => titleOf(graph.nodes.find((node) => node.id === id)!)
  draft.change(`connect ${name(edge.from.node)} to ${name(edge.to.node)}`, (doc) => {
    edgesOf(doc).set(edgeKey(edge), { from: { ...edge.from }, to: { ...edge.to } })
  })
  return verdict
}

export function disconnect(draft: Draft, edges: GraphEdge[]): void {
  if (edges.length === 0) return
  draft.change(edges.length === 1 ? 'remove a connection' : `remove ${edges.length} connections`, (doc) => {
    for (const edge of edges) edgesOf(doc).delete(edgeKey(edge))
  })
}
