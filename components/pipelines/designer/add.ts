import type { ReactFlowInstance } from '@xyflow/react'
import { findComponent } from '@/lib/catalog'
import { fits } from '@/lib/graph/wiring'
import { edgeId } from '@/lib/graph/edge-id'
import type { GraphEdge, GraphNode } from '@/lib/graph/schema'
import { addStep } from '../actions/add-step'
import { insertOnEdge } from '../actions/insert-on-edge'
import { cardHeight, cardWidth } from '../card-geometry'
import { freePlace, placeBelow } from '../layout'
import type { DesignerValue } from './designer-context'
import type { CanvasNode, WireEdge } from './flow-elements'
import { selectSteps } from './hooks/use-flow-sync'

/**
 * Adds a step where a person who did not point would put it: below the selected step and fed by the first of its outputs
 * that fits and is not used yet, into the selected wire, else in the middle of the view.
 */
export function addFromPalette(flow: ReactFlowInstance<CanvasNode, WireEdge>, designer: DesignerValue, component: string): string {
  const graph = designer.draft.graph.get()
  const { nodes: chosen, edges } = designer.selection.get()
  const wire = chosen.length === 0 && edges.length === 1 ? graph.edges.find((edge) => edgeId(edge) === edges[0]) : undefined
  const inserted = wire && insertOnEdge(designer.draft, wire, component)
  if (inserted) {
    selectSteps(flow, [inserted], { focus: true })
    return inserted
  }
  const source = chosen.length === 1 ? graph.nodes.find((node) => node.id === chosen[0]) : undefined
  const output = source && openOutput(graph.edges, source, component)
  const position = output ? placeBelow(graph, output.node) : freePlace(graph, middleOfView(flow))
  const id = addStep(designer.draft, { component, position, join: output && { from: output } })
  selectSteps(flow, [id], { focus: true })
  return id
}

/** The output of `source` that the component can take: an unused one if there is, so that Split's second half is next. */
export function openOutput(edges: readonly GraphEdge[], source: GraphNode, component: string): GraphEdge['from'] | undefined {
  const inputs = findComponent(component)?.inputs ?? []
  const outputs = (findComponent(source.component)?.outputs ?? []).filter((output) => inputs.some((input) => fits(output.type, input.type)))
  const used = (port: string) => edges.some((edge) => edge.from.node === source.id && edge.from.port === port)
  const output = outputs.find((port) => !used(port.name)) ?? outputs[0]
  return output && { node: source.id, port: output.name }
}

/** Where a card goes that is to stand in the middle of what is in sight. */
export function middleOfView(flow: ReactFlowInstance<CanvasNode, WireEdge>): { x: number; y: number } {
  const box = document.querySelector('.react-flow')?.getBoundingClientRect()
  const at = box ? flow.screenToFlowPosition({ x: box.left + box.width / 2, y: box.top + box.height / 3 }) : { x: 0, y: 0 }
  const snap = (value: number) => Math.round(value / 10) * 10
  return { x: snap(at.x - cardWidth / 2), y: snap(at.y - cardHeight / 2) }
}
