'use client'

import type { HistogramSpec } from '../prepare/spec'
import { Frame } from './frame'
import { Bins, ZeroLine, type Hovered } from './layers'

export interface HistogramDrawingProps {
  spec: HistogramSpec
  height: number
  onHover: (hovered: Hovered | null) => void
}

export default function HistogramDrawing({ spec, height, onHover }: HistogramDrawingProps) {
  return (
    <Frame x={spec.x} y={spec.y} height={height}>
      <Bins bins={spec.bins} colour="var(--series-1)" onHover={onHover} />
      <ZeroLine />
    </Frame>
  )
}
