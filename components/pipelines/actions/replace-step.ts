import * as z from 'zod/mini'
import { edgeKey, edgesOf, nodesOf } from '@/lib/drafts/document'
import { rewriteParams } from '@/lib/drafts/rewrite'
import { findComponent } from '@/lib/catalog'
import type { Component, Port } from '@/lib/catalog/types'
import type { Graph, GraphEdge } from '@/lib/graph/schema'
import { tiesOf } from '@/lib/graph/parameters'
import { fits, titleOf } from '@/lib/graph/wiring'
import type { Draft } from '../draft/draft'

export interface ReplacePlan {
  /** The step's wires as they will be. */
  wires: GraphEdge[]
  /** Wires that the new component has no port for. */
  lost: GraphEdge[]
  /** Params that mean something to the new component too. */
  params: Record<string, unknown>
}

/** What becomes of a step's wires and params with another component; a port of the same name comes before one that merely fits. */
export function planReplace(graph: Graph, id: string, ref: string): ReplacePlan | undefined {
  const step = graph.nodes.find((node) => node.id === id)
  const component = findComponent(ref)
  if (!step || !component) return undefined
  const plan: ReplacePlan = { wires: [], lost: [], params: keptParams(component, step.params) }
  const add = (edge: GraphEdge, wire: GraphEdge | undefined) => (wire ? plan.wires.push(wire) : plan.lost.push(edge))
  const taken = new Set<string>()
  const incoming = graph.edges.filter((edge) => edge.to.node === id)
  // Those that keep their port choose first, so that none of them loses it to one that has to move.
  const named = (edge: GraphEdge) => component.inputs.some((port) => port.name === edge.to.port)
  for (const edge of [...incoming.filter(named), ...incoming.filter((edge) => !named(edge))]) {
    const type = portOf(graph, edge.from, 'outputs')?.type
    const port = choose(component.inputs.filter((other) => !taken.has(other.name)), edge.to.port, (other) => type !== undefined && fits(type, other.type))
    if (port) taken.add(port.name)
    add(edge, port && { from: edge.from, to: { node: id, port: port.name } })
  }
  for (const edge of graph.edges.filter((other) => other.from.node === id)) {
    const type = portOf(graph, edge.to, 'inputs')?.type
    const port = choose(component.outputs, edge.from.port, (other) => type !== undefined && fits(other.type, type))
    add(edge, port && { from: { node: id, port: port.name }, to: edge.to })
  }
  return plan
}

/** Gives a step another component, as one undo; its name, note and place stay. The answer says which wires had to go. */
export function replaceStep(draft: Draft, id: string, ref: string): ReplacePlan | undefined {
  const graph = draft.graph.get()
  const step = graph.nodes.find((node) => node.id === id)
  const plan = planReplace(graph, id, ref)
  if (!step || !plan || step.component === ref) return undefined
  draft.change(`replace ${titleOf(step)} by ${findComponent(ref)!.name}`, (doc) => {
    const map = nodesOf(doc).get(id)
    if (!map) return
    map.set('component', ref)
    rewriteParams(map, plan.params)
    for (const edge of graph.edges) if (edge.from.node === id || edge.to.node === id) edgesOf(doc).delete(edgeKey(edge))
    for (const wire of plan.wires) edgesOf(doc).set(edgeKey(wire), { from: { ...wire.from }, to: { ...wire.to } })
  })
  return plan
}

function portOf(graph: Graph, end: GraphEdge['from'], side: 'inputs' | 'outputs'): Port | undefined {
  const step = graph.nodes.find((node) => node.id === end.node)
  return findComponent(step?.component ?? '')?.[side].find((port) => port.name === end.port)
}

function choose(ports: readonly Port[], name: string, able: (port: Port) => boolean): Port | undefined {
  return ports.find((port) => port.name === name && able(port)) ?? ports.find(able)
}

/** Whether the other component can have this value; of a tie only a run can tell. */
function keeps(type: z.core.$ZodType | undefined, value: unknown): boolean {
  return type !== undefined && (tiesOf({ value }).length > 0 || z.safeParse(type, value).success)
}

function keptParams(component: Component, params: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(params).filter(([key, value]) => keeps(component.params.shape[key], value)))
}
