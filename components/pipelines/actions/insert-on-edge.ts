import { edgeKey, edgesOf, nextOrder, nodeMap, nodesOf } from '@/lib/drafts/document'
import { membersOf } from '@/lib/drafts/marks'
import { findComponent } from '@/lib/catalog'
import { downstream } from '@/lib/graph/needed'
import { commonGroup } from '@/lib/graph/nesting'
import type { Graph, GraphEdge } from '@/lib/graph/schema'
import { fits } from '@/lib/graph/wiring'
import { cardHeight } from '../card-geometry'
import type { Draft } from '../draft/draft'
import { idsOf, newStepId } from './new-step-id'

/** Between a step and the one inserted above or below it. */
const gap = 60

export interface EdgePlan {
  /** The new step's input that takes what the wire brings. */
  input: string
  /** Its output that the wire's target takes; none where it gives nothing of that kind, and the wire then stays. */
  output: string | undefined
}

/** How a component would go into a wire; undefined where it does not take what the wire carries. */
export function planOnEdge(graph: Graph, edge: GraphEdge, component: string): EdgePlan | undefined {
  const of = (id: string) => findComponent(graph.nodes.find((node) => node.id === id)?.component ?? '')
  const carried = of(edge.from.node)?.outputs.find((port) => port.name === edge.from.port)?.type
  const taken = of(edge.to.node)?.inputs.find((port) => port.name === edge.to.port)?.type
  const own = findComponent(component)
  const input = carried && own?.inputs.find((port) => fits(carried, port.type))
  if (!input || !taken || !own) return undefined
  return { input: input.name, output: own.outputs.find((port) => fits(port.type, taken))?.name }
}

export interface InsertOptions {
  params?: Record<string, unknown>
  /** What the undo is called; otherwise after the component. */
  label?: string
}

/**
 * Puts a step into a wire, as one undo: the wire's source feeds it and it feeds the wire's target. What lies below moves
 * down where there is no room. A component that gives nothing for the target is fed from the wire's source, beside it.
 * Between two steps of one group it joins the innermost that holds both. The answer is the new step's id, or undefined where the component does not take what the wire carries.
 */
export function insertOnEdge(draft: Draft, edge: GraphEdge, component: string, at?: { x: number; y: number }, { params = {}, label }: InsertOptions = {}): string | undefined {
  const graph = draft.graph.get()
  const plan = planOnEdge(graph, edge, component)
  if (!plan) return undefined
  const id = newStepId(component, idsOf(graph))
  const group = commonGroup(graph.groups, [edge.from.node, edge.to.node])
  const position = at ?? middleOf(graph, edge)
  const node = { id, component, name: '', note: '', params, position: { x: Math.round(position.x), y: Math.round(position.y) } }
  const wires = [{ from: edge.from, to: { node: id, port: plan.input } }]
  if (plan.output) wires.push({ from: { node: id, port: plan.output }, to: edge.to })
  const down = plan.output ? makeRoom(graph, edge, node.position.y) : new Map<string, number>()
  draft.change(label ?? `insert ${findComponent(component)?.name ?? component}`, (doc) => {
    nodesOf(doc).set(id, nodeMap(node, nextOrder(doc)))
    for (const wire of wires) edgesOf(doc).set(edgeKey(wire), { from: { ...wire.from }, to: { ...wire.to } })
    if (group) membersOf(doc, group.id)?.set(id, true)
    for (const other of graph.nodes) {
      const by = down.get(other.id)
      if (by) nodesOf(doc).get(other.id)?.set('position', { x: other.position.x, y: other.position.y + by })
    }
  })
  return id
}

/** Under the wire's source, in line with its two ends. */
function middleOf(graph: Graph, edge: GraphEdge): { x: number; y: number } {
  const place = (id: string) => graph.nodes.find((node) => node.id === id)!.position
  const [a, b] = [place(edge.from.node), place(edge.to.node)]
  const snap = (value: number) => Math.round(value / 10) * 10
  return { x: snap((a.x + b.x) / 2), y: snap(Math.max(a.y + cardHeight + gap, (a.y + b.y) / 2)) }
}

/** How far each step moves down, so that the wire's target and all below it come to lie under the new step. */
function makeRoom(graph: Graph, edge: GraphEdge, top: number): Map<string, number> {
  const target = graph.nodes.find((node) => node.id === edge.to.node)!
  const by = Math.ceil((top + cardHeight + gap - target.position.y) / 10) * 10
  if (by <= 0 || target.position.y <= graph.nodes.find((node) => node.id === edge.from.node)!.position.y) return new Map()
  const below = downstream(graph, [target.id])
  return new Map(graph.nodes.filter((node) => below.has(node.id) && node.position.y >= target.position.y).map((node) => [node.id, by]))
}
