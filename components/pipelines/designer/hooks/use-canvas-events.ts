import { useMemo } from 'react'
import type { ReactFlowInstance } from '@xyflow/react'
import type { DesignerValue } from '../designer-context'
import type { CanvasNode, WireEdge } from '../flow-elements'
import { selectSteps } from './use-flow-sync'
import { hoveredEdge } from './use-hovered-edge'

/** What the pointer does on cards, wires and the empty canvas, besides dragging. */
export function useCanvasEvents(flow: ReactFlowInstance<CanvasNode, WireEdge>, { selection, panel, shown }: DesignerValue, draw: boolean) {
  return useMemo(
    () => ({
      onNodeContextMenu: (event: React.MouseEvent, node: CanvasNode) => {
        if (!draw) return
        event.preventDefault()
        const { nodes, notes, groups } = selection.get()
        if (![...nodes, ...notes, ...groups].includes(node.id)) selectSteps(flow, [node.id])
        const { left, top } = event.currentTarget.getBoundingClientRect()
        // The keyboard's menu key says no place in some browsers.
        const at = event.clientX || event.clientY ? { x: event.clientX, y: event.clientY } : { x: left + 24, y: top + 24 }
        panel.set({ kind: node.type === 'step' ? 'step-menu' : 'mark-menu', node: node.id, at })
      },
      onNodeClick: (event: React.MouseEvent, node: CanvasNode) => {
        const more = event.shiftKey || event.metaKey || event.ctrlKey
        const { nodes, notes, groups } = selection.get()
        // A press on one of several chosen leaves it alone chosen; to drag them all is no press.
        const oneOfMany = !more && nodes.length + notes.length + groups.length > 1
        if (node.type === 'frame' || oneOfMany) selectSteps(flow, [node.id], { keep: more })
        if (node.type === 'step' && shown.get()) shown.set({ node: node.id, port: null })
      },
      onEdgeMouseEnter: (_: unknown, edge: WireEdge) => hoveredEdge.set(edge.id),
      onEdgeMouseLeave: () => hoveredEdge.set(null),
      onEdgeClick: (_: unknown, edge: WireEdge) => edge.data && shown.set({ node: edge.data.wire.from.node, port: edge.data.wire.from.port }),
      onDoubleClick: (event: React.MouseEvent) => {
        const onPane = event.target instanceof Element && event.target.classList.contains('react-flow__pane')
        if (draw && onPane) panel.set({ kind: 'quick-add', at: { x: event.clientX, y: event.clientY } })
      },
    }),
    [flow, selection, panel, shown, draw],
  )
}
