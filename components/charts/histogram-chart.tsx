'use client'

import { lazy } from 'react'
import { ChartCard } from './chart-card'
import { Plot } from './plot'
import type { HistogramSpec } from './prepare/spec'

const HEIGHT = 320
const Drawing = lazy(() => import('./draw/histogram-drawing'))

/** Counts of rows in ranges of one measure. */
export function HistogramChart({ spec, className }: { spec: HistogramSpec; className?: string }) {
  return (
    <ChartCard spec={spec} className={className}>
      <Plot height={HEIGHT}>{(_, onHover) => <Drawing spec={spec} height={HEIGHT} onHover={onHover} />}</Plot>
    </ChartCard>
  )
}
