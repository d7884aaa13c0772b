'use client'

import { useMemo, useState } from 'react'
import { ConfusionMatrix } from '@/components/charts/confusion-matrix'
import { LineChart } from '@/components/charts/line-chart'
import { overlayCurves, overlayResiduals } from '@/components/charts/prepare/compare'
import { prepareConfusion } from '@/components/charts/prepare/confusion'
import { useOutput } from '@/components/results/use-output'
import { ErrorNote } from '@/components/ui/error-note'
import { Select } from '@/components/ui/select'
import { SkeletonRows } from '@/components/ui/skeleton'
import type { Output } from '@/lib/protocol/messages'
import { Evaluation, type ClassificationEvaluation } from '@/lib/results/evaluation'
import { compareMetrics } from '@/lib/results/metrics'
import type { RunView } from '@/lib/runs/schema'
import { MetricTable } from './metric-table'

export interface EvaluationComparisonProps {
  node: string
  port: string
  before: RunView
  after: RunView
  outputs: { before: Output; after: Output }
}

/** Two evaluations of the same step: metrics with their differences, curves over each other. */
export function EvaluationComparison({ node, port, before, after, outputs }: EvaluationComparisonProps) {
  const first = useOutput({ run: before, step: node, port, output: outputs.before }, Evaluation)
  const second = useOutput({ run: after, step: node, port, output: outputs.after }, Evaluation)
  const error = first.error ?? second.error
  if (error) return <ErrorNote title="The evaluations could not be compared" error={error} />
  if (!first.data || !second.data) return <SkeletonRows rows={6} />
  const names = { before: `Run ${before.number}`, after: `Run ${after.number}` }
  const [a, b] = [first.data, second.data]
  return (
    <div className="flex flex-col gap-3">
      <MetricTable metrics={compareMetrics(b.metrics, a.metrics)} {...names} label="Metrics of the evaluation" />
      {a.kind === 'classification' && b.kind === 'classification' ? (
        <Classes a={a} b={b} names={names} />
      ) : a.kind === 'regression' && b.kind === 'regression' ? (
        <LineChart spec={overlayResiduals({ name: names.before, evaluation: a }, { name: names.after, evaluation: b })} />
      ) : (
        <p className="text-muted">One run predicted classes and the other numbers, so their drawings cannot be laid over each other.</p>
      )}
    </div>
  )
}

function Classes({ a, b, names }: { a: ClassificationEvaluation; b: ClassificationEvaluation; names: { before: string; after: string } }) {
  const labels = [...new Set([...b.curves, ...a.curves].map((curve) => curve.label))]
  const [chosen, choose] = useState(labels[0])
  const specs = useMemo(() => chosen !== undefined && overlayCurves({ name: names.before, evaluation: a }, { name: names.after, evaluation: b }, chosen), [a, b, names.before, names.after, chosen])
  const confusions = useMemo(
    () => [a, b].map((evaluation, index) => ({ ...prepareConfusion(evaluation), title: `Confusion matrix, ${index === 0 ? names.before : names.after}` })),
    [a, b, names.before, names.after],
  )
  return (
    <>
      {labels.length > 1 && (
        <label className="flex items-center gap-2">
          Curves of
          <Select aria-label="Class" size="sm" className="w-44" value={chosen} onValueChange={choose} options={labels.map((label) => ({ value: label, label }))} />
        </label>
      )}
      <div className="grid grid-cols-1 gap-4 @4xl:grid-cols-2">
        {specs && <LineChart key={`roc ${chosen}`} spec={specs.roc} />}
        {specs && <LineChart key={`pr ${chosen}`} spec={specs.recall} />}
        {confusions.map((spec) => (
          <ConfusionMatrix key={spec.title} spec={spec} />
        ))}
      </div>
    </>
  )
}
