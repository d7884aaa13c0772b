'use client'

import { MiniMap } from '@xyflow/react'
import { useStore } from '../draft/store'
import { useDesigner } from './designer-context'

/** The whole canvas, small, above the tools; from a dozen steps on, when it begins to help. */
export function CanvasMap() {
  const { draft } = useDesigner()
  const large = useStore(draft.graph, (graph) => graph.nodes.length >= 12)
  if (!large) return null
  return (
    <MiniMap
      pannable
      zoomable
      position="bottom-left"
      className="overflow-hidden rounded-md border border-line max-lg:!hidden"
      style={{ width: 148, height: 100, marginBottom: 52 }}
      nodeStrokeWidth={0}
      nodeBorderRadius={12}
      ariaLabel="Map of the canvas"
    />
  )
}
