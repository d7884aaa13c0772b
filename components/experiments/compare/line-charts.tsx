'use client'

import { useMemo, useState } from 'react'
import { ChartLine, X } from 'lucide-react'
import { HoverLink } from '@/components/charts/hover-link'
import { useUrlState } from '@/components/runs/use-url-state'
import { Button } from '@/components/ui/button'
import { cn } from '@/components/ui/cn'
import { EmptyState } from '@/components/ui/empty-state'
import type { ComparedRun } from '@/lib/comparison/schema'
import { groupColumns, valueOfColumn } from './columns'
import { LineControls } from './line-controls'
import { MetricLines, type LineRun } from './metric-lines'
import { MetricPicker } from './metric-picker'
import { bucketsFor } from './queries'
import { useSeriesAhead } from './use-series'
import { lineSettingsIn, namesIn, rangeIn, rangeText } from './view'

export interface LineChartsProps {
  runs: readonly ComparedRun[]
  looks: readonly LineRun[]
  hidden: ReadonlySet<string>
  /** Metrics that are drawn until somebody chooses. */
  suggested: readonly string[]
}

/** As many charts as there are chosen metrics; the pointer over one reads all, and zooming one zooms all. */
export default function LineCharts({ runs, looks, hidden, suggested }: LineChartsProps) {
  const url = useUrlState()
  const [link] = useState(() => new HoverLink())
  const chosen = url.get('metrics')
  const metrics = useMemo(() => namesIn(chosen) ?? suggested, [chosen, suggested])
  const settings = useLineSettings(url.get)
  const columns = useMemo(() => groupColumns(runs), [runs])
  const column = url.get('group')
  const group = useMemo(() => (column && columns.includes(column) ? { column, values: runs.filter(({ id }) => !hidden.has(id)).map((run) => valueOfColumn(run, column)) } : null), [column, columns, runs, hidden])
  const choose = (names: readonly string[]) => url.set({ metrics: JSON.stringify(names) })
  const ids = useMemo(() => runs.map(({ id }) => id), [runs])
  const ahead = useSeriesAhead(ids)
  const zoom = (range: [number, number] | null) => {
    const text = rangeText(range)
    // As it will be read from the address.
    const [from, to] = rangeIn(text) ?? [null, null]
    if (!group) for (const metric of metrics) ahead({ metric, axis: settings.axis, from, to, buckets: bucketsFor(ids.length) })
    url.set({ zoom: text })
  }
  return (
    <div className="flex flex-col gap-3">
      <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2">
        <LineControls settings={settings} onChange={(changes) => url.set(changes)} groups={columns} group={group ? column : null} />
        <MetricPicker runs={ids} chosen={metrics} onChange={choose} label="Choose metrics" />
      </div>
      {metrics.length === 0 ? (
        <EmptyState icon={ChartLine} title={suggested.length === 0 ? 'These runs have no metrics' : 'No metric is chosen'}>
          {suggested.length === 0 ? 'A metric is logged with mlflow.log_metric, with a step for each point.' : 'Choose metrics to see them over steps or time.'}
        </EmptyState>
      ) : (
        <div className={cn('grid min-w-0 grid-cols-1 gap-4', metrics.length > 1 && '@4xl:grid-cols-2')}>
          {metrics.map((metric) => (
            <MetricLines
              key={metric}
              metric={metric}
              runs={looks}
              hidden={hidden}
              settings={settings}
              link={link}
              group={group}
              height={metrics.length > 1 ? 260 : 380}
              onZoom={zoom}
              actions={
                metrics.length > 1 ? (
                  <Button size="sm" variant="ghost" icon={X} className="mt-0.5" aria-label={`Take the chart of ${metric} away`} onClick={() => choose(metrics.filter((name) => name !== metric))} />
                ) : undefined
              }
            />
          ))}
        </div>
      )}
    </div>
  )
}

/** The same object as long as the address says the same, so that charts are drawn only for a change. */
export function useLineSettings(get: (name: string) => string | null) {
  const text = JSON.stringify(lineSettingsIn(get))
  return useMemo(() => JSON.parse(text) as ReturnType<typeof lineSettingsIn>, [text])
}
