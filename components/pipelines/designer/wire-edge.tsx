'use client'

import { memo } from 'react'
import { BaseEdge, EdgeLabelRenderer, getBezierPath, type EdgeProps } from '@xyflow/react'
import { formatCount } from '@/components/ui/format'
import type { GraphEdge } from '@/lib/graph/schema'
import { edgeStyle } from '../edge-style'
import { useStore } from '../draft/store'
import { useDesigner } from './designer-context'
import type { WireEdge as WireEdgeType } from './flow-elements'
import { useHoveredEdge } from './hooks/use-hovered-edge'
import { outputShape } from './step-node'

/** A wire in the colour of what it carries; on hover it says how much that is. */
export const WireEdge = memo(function WireEdge(props: EdgeProps<WireEdgeType>) {
  const { id, data, selected, sourceX, sourceY, targetX, targetY, sourcePosition, targetPosition } = props
  const hovered = useHoveredEdge(id)
  const far = useStore(useDesigner().far)
  const type = data?.type ?? 'any'
  if (far) return <path d={`M${sourceX} ${sourceY}L${targetX} ${targetY}`} fill="none" style={{ ...edgeStyle(type, { active: selected }), strokeWidth: selected ? 8 : 4 }} />
  const [path, x, y] = getBezierPath({ sourceX, sourceY, targetX, targetY, sourcePosition, targetPosition })
  return (
    <>
      <BaseEdge id={id} path={path} style={edgeStyle(type, { active: selected || hovered })} interactionWidth={16} />
      {hovered && data && <Label wire={data.wire} x={x} y={y} />}
    </>
  )
})

function Label({ wire, x, y }: { wire: GraphEdge; x: number; y: number }) {
  const { run, checked } = useDesigner()
  const shape = useStore(run, (state) => (state.stale.has(wire.from.node) ? undefined : outputShape(state.byNode.get(wire.from.node), wire.from.port)))
  const columns = useStore(checked, ({ analysis }) => analysis.schemas[wire.from.node]?.[wire.from.port])
  const text = shape ? `${shape}` : columns ? formatCount(columns.length, 'column') : undefined
  if (!text) return null
  return (
    <EdgeLabelRenderer>
      <div style={{ transform: `translate(-50%, -50%) translate(${x}px, ${y}px)` }} className="pointer-events-none absolute rounded-sm bg-raised px-1.5 py-0.5 text-xs shadow-pop tabular">
        {text}
      </div>
    </EdgeLabelRenderer>
  )
}
