'use client'

import type { Point, ScatterSpec } from '../prepare/spec'
import { Frame } from './frame'
import { Dots, HoverMark, HoverPoints, References, type Hovered } from './layers'

export interface ScatterDrawingProps {
  spec: ScatterSpec
  height: number
  hovered: Hovered | null
  onHover: (hovered: Hovered | null) => void
  onPress?: ((point: Point) => void) | undefined
}

export default function ScatterDrawing({ spec, height, hovered, onHover, onPress }: ScatterDrawingProps) {
  const colours = spec.groups?.map((group) => group.colour) ?? ['var(--series-1)']
  return (
    <Frame x={spec.x} y={spec.y} height={height}>
      <References references={spec.references} />
      <Dots points={spec.points} colours={colours} />
      <HoverPoints groups={colours.map((colour, index) => ({ colour, points: spec.groups ? spec.points.filter((point) => point.group === index) : spec.points }))} onHover={onHover} onPress={onPress} />
      <HoverMark hovered={hovered} />
    </Frame>
  )
}
