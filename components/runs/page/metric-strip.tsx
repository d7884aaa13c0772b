'use client'

import Link from 'next/link'
import { ArrowDown, ArrowUp, Equal } from 'lucide-react'
import { cn } from '@/components/ui/cn'
import { useWorkspace } from '@/components/ui/workspace-context'
import { formatDelta } from '@/lib/results/format'
import { compareMetrics, formatMetric, metricFacts, type MetricChange } from '@/lib/results/metrics'
import type { RunView } from '@/lib/runs/schema'
import { usePrevious } from '../use-run'

const SHOWN = 5
const tones = { better: 'text-succeeded', worse: 'text-failed', same: 'text-muted', unknown: 'text-muted' } as const

/** The run's quality beside that of the pipeline's run before; a press opens the step that measured it. */
export function MetricStrip({ run, onSelect }: { run: RunView; onSelect: (node: string) => void }) {
  const { slug } = useWorkspace()
  const { data: previous } = usePrevious(run)
  const metrics = compareMetrics(run.metrics, previous?.metrics ?? null).filter((change) => metricFacts(change.key).better !== 'none')
  if (metrics.length === 0) return null
  const measuredBy = (key: string) => [...run.steps].sort((a, b) => b.position - a.position).find((step) => key in step.metrics)?.node
  return (
    <div className="flex items-end gap-x-1 overflow-x-auto">
      <ul className="-ml-2 flex shrink-0">
        {metrics.slice(0, SHOWN).map((change) => {
          const node = measuredBy(change.key)
          return (
            <li key={change.key}>
              <button type="button" disabled={!node} onClick={() => node && onSelect(node)} className="rounded-md px-2 py-1 text-left hover:bg-hover" title={String(change.value)}>
                <span className="block text-sm text-muted">{change.label}</span>
                <span className="flex items-baseline gap-1.5 tabular">
                  <span className="text-lg font-semibold">{formatMetric(change.key, change.value)}</span>
                  <Change change={change} />
                </span>
              </button>
            </li>
          )
        })}
      </ul>
      {previous && (
        <Link href={`/w/${slug}/runs/${previous.id}`} className="link shrink-0 pb-1.5 text-sm whitespace-nowrap">
          since run {previous.number}
        </Link>
      )}
    </div>
  )
}

function Change({ change }: { change: MetricChange }) {
  if (change.delta === null) return null
  const Icon = change.verdict === 'same' ? Equal : change.delta > 0 ? ArrowUp : ArrowDown
  const text = change.verdict === 'same' ? 'same' : formatDelta(Number(change.delta.toPrecision(2)))
  return (
    <span className={cn('inline-flex items-center text-sm', tones[change.verdict])}>
      <Icon aria-hidden className="size-3" strokeWidth={2.25} />
      {text}
      {(change.verdict === 'better' || change.verdict === 'worse') && <span className="sr-only">, {change.verdict}</span>}
    </span>
  )
}
