'use client'

import { useMemo } from 'react'
import { useQuery } from '@tanstack/react-query'
import { HistogramChart } from '@/components/charts/histogram-chart'
import { prepareQq } from '@/components/charts/prepare/errors'
import { preparePredicted, prepareResiduals } from '@/components/charts/prepare/regression'
import { ScatterChart } from '@/components/charts/scatter-chart'
import { chartQuery } from '@/components/tables/table-queries'
import { ErrorNote } from '@/components/ui/error-note'
import { SkeletonRows } from '@/components/ui/skeleton'
import { useWorkspace } from '@/components/ui/workspace-context'
import type { RegressionEvaluation } from '@/lib/results/evaluation'
import { scoredSource, type ScoredSource } from '@/lib/results/scored-source'
import type { ResultProps } from '../registry'
import { useShowRows } from '../use-show-rows'
import { ErrorsByGroup } from './errors-by-group'
import { WorstRows } from './worst-rows'

/** How far off the predictions are, for which rows and in which groups. */
export function RegressionCharts({ evaluation, run, step }: ResultProps & { evaluation: RegressionEvaluation }) {
  const specs = useMemo(() => ({ predicted: preparePredicted(evaluation), residuals: prepareResiduals(evaluation) }), [evaluation])
  const source = useMemo(() => scoredSource(run, step), [run, step])
  const showRows = useShowRows(run)
  return (
    <>
      <div className="grid grid-cols-1 gap-4 @4xl:grid-cols-2">
        <ScatterChart spec={specs.predicted} />
        <HistogramChart spec={specs.residuals} />
      </div>
      {source ? (
        <>
          <Residuals source={source} />
          <ErrorsByGroup task="regression" source={source} onRows={(rows) => showRows(source, rows)} />
        </>
      ) : (
        <p className="text-sm text-muted">Residuals by group and the worst rows are shown where a scored table was evaluated: Score model, then Evaluate model.</p>
      )}
    </>
  )
}

function Residuals({ source }: { source: ScoredSource }) {
  const { slug } = useWorkspace()
  const { digest, target, prediction } = source
  const query = useQuery(chartQuery(slug, digest, { kind: 'residuals', target, prediction }, []))
  const spec = useMemo(() => query.data && prepareQq(query.data, target), [query.data, target])
  if (query.error) return <ErrorNote title="The residuals could not be computed" error={query.error} />
  if (!query.data || !spec) return <SkeletonRows rows={8} />
  return (
    <div className="grid grid-cols-1 items-start gap-4 @4xl:grid-cols-2">
      <ScatterChart spec={spec} />
      <WorstRows answer={query.data} target={target} />
    </div>
  )
}
