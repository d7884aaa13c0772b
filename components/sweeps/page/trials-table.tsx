'use client'

import { useMemo, useState } from 'react'
import { ArrowDown, ArrowUp } from 'lucide-react'
import { Button } from '@/components/ui/button'
import { formatDuration } from '@/components/ui/format'
import { HoverLink } from '@/components/ui/hover-link'
import { Status } from '@/components/ui/status'
import { Table, Td, Th, Tr } from '@/components/ui/table'
import { useWorkspace } from '@/components/ui/workspace-context'
import { formatNumber, NO_VALUE } from '@/lib/results/format'
import { metricFacts } from '@/lib/results/metrics'
import { elapsed } from '@/lib/runs/duration'
import type { SweepView, TrialView } from '@/lib/sweeps/read'
import { trialStatus, valueText } from '../words'

const PAGE = 50
type Order = { by: string; down: boolean }

const sortValue = (trial: TrialView, by: string): number | string | null => {
  if (by === 'trial') return trial.number
  if (by === 'objective') return trial.objective
  if (by === 'duration') return elapsed(trial.startedAt ?? trial.createdAt, trial.endedAt, 0)
  const value = trial.values[by]
  return typeof value === 'number' ? value : value === undefined ? null : String(value)
}

function sorted(trials: TrialView[], { by, down }: Order): TrialView[] {
  const sign = down ? -1 : 1
  return [...trials].sort((a, b) => {
    const [left, right] = [sortValue(a, by), sortValue(b, by)]
    // What has no value comes last, whichever way.
    if (left === null || right === null) return Number(left === null) - Number(right === null) || a.number - b.number
    return sign * (typeof left === 'number' && typeof right === 'number' ? left - right : String(left).localeCompare(String(right))) || a.number - b.number
  })
}

/** Every trial with its values, objective and run. */
export function TrialsTable({ sweep, trials }: { sweep: SweepView; trials: TrialView[] }) {
  const names = Object.keys(sweep.config.space)
  const [order, setOrder] = useState<Order>({ by: 'trial', down: true })
  const [shown, setShown] = useState(PAGE)
  const rows = useMemo(() => sorted(trials, order), [trials, order])
  if (sweep.trialList.length === 0) return null
  const head = (by: string, label: string, numeric = true) => (
    <Th key={by} numeric={numeric} aria-sort={order.by === by ? (order.down ? 'descending' : 'ascending') : undefined}>
      <button type="button" className="inline-flex items-center gap-1 hover:text-fg" onClick={() => setOrder({ by, down: order.by === by ? !order.down : by === 'objective' ? sweep.objective.direction === 'maximize' : false })}>
        {label}
        {order.by === by && (order.down ? <ArrowDown aria-hidden className="size-3" /> : <ArrowUp aria-hidden className="size-3" />)}
      </button>
    </Th>
  )
  return (
    <section aria-labelledby="sweep-trials" className="flex flex-col gap-2">
      <h2 id="sweep-trials" className="font-semibold">
        Trials{trials.length < sweep.trialList.length && <span className="font-normal text-muted"> · {trials.length} of {sweep.trialList.length} that the chart keeps</span>}
      </h2>
      <Table aria-label="Trials">
        <thead>
          <tr>
            {head('trial', 'Trial')}
            <Th>State</Th>
            {head('objective', metricFacts(sweep.objective.metric).label)}
            {names.map((name) => head(name, name, sweep.trialList.every((trial) => typeof trial.values[name] === 'number')))}
            {head('duration', 'Took')}
            <Th>Run</Th>
          </tr>
        </thead>
        <tbody>
          {rows.slice(0, shown).map((trial) => (
            <TrialRow key={trial.number} trial={trial} names={names} best={trial.number === sweep.bestTrial} />
          ))}
        </tbody>
      </Table>
      {shown < rows.length && (
        <Button className="self-center" onClick={() => setShown(shown + PAGE)}>
          Show {Math.min(PAGE, rows.length - shown)} more of {rows.length}
        </Button>
      )}
    </section>
  )
}

function TrialRow({ trial, names, best }: { trial: TrialView; names: string[]; best: boolean }) {
  const { slug } = useWorkspace()
  const took = trial.endedAt ? elapsed(trial.startedAt ?? trial.createdAt, trial.endedAt, 0) : null
  return (
    <Tr>
      <Td numeric>{trial.number}</Td>
      <Td title={trial.message}>
        {trial.state === 'stopped' ? <span className="text-muted">Stopped early</span> : <Status plain status={trialStatus[trial.state]} />}
        {best && <span className="ml-2 text-sm font-medium text-warning">Best</span>}
        {trial.message && trial.state === 'failed' && <span className="ml-2 text-sm text-muted">{trial.message}</span>}
      </Td>
      <Td numeric className={best ? 'font-semibold' : undefined}>
        {trial.objective === null ? NO_VALUE : formatNumber(trial.objective)}
      </Td>
      {names.map((name) => (
        <Td key={name} numeric={typeof trial.values[name] === 'number'}>
          {valueText(trial.values[name])}
        </Td>
      ))}
      <Td numeric className="text-muted">
        {took === null ? NO_VALUE : formatDuration(took)}
      </Td>
      <Td>
        {trial.run ? (
          <HoverLink className="link" href={`/w/${slug}/runs/${trial.run.id}`}>
            Run {trial.run.number}
          </HoverLink>
        ) : (
          NO_VALUE
        )}
      </Td>
    </Tr>
  )
}
