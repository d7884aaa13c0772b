'use client'

import type { RefObject } from 'react'
import { ViewportPortal } from '@xyflow/react'

/** The lines that show with what a dragged card is in line; drawn by the drag itself, without React. */
export function GuideLines({ path }: { path: RefObject<SVGPathElement | null> }) {
  return (
    <ViewportPortal>
      <svg aria-hidden className="pointer-events-none absolute z-[1000] size-px overflow-visible">
        <path ref={path} data-guides fill="none" stroke="var(--ring)" strokeWidth={1} vectorEffect="non-scaling-stroke" />
      </svg>
    </ViewportPortal>
  )
}
