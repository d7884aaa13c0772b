import { Position, type Edge, type Node } from '@xyflow/react'
import { findComponent } from '@/lib/catalog'
import type { GraphGroup, GraphNote } from '@/lib/graph/marks'
import { edgeId } from '@/lib/graph/edge-id'
import { leavesOf, outerFirst } from '@/lib/graph/nesting'
import type { Graph, GraphEdge, GraphNode } from '@/lib/graph/schema'
import { cardSize, portPlaces, portSize } from '../card-geometry'
import { boxesOf, foldedInto, isFolded, outerPorts, withGroups, type OuterPort } from '../groups'

export type StepNode = Node<{ step: GraphNode }, 'step'>
export type NoteNode = Node<{ note: GraphNote }, 'note'>
/** An open group: the frame around its members. */
export type FrameNode = Node<{ group: GraphGroup }, 'frame'>
/** A collapsed group: one card with the ports through which it is wired to the rest. `steps` are those inside, at any depth. */
export type FoldedNode = Node<{ group: GraphGroup; inputs: OuterPort[]; outputs: OuterPort[]; steps: string[] }, 'folded'>
export type CanvasNode = StepNode | NoteNode | FrameNode | FoldedNode
export type WireEdge = Edge<{ wire: GraphEdge; type: string }, 'wire'>

export interface Drawing {
  /** Steps that show the state of a run. */
  strips: ReadonlySet<string>
  /** Groups that are shown open though they are collapsed. */
  opened: ReadonlySet<string>
  selected?: ReadonlySet<string>
}

/**
 * The graph as React Flow's nodes, frames first, outer before inner ones, so that they lie below. An element that says the same as before is handed
 * back as it was; what is under the pointer stays there until it is dropped.
 */
export function toNodes(graph: Graph, before: readonly CanvasNode[], drawing: Drawing): CanvasNode[] {
  const known = new Map(before.map((node) => [node.id, node]))
  const folded = foldedInto(graph, drawing.opened)
  const nodes: CanvasNode[] = groupNodes(graph, known, drawing, folded)
  for (const note of graph.notes ?? []) nodes.push(noteNode(note, known.get(note.id), drawing, folded.has(note.id)))
  for (const step of graph.nodes) nodes.push(stepNode(step, known.get(step.id), drawing, folded.has(step.id)))
  return nodes
}

function chosen(id: string, old: CanvasNode | undefined, { selected }: Drawing): boolean {
  return selected ? selected.has(id) : (old?.selected ?? false)
}

function stepNode(step: GraphNode, known: CanvasNode | undefined, drawing: Drawing, hidden: boolean): StepNode {
  const old = known?.type === 'step' ? known : undefined
  const size = cardSize({ strip: drawing.strips.has(step.id), collapsed: step.collapsed })
  const selected = chosen(step.id, old, drawing)
  if (old && old.data.step === step && old.height === size.height && old.selected === selected && (old.hidden ?? false) === hidden) return old
  const position = old?.dragging ? old.position : step.position
  const component = step.component === old?.data.step.component ? undefined : findComponent(step.component)
  const handles = old && !component && old.height === size.height ? old.handles : handlesOf(step.component, size.height)
  const name = step.name || findComponent(step.component)?.name || step.component
  // `measured` too: React Flow fits the view to measured cards only, and those out of sight are never drawn.
  return { ...old, id: step.id, type: 'step', position, ...size, measured: size, handles, selected, hidden, data: { step }, ariaLabel: `Step ${name}` }
}

function noteNode(note: GraphNote, known: CanvasNode | undefined, drawing: Drawing, hidden: boolean): NoteNode {
  const old = known?.type === 'note' ? known : undefined
  const selected = chosen(note.id, old, drawing)
  if (old && old.data.note === note && old.selected === selected && (old.hidden ?? false) === hidden) return old
  const position = old?.dragging ? old.position : note.position
  return { ...old, id: note.id, type: 'note', position, ...note.size, measured: note.size, handles: [], selected, hidden, zIndex: 0, data: { note }, ariaLabel: `Note ${note.text.slice(0, 60)}` }
}

function groupNodes(graph: Graph, known: ReadonlyMap<string, CanvasNode>, drawing: Drawing, folded: ReadonlyMap<string, string>): CanvasNode[] {
  if (!graph.groups) return []
  const boxes = withGroups(graph, boxesOf(graph, drawing.strips), drawing.opened)
  return outerFirst(graph.groups).map((group) => {
    const old = known.get(group.id)
    const frame = boxes.get(group.id)!
    const fresh = isFolded(group, drawing.opened) ? foldedNode(graph, group, frame) : frameNode(group, frame)
    const selected = chosen(group.id, old, drawing)
    const hidden = folded.has(group.id)
    const position = old?.dragging ? old.position : fresh.position
    if (old && sameNode(old, fresh) && old.selected === selected && (old.hidden ?? false) === hidden && old.position.x === position.x && old.position.y === position.y) return old
    return { ...fresh, position, selected, hidden, dragging: old?.dragging } as CanvasNode
  })
}

function frameNode(group: GraphGroup, { x, y, width, height }: { x: number; y: number; width: number; height: number }): FrameNode {
  return {
    id: group.id,
    type: 'frame',
    position: { x, y },
    width,
    height,
    measured: { width, height },
    handles: [],
    // A box drawn around steps inside must not take the frame; its title bar selects it.
    selectable: false,
    style: { pointerEvents: 'none' },
    zIndex: -1,
    data: { group },
    ariaLabel: `Group ${group.title}`,
  }
}

function foldedNode(graph: Graph, group: GraphGroup, { x, y }: { x: number; y: number }): FoldedNode {
  const ports = outerPorts(graph, group)
  const size = cardSize({ strip: false })
  const inside = new Set(leavesOf(graph.groups, group.id))
  const steps = graph.nodes.flatMap((node) => (inside.has(node.id) ? [node.id] : []))
  return { id: group.id, type: 'folded', position: { x, y }, ...size, measured: size, handles: sides(ports.inputs, ports.outputs, size.height), data: { group, ...ports, steps }, ariaLabel: `Group ${group.title}, collapsed` }
}

function sameNode(a: CanvasNode, b: CanvasNode): boolean {
  return a.type === b.type && a.width === b.width && a.height === b.height && JSON.stringify(a.data) === JSON.stringify(b.data)
}

/** Where the ports are, so that React Flow need not measure them. */
function handlesOf(ref: string, height: number): NonNullable<StepNode['handles']> {
  const component = findComponent(ref)
  return sides(component?.inputs ?? [], component?.outputs ?? [], height)
}

function sides(inputs: readonly { name: string }[], outputs: readonly { name: string }[], height: number): NonNullable<StepNode['handles']> {
  const side = (ports: readonly { name: string }[], type: 'target' | 'source') =>
    portPlaces(ports.length).map(({ x }, index) => ({
      id: ports[index]!.name,
      type,
      position: type === 'target' ? Position.Top : Position.Bottom,
      x: x - portSize / 2,
      y: (type === 'target' ? 0 : height) - portSize / 2,
      width: portSize,
      height: portSize,
    }))
  return [...side(inputs, 'target'), ...side(outputs, 'source')]
}

/** Wires as React Flow's edges; those of a collapsed group end at its card, and those inside of it are not drawn. */
export function toEdges(graph: Graph, before: readonly WireEdge[], opened: ReadonlySet<string>): WireEdge[] {
  const known = new Map(before.map((edge) => [edge.id, edge]))
  const refs = new Map(graph.nodes.map((node) => [node.id, node.component]))
  const folded = foldedInto(graph, opened)
  return graph.edges.flatMap((wire) => {
    const id = edgeId(wire)
    const [from, to] = [folded.get(wire.from.node), folded.get(wire.to.node)]
    if (from !== undefined && from === to) return []
    const ends = {
      source: from ?? wire.from.node,
      sourceHandle: from === undefined ? wire.from.port : `${wire.from.node}/${wire.from.port}`,
      target: to ?? wire.to.node,
      targetHandle: to === undefined ? wire.to.port : `${wire.to.node}/${wire.to.port}`,
    }
    const old = known.get(id)
    if (old && old.source === ends.source && old.target === ends.target) return [old]
    const output = findComponent(refs.get(wire.from.node) ?? '')?.outputs.find((port) => port.name === wire.from.port)
    return [{ ...old, id, type: 'wire', ...ends, data: { wire, type: output?.type ?? 'any' } } satisfies WireEdge]
  })
}
