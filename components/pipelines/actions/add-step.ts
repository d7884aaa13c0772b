import { edgeKey, edgesOf, nextOrder, nodeMap, nodesOf } from '@/lib/drafts/document'
import { membersOf } from '@/lib/drafts/marks'
import { findComponent } from '@/lib/catalog'
import { connectable } from '@/lib/graph/connectable'
import type { GraphEdge } from '@/lib/graph/schema'
import { cardSize } from '../card-geometry'
import type { Draft } from '../draft/draft'
import { boxesOf, groupUnder, withGroups } from '../groups'
import type { DropContext } from './drop-steps'
import { newStepId } from './new-step-id'

export interface AddStep {
  component: string
  position: { x: number; y: number }
  /** An open end that the new step is to be joined with; what does not fit is left unjoined. */
  join?: { from: GraphEdge['from'] } | { to: GraphEdge['to'] }
  /** Given where a person pointed to the place: the open group whose frame holds it takes the step in. */
  dropped?: DropContext
}

/** Adds a step and, where asked, the wire to it, as one undo. The answer is the new step's id. */
export function addStep(draft: Draft, { component, position, join, dropped }: AddStep): string {
  const graph = draft.graph.get()
  const id = newStepId(component, graph.nodes.map((node) => node.id))
  const node = { id, component, name: '', note: '', params: {}, position: { x: Math.round(position.x), y: Math.round(position.y) } }
  const edge = join && edgeFor({ nodes: [...graph.nodes, node], edges: graph.edges }, id, component, join)
  const group = dropped && groupUnder(graph, withGroups(graph, boxesOf(graph, dropped.strips), dropped.opened), dropped.opened, { id, ...node.position, ...cardSize({ strip: false }) })
  draft.change(`add ${findComponent(component)?.name ?? component}`, (doc) => {
    nodesOf(doc).set(id, nodeMap(node, nextOrder(doc)))
    if (edge) edgesOf(doc).set(edgeKey(edge), edge)
    if (group) membersOf(doc, group.id)?.set(id, true)
  })
  return id
}

function edgeFor(graph: Parameters<typeof connectable>[0], id: string, ref: string, join: NonNullable<AddStep['join']>): GraphEdge | undefined {
  const component = findComponent(ref)
  const ports = ('from' in join ? component?.inputs : component?.outputs) ?? []
  for (const port of ports) {
    const own = { node: id, port: port.name }
    const edge = 'from' in join ? { from: join.from, to: own } : { from: own, to: join.to }
    if (connectable(graph, edge.from, edge.to, { replace: 'to' in join }).ok) return edge
  }
  return undefined
}
