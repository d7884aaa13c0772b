import { useEffect } from 'react'
import type { ReactFlowInstance } from '@xyflow/react'
import type { DesignerValue } from '../designer-context'
import { toEdges, toNodes, type CanvasNode, type WireEdge } from '../flow-elements'

/** Brings each change of the draft, and the strips that a run adds to cards, into React Flow. */
export function useFlowSync(flow: ReactFlowInstance<CanvasNode, WireEdge>, { draft, run, opened }: DesignerValue): void {
  useEffect(() => {
    const sync = () => {
      const graph = draft.graph.get()
      const strips = new Set(run.get().byNode.keys())
      flow.setNodes((nodes) => toNodes(graph, nodes, { strips, opened: opened.get() }))
      flow.setEdges((edges) => toEdges(graph, edges, opened.get()))
    }
    let ran = run.get().byNode
    const onRun = () => {
      const now = run.get().byNode
      const same = ran.size === now.size && [...now.keys()].every((id) => ran.has(id))
      ran = now
      if (!same) sync()
    }
    sync()
    const stops = [draft.graph.subscribe(sync), run.subscribe(onRun), opened.subscribe(sync)]
    return () => stops.forEach((stop) => stop())
  }, [flow, draft, run, opened])
}

/** Selects these steps, notes or groups alone; with `show` the first one comes into view, with `focus` it also gets the keyboard. */
export function selectSteps(flow: ReactFlowInstance<CanvasNode, WireEdge>, ids: readonly string[], { focus = false, show = focus, keep = false }: { focus?: boolean; show?: boolean; keep?: boolean } = {}): void {
  const chosen = new Set(ids)
  flow.setNodes((nodes) =>
    nodes.map((node) => {
      const selected = chosen.has(node.id) || (keep && !!node.selected)
      return !!node.selected === selected ? node : { ...node, selected }
    }),
  )
  flow.setEdges((edges) => edges.map((edge) => (edge.selected ? { ...edge, selected: false } : edge)))
  if (show && ids[0]) void reveal(flow, ids[0], focus)
}

/** Moves the view so that the step is in it, if it is not, and with `focus` gives it the keyboard. */
async function reveal(flow: ReactFlowInstance<CanvasNode, WireEdge>, id: string, focus: boolean): Promise<void> {
  // React Flow takes the new nodes in with the next frame.
  await new Promise((resolve) => requestAnimationFrame(resolve))
  // A collapsed group opens for it, see `useSelection`.
  for (let tries = 0; flow.getNode(id)?.hidden && tries < 5; tries++) await new Promise((resolve) => requestAnimationFrame(resolve))
  const node = flow.getNode(id)
  if (!node) return
  const { x, y } = node.position
  const width = node.width ?? 0
  const height = node.height ?? 0
  const box = document.querySelector('.react-flow')?.getBoundingClientRect()
  const a = flow.flowToScreenPosition({ x, y })
  const b = flow.flowToScreenPosition({ x: x + width, y: y + height })
  if (box && (a.x < box.left + 8 || a.y < box.top + 8 || b.x > box.right - 8 || b.y > box.bottom - 8)) {
    await flow.setCenter(x + width / 2, y + height / 2, { zoom: Math.max(flow.getZoom(), 0.6), duration: matchMedia('(prefers-reduced-motion: reduce)').matches ? 0 : 120 })
  }
  for (let tries = 0; focus && tries < 5; tries++) {
    const element = document.querySelector<HTMLElement>(`.react-flow__node[data-id="${CSS.escape(id)}"]`)
    if (element) return element.focus({ preventScroll: true })
    await new Promise((resolve) => requestAnimationFrame(resolve))
  }
}
