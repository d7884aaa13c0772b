import { parseParams } from '@/lib/catalog/params'
import type { Catalogue } from '@/lib/catalog/catalogue'
import { AppError } from '@/lib/errors'
import { activeGraph, activityOf } from '@/lib/graph/active'
import { withComputeOf } from '@/lib/graph/compute'
import type { Graph, GraphEdge, GraphNode } from '@/lib/graph/schema'
import { titleOf } from '@/lib/graph/wiring'
import { insideOf } from './build'
import { withParams } from './build-inside'
import type { SubPipeline } from './schema'

type End = GraphEdge['from']

/** Steps of a run that are drawn as one card. */
export interface StepGroup {
  /** The step on the canvas, or a step inside another group. */
  node: string
  name: string
  component: string
  /** Every step that runs for it. */
  inside: string[]
  /** By output port of the group: where its result is. */
  outputs: Record<string, End>
}

export interface Expanded {
  /** Without sub-pipelines. Ids of inner steps are `outer.inner`, names `Outer › Inner`. */
  graph: Graph
  /** Outer groups before those inside them. */
  groups: StepGroup[]
}

interface Flat extends Expanded {
  /** By id of a group: what its ports stand for. */
  ports: Map<string, { inputs: Map<string, End[]>; outputs: Map<string, End> }>
}

/** Between the id of a step and that of one inside it; an id as drawn has none, so that no two are the same. */
export const insideMark = '.'

/**
 * Puts the steps inside sub-pipelines in their place, at any depth, with all wires. Pure. Everything else of a step is kept.
 * @throws AppError `invalid` where a component is inside itself.
 */
export function expand(graph: Graph, catalogue: Catalogue): Expanded {
  const flat = flatten(graph, catalogue, [])
  return flat.groups.length === 0 ? { graph, groups: [] } : active(flat, catalogue)
}

/** Steps that are switched off inside are passed by only now that what feeds them is known. */
function active({ graph, groups }: Expanded, catalogue: Catalogue): Expanded {
  const { inactive, origin } = activityOf(graph, catalogue)
  if (inactive.size === 0) return { graph, groups }
  const outputs = (ports: StepGroup['outputs']) =>
    Object.fromEntries(Object.entries(ports).flatMap(([port, from]) => {
      const real = origin(from)
      return real ? [[port, real]] : []
    }))
  return {
    graph: activeGraph(graph, catalogue),
    groups: groups.map((group) => ({ ...group, inside: group.inside.filter((id) => !inactive.has(id)), outputs: outputs(group.outputs) })),
  }
}

function flatten(graph: Graph, catalogue: Catalogue, trail: readonly string[]): Flat {
  const flat: Flat = { graph: { ...graph, nodes: [], edges: [] }, groups: [], ports: new Map() }
  for (const node of graph.nodes) {
    const component = catalogue.find(node.component)
    const inside = insideOf(component)
    if (!component || !inside) {
      flat.graph.nodes.push(node)
      continue
    }
    if (trail.includes(component.id)) throw new AppError('invalid', `“${component.name}” is inside itself: ${[...trail, component.id].join(' → ')}. Take it out of there.`)
    const parsed = parseParams(component, node.params)
    const inner = flatten(withParams(inside, parsed.ok ? parsed.params : node.params), catalogue, [...trail, component.id])
    place(flat, node, inside, inner, catalogue)
  }
  for (const edge of graph.edges) flat.graph.edges.push(...rewired(edge, flat))
  return flat
}

/** Takes the flat inside of one step over, under its id and name. */
function place(flat: Flat, node: GraphNode, inside: SubPipeline, inner: Flat, catalogue: Catalogue): void {
  const id = (name: string) => `${node.id}${insideMark}${name}`
  const end = ({ node: at, port }: End): End => ({ node: id(at), port })
  const title = titleOf(node, catalogue)
  for (const step of inner.graph.nodes) flat.graph.nodes.push({ ...withComputeOf(node.compute, step), id: id(step.id), name: `${title} › ${titleOf(step, catalogue)}` })
  for (const edge of inner.graph.edges) flat.graph.edges.push({ from: end(edge.from), to: end(edge.to) })
  const outputs = new Map(inside.outputs.map((output) => [output.name, end(startOf(output.from, inner))]))
  const inputs = new Map(inside.inputs.map((input) => [input.name, input.to.flatMap((to) => endsOf(to, inner)).map(end)]))
  flat.ports.set(node.id, { inputs, outputs })
  flat.groups.push({ node: node.id, name: title, component: node.component, inside: inner.graph.nodes.map((step) => id(step.id)), outputs: Object.fromEntries(outputs) })
  for (const group of inner.groups) {
    flat.groups.push({
      ...group,
      node: id(group.node),
      name: `${title} › ${group.name}`,
      inside: group.inside.map(id),
      outputs: Object.fromEntries(Object.entries(group.outputs).map(([port, from]) => [port, end(from)])),
    })
  }
}

/** An edge between steps as drawn, as the edges between what runs for them; one to a port that is not there is dropped. */
function rewired(edge: GraphEdge, flat: Flat): GraphEdge[] {
  const from = startOf(edge.from, flat)
  return endsOf(edge.to, flat).map((to) => ({ from, to }))
}

function startOf(end: End, { ports }: Flat): End {
  return ports.get(end.node)?.outputs.get(end.port) ?? end
}

function endsOf(end: End, { ports }: Flat): End[] {
  const group = ports.get(end.node)
  return group ? (group.inputs.get(end.port) ?? []) : [end]
}
