'use client'

import { useDeferredValue, useMemo, useState } from 'react'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { ArrowDown, ArrowUp, Minus, Trophy } from 'lucide-react'
import { useUrlState } from '@/components/runs/use-url-state'
import { useApi } from '@/components/ui/api-client'
import { cn } from '@/components/ui/cn'
import { ErrorNote } from '@/components/ui/error-note'
import { Input } from '@/components/ui/input'
import { Segmented } from '@/components/ui/segmented'
import { SkeletonRows } from '@/components/ui/skeleton'
import { useWorkspace } from '@/components/ui/workspace-context'
import { bestPlaces, betterOf } from '@/lib/comparison/better'
import type { ComparedMetric, ComparedRun } from '@/lib/comparison/schema'
import { isOpen } from '../status'
import { valueText } from '../value-text'
import { RunHead } from './difference-table'
import type { LineRun } from './metric-lines'
import { comparisonKeys, fetchMetrics } from './queries'

const ofs = ['last', 'lowest', 'highest'] as const
type Of = (typeof ofs)[number]
type Better = 'higher' | 'lower' | null
const words = { higher: 'higher is better', lower: 'lower is better', none: 'not ranked' }

/** Metrics of the runs side by side. Which way is better is read from a name, and can be turned round. */
export function MetricTable({ runs, looks }: { runs: readonly ComparedRun[]; looks: readonly LineRun[] }) {
  const api = useApi()
  const { slug } = useWorkspace()
  const url = useUrlState()
  const [typed, setTyped] = useState('')
  const [turned, setTurned] = useState<Record<string, Better>>({})
  const contains = useDeferredValue(typed.trim())
  const of: Of = ofs.find((name) => name === url.get('of')) ?? 'last'
  const ids = useMemo(() => runs.map(({ id }) => id), [runs])
  const live = runs.some(({ status }) => isOpen(status))
  const query = useQuery({ queryKey: comparisonKeys.metrics(slug, ids, { contains }), queryFn: () => fetchMetrics(api, ids, { contains }), enabled: ids.length > 0, placeholderData: keepPreviousData, refetchInterval: live ? 3_000 : false })
  const metrics = query.data?.metrics ?? []
  const better = (key: string): Better => (key in turned ? turned[key]! : betterOf(key))
  const turn = (key: string) => setTurned({ ...turned, [key]: better(key) === null ? 'higher' : better(key) === 'higher' ? 'lower' : null })
  return (
    <section aria-labelledby="metrics" className="flex flex-col gap-2">
      <header className="flex flex-wrap items-center gap-3">
        <h2 id="metrics" className="flex-1 font-medium">
          Metrics
        </h2>
        <Segmented aria-label="Value" value={of} onValueChange={(next) => url.set({ of: next === 'last' ? null : next })} options={[{ value: 'last', label: 'Last' }, { value: 'lowest', label: 'Lowest' }, { value: 'highest', label: 'Highest' }]} />
        <Input type="search" aria-label="Search metrics" placeholder="Search metrics" className="w-52" value={typed} onChange={(event) => setTyped(event.target.value)} />
      </header>
      {query.error && <ErrorNote title="The metrics could not be read" error={query.error} />}
      {query.isPending && ids.length > 0 && <SkeletonRows rows={4} />}
      {query.data && metrics.length === 0 && <p className="text-muted">{contains ? 'No metric’s name contains this.' : 'These runs have no metrics.'}</p>}
      {metrics.length > 0 && looks.length > 0 && (
        <div role="region" aria-label="Metrics of the runs" tabIndex={0} className="max-h-[60vh] overflow-auto rounded-md border border-line bg-surface">
          <table aria-label="Metrics of the runs" className="w-full border-separate border-spacing-0 text-left tabular">
            <RunHead looks={looks} runs={runs} first="Metric" />
            <tbody>
              {metrics.map((metric) => (
                <Row key={metric.key} metric={metric} ids={ids} of={of} better={better(metric.key)} onTurn={() => turn(metric.key)} />
              ))}
            </tbody>
          </table>
        </div>
      )}
      {query.data && query.data.total > metrics.length && <p className="text-sm text-muted">{metrics.length} of {query.data.total} metrics. Search to see others.</p>}
    </section>
  )
}

function Row({ metric, ids, of, better, onTurn }: { metric: ComparedMetric; ids: string[]; of: Of; better: Better; onTurn: () => void }) {
  const values = ids.map((id) => metric.values[id]?.[of] ?? null)
  const best = new Set(better === null ? [] : bestPlaces(values.map((value) => (value === null ? null : Number(value))), better))
  const Icon = better === 'higher' ? ArrowUp : better === 'lower' ? ArrowDown : Minus
  return (
    <tr className="group hover:bg-hover">
      <th scope="row" className="sticky left-0 z-1 h-8 max-w-64 border-b border-line bg-surface px-3 font-normal group-hover:bg-hover">
        <span className="flex items-center gap-1.5">
          <button type="button" title={`${words[better ?? 'none']}; press to change`} aria-label={`${metric.key}: ${words[better ?? 'none']}. Change`} onClick={onTurn} className="flex size-6 shrink-0 items-center justify-center rounded-sm text-muted hover:bg-pressed">
            <Icon aria-hidden className="size-3.5" />
          </button>
          <span className="truncate" title={metric.key}>
            {metric.key}
          </span>
        </span>
      </th>
      {values.map((value, index) => (
        <td key={ids[index]} title={value === null ? undefined : String(value)} className={cn('h-8 border-b border-line px-3', best.has(index) && 'font-semibold text-succeeded', value === null && 'text-faint')}>
          <span className="inline-flex items-center gap-1.5">
            {value === null ? '–' : valueText(value)}
            {best.has(index) && <Trophy aria-label="best" role="img" className="size-3.5" />}
          </span>
        </td>
      ))}
    </tr>
  )
}
