'use client'

import { useId, useState } from 'react'
import { ChevronDown, ChevronUp } from 'lucide-react'
import { Button } from '@/components/ui/button'
import { cn } from '@/components/ui/cn'
import type { Explanation } from '@/lib/results/explain'
import { formatDelta } from '@/lib/results/format'

const FIRST = 4
const tones = { better: 'text-succeeded', worse: 'text-failed', same: 'text-muted' } as const

/** Headline numbers, each with what it means and how far it is from the simplest model. The rest waits behind a press. */
export function MetricList({ metrics }: { metrics: Explanation[] }) {
  const [all, setAll] = useState(false)
  const list = useId()
  const shown = all ? metrics : metrics.slice(0, FIRST)
  const rest = metrics.length - FIRST
  return (
    <div className="flex flex-col items-start gap-1">
      <dl id={list} className="grid w-full grid-cols-1 gap-px overflow-hidden rounded-md border border-line bg-line @2xl:grid-cols-2">
        {shown.map((metric, index) => (
          <Metric key={metric.key} metric={metric} className={index === shown.length - 1 && shown.length % 2 === 1 ? '@2xl:col-span-2' : undefined} />
        ))}
      </dl>
      {rest > 0 && (
        <Button variant="ghost" size="sm" icon={all ? ChevronUp : ChevronDown} aria-expanded={all} aria-controls={list} onClick={() => setAll(!all)}>
          {all ? 'Fewer metrics' : `${rest} more ${rest === 1 ? 'metric' : 'metrics'}`}
        </Button>
      )}
    </div>
  )
}

function Metric({ metric, className }: { metric: Explanation; className?: string }) {
  const { baseline, verdict, value } = metric
  return (
    <div className={cn('grid grid-cols-[6rem_1fr] grid-rows-[auto_1fr] gap-x-3 bg-surface px-3 py-2.5', className)}>
      <dt className="text-sm text-muted">{metric.label}</dt>
      <dd className="col-start-1 row-start-2 text-xl font-semibold tabular" title={value === null ? undefined : String(value)}>
        {metric.text}
      </dd>
      <dd className="col-start-2 row-span-2 row-start-1 min-w-0 text-sm">
        <p>{metric.sentence}</p>
        {baseline && verdict && value !== null && (
          <p className={cn('mt-0.5 tabular', tones[verdict])}>
            {verdict === 'same' ? `no better than ${baseline.label}` : `${formatDelta(Number((value - baseline.value).toPrecision(3)))} ${verdict} than ${baseline.label}`}
          </p>
        )}
      </dd>
    </div>
  )
}
