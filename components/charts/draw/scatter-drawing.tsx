'use client'

import type { ScatterSpec } from '../prepare/spec'
import { Frame } from './frame'
import { Dots, HoverMark, HoverPoints, References, type Hovered } from './layers'

export interface ScatterDrawingProps {
  spec: ScatterSpec
  height: number
  hovered: Hovered | null
  onHover: (hovered: Hovered | null) => void
}

export default function ScatterDrawing({ spec, height, hovered, onHover }: ScatterDrawingProps) {
  return (
    <Frame x={spec.x} y={spec.y} height={height}>
      <References references={spec.references} />
      <Dots points={spec.points} colour="var(--series-1)" />
      <HoverPoints groups={[{ colour: 'var(--series-1)', points: spec.points }]} onHover={onHover} />
      <HoverMark hovered={hovered} />
    </Frame>
  )
}
