'use client'

import { useMemo, useState } from 'react'
import { ChartLine } from 'lucide-react'
import { HoverLink } from '@/components/charts/hover-link'
import { useUrlState } from '@/components/runs/use-url-state'
import { Button } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import { Input } from '@/components/ui/input'
import type { TrackedRunDetail } from '@/lib/tracking/views'
import { useLineSettings } from '../compare/line-charts'
import { LineControls } from '../compare/line-controls'
import { runLooks } from '../compare/looks'
import { MetricLines, type LineRun, type LineSettings } from '../compare/metric-lines'
import { rangeText } from '../compare/view'

const perPage = 8
const most = 40
const isSystem = (key: string) => key.startsWith('system/')

/** A chart for each metric, a few at a time, however many there are; those of the machine below, over time. */
export default function MetricCharts({ run }: { run: TrackedRunDetail }) {
  const url = useUrlState()
  const [typed, setTyped] = useState('')
  const settings = useLineSettings(url.get)
  const matching = run.metrics.map(({ key }) => key).filter((key) => key.toLowerCase().includes(typed.trim().toLowerCase()))
  const looks = useMemo(() => runLooks([{ id: run.id, name: run.name, status: run.status }]), [run.id, run.name, run.status])
  const zoom = (range: [number, number] | null) => url.set({ zoom: rangeText(range) })
  if (run.metrics.length === 0) return <EmptyState icon={ChartLine} title="No metrics were logged">A metric is logged with mlflow.log_metric, with a step for each point.</EmptyState>
  return (
    <div className="@container flex flex-col gap-4">
      <h2 className="sr-only">Metrics over steps</h2>
      <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2">
        <LineControls settings={settings} onChange={(changes) => url.set(changes)} />
        <Input type="search" aria-label="Search metrics" placeholder="Search metrics" className="w-60 max-sm:w-full" value={typed} onChange={(event) => setTyped(event.target.value)} />
      </div>
      {matching.length === 0 && <p className="text-muted">No metric’s name contains this.</p>}
      <ChartGrid key={typed} names={matching.filter((key) => !isSystem(key))} looks={looks} settings={settings} onZoom={zoom} />
      <SystemCharts names={matching.filter(isSystem)} looks={looks} />
    </div>
  )
}

interface ChartGridProps {
  names: string[]
  looks: readonly LineRun[]
  settings: LineSettings
  onZoom: (range: [number, number] | null) => void
}

function ChartGrid({ names, looks, settings, onZoom }: ChartGridProps) {
  const [link] = useState(() => new HoverLink())
  const [count, setCount] = useState(perPage)
  const shown = names.slice(0, Math.min(count, most))
  return (
    <>
      <div className="grid min-w-0 grid-cols-1 gap-4 @3xl:grid-cols-2">
        {shown.map((metric) => (
          <MetricLines key={metric} metric={metric} runs={looks} settings={settings} link={link} onZoom={onZoom} legend={false} height={240} />
        ))}
      </div>
      {names.length > shown.length && (
        <Button className="self-center" onClick={() => setCount(count + perPage)} disabled={shown.length >= most}>
          {shown.length >= most ? 'Search to see others' : `Show more of ${names.length}`}
        </Button>
      )}
    </>
  )
}

/** Load of the machine: steps count samples there, so time says more. */
function SystemCharts({ names, looks }: Pick<ChartGridProps, 'names' | 'looks'>) {
  const [zoom, setZoom] = useState<[number, number] | null>(null)
  const settings = useMemo((): LineSettings => ({ axis: 'relative', logX: false, logY: false, smoothing: 0, zoom }), [zoom])
  if (names.length === 0) return null
  return (
    <section aria-labelledby="system-metrics" className="@container flex flex-col gap-3">
      <h2 id="system-metrics" className="font-medium">
        The machine
      </h2>
      <ChartGrid names={names} looks={looks} settings={settings} onZoom={setZoom} />
    </section>
  )
}
