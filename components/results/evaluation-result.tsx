'use client'

import { useMemo } from 'react'
import { ErrorNote } from '@/components/ui/error-note'
import { SkeletonRows } from '@/components/ui/skeleton'
import { Evaluation } from '@/lib/results/evaluation'
import { explain, explainRows } from '@/lib/results/explain'
import { rowsOrigin } from '@/lib/results/held-out'
import { cn } from '@/components/ui/cn'
import { ClassificationCharts } from './evaluation/classification-charts'
import { DownloadOutput } from './file-result'
import { MetricList } from './metric-list'
import { RegressionCharts } from './evaluation/regression-charts'
import type { ResultProps } from './registry'
import { useOutput } from './use-output'

/** How good the model is: numbers with their meaning first, then the drawings. */
export default function EvaluationResult(props: ResultProps) {
  const query = useOutput(props, Evaluation)
  const origin = useMemo(() => rowsOrigin(props.run.graph, props.step), [props.run.graph, props.step])
  if (query.error) return <ErrorNote title="The evaluation could not be read" error={query.error} action={<DownloadOutput {...props} label="Download it" />} />
  if (!query.data) return <SkeletonRows rows={10} />
  const evaluation = query.data
  return (
    <div className="@container flex flex-col gap-4">
      <p className={cn(origin === 'trained-on' ? 'rounded-md bg-warning-soft px-3 py-2 text-warning' : 'text-muted')}>{explainRows(evaluation, origin)}</p>
      <MetricList metrics={explain(evaluation, origin)} />
      {evaluation.kind === 'classification' ? <ClassificationCharts {...props} evaluation={evaluation} /> : <RegressionCharts {...props} evaluation={evaluation} />}
    </div>
  )
}
