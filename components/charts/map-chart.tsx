'use client'

import { lazy, Suspense, useState } from 'react'
import { ChartCard } from './chart-card'
import type { Hovered } from './draw/layers'
import { HoverCard } from './hover-card'
import { KeyList, legendOf } from './key-list'
import type { MapSpec } from './prepare/spec'
import { useWidth } from './use-width'

// Outlines of the continents are only wanted where there is a map.
const Drawing = lazy(() => import('./draw/map-drawing'))
const HEIGHT = 380

/** Rows at their places on the earth. */
export function MapChart({ spec }: { spec: MapSpec }) {
  return (
    <ChartCard spec={spec} legend={legendOf(spec.groups)} controls={<KeyList keys={spec.groups} />}>
      <Places spec={spec} />
    </ChartCard>
  )
}

export function Places({ spec }: { spec: MapSpec }) {
  const { ref, width } = useWidth<HTMLDivElement>()
  const [hovered, onHover] = useState<Hovered | null>(null)
  return (
    <div ref={ref} className="relative min-w-0 overflow-hidden rounded-sm" style={{ minHeight: HEIGHT }}>
      {width > 0 && (
        <Suspense>
          <Drawing spec={spec} width={width} height={HEIGHT} onHover={onHover} />
        </Suspense>
      )}
      <HoverCard hovered={hovered} width={width} />
    </div>
  )
}
