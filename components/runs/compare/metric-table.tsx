'use client'

import { cn } from '@/components/ui/cn'
import { Table, Td, Th, Tr } from '@/components/ui/table'
import { formatDelta } from '@/lib/results/format'
import { formatMetric, type MetricChange } from '@/lib/results/metrics'

const tones = { better: 'text-succeeded', worse: 'text-failed', same: 'text-muted', unknown: 'text-muted' } as const

/** All four columns are seen on a phone. */
const cell = 'max-sm:px-2'

/** Metrics of two runs beside each other. */
export function MetricTable({ metrics, before, after, label }: { metrics: MetricChange[]; before: string; after: string; label: string }) {
  if (metrics.length === 0) return null
  return (
    <Table aria-label={label} className="max-w-2xl">
      <thead>
        <tr>
          <Th className={cell}>Metric</Th>
          <Th numeric className={cell}>{before}</Th>
          <Th numeric className={cell}>{after}</Th>
          <Th numeric className={cell}>Difference</Th>
        </tr>
      </thead>
      <tbody>
        {metrics.map((metric) => (
          <Tr key={metric.key}>
            <Td className={cn(cell, 'max-sm:whitespace-normal')}>{metric.label}</Td>
            <Td numeric className={cell} title={metric.previous === null ? undefined : String(metric.previous)}>{formatMetric(metric.key, metric.previous)}</Td>
            <Td numeric className={cell} title={String(metric.value)}>{formatMetric(metric.key, metric.value)}</Td>
            <Td numeric className={cn(cell, tones[metric.verdict])}>
              {metric.delta === null ? 'new' : metric.verdict === 'same' ? 'same' : formatDelta(Number(metric.delta.toPrecision(3)))}
              {/* On a narrow screen below the number, so that all columns are seen. */}
              {(metric.verdict === 'better' || metric.verdict === 'worse') && <span className="max-sm:block"> {metric.verdict}</span>}
            </Td>
          </Tr>
        ))}
      </tbody>
    </Table>
  )
}
