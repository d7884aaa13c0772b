'use client'

import { lazy, useMemo, useState } from 'react'
import { LineChart } from '@/components/charts/line-chart'
import { preparePrecisionRecall, prepareRoc } from '@/components/charts/prepare/curves'
import { prepareCalibration, prepareGains } from '@/components/charts/prepare/threshold'
import { Store } from '@/components/pipelines/draft/store'
import { useUrlState } from '@/components/runs/use-url-state'
import type { ThresholdsAnswer } from '@/lib/duckdb/ops/chart/types'
import type { ClassificationEvaluation } from '@/lib/results/evaluation'
import type { ScoredSource } from '@/lib/results/scored-source'
import { nearestPoint, outcomeOf, thresholdMetrics, type ThresholdCurve } from '@/lib/results/threshold'
import type { ResultProps } from '../registry'
import { CostPanel } from './cost-panel'
import { ThresholdPanel } from './threshold-panel'

const MovingMark = lazy(() => import('@/components/charts/draw/moving-mark'))

export interface CurvesProps extends ResultProps {
  evaluation: ClassificationEvaluation
  label: string
  source: ScoredSource | null
  curve: ThresholdCurve
  /** Null where there are no scored rows to look at. */
  scored: ThresholdsAnswer | null
}

/** All drawings of one class's probabilities; the threshold moves a point on each. */
export function Curves({ run, evaluation, label, source, curve, scored }: CurvesProps) {
  const url = useUrlState()
  const specs = useMemo(
    () => ({ roc: prepareRoc(evaluation), recall: preparePrecisionRecall(evaluation), gains: prepareGains(curve, label, evaluation.target), calibration: scored && prepareCalibration(scored, label, evaluation.target) }),
    [evaluation, curve, label, scored],
  )
  // The place among the curve's points. A slider moves at the pointer's rate, so it lives outside React's state.
  const [store] = useState(() => new Store(nearestPoint(curve.points, readThreshold(url.get('at')))))
  const outcome = (index: number) => outcomeOf(curve, curve.points[index]!)
  return (
    <>
      <ThresholdPanel run={run} curve={curve} label={label} classes={evaluation.classes} source={source} store={store} />
      <div className="grid grid-cols-1 gap-4 @4xl:grid-cols-2">
        <LineChart
          spec={specs.roc}
          marks={
            <MovingMark
              store={store}
              at={(index) => {
                const { tp, fp, fn, tn } = outcome(index)
                return { x: fp / Math.max(1, fp + tn), y: tp / Math.max(1, tp + fn) }
              }}
            />
          }
        />
        <LineChart
          spec={specs.recall}
          marks={
            <MovingMark
              store={store}
              at={(index) => {
                const { recall, precision } = thresholdMetrics(outcome(index))
                return recall === null || precision === null ? null : { x: recall, y: precision }
              }}
            />
          }
        />
        {specs.calibration && <LineChart spec={specs.calibration} />}
        <LineChart
          spec={specs.gains}
          marks={
            <MovingMark
              store={store}
              at={(index) => {
                const { called, recall } = thresholdMetrics(outcome(index))
                return { x: called, y: recall ?? 0 }
              }}
            />
          }
        />
      </div>
      <CostPanel curve={curve} label={label} target={evaluation.target} store={store} />
    </>
  )
}

function readThreshold(text: string | null): number {
  const value = Number(text)
  return text !== null && Number.isFinite(value) ? value : 0.5
}
