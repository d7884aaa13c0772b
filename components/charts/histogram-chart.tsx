'use client'

import dynamic from 'next/dynamic'
import { ChartCard } from './chart-card'
import { Plot, PlotRoom } from './plot'
import type { HistogramSpec } from './prepare/spec'

const HEIGHT = 320
const Drawing = dynamic(() => import('./draw/histogram-drawing'), { ssr: false, loading: () => <PlotRoom height={HEIGHT} /> })

/** Counts of rows in ranges of one measure. */
export function HistogramChart({ spec, className }: { spec: HistogramSpec; className?: string }) {
  return (
    <ChartCard spec={spec} className={className}>
      <Plot>{(_, onHover) => <Drawing spec={spec} height={HEIGHT} onHover={onHover} />}</Plot>
    </ChartCard>
  )
}
