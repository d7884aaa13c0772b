'use client'

import { useMemo, useState } from 'react'
import type { HoverLink } from '@/components/charts/hover-link'
import type { RunAxis } from '@/components/charts/prepare/run-axes'
import { prepareBands, prepareRunLines, type LineLook } from '@/components/charts/prepare/run-lines'
import { loadDrawing, RunLinesChart } from '@/components/charts/run-lines-chart'
import { useApi } from '@/components/ui/api-client'
import { Button } from '@/components/ui/button'
import { ErrorNote } from '@/components/ui/error-note'
import { groupBy } from '@/lib/comparison/group-by'
import { groupLooks } from './looks'
import { bucketsFor, runsQuery } from './queries'
import { useBands, useSeries } from './use-series'

export interface LineRun extends LineLook {
  /** Still going on: its line moves. */
  open: boolean
}

export interface LineSettings {
  axis: RunAxis
  logX: boolean
  logY: boolean
  /** From 0 to below 1. */
  smoothing: number
  zoom: readonly [number, number] | null
}

// On its way while the numbers are.
if (typeof window !== 'undefined') loadDrawing().catch(() => undefined)

export const plainSettings: LineSettings = { axis: 'step', logX: false, logY: false, smoothing: 0, zoom: null }

export interface MetricLinesProps {
  metric: string
  /** All that are compared; those in `hidden` are read and not drawn. */
  runs: readonly LineRun[]
  hidden?: ReadonlySet<string>
  settings: LineSettings
  onZoom?: (range: [number, number] | null) => void
  link?: HoverLink
  /** `params.<name>` or `tags.<name>` with the value of each run: draws means with deviations instead of runs. */
  group?: { column: string; values: readonly (string | undefined)[] } | null
  actions?: React.ReactNode
  height?: number
  legend?: boolean
  className?: string
}

const nothing: ReadonlySet<string> = new Set()

/** One metric of many runs over steps or time, live while they go on. Needs the workspace's context around it, and nothing of the page. */
export function MetricLines({ metric, runs, hidden = nothing, settings, onZoom, link, group = null, actions, height, legend, className }: MetricLinesProps) {
  const api = useApi()
  const ids = useStable(runs.map(({ id }) => id))
  const shown = useStable(runs.filter(({ id }) => !hidden.has(id)).map(({ id }) => id))
  const open = runs.filter((run) => run.open).map(({ id }) => id)
  const [from, to] = settings.zoom ?? [null, null]
  const buckets = bucketsFor(ids.length)
  const view = useMemo(() => ({ metric, axis: settings.axis, from, to, buckets }), [metric, settings.axis, from, to, buckets])
  const column = group?.column
  const bandsView = useMemo(() => (column === undefined ? null : { ...view, buckets: 200, group: column }), [view, column])
  const series = useSeries(column === undefined ? ids : none, view, open)
  const bands = useBands(shown, bandsView, open)
  const query = group ? bands : series
  // What is drawn goes by the axis that it was read for, until the numbers of another are there.
  const [axis, setAxis] = useState(settings.axis)
  if (axis !== settings.axis && query.data && !query.isPlaceholderData) setAxis(settings.axis)
  const spec = useMemo(() => {
    const common = { metric, axis, zoom: settings.zoom, logX: settings.logX, logY: settings.logY, smoothing: settings.smoothing }
    if (group) return bands.data && prepareBands({ ...common, looks: groupLooks(groupBy(group.values).names), bands: bands.data.bands, from: bands.data.from, to: bands.data.to, group: group.column })
    return series.data && prepareRunLines({ ...common, looks: runs.filter(({ id }) => !hidden.has(id)), series: series.data })
  }, [metric, settings, axis, group, bands.data, series.data, runs, hidden])
  if (query.error && !query.data) {
    return <ErrorNote title={`${metric} could not be read`} error={query.error} action={<Button size="sm" onClick={() => void query.refetch()}>Try again</Button>} />
  }
  if (!spec) return <div data-skeleton className="h-80 animate-pulse rounded-md bg-sunken" aria-label={`Reading ${metric}`} />
  return (
    <RunLinesChart
      spec={spec}
      onZoom={onZoom}
      zoomed={settings.zoom !== null}
      link={link}
      actions={actions}
      height={height}
      legend={legend}
      className={className}
      csv={api.url(`/comparison/export?${runsQuery(shown, { metric })}`)}
    />
  )
}

const none: readonly string[] = []

/** The same list as long as it holds the same. */
function useStable(list: readonly string[]): readonly string[] {
  const text = list.join(' ')
  return useMemo(() => (text === '' ? none : text.split(' ')), [text])
}
