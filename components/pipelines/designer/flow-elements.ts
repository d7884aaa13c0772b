import { Position, type Edge, type Node } from '@xyflow/react'
import { findComponent } from '@/lib/catalog'
import { edgeId, type Graph, type GraphEdge, type GraphNode } from '@/lib/graph/schema'
import { cardSize, portPlaces, portSize } from '../card-geometry'

export type StepNode = Node<{ step: GraphNode }, 'step'>
export type WireEdge = Edge<{ wire: GraphEdge; type: string }, 'wire'>

/**
 * The graph as React Flow's nodes. An element whose step, size and place are as before is handed back as it was; a card
 * under the pointer stays there until it is dropped.
 */
export function toNodes(graph: Graph, before: readonly StepNode[], strips: ReadonlySet<string>, selected?: ReadonlySet<string>): StepNode[] {
  const known = new Map(before.map((node) => [node.id, node]))
  return graph.nodes.map((step) => {
    const old = known.get(step.id)
    const size = cardSize({ strip: strips.has(step.id) })
    const chosen = selected ? selected.has(step.id) : (old?.selected ?? false)
    if (old && old.data.step === step && old.height === size.height && old.selected === chosen) return old
    const position = old?.dragging ? old.position : step.position
    const component = step.component === old?.data.step.component ? undefined : findComponent(step.component)
    const handles = old && !component && old.height === size.height ? old.handles : handlesOf(step.component, size.height)
    const name = step.name || findComponent(step.component)?.name || step.component
    // `measured` too: React Flow fits the view to measured cards only, and those out of sight are never drawn.
    return { ...old, id: step.id, type: 'step', position, ...size, measured: size, handles, selected: chosen, data: { step }, ariaLabel: `Step ${name}` } satisfies StepNode
  })
}

/** Where the ports are, so that React Flow need not measure them. */
function handlesOf(ref: string, height: number): NonNullable<StepNode['handles']> {
  const component = findComponent(ref)
  const side = (ports: { name: string }[], type: 'target' | 'source') =>
    portPlaces(ports.length).map(({ x }, index) => ({
      id: ports[index]!.name,
      type,
      position: type === 'target' ? Position.Top : Position.Bottom,
      x: x - portSize / 2,
      y: (type === 'target' ? 0 : height) - portSize / 2,
      width: portSize,
      height: portSize,
    }))
  return [...side(component?.inputs ?? [], 'target'), ...side(component?.outputs ?? [], 'source')]
}

export function toEdges(graph: Graph, before: readonly WireEdge[]): WireEdge[] {
  const known = new Map(before.map((edge) => [edge.id, edge]))
  const refs = new Map(graph.nodes.map((node) => [node.id, node.component]))
  return graph.edges.map((wire) => {
    const id = edgeId(wire)
    const old = known.get(id)
    if (old) return old
    const output = findComponent(refs.get(wire.from.node) ?? '')?.outputs.find((port) => port.name === wire.from.port)
    return {
      id,
      type: 'wire',
      source: wire.from.node,
      sourceHandle: wire.from.port,
      target: wire.to.node,
      targetHandle: wire.to.port,
      data: { wire, type: output?.type ?? 'any' },
    } satisfies WireEdge
  })
}
