'use client'

import { lazy } from 'react'
import { ChartCard } from './chart-card'
import { KeyList, legendOf } from './key-list'
import { Plot } from './plot'
import type { HistogramSpec } from './prepare/spec'
import type { ShowRows } from './show-rows'

const HEIGHT = 320
const Drawing = lazy(() => import('./draw/histogram-drawing'))

/** Counts of rows in ranges of one measure. */
export function HistogramChart({ spec, className, onRows }: { spec: HistogramSpec; className?: string; onRows?: ShowRows }) {
  return (
    <ChartCard spec={spec} className={className} interactive={onRows !== undefined} legend={legendOf(spec.groups)} controls={<KeyList keys={spec.groups} />}>
      <Bins spec={spec} onRows={onRows} />
    </ChartCard>
  )
}

export function Bins({ spec, onRows }: { spec: HistogramSpec; onRows: ShowRows | undefined }) {
  return <Plot height={HEIGHT}>{(_, onHover) => <Drawing spec={spec} height={HEIGHT} onHover={onHover} onPress={onRows && ((bin) => bin.rows && onRows(bin.rows))} />}</Plot>
}
