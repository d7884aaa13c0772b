'use client'

import { cn } from '@/components/ui/cn'
import { Table, Td, Th, Tr } from '@/components/ui/table'
import { formatDelta } from '@/lib/results/format'
import { formatMetric, type MetricChange } from '@/lib/results/metrics'

const tones = { better: 'text-succeeded', worse: 'text-failed', same: 'text-muted', unknown: 'text-muted' } as const

/** Metrics of two runs beside each other. */
export function MetricTable({ metrics, before, after, label }: { metrics: MetricChange[]; before: string; after: string; label: string }) {
  if (metrics.length === 0) return null
  return (
    <Table aria-label={label} className="max-w-2xl">
      <thead>
        <tr>
          <Th>Metric</Th>
          <Th numeric>{before}</Th>
          <Th numeric>{after}</Th>
          <Th numeric>Difference</Th>
        </tr>
      </thead>
      <tbody>
        {metrics.map((metric) => (
          <Tr key={metric.key}>
            <Td>{metric.label}</Td>
            <Td numeric title={metric.previous === null ? undefined : String(metric.previous)}>{formatMetric(metric.key, metric.previous)}</Td>
            <Td numeric title={String(metric.value)}>{formatMetric(metric.key, metric.value)}</Td>
            <Td numeric className={cn(tones[metric.verdict])}>
              {metric.delta === null ? 'new' : metric.verdict === 'same' ? 'same' : `${formatDelta(Number(metric.delta.toPrecision(3)))}${metric.verdict === 'unknown' ? '' : ` ${metric.verdict}`}`}
            </Td>
          </Tr>
        ))}
      </tbody>
    </Table>
  )
}
