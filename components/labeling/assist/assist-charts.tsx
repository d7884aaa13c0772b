'use client'

import { useMemo } from 'react'
import { LineChart } from '@/components/charts/line-chart'
import type { CurvePoint, Learns, RoundView } from '@/lib/labeling/assist/schema'
import { prepareCoverage, prepareRounds } from './prepare-curves'

export interface AssistChartsProps {
  rounds: RoundView[]
  curve: CurvePoint[]
  target: number
  learns: Learns
}

/** How the model has learned, and how far it can be trusted. */
export function AssistCharts({ rounds, curve, target, learns }: AssistChartsProps) {
  const learning = useMemo(() => prepareRounds(rounds, learns), [rounds, learns])
  const coverage = useMemo(() => prepareCoverage(curve, target), [curve, target])
  return (
    <div className="grid grid-cols-2 gap-6 max-lg:grid-cols-1">
      <LineChart spec={learning} />
      {learns === 'label' && <LineChart key={coverage.references[0]?.label} spec={coverage} />}
    </div>
  )
}
