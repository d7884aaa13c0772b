'use client'

import { lazy } from 'react'
import { ChartCard } from './chart-card'
import { Plot } from './plot'
import { barsHeight } from './prepare/importances'
import type { BarSpec } from './prepare/spec'
import type { ShowRows } from './show-rows'

const Drawing = lazy(() => import('./draw/bar-drawing'))

/** Named measures beside each other, the largest first. */
export function BarChart({ spec, className, onRows, controls, stale }: { spec: BarSpec; className?: string; onRows?: ShowRows; controls?: React.ReactNode; stale?: boolean }) {
  return (
    <ChartCard spec={spec} className={className} interactive={onRows !== undefined} controls={controls} stale={stale}>
      <Bars spec={spec} onRows={onRows} />
    </ChartCard>
  )
}

export function Bars({ spec, onRows }: { spec: BarSpec; onRows: ShowRows | undefined }) {
  return <Plot height={barsHeight(spec.bars.length)}>{(_, onHover, width) => <Drawing spec={spec} width={width} onHover={onHover} onPress={onRows} />}</Plot>
}
