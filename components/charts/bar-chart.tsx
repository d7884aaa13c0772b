'use client'

import { lazy } from 'react'
import { ChartCard } from './chart-card'
import { Plot } from './plot'
import { barsHeight } from './prepare/importances'
import type { BarSpec } from './prepare/spec'

const Drawing = lazy(() => import('./draw/bar-drawing'))

/** Named measures beside each other, the largest first. */
export function BarChart({ spec, className }: { spec: BarSpec; className?: string }) {
  return (
    <ChartCard spec={spec} className={className}>
      <Plot height={barsHeight(spec.bars.length)}>{(_, onHover) => <Drawing spec={spec} onHover={onHover} />}</Plot>
    </ChartCard>
  )
}
