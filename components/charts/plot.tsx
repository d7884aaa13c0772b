'use client'

import { Suspense, useState } from 'react'
import type { Hovered } from './draw/layers'
import { HoverCard } from './hover-card'
import { useWidth } from './use-width'

export interface PlotProps {
  /** Room that is kept while the chart library is on its way. */
  height: number
  children: (hovered: Hovered | null, onHover: (hovered: Hovered | null) => void, width: number) => React.ReactNode
}

/** Holds a drawing and the card of exact values over it. Draws in the browser alone, once its width is known. */
export function Plot({ height, children }: PlotProps) {
  const [hovered, onHover] = useState<Hovered | null>(null)
  const { ref, width } = useWidth<HTMLDivElement>()
  return (
    <div ref={ref} className="relative min-w-0 [&_svg]:overflow-visible" style={{ minHeight: height }}>
      {width > 0 && <Suspense>{children(hovered, onHover, width)}</Suspense>}
      <HoverCard hovered={hovered} width={width} />
    </div>
  )
}
