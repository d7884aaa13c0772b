'use client'

import type { HistogramSpec } from '../prepare/spec'
import { Frame } from './frame'
import { Bins, ZeroLine, type Hovered } from './layers'

export interface HistogramDrawingProps {
  spec: HistogramSpec
  height: number
  onHover: (hovered: Hovered | null) => void
  onPress?: ((bin: HistogramSpec['bins'][number]) => void) | undefined
  pressing?: string
}

export default function HistogramDrawing({ spec, height, onHover, onPress, pressing }: HistogramDrawingProps) {
  return (
    <Frame x={spec.x} y={spec.y} height={height}>
      <Bins bins={spec.bins} colours={spec.groups?.map((group) => group.colour) ?? ['var(--series-1)']} onHover={onHover} onPress={onPress} pressing={pressing} />
      {spec.x.domain[0] < 0 && spec.x.domain[1] > 0 && <ZeroLine />}
    </Frame>
  )
}
