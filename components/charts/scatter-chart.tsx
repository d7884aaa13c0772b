'use client'

import { lazy } from 'react'
import { ChartCard } from './chart-card'
import { Plot } from './plot'
import type { ScatterSpec } from './prepare/spec'

const HEIGHT = 320
const Drawing = lazy(() => import('./draw/scatter-drawing'))

/** Two measures of each row against each other. */
export function ScatterChart({ spec, className }: { spec: ScatterSpec; className?: string }) {
  return (
    <ChartCard spec={spec} className={className} legend={spec.references.filter((line) => line.listed).map((line) => ({ label: line.label, colour: line.colour, dash: '4 4' }))}>
      <Plot height={HEIGHT}>{(hovered, onHover) => <Drawing spec={spec} height={HEIGHT} hovered={hovered} onHover={onHover} />}</Plot>
    </ChartCard>
  )
}
