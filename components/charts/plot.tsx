'use client'

import { useState } from 'react'
import type { Hovered } from './draw/layers'
import { HoverCard } from './hover-card'
import { useWidth } from './use-width'

/** Holds a drawing and the card of exact values over it. */
export function Plot({ children }: { children: (hovered: Hovered | null, onHover: (hovered: Hovered | null) => void) => React.ReactNode }) {
  const [hovered, onHover] = useState<Hovered | null>(null)
  const { ref, width } = useWidth<HTMLDivElement>()
  return (
    <div ref={ref} className="relative min-w-0 [&_svg]:overflow-visible">
      {children(hovered, onHover)}
      <HoverCard hovered={hovered} width={width} />
    </div>
  )
}

/** Keeps the drawing's room while the chart library is on its way. */
export function PlotRoom({ height }: { height: number }) {
  return <div role="status" aria-label="Loading the chart" style={{ height }} />
}
