'use client'

import dynamic from 'next/dynamic'
import { ChartCard } from './chart-card'
import { Plot, PlotRoom } from './plot'
import type { ScatterSpec } from './prepare/spec'

const HEIGHT = 320
const Drawing = dynamic(() => import('./draw/scatter-drawing'), { ssr: false, loading: () => <PlotRoom height={HEIGHT} /> })

/** Two measures of each row against each other. */
export function ScatterChart({ spec, className }: { spec: ScatterSpec; className?: string }) {
  return (
    <ChartCard spec={spec} className={className} legend={spec.references.filter((line) => line.listed).map((line) => ({ label: line.label, colour: line.colour, dash: '4 4' }))}>
      <Plot>{(hovered, onHover) => <Drawing spec={spec} height={HEIGHT} hovered={hovered} onHover={onHover} />}</Plot>
    </ChartCard>
  )
}
