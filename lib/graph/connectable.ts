import { builtIn, type Catalogue } from '@/lib/catalog/catalogue'
import { downstream } from './needed'
import type { Graph, GraphEdge } from './schema'
import { fits, portTypeNames, titleOf } from './wiring'

type End = GraphEdge['from']

export type Connectable =
  | { ok: true; replaces?: GraphEdge }
  | { ok: false; reason: string; occupied?: GraphEdge }

/**
 * Whether an edge from an output to an input can be drawn, and if not, why in words.
 * An input takes one edge: with `replace`, an occupied input is fine and the edge that gives way is returned.
 */
export function connectable(graph: Graph, from: End, to: End, { replace = false, catalogue = builtIn }: { replace?: boolean; catalogue?: Catalogue } = {}): Connectable {
  const source = graph.nodes.find((node) => node.id === from.node)
  const target = graph.nodes.find((node) => node.id === to.node)
  if (!source || !target) return refuse('That step does not exist')
  if (source.id === target.id) return refuse('A step cannot feed itself')
  const output = catalogue.find(source.component)?.outputs.find((port) => port.name === from.port)
  const input = catalogue.find(target.component)?.inputs.find((port) => port.name === to.port)
  if (!output) return refuse(`${titleOf(source, catalogue)} has no output “${from.port}”`)
  if (!input) return refuse(`${titleOf(target, catalogue)} has no input “${to.port}”`)
  if (!fits(output.type, input.type)) {
    return refuse(`“${input.label}” takes ${portTypeNames[input.type]}, and this is ${portTypeNames[output.type]}`)
  }
  const occupied = graph.edges.find((edge) => edge.to.node === to.node && edge.to.port === to.port)
  if (occupied && occupied.from.node === from.node && occupied.from.port === from.port) return { ok: false, reason: 'These are connected already', occupied }
  if (occupied && !replace) return { ok: false, reason: `“${input.label}” is connected already; remove that connection first`, occupied }
  const edges = occupied ? graph.edges.filter((edge) => edge !== occupied) : graph.edges
  if (downstream({ nodes: graph.nodes, edges }, [target.id]).has(source.id)) {
    return refuse(`This would make a circle: ${titleOf(source, catalogue)} already depends on ${titleOf(target, catalogue)}`)
  }
  return occupied ? { ok: true, replaces: occupied } : { ok: true }
}

function refuse(reason: string): Connectable {
  return { ok: false, reason }
}
