'use client'

import { useState } from 'react'
import { cn } from '@/components/ui/cn'
import type { Hovered } from './draw/layers'
import { HoverCard } from './hover-card'
import { useWidth } from './use-width'

/** What a drawing gets: how wide it may be, and where to tell what the pointer is over, in its own pixels. */
export interface Drawn {
  width: number
  onHover: (hovered: Hovered | null) => void
}

export interface ScrollDrawingProps {
  label: string
  className?: string
  /** Drawn once the width is known. */
  children: (width: Drawn['width'], onHover: Drawn['onHover']) => React.ReactNode
}

/** A drawing that scrolls inside its card where it is large, with the card of exact values over it. */
export function ScrollDrawing({ label, className, children }: ScrollDrawingProps) {
  const { ref, width } = useWidth<HTMLDivElement>()
  const [hovered, onHover] = useState<Hovered | null>(null)
  const [scroll, setScroll] = useState({ left: 0, top: 0 })
  return (
    <div ref={ref} className="relative min-w-0">
      <div tabIndex={0} role="group" aria-label={label} className={cn('overflow-auto', className)} onScroll={(event) => setScroll({ left: event.currentTarget.scrollLeft, top: event.currentTarget.scrollTop })}>
        {width > 0 && children(width, onHover)}
      </div>
      <HoverCard hovered={hovered && { ...hovered, px: hovered.px - scroll.left, py: hovered.py - scroll.top }} width={width} />
    </div>
  )
}
