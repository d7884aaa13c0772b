import { useEffect, useMemo, useRef } from 'react'
import { experimental_useOnNodesChangeMiddleware, type NodeChange, type ReactFlowInstance } from '@xyflow/react'
import type { GraphGroup } from '@/lib/graph/marks'
import { insideOf, leavesOf } from '@/lib/graph/nesting'
import { dropSteps } from '../../actions/drop-steps'
import type { snapBox } from '../../guides'
import type { DesignerValue } from '../designer-context'
import { dropContext } from '../drop-context'
import type { CanvasNode, WireEdge } from '../flow-elements'

type Place = { x: number; y: number }
type Rect = Place & { width: number; height: number }

interface Drag {
  /** Where what is dragged, and what goes along with it, was at the beginning. */
  begin: Map<string, Place>
  /** What goes along with each dragged group, by the group's id; a frame goes along where all it holds is dragged. */
  along: Map<string, string[]>
  /** The box around what is dragged, from the first one's place. */
  shape: Rect & { first: string }
  /** What it may be brought into line with: what is in sight and not dragged. */
  others: Rect[]
}

/**
 * What happens while cards are dragged, all of it outside React's state: groups take their steps along, and what is dragged
 * snaps into line with its neighbours (not while Alt is held). The draft hears of it once, at the end.
 */
export function useDragging(flow: ReactFlowInstance<CanvasNode, WireEdge>, designer: DesignerValue) {
  const lines = useRef<SVGPathElement>(null)
  const dragging = useMemo(() => {
    let drag: Drag | undefined
    let free = false
    let snap: typeof snapBox | undefined
    const draw = (path: string) => lines.current?.setAttribute('d', path)

    const change = (changes: NodeChange<CanvasNode>[]): NodeChange<CanvasNode>[] => {
      const current = drag
      const lead = current && changes.find((each) => each.type === 'position' && each.id === current.shape.first)
      if (!current || lead?.type !== 'position' || !lead.position) return changes
      const begun = current.begin.get(lead.id)!
      const by = { x: lead.position.x - begun.x, y: lead.position.y - begun.y }
      const box = { ...current.shape, x: current.shape.x + by.x, y: current.shape.y + by.y }
      const found = free ? undefined : snap?.(box, current.others, Math.min(8 / flow.getZoom(), 20))
      draw(lead.dragging && found ? found.lines.map(([a, b, c, d]) => `M${a} ${b}L${c} ${d}`).join('') : '')
      const [dx, dy] = [by.x + (found?.dx ?? 0), by.y + (found?.dy ?? 0)]
      const at = (id: string) => ({ x: current.begin.get(id)!.x + dx, y: current.begin.get(id)!.y + dy })
      const moved = changes.map((each) => (each.type === 'position' && current.begin.has(each.id) ? { ...each, position: at(each.id) } : each))
      const along = [...current.along.values()].flat().map((id) => ({ id, type: 'position' as const, position: at(id), dragging: lead.dragging }))
      return [...moved, ...along]
    }
    return {
      change,
      props: {
        onNodeDragStart: (event: { altKey: boolean }, _: unknown, nodes: CanvasNode[]) => {
          free = event.altKey
          void import('../../guides').then((module) => (snap = module.snapBox), () => undefined)
          drag = beginDrag(flow, nodes, designer.draft.graph.get().groups)
        },
        onNodeDrag: (event: { altKey: boolean }) => void (free = event.altKey),
        onNodeDragStop: () => {
          draw('')
          if (drag) commit(flow, designer, drag)
          drag = undefined
        },
      },
    }
  }, [flow, designer])
  experimental_useOnNodesChangeMiddleware<CanvasNode>(dragging.change)
  // A selection's box is dragged as its cards are.
  const props = useMemo(() => {
    const { onNodeDragStart, onNodeDrag, onNodeDragStop } = dragging.props
    return {
      ...dragging.props,
      onSelectionDragStart: (event: React.MouseEvent, nodes: CanvasNode[]) => onNodeDragStart(event, null, nodes),
      onSelectionDrag: onNodeDrag,
      onSelectionDragStop: onNodeDragStop,
    }
  }, [dragging])
  useEffect(() => () => lines.current?.setAttribute('d', ''), [])
  return useMemo(() => ({ lines, props }), [lines, props])
}

function beginDrag(flow: ReactFlowInstance<CanvasNode, WireEdge>, dragged: CanvasNode[], groups: readonly GraphGroup[] | undefined): Drag | undefined {
  if (dragged.length === 0) return undefined
  const ids = new Set(dragged.map((node) => node.id))
  const along = new Map<string, string[]>()
  const taken = new Set(ids)
  for (const node of dragged) {
    if (node.type !== 'frame' && node.type !== 'folded') continue
    const inside = insideOf(groups, node.id)
    const free = [...inside.leaves, ...inside.groups].filter((id) => !taken.has(id))
    free.forEach((id) => taken.add(id))
    along.set(node.id, free)
  }
  const all = flow.getNodes()
  for (const node of all) {
    if (node.type === 'frame' && !taken.has(node.id) && leavesOf(groups, node.id).every((id) => taken.has(id))) along.set(`frame ${node.id}`, [node.id])
  }
  const going = new Set([...ids, ...[...along.values()].flat()])
  const begin = new Map(all.filter((node) => going.has(node.id)).map((node) => [node.id, node.position]))
  return { begin, along, shape: { ...around(dragged), first: dragged[0]!.id }, others: inSight(flow, all).filter((node) => !going.has(node.id) && node.type !== 'frame').map(rectOf) }
}

function commit(flow: ReactFlowInstance<CanvasNode, WireEdge>, designer: DesignerValue, { begin, shape }: Drag): void {
  const lead = flow.getNode(shape.first)
  if (!lead) return
  const from = begin.get(lead.id)!
  const by = { x: lead.position.x - from.x, y: lead.position.y - from.y }
  const places = new Map([...begin].map(([id, place]) => [id, { x: place.x + by.x, y: place.y + by.y }]))
  const said = dropSteps(designer.draft, places, dropContext(designer))
  if (said) designer.hint.set(said)
}

const rectOf = (node: CanvasNode): Rect => ({ ...node.position, width: node.width ?? 0, height: node.height ?? 0 })

function around(nodes: readonly CanvasNode[]): Rect {
  const boxes = nodes.map(rectOf)
  const [x, y] = [Math.min(...boxes.map((box) => box.x)), Math.min(...boxes.map((box) => box.y))]
  return { x, y, width: Math.max(...boxes.map((box) => box.x + box.width)) - x, height: Math.max(...boxes.map((box) => box.y + box.height)) - y }
}

function inSight(flow: ReactFlowInstance<CanvasNode, WireEdge>, nodes: CanvasNode[]): CanvasNode[] {
  const view = document.querySelector('.react-flow')?.getBoundingClientRect()
  if (!view) return nodes
  const a = flow.screenToFlowPosition({ x: view.left, y: view.top }, { snapToGrid: false })
  const b = flow.screenToFlowPosition({ x: view.right, y: view.bottom }, { snapToGrid: false })
  return nodes.filter(({ position: { x, y }, width = 0, height = 0, hidden }) => !hidden && x < b.x && x + width > a.x && y < b.y && y + height > a.y)
}
