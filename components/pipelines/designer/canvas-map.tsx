'use client'

import { MiniMap, type Node } from '@xyflow/react'
import { findComponent } from '@/lib/catalog'
import { categoryColor } from '../edge-style'
import { useStore } from '../draft/store'
import type { CanvasNode } from './flow-elements'
import { markLooks } from './marks/mark-colors'
import { useDesigner } from './designer-context'

function colorOf(node: Node): string {
  const item = node as CanvasNode
  if (item.type === 'step') return categoryColor(findComponent(item.data.step.component)?.category ?? '')
  if (item.type === 'note') return markLooks[item.data.note.color].soft
  return item.type === 'frame' ? 'transparent' : markLooks[item.data.group.color].strong
}

/** Whether there is a map (on wide screens): from a dozen steps on, when it begins to help. */
export function useHasMap(): boolean {
  const { draft } = useDesigner()
  return useStore(draft.graph, (graph) => graph.nodes.length >= 12)
}

/** The whole canvas, small, above the tools. */
export function CanvasMap() {
  if (!useHasMap()) return null
  return (
    <MiniMap
      pannable
      zoomable
      position="bottom-left"
      className="overflow-hidden rounded-md border border-line max-lg:!hidden"
      style={{ width: 148, height: 100, marginBottom: 52 }}
      nodeColor={colorOf}
      nodeStrokeWidth={0}
      nodeBorderRadius={12}
      ariaLabel="Map of the canvas"
    />
  )
}
