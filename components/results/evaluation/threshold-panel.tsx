'use client'

import { useEffect, useId } from 'react'
import { useStore, type Store } from '@/components/pipelines/draft/store'
import { useUrlState } from '@/components/runs/use-url-state'
import { cn } from '@/components/ui/cn'
import { formatInteger } from '@/components/ui/format'
import { formatPercent, formatScore } from '@/lib/results/format'
import { probabilityColumn, thresholdRows, type ScoredSource } from '@/lib/results/scored-source'
import { outcomeOf, thresholdMetrics, type ThresholdCurve } from '@/lib/results/threshold'
import type { RunView } from '@/lib/runs/schema'
import { useShowRows } from '../use-show-rows'

export interface ThresholdPanelProps {
  run: RunView
  curve: ThresholdCurve
  label: string
  classes: string[]
  source: ScoredSource | null
  /** The place among the curve's points. */
  store: Store<number>
}

/** From which probability on a row is called the class, and what that gives. */
export function ThresholdPanel({ run, curve, label, classes, source, store }: ThresholdPanelProps) {
  const id = useId()
  const url = useUrlState()
  const index = useStore(store)
  const point = curve.points[index]!
  const outcome = outcomeOf(curve, point)
  const metrics = thresholdMetrics(outcome)
  useFollowAddress(index, point.threshold)
  return (
    <section aria-labelledby={id} className="min-w-0 rounded-md border border-line bg-surface p-3">
      <h3 id={id} className="font-semibold">
        Threshold
      </h3>
      <p className="text-sm text-muted">
        A row is called “{label}” when its probability is at least this. {curve.positives > 0 && `${formatInteger(curve.positives)} of ${formatInteger(curve.rows)} rows are.`}
        {source === null && ' Only thresholds where the curve turns are known.'}
      </p>
      <div className="mt-2 flex items-center gap-3">
        <input
          type="range"
          aria-label={`Threshold on the probability of ${label}`}
          aria-valuetext={`${formatScore(point.threshold)}: recall ${formatPercent(metrics.recall)}, precision ${formatPercent(metrics.precision)}`}
          min={0}
          max={curve.points.length - 1}
          step={1}
          value={index}
          onChange={(event) => store.set(Number(event.target.value))}
          className="h-6 min-w-0 flex-1 accent-(--accent)"
        />
        <output className="w-16 text-right text-lg font-semibold tabular" aria-label="Threshold">
          {formatScore(point.threshold)}
        </output>
        <button type="button" className="link text-sm whitespace-nowrap" onClick={() => (store.set(nearestToHalf(curve)), url.set({ at: null }))}>
          Back to 0.5
        </button>
      </div>
      <div className="mt-3 grid grid-cols-1 gap-4 @2xl:grid-cols-[auto_1fr]">
        <Cells {...{ run, outcome, label, classes, source, threshold: point.threshold }} />
        <dl className="grid grid-cols-[repeat(auto-fill,minmax(104px,1fr))] content-start gap-x-4 gap-y-2 tabular">
          <Measure label="Precision" value={formatScore(metrics.precision)} help="How many called the class are it" />
          <Measure label="Recall" value={formatScore(metrics.recall)} help="How many of the class are found" />
          <Measure label="F1" value={formatScore(metrics.f1)} help="Precision and recall in one number" />
          <Measure label="Accuracy" value={formatScore(metrics.accuracy)} help="How many rows are right" />
          <Measure label="Specificity" value={formatScore(metrics.specificity)} help="How many of the others are left alone" />
          <Measure label="Called" value={formatPercent(metrics.called)} help="Share of rows that are called the class" />
          <Measure label="Matthews" value={formatScore(metrics.mcc)} help="Agreement over all four cells: 1 is perfect, 0 guessing" />
        </dl>
      </div>
    </section>
  )
}

function nearestToHalf({ points }: ThresholdCurve): number {
  return points.reduce((best, point, index) => (Math.abs(point.threshold - 0.5) < Math.abs(points[best]!.threshold - 0.5) ? index : best), 0)
}

/** Writes the threshold into the address once the slider has stood still. */
function useFollowAddress(index: number, threshold: number): void {
  const url = useUrlState()
  useEffect(() => {
    if (url.get('at') === String(threshold) || (url.get('at') === null && threshold === 0.5)) return
    const timer = setTimeout(() => url.set({ at: threshold === 0.5 ? null : String(threshold) }), 300)
    return () => clearTimeout(timer)
    // The address itself is not waited on: it changes by this alone.
  }, [index, threshold])
}

function Measure({ label, value, help }: { label: string; value: string; help: string }) {
  return (
    <div title={help}>
      <dt className="text-sm text-muted">{label}</dt>
      <dd className="text-lg font-semibold">{value}</dd>
    </div>
  )
}

interface CellsProps {
  run: RunView
  outcome: { tp: number; fp: number; fn: number; tn: number }
  label: string
  classes: string[]
  source: ScoredSource | null
  threshold: number
}

/** The four outcomes at the threshold; a press shows the rows. */
function Cells({ run, outcome, label, classes, source, threshold }: CellsProps) {
  const showRows = useShowRows(run)
  const usable = source && probabilityColumn(source, label) !== null
  const cell = (count: number, isClass: boolean, called: boolean, word: string) => {
    const right = isClass === called
    const content = (
      <>
        <span className="block font-semibold tabular">{formatInteger(count)}</span>
        <span className="block text-sm text-muted">{word}</span>
      </>
    )
    const look = cn('h-14 w-28 rounded-sm text-center', right ? 'bg-series-1/15' : 'bg-series-2/15')
    return usable && count > 0 ? (
      <button type="button" aria-label={`${formatInteger(count)} ${word}: show the rows`} className={cn(look, 'hover:outline-1 hover:outline-fg')} onClick={() => showRows(source, thresholdRows(source, classes, label, isClass, called, threshold))}>
        {content}
      </button>
    ) : (
      <div className={cn(look, 'flex flex-col justify-center')}>{content}</div>
    )
  }
  return (
    <table className="border-separate border-spacing-1 self-start">
      <caption className="sr-only">Outcomes at the threshold</caption>
      <thead>
        <tr className="text-sm text-muted">
          <td />
          <th scope="col" className="max-w-28 truncate font-normal" title={`called ${label}`}>
            called {label}
          </th>
          <th scope="col" className="font-normal">
            not called
          </th>
        </tr>
      </thead>
      <tbody>
        <tr>
          <th scope="row" className="max-w-24 truncate pr-1 text-right text-sm font-normal text-muted" title={`is ${label}`}>
            is {label}
          </th>
          <td>{cell(outcome.tp, true, true, 'found')}</td>
          <td>{cell(outcome.fn, true, false, 'missed')}</td>
        </tr>
        <tr>
          <th scope="row" className="pr-1 text-right text-sm font-normal text-muted">
            is not
          </th>
          <td>{cell(outcome.fp, false, true, 'false alarms')}</td>
          <td>{cell(outcome.tn, false, false, 'left alone')}</td>
        </tr>
      </tbody>
    </table>
  )
}
