'use client'

import dynamic from 'next/dynamic'
import { ChartCard } from './chart-card'
import { Plot, PlotRoom } from './plot'
import type { BarSpec } from './prepare/spec'

const Drawing = dynamic(() => import('./draw/bar-drawing'), { ssr: false, loading: () => <PlotRoom height={240} /> })

/** Named measures beside each other, the largest first. */
export function BarChart({ spec, className }: { spec: BarSpec; className?: string }) {
  return (
    <ChartCard spec={spec} className={className}>
      <Plot>{(_, onHover) => <Drawing spec={spec} onHover={onHover} />}</Plot>
    </ChartCard>
  )
}
