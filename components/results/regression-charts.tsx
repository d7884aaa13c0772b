'use client'

import { useMemo } from 'react'
import { HistogramChart } from '@/components/charts/histogram-chart'
import { preparePredicted, prepareResiduals } from '@/components/charts/prepare/regression'
import { ScatterChart } from '@/components/charts/scatter-chart'
import type { RegressionEvaluation } from '@/lib/results/evaluation'

export function RegressionCharts({ evaluation }: { evaluation: RegressionEvaluation }) {
  const specs = useMemo(() => ({ predicted: preparePredicted(evaluation), residuals: prepareResiduals(evaluation) }), [evaluation])
  return (
    <div className="grid grid-cols-1 gap-4 @4xl:grid-cols-2">
      <ScatterChart spec={specs.predicted} />
      <HistogramChart spec={specs.residuals} />
    </div>
  )
}
