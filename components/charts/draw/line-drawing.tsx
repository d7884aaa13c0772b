'use client'

import type { LineSpec, Point } from '../prepare/spec'
import { Frame } from './frame'
import { HoverMark, HoverPoints, Lines, References, type Hovered } from './layers'

export interface LineDrawingProps {
  spec: LineSpec
  /** Names of the series to draw. */
  shown: Set<string>
  height: number
  hovered: Hovered | null
  onHover: (hovered: Hovered | null) => void
  onPress?: ((point: Point) => void) | undefined
  /** Beneath the pointer's layer, in the axes' scales. */
  children?: React.ReactNode
}

export default function LineDrawing({ spec, shown, height, hovered, onHover, onPress, children }: LineDrawingProps) {
  const series = spec.series.filter((line) => shown.has(line.name))
  return (
    <Frame x={spec.x} y={spec.y} height={height}>
      <References references={spec.references} />
      <Lines series={series} />
      {children}
      <HoverPoints groups={series.filter((line) => !line.faint).map((line) => ({ title: [line.name, line.note].filter(Boolean).join(', '), colour: line.colour, points: line.points }))} onHover={onHover} onPress={onPress} />
      <HoverMark hovered={hovered} />
    </Frame>
  )
}
