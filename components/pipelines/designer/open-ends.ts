import { findComponent, search } from '@/lib/catalog'
import type { Component } from '@/lib/catalog/types'
import { downstream, needed } from '@/lib/graph/needed'
import type { Graph, GraphEdge } from '@/lib/graph/schema'
import { fits } from '@/lib/graph/wiring'
import type { Wiring } from './designer-context'

export interface WireStart {
  node: string
  port: string
  /** `source`: dragged from an output, looking for an input; `target`: the other way round. */
  side: 'source' | 'target'
}

/** An input and an output of one step may have the same name. */
export function endKey(side: 'in' | 'out', node: string, port: string): string {
  return `${side} ${node}.${port}`
}

/** Every port at which a wire from `start` may end: the type fits and no circle comes about. One walk over the graph. */
export function openEnds(graph: Graph, start: WireStart): Wiring {
  const own = graph.nodes.find((node) => node.id === start.node)
  const component = own && findComponent(own.component)
  const list = start.side === 'source' ? component?.outputs : component?.inputs
  const type = list?.find((port) => port.name === start.port)?.type
  const ports = new Set<string>()
  const nodes = new Set<string>([start.node])
  if (!type) return { ports, nodes }
  // What feeds the source may not be fed by it; what the target feeds may not feed it.
  const barred = start.side === 'source' ? needed(graph, [start.node]) : downstream(graph, [start.node])
  for (const node of graph.nodes) {
    if (barred.has(node.id)) continue
    const other = findComponent(node.component)
    const candidates = (start.side === 'source' ? other?.inputs : other?.outputs) ?? []
    for (const port of candidates) {
      if (!(start.side === 'source' ? fits(type, port.type) : fits(port.type, type))) continue
      ports.add(endKey(start.side === 'source' ? 'in' : 'out', node.id, port.name))
      nodes.add(node.id)
    }
  }
  return { ports, nodes }
}

/** Newest components that could stand at the open end. */
export function componentsFor(graph: Graph, join: { from: GraphEdge['from'] } | { to: GraphEdge['to'] }): Set<Component> {
  const end = 'from' in join ? join.from : join.to
  const own = findComponent(graph.nodes.find((node) => node.id === end.node)?.component ?? '')
  const type = ('from' in join ? own?.outputs : own?.inputs)?.find((port) => port.name === end.port)?.type
  const able = (component: Component) =>
    'from' in join ? component.inputs.some((port) => type && fits(type, port.type)) : component.outputs.some((port) => type && fits(port.type, type))
  return new Set(search('').filter(able))
}
