'use client'

import { useMemo } from 'react'
import { useRouter } from 'next/navigation'
import { Waypoints } from 'lucide-react'
import { BarChart } from '@/components/charts/bar-chart'
import { BoxChart } from '@/components/charts/box-chart'
import { ContourChart } from '@/components/charts/contour-chart'
import { GridChart } from '@/components/charts/grid-chart'
import { ParallelCoordinates } from '@/components/charts/parallel-coordinates'
import type { Dimension } from '@/components/charts/prepare/dimension'
import { prepareRunContour } from '@/components/charts/prepare/run-contour'
import { prepareRunGrid } from '@/components/charts/prepare/run-grid'
import { prepareRunBars, prepareRunBoxes, prepareRunParallel, prepareRunScatter } from '@/components/charts/prepare/run-relations'
import { ScatterChart } from '@/components/charts/scatter-chart'
import { useUrlState } from '@/components/runs/use-url-state'
import { EmptyState } from '@/components/ui/empty-state'
import { ErrorNote } from '@/components/ui/error-note'
import { Select } from '@/components/ui/select'
import { SkeletonRows } from '@/components/ui/skeleton'
import { useWorkspace } from '@/components/ui/workspace-context'
import { betterOf } from '@/lib/comparison/better'
import type { ComparedRun } from '@/lib/comparison/schema'
import { AxisPicker } from './axis-picker'
import type { LineRun } from './metric-lines'
import { MetricPicker } from './metric-picker'
import { dimensionsOf, useMetricValues, within } from './use-dimensions'
import { namesIn } from './view'

export interface RelationsProps {
  runs: readonly ComparedRun[]
  looks: readonly LineRun[]
  hidden: ReadonlySet<string>
  suggested: readonly string[]
  onBrush: (kept: ReadonlySet<string> | null) => void
}

/** What parameters have to do with metrics, in five drawings of the same runs. */
export default function Relations({ runs, looks, hidden, suggested, onBrush }: RelationsProps) {
  const url = useUrlState()
  const chosen = url.get('metrics')
  const metrics = useMemo(() => namesIn(chosen) ?? suggested, [chosen, suggested])
  const values = useMetricValues(runs, metrics)
  const all = useMemo(() => dimensionsOf(runs, values.data?.metrics.filter(({ key }) => metrics.includes(key)) ?? []), [runs, values.data, metrics])
  const ids = useMemo(() => runs.map(({ id }) => id), [runs])
  const picker = <MetricPicker runs={ids} chosen={metrics} onChange={(names) => url.set({ metrics: JSON.stringify(names) })} label="Choose metrics" />
  if (values.error && !values.data) return <ErrorNote title="The metrics could not be read" error={values.error} />
  if (values.isLoading) return <SkeletonRows rows={8} />
  if (all.length < 2) {
    return (
      <EmptyState icon={Waypoints} title="There is nothing to lay out" action={picker}>
        The runs differ in no parameter and no tag, or no metric is chosen.
      </EmptyState>
    )
  }
  return <Drawings looks={looks} hidden={hidden} all={all} picker={picker} onBrush={onBrush} runs={runs} />
}

function Drawings({ runs, looks, hidden, all, picker, onBrush }: Pick<RelationsProps, 'runs' | 'looks' | 'hidden' | 'onBrush'> & { all: Dimension[]; picker: React.ReactNode }) {
  const url = useUrlState()
  const router = useRouter()
  const { slug } = useWorkspace()
  const kept = useMemo(() => looks.map(({ id }) => !hidden.has(id)), [looks, hidden])
  const dimensions = useMemo(() => within(all, kept), [all, kept])
  const shown = useMemo(() => looks.filter((_, index) => kept[index]), [looks, kept])
  const find = (name: string | null) => dimensions.find((of) => of.name === name)
  const metric = find(url.get('goal')) ?? dimensions.find(({ name }) => name.startsWith('metrics.')) ?? dimensions.at(-1)!
  const x = find(url.get('dx')) ?? dimensions.find((of) => of.kind === 'number' && of.name !== metric.name) ?? dimensions[0]!
  const y = find(url.get('dy')) ?? dimensions.find((of) => of.name.startsWith('params.') && of.name !== x.name) ?? dimensions.find((of) => of.name !== x.name) ?? x
  const by = find(url.get('by')) ?? null
  const better = betterOf(metric.label)
  const axes = url.get('axes')
  const names = useMemo(() => namesIn(axes) ?? all.filter(({ name }) => name.startsWith('params.')).slice(0, 6).map(({ name }) => name), [axes, all])
  // Brushing must not take away the lines that it fades, so all runs stay here; what is hidden by hand is not.
  const parallel = useMemo(() => {
    const goal = all.find(({ name }) => name === metric.name)
    return prepareRunParallel(looks, [...all.filter(({ name }) => names.includes(name) && name !== metric.name), ...(goal ? [goal] : [])], better)
  }, [looks, all, names, metric.name, better])
  const specs = useMemo(
    () => ({ scatter: prepareRunScatter(shown, x, metric, by), bars: prepareRunBars(shown, metric, better), boxes: prepareRunBoxes(metric, y), grid: prepareRunGrid(x, y, metric, better), contour: prepareRunContour(shown, x, y, metric, better) }),
    [shown, x, y, metric, by, better],
  )
  const options = dimensions.map(({ name, label }) => ({ value: name, label, help: name.startsWith('metrics.') ? 'metric' : name.startsWith('tags.') ? 'tag' : 'parameter' }))
  const choose = (label: string, name: string, value: string, extra: typeof options = []) => (
    <label className="flex items-center gap-2">
      {label}
      <Select aria-label={label} size="sm" className="w-40" value={value} options={[...extra, ...options]} onValueChange={(next) => url.set({ [name]: next === 'none' ? null : next })} />
    </label>
  )
  const open = (id: string) => router.push(`/w/${slug}/experiments/${runs.find((run) => run.id === id)?.experimentId}/runs/${id}`)
  return (
    <div className="flex flex-col gap-4">
      <div role="group" aria-label="What is laid out" className="flex flex-wrap items-center gap-x-4 gap-y-2">
        {choose('Measure', 'goal', metric.name)}
        {choose('Across', 'dx', x.name)}
        {choose('Second', 'dy', y.name)}
        {choose('Colour by', 'by', by?.name ?? 'none', [{ value: 'none', label: 'Nothing', help: '' }])}
        <AxisPicker dimensions={all} chosen={names} onChange={(next) => url.set({ axes: JSON.stringify(next) })} />
        {picker}
      </div>
      <ParallelCoordinates key={parallel.axes.map(({ name }) => name).join()} spec={parallel} onOpen={open} onBrush={(next) => onBrush(next && new Set(next))} />
      <div className="grid min-w-0 grid-cols-1 items-start gap-4 @4xl:grid-cols-2">
        <ScatterChart spec={specs.scatter} />
        {specs.contour && <ContourChart spec={specs.contour} onOpen={open} />}
        <GridChart spec={specs.grid} />
        <BarChart spec={specs.bars} />
        <BoxChart spec={specs.boxes} />
      </div>
    </div>
  )
}
