import '@/lib/catalog/everything'
import type { Edge, Node } from '@xyflow/react'
import { cardSize } from '@/components/pipelines/card-geometry'
import { edgeStyle } from '@/components/pipelines/edge-style'
import type { CardPort } from '@/components/pipelines/step-card'
import { formatInteger } from '@/components/ui/format'
import { findComponent } from '@/lib/catalog'
import { parseParams } from '@/lib/catalog/params'
import { edgeId } from '@/lib/graph/edge-id'
import type { Graph, GraphNode } from '@/lib/graph/schema'
import type { Output } from '@/lib/protocol/messages'
import type { ShownStep } from '@/lib/runs/group-step'

export interface CardData extends Record<string, unknown> {
  node: GraphNode
  step: ShownStep | undefined
  critical: boolean
}
export type RunNode = Node<CardData, 'step'>

/** A table's size as `344 × 7`; undefined for what is no table. */
export function outputShape(output: Output | undefined): string | undefined {
  const meta = output?.meta as { rows?: unknown; columns?: unknown } | undefined
  if (typeof meta?.rows !== 'number' || !Array.isArray(meta.columns)) return undefined
  return `${formatInteger(meta.rows)} × ${meta.columns.length}`
}

/** What a card says of its component: icon, category, its line, its ports. */
export function cardFace(node: GraphNode, step: ShownStep | undefined) {
  const component = findComponent(node.component)
  const parsed = component ? parseParams(component, node.params) : undefined
  const line = !component ? `There is no component “${node.component}”` : parsed?.ok ? component.describe(parsed.params) : component.summary
  const ports = (list: { name: string; label: string; type: string }[], out: boolean): CardPort[] =>
    list.map((port) => ({ name: port.name, label: port.label, type: port.type, shape: out ? outputShape(step?.outputs[port.name]) : undefined }))
  return {
    name: step?.name || node.name || component?.name || node.component,
    icon: component?.icon ?? 'box',
    category: component?.category ?? '',
    line,
    inputs: ports(component?.inputs ?? [], false),
    outputs: ports(component?.outputs ?? [], true),
  }
}

export interface FlowOptions {
  selected: string | null
  critical: Set<string>
  places: Map<string, { x: number; y: number }>
  /** Nodes of the drawing before: what has not changed stays the same object, so that it is not drawn again. */
  known: Map<string, RunNode>
}

/** The run's graph for drawing. A step that was not part of the run has no state. */
export function flowElements(graph: Graph, steps: Map<string, ShownStep>, options: FlowOptions): { nodes: RunNode[]; edges: Edge[] } {
  const nodes = graph.nodes.map((node) => {
    const made = runNode(node, steps.get(node.id), options)
    options.known.set(node.id, made)
    return made
  })
  const components = new Map(graph.nodes.map((node) => [node.id, findComponent(node.component)]))
  const edges = graph.edges.map((edge): Edge => {
    const type = components.get(edge.from.node)?.outputs.find((port) => port.name === edge.from.port)?.type
    const active = options.selected === edge.from.node || options.selected === edge.to.node
    return { id: edgeId(edge), source: edge.from.node, sourceHandle: edge.from.port, target: edge.to.node, targetHandle: edge.to.port, style: edgeStyle(type ?? 'any', { active }), focusable: false, interactionWidth: 16 }
  })
  return { nodes, edges }
}

function runNode(node: GraphNode, step: ShownStep | undefined, { selected, critical, places, known }: FlowOptions): RunNode {
  const position = places.get(node.id) ?? node.position
  const before = known.get(node.id)
  const same = before && before.data.node === node && before.data.step === step && before.data.critical === critical.has(node.id) && before.selected === (node.id === selected) && before.position === position
  if (same) return before
  return {
    id: node.id,
    type: 'step',
    position,
    data: { node, step, critical: critical.has(node.id) },
    selected: node.id === selected,
    ariaLabel: `${step?.name || node.name || node.id}: ${step?.state ?? 'not part of this run'}`,
    ...cardSize({ strip: true }),
  }
}

/** True where no place was ever given, as in pipelines that a script wrote. */
export function unplaced(graph: Graph): boolean {
  return graph.nodes.length > 1 && graph.nodes.every((node) => node.position.x === graph.nodes[0]?.position.x && node.position.y === graph.nodes[0]?.position.y)
}
