'use client'

import type { LineSpec } from '../prepare/spec'
import { Frame } from './frame'
import { HoverMark, HoverPoints, Lines, References, type Hovered } from './layers'

export interface LineDrawingProps {
  spec: LineSpec
  /** Names of the series to draw. */
  shown: Set<string>
  height: number
  hovered: Hovered | null
  onHover: (hovered: Hovered | null) => void
}

export default function LineDrawing({ spec, shown, height, hovered, onHover }: LineDrawingProps) {
  const series = spec.series.filter((line) => shown.has(line.name))
  return (
    <Frame x={spec.x} y={spec.y} height={height}>
      <References references={spec.references} />
      <Lines series={series} />
      <HoverPoints groups={series.map((line) => ({ title: [line.name, line.note].filter(Boolean).join(', '), colour: line.colour, points: line.points }))} onHover={onHover} />
      <HoverMark hovered={hovered} />
    </Frame>
  )
}
