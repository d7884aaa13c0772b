import { axis, extent, niceDomain } from '@/components/charts/prepare/scale'
import { styleOf, thin } from '@/components/charts/prepare/series'
import type { Axis, LineSpec, Point, Series } from '@/components/charts/prepare/spec'
import { valueText } from '@/components/experiments/value-text'
import { formatCount, formatInteger, formatNumber } from '@/components/ui/format'
import type { TileView } from '@/lib/dashboards/schema'
import type { TileData, TileLine } from '@/lib/dashboards/tile-data'
import { runHref } from '../hrefs'

type Data = Extract<TileData, { kind: 'lines' }>
type View = Extract<TileView, { kind: 'lines' }>

export interface LinesFrame {
  draw: 'lines'
  spec: LineSpec
  legend: { name: string; colour: string; dash: string | undefined; href: string | null; live: boolean }[]
}

/** Exponential smoothing that starts at the first value instead of at 0. Gaps stay gaps. */
export function smoothed(values: readonly number[], weight: number): number[] {
  let last = 0
  let seen = 0
  return values.map((value) => {
    if (!Number.isFinite(value)) return value
    last = last * weight + (1 - weight) * value
    seen += 1
    return last / (1 - weight ** seen)
  })
}

/** Whole powers of ten around the values. */
export function logAxis(label: string, values: readonly number[]): Axis {
  const [low, high] = extent(values.filter((value) => value > 0)) ?? [1, 10]
  let [from, to] = [Math.floor(Math.log10(low) + 1e-9), Math.ceil(Math.log10(high) - 1e-9)]
  if (from === to) [from, to] = [from - 1, to + 1]
  const every = Math.max(1, Math.ceil((to - from) / 6))
  const ticks = Array.from({ length: to - from + 1 }, (_, index) => from + index).filter((power) => (power - from) % every === 0).map((power) => 10 ** power)
  return { label, domain: [10 ** from, 10 ** to], ticks, format: formatNumber, scale: 'log' }
}

/** Equal names told apart by their ids. */
function namesOf(lines: readonly TileLine[]): string[] {
  return lines.map(({ run }) => (lines.filter((line) => line.run.name === run.name).length > 1 ? `${run.name} ${run.id.slice(0, 4)}` : run.name))
}

export function prepareLines(data: Data, view: Pick<View, 'scale' | 'smoothing'>, workspace: string): LinesFrame {
  const { metric, group, lines, total } = data
  const names = namesOf(lines)
  // Colours go by the run's place, oldest first, so that a new run takes a new one.
  const order = group ? [...new Set(lines.map((line) => line.group ?? 'none'))].sort() : [...lines.keys()].reverse().map((index) => names[index]!)
  const log = view.scale === 'log'
  const fits = (value: unknown): value is number => typeof value === 'number' && (!log || value > 0)
  const all = lines.flatMap(({ points }) => points)
  const numbers = all.flatMap(({ value }) => (fits(value) ? [value] : []))
  const odd = all.filter(({ value }) => typeof value !== 'number').length
  const below = log ? all.filter(({ value }) => typeof value === 'number' && value <= 0).length : 0
  const steps = niceDomain(extent(all.map(({ step }) => step)))
  const series = lines.flatMap((line, index): Series[] => {
    const name = names[index]!
    const style = styleOf(group ? (line.group ?? 'none') : name, order)
    const raw = line.points.map(({ value }) => (fits(value) ? value : Number.NaN))
    const calm = view.smoothing > 0 ? smoothed(raw, view.smoothing) : raw
    const facts = (at: number) => [
      ...(group ? [{ label: group, value: line.group ?? 'none' }] : []),
      { label: 'Step', value: formatInteger(line.points[at]!.step) },
      { label: metric, value: valueText(line.points[at]!.value) },
      ...(view.smoothing > 0 ? [{ label: 'Smoothed', value: valueText(calm[at]) }] : []),
    ]
    const points = (values: number[]): Point[] => thin(values.map((y, at) => ({ x: line.points[at]!.step, y, facts: facts(at), href: runHref(workspace, data.experiment.id, line.run.id) })), 800)
    const shown: Series = { name, note: '', ...style, hidden: false, dots: line.points.length <= 30, points: points(calm) }
    return view.smoothing > 0 ? [{ ...shown, name: `${name} as logged`, faint: true, dots: false, points: points(raw) }, shown] : [shown]
  })
  const notes = [total > lines.length && `the newest ${lines.length} of ${formatInteger(total)} runs`, odd > 0 && `${formatCount(odd, 'value')} not a number or infinite`, below > 0 && `${formatCount(below, 'value')} at or below 0 left out`]
  return {
    draw: 'lines',
    legend: group
      ? order.map((name) => ({ name: `${group} ${name}`, ...styleOf(name, order), href: null, live: lines.some((line) => (line.group ?? 'none') === name && line.run.status === 'RUNNING') }))
      : lines.map(({ run }, index) => ({ name: names[index]!, ...styleOf(names[index]!, order), href: runHref(workspace, data.experiment.id, run.id), live: run.status === 'RUNNING' })),
    spec: {
      title: `${metric} over steps`,
      subtitle: [data.experiment.name, ...notes].filter(Boolean).join(' · '),
      description: `${metric} over steps of ${formatCount(lines.length, 'run')} of ${data.experiment.name}: ${lines.map(({ points }, index) => `${names[index]} ${valueText(points.at(-1)?.value)}`).join(', ')}.`,
      fileName: `${data.experiment.name}-${metric}`,
      x: { label: 'Step', domain: steps.domain, ticks: steps.ticks, format: formatInteger },
      y: log ? logAxis(metric, numbers) : axis(metric, numbers),
      series,
      references: [],
      table: {
        columns: [{ label: 'Run', numeric: false }, { label: 'Step', numeric: true }, { label: metric, numeric: true }],
        rows: lines.flatMap(({ points }, index) => points.map(({ step, value }) => [names[index]!, step, value])),
      },
      empty: lines.length === 0 ? `No run of ${data.experiment.name} has logged ${metric}${data.filter ? ' under these filters' : ''}.` : numbers.length === 0 ? (log ? 'No value is above 0, so a log axis has nothing to show.' : 'No value is a finite number.') : null,
    },
  }
}
