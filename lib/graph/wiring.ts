import { builtIn, type Catalogue } from '@/lib/catalog/catalogue'
import type { Component, PortType, Problem } from '@/lib/catalog/types'
import type { Graph, GraphEdge, GraphNode } from './schema'

/** Port types as a person says them. */
export const portTypeNames: Record<PortType, string> = {
  table: 'a table',
  model: 'a model',
  transformation: 'a transformation',
  evaluation: 'an evaluation',
  'image-folder': 'images',
  file: 'a file',
  any: 'anything',
}

/** Whether what one port gives is what the other takes. */
export function fits(from: PortType, to: PortType): boolean {
  return from === to || to === 'any'
}

/** A step's name as a person reads it: its own, else its component's, else the reference. */
export function titleOf(node: GraphNode, catalogue: Catalogue = builtIn): string {
  return node.name || catalogue.find(node.component)?.name || node.component
}

export interface Wiring {
  nodes: Map<string, GraphNode>
  components: Map<string, Component>
  /** By node, by input port: the edge that feeds it. Only edges whose ends and types are right. */
  incoming: Map<string, Map<string, GraphEdge>>
  problems: Problem[]
  /** `node.port` of inputs that have an edge of any sort, also a wrong one. */
  touched: Set<string>
}

/** Looks up nodes and components, and sorts edges into good ones and problems. */
export function wire(graph: Graph, catalogue: Catalogue = builtIn): Wiring {
  const wiring: Wiring = { nodes: new Map(), components: new Map(), incoming: new Map(), problems: [], touched: new Set() }
  for (const node of graph.nodes) {
    if (wiring.nodes.has(node.id)) {
      wiring.problems.push({ severity: 'error', node: node.id, message: `Two steps have the id “${node.id}”; give one of them another` })
      continue
    }
    wiring.nodes.set(node.id, node)
    const component = catalogue.find(node.component)
    if (component) wiring.components.set(node.id, component)
  }
  for (const edge of graph.edges) {
    const problem = placeEdge(wiring, edge, catalogue)
    if (problem) wiring.problems.push(problem)
  }
  return wiring
}

function placeEdge(wiring: Wiring, edge: GraphEdge, catalogue: Catalogue): Problem | undefined {
  const { from, to } = edge
  const source = wiring.nodes.get(from.node)
  const target = wiring.nodes.get(to.node)
  if (!source || !target) {
    const missing = source ? to.node : from.node
    return { severity: 'error', node: target ? to.node : from.node, message: `A connection names the step “${missing}”, which does not exist` }
  }
  const key = `${to.node}.${to.port}`
  const taken = wiring.touched.has(key)
  wiring.touched.add(key)

  const giver = wiring.components.get(from.node)
  const taker = wiring.components.get(to.node)
  const output = giver?.outputs.find((port) => port.name === from.port)
  const input = taker?.inputs.find((port) => port.name === to.port)
  if (giver && !output) return { severity: 'error', node: from.node, port: from.port, message: `${giver.name} has no output “${from.port}”; it has ${portList(giver.outputs)}` }
  if (taker && !input) return { severity: 'error', node: to.node, port: to.port, message: `${taker.name} has no input “${to.port}”; it has ${portList(taker.inputs)}` }
  if (taken) return { severity: 'error', node: to.node, port: to.port, message: `The input “${input?.label ?? to.port}” has more than one connection; keep one of them` }
  if (output && input && !fits(output.type, input.type)) {
    return {
      severity: 'error',
      node: to.node,
      port: to.port,
      message: `The input “${input.label}” takes ${portTypeNames[input.type]}, but ${titleOf(source, catalogue)} gives ${portTypeNames[output.type]} there`,
    }
  }
  let ports = wiring.incoming.get(to.node)
  if (!ports) wiring.incoming.set(to.node, (ports = new Map()))
  ports.set(to.port, edge)
  return undefined
}

function portList(ports: { name: string }[]): string {
  return ports.length === 0 ? 'none' : ports.map((port) => `“${port.name}”`).join(', ')
}
