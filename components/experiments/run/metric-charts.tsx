'use client'

import { useMemo, useState } from 'react'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { ChartLine } from 'lucide-react'
import { LineChart } from '@/components/charts/line-chart'
import { useApi } from '@/components/ui/api-client'
import { Button } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import { ErrorNote } from '@/components/ui/error-note'
import { Input } from '@/components/ui/input'
import { SkeletonRows } from '@/components/ui/skeleton'
import { useWorkspace } from '@/components/ui/workspace-context'
import type { MetricSeries, TrackedRunDetail } from '@/lib/tracking/views'
import { experimentKeys, fetchSeries } from '../queries'
import { isOpen } from '../status'
import { prepareMetric } from './prepare-metric'

const perPage = 8

/** A chart for each metric, a few at a time, however many there are. */
export default function MetricCharts({ run }: { run: TrackedRunDetail }) {
  const api = useApi()
  const { slug } = useWorkspace()
  const [typed, setTyped] = useState('')
  const [count, setCount] = useState(perPage)
  const matching = run.metrics.map(({ key }) => key).filter((key) => key.toLowerCase().includes(typed.trim().toLowerCase()))
  const names = matching.slice(0, Math.min(count, 40))
  const query = useQuery({
    queryKey: experimentKeys.series(slug, run.id, names),
    queryFn: () => fetchSeries(api, run.id, names),
    enabled: names.length > 0,
    placeholderData: keepPreviousData,
    refetchInterval: isOpen(run.status) ? 2_000 : false,
  })
  if (run.metrics.length === 0) return <EmptyState icon={ChartLine} title="No metrics were logged">A metric is logged with mlflow.log_metric, with a step for each point.</EmptyState>
  return (
    <div className="flex flex-col gap-4">
      <h2 className="sr-only">Metrics over steps</h2>
      <Input type="search" aria-label="Search metrics" placeholder="Search metrics" className="w-72 max-sm:w-full" value={typed} onChange={(event) => setTyped(event.target.value)} />
      {query.error && <ErrorNote title="The metrics could not be read" error={query.error} />}
      {names.length === 0 && <p className="text-muted">No metric’s name contains this.</p>}
      {query.isPending && names.length > 0 && <SkeletonRows rows={8} />}
      <div className="grid gap-4 md:grid-cols-2">{query.data?.filter(({ name }) => names.includes(name)).map((series) => <MetricChart key={series.name} series={series} />)}</div>
      {matching.length > names.length && (
        <Button className="self-center" onClick={() => setCount(count + perPage)} disabled={names.length >= 40}>
          {names.length >= 40 ? 'Search to see others' : `Show more of ${matching.length}`}
        </Button>
      )}
    </div>
  )
}

function MetricChart({ series }: { series: MetricSeries }) {
  const spec = useMemo(() => prepareMetric(series), [series])
  return <LineChart spec={spec} />
}
