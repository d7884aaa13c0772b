'use client'

import { useMemo, useState } from 'react'
import { useQuery } from '@tanstack/react-query'
import { ConfusionMatrix } from '@/components/charts/confusion-matrix'
import { prepareConfusion } from '@/components/charts/prepare/confusion'
import { useUrlState } from '@/components/runs/use-url-state'
import { chartQuery } from '@/components/tables/table-queries'
import { ErrorNote } from '@/components/ui/error-note'
import { Select } from '@/components/ui/select'
import { SkeletonRows } from '@/components/ui/skeleton'
import { useWorkspace } from '@/components/ui/workspace-context'
import type { ClassificationEvaluation } from '@/lib/results/evaluation'
import { cellRows, probabilityColumn, scoredSource, type ScoredSource } from '@/lib/results/scored-source'
import { curveOf } from '@/lib/results/threshold'
import type { ResultProps } from '../registry'
import { useShowRows } from '../use-show-rows'
import { Curves } from './curves'
import { ErrorsByGroup } from './errors-by-group'
import { PerClass } from './per-class'

/** What is right and what is wrong, where the threshold should be, and in which groups the errors lie. */
export function ClassificationCharts({ evaluation, ...props }: ResultProps & { evaluation: ClassificationEvaluation }) {
  const url = useUrlState()
  const showRows = useShowRows(props.run)
  const source = useMemo(() => scoredSource(props.run, props.step), [props.run, props.step])
  const confusion = useMemo(() => prepareConfusion(evaluation), [evaluation])
  const labels = evaluation.curves.map((curve) => curve.label)
  const label = labels.find((name) => name === url.get('class')) ?? labels.find((name) => name === evaluation.positive) ?? labels[0]
  return (
    <>
      <div className="grid grid-cols-1 gap-4 @4xl:grid-cols-2">
        <ConfusionMatrix spec={confusion} onCell={source ? (actual, predicted) => showRows(source, cellRows(source, actual, predicted)) : undefined} />
        <PerClass evaluation={evaluation} />
      </div>
      {label !== undefined && (
        <section className="flex min-w-0 flex-col gap-3" aria-label="Threshold and probabilities">
          {labels.length > 1 && (
            <label className="flex items-center gap-2">
              <span>Look at the class</span>
              <Select aria-label="Class" size="sm" className="w-44" value={label} onValueChange={(next) => url.set({ class: next, at: null })} options={labels.map((name) => ({ value: name, label: name }))} />
              <span className="text-sm text-muted">against all others</span>
            </label>
          )}
          <Probabilities key={label} evaluation={evaluation} label={label} source={source} {...props} />
        </section>
      )}
      {source ? (
        <ErrorsByGroup task="classification" source={source} onRows={(rows) => showRows(source, rows)} />
      ) : (
        <p className="text-sm text-muted">The rows behind these numbers, calibration and errors by group are shown where the scored table is at hand: Score model, then Evaluate model. Run a Cross-validate from before once more to keep its rows.</p>
      )}
    </>
  )
}

type ProbabilitiesProps = ResultProps & { evaluation: ClassificationEvaluation; label: string; source: ScoredSource | null }

/** Thresholds counted over the scored rows; where there are none, the points that the evaluation kept. */
function Probabilities({ source, ...props }: ProbabilitiesProps) {
  const probability = source && probabilityColumn(source, props.label)
  return source && probability ? <Counted {...props} source={source} probability={probability} /> : <Kept {...props} />
}

function Counted({ source, probability, ...props }: Omit<ProbabilitiesProps, 'source'> & { source: ScoredSource; probability: string }) {
  const { slug } = useWorkspace()
  const query = useQuery(chartQuery(slug, source.digest, { kind: 'thresholds', target: source.target, prediction: source.prediction, probability, positive: props.label }, []))
  if (query.error) {
    return (
      <>
        <ErrorNote title="The scored rows could not be counted; these are the points that the evaluation kept" error={query.error} />
        <Kept {...props} />
      </>
    )
  }
  if (!query.data) return <SkeletonRows rows={8} />
  return <Curves {...props} source={source} curve={query.data} scored={query.data} />
}

function Kept({ evaluation, ...props }: Omit<ProbabilitiesProps, 'source'>) {
  const [curve] = useState(() => curveOf(evaluation, props.label))
  return curve && curve.points.length > 0 ? <Curves {...props} evaluation={evaluation} source={null} curve={curve} scored={null} /> : null
}
