import { builtIn, type Catalogue } from '@/lib/catalog/catalogue'
import type { Component } from '@/lib/catalog/types'
import { topologicalOrder } from './order'
import { resolveGraph } from './parameters'
import type { Graph, GraphEdge } from './schema'

type End = GraphEdge['from']

/**
 * Why a step takes no part in runs. `disabled`: a person switched it off; `bypassed`: it is switched off and its table
 * passes through unchanged; `left-out`: it needs the step `because`, which gives nothing.
 */
export interface Inactive {
  word: 'disabled' | 'bypassed' | 'left-out'
  because: string
}

export interface Activity {
  /** Steps that take no part; all others run. */
  inactive: ReadonlyMap<string, Inactive>
  /** Edges into optional inputs of running steps that bring nothing: such a step runs without them. */
  cut: ReadonlySet<GraphEdge>
  /** Where what lies at an output really comes from: past the bypassed steps. Undefined where nothing comes. */
  origin: (from: End) => End | undefined
}

const all: Activity = { inactive: new Map(), cut: new Set(), origin: (from) => from }

/** The ports through which a table passes where the step is switched off: it has exactly one table input and one table output. */
export function bypassPorts(component: Component | undefined): { input: string; output: string } | undefined {
  const inputs = component?.inputs.filter((port) => port.type === 'table') ?? []
  const outputs = component?.outputs.filter((port) => port.type === 'table') ?? []
  return inputs.length === 1 && outputs.length === 1 ? { input: inputs[0]!.name, output: outputs[0]!.name } : undefined
}

/** Which steps of a graph run, once the disabled ones are bypassed or left out together with what needs them. Pure. */
export function activityOf(graph: Graph, catalogue: Catalogue = builtIn): Activity {
  if (!graph.nodes.some((node) => node.disabled)) return all
  const nodes = new Map(graph.nodes.map((node) => [node.id, node]))
  const incoming = new Map<string, GraphEdge[]>()
  for (const edge of graph.edges) incoming.set(edge.to.node, [...(incoming.get(edge.to.node) ?? []), edge])
  const inactive = new Map<string, Inactive>()
  const passed = new Map<string, { output: string; origin: End }>()
  const cut = new Set<GraphEdge>()
  const origin = (from: End): End | undefined => {
    const pass = passed.get(from.node)
    if (pass) return pass.output === from.port ? pass.origin : undefined
    return inactive.has(from.node) ? undefined : from
  }
  for (const id of topologicalOrder(graph).order) {
    const node = nodes.get(id)!
    const component = catalogue.find(node.component)
    const feeds = incoming.get(id) ?? []
    if (node.disabled) {
      const ports = bypassPorts(component)
      const feed = ports && feeds.find((edge) => edge.to.port === ports.input)
      const from = feed && origin(feed.from)
      if (ports && from) passed.set(id, { output: ports.output, origin: from })
      inactive.set(id, { word: from ? 'bypassed' : 'disabled', because: id })
      continue
    }
    const lost = feeds.filter((edge) => !origin(edge.from))
    const needed = lost.find((edge) => !component?.inputs.find((port) => port.name === edge.to.port)?.optional)
    if (needed) inactive.set(id, { word: 'left-out', because: inactive.get(needed.from.node)?.because ?? needed.from.node })
    else for (const edge of lost) cut.add(edge)
  }
  return { inactive, cut, origin }
}

/** The graph with the defaults of its parameters in place, and without what a run would leave out: what a preview is computed from. */
export function previewGraph(graph: Graph, catalogue: Catalogue = builtIn): Graph {
  return activeGraph(resolveGraph(graph, {}, { drop: true }), catalogue)
}

/** The graph as it runs: without disabled steps and what needs them, wires led past the bypassed ones. */
export function activeGraph(graph: Graph, catalogue: Catalogue = builtIn): Graph {
  const { inactive, cut, origin } = activityOf(graph, catalogue)
  if (inactive.size === 0) return graph
  const edges = graph.edges.flatMap((edge): GraphEdge[] => {
    const from = inactive.has(edge.to.node) || cut.has(edge) ? undefined : origin(edge.from)
    return from ? [{ from, to: edge.to }] : []
  })
  return { ...graph, nodes: graph.nodes.filter((node) => !inactive.has(node.id)), edges }
}
