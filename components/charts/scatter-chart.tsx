'use client'

import { lazy } from 'react'
import { ChartCard } from './chart-card'
import { KeyList, legendOf } from './key-list'
import { Plot } from './plot'
import type { ScatterSpec } from './prepare/spec'

const HEIGHT = 320
const Drawing = lazy(() => import('./draw/scatter-drawing'))

/** Two measures of each row against each other. */
export function ScatterChart({ spec, className }: { spec: ScatterSpec; className?: string }) {
  return (
    <ChartCard spec={spec} className={className} legend={legendOf(spec.groups, spec.references)} controls={<KeyList keys={spec.groups} references={spec.references} />}>
      <Dots spec={spec} height={HEIGHT} />
    </ChartCard>
  )
}

export function Dots({ spec, height }: { spec: ScatterSpec; height: number }) {
  return <Plot height={height}>{(hovered, onHover) => <Drawing spec={spec} height={height} hovered={hovered} onHover={onHover} />}</Plot>
}
