'use client'

import { useState } from 'react'
import { ChartCard } from './chart-card'
import BoxDrawing, { boxesHeight } from './draw/box-drawing'
import type { Hovered } from './draw/layers'
import { HoverCard } from './hover-card'
import type { BoxSpec } from './prepare/spec'
import type { ShowRows } from './show-rows'
import { useWidth } from './use-width'

/** The spread of a measure in each group. */
export function BoxChart({ spec, className, onRows }: { spec: BoxSpec; className?: string; onRows?: ShowRows }) {
  return (
    <ChartCard spec={spec} className={className} interactive={onRows !== undefined}>
      <Boxes spec={spec} onRows={onRows} />
    </ChartCard>
  )
}

export function Boxes({ spec, onRows }: { spec: BoxSpec; onRows: ShowRows | undefined }) {
  const { ref, width } = useWidth<HTMLDivElement>()
  const [hovered, onHover] = useState<Hovered | null>(null)
  return (
    <div ref={ref} className="relative min-w-0" style={{ minHeight: boxesHeight(spec.boxes.length) }}>
      {width > 0 && <BoxDrawing spec={spec} width={width} onHover={onHover} onPress={onRows} />}
      <HoverCard hovered={hovered} width={width} />
    </div>
  )
}
