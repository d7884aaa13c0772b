import { axis } from '@/components/charts/prepare/scale'
import { styleOf } from '@/components/charts/prepare/series'
import type { LineSpec, Point } from '@/components/charts/prepare/spec'
import { instantText, lastMinutes, timeAxis } from '@/components/charts/prepare/time-axis'
import type { TargetSamples } from '@/lib/clusters/schema'

type Sample = TargetSamples['points'][number]

interface Line {
  name: string
  value: (sample: Sample) => number
}

/** Without a sample for this long the studio was away: the line has a gap. */
const gapMs = 90_000

const nodes: Line[] = [
  { name: 'Desired', value: ({ desired }) => desired },
  { name: 'Live', value: ({ live }) => live },
  { name: 'Busy', value: ({ busy }) => busy },
]
const steps: Line[] = [
  { name: 'Running', value: ({ running }) => running },
  { name: 'Waiting', value: ({ waiting }) => waiting },
]

/** What a cluster needed and had, and what ran and waited, as lines over time. */
export function targetCharts(name: string, { points }: TargetSamples, minutes: number): LineSpec[] {
  return [specOf('Nodes', 'Nodes', nodes, name, points, minutes), specOf('Steps', 'Steps', steps, name, points, minutes)]
}

function specOf(title: string, label: string, lines: Line[], target: string, samples: Sample[], minutes: number): LineSpec {
  const names = lines.map((line) => line.name)
  const span = minutes >= 2880 ? `${Math.round(minutes / 1440)} days` : minutes >= 120 ? `${Math.round(minutes / 60)} hours` : minutes === 60 ? 'hour' : `${minutes} minutes`
  const last = samples.at(-1)
  const now = last ? `; now ${lines.map((line) => `${line.name.toLowerCase()} ${line.value(last)}`).join(', ')}` : ''
  const y = axis(label, [0, 1, ...samples.flatMap((sample) => lines.map((line) => line.value(sample)))], { zero: true })
  return {
    title,
    subtitle: `In the last ${span}${now}`,
    description: `${title} of ${target} in the last ${span}${now}.`,
    fileName: `${target}-${title}`.toLowerCase(),
    x: timeAxis('UTC', lastMinutes(samples.map((sample) => Date.parse(sample.at)), minutes), 4),
    // Counts: no mark between two whole numbers.
    y: { ...y, ticks: y.ticks.filter(Number.isInteger), format: (value) => String(Math.round(value * 10) / 10) },
    series: lines.map((line) => ({ name: line.name, note: '', ...styleOf(line.name, names), hidden: false, points: pointsOf(samples, line) })),
    references: [],
    table: { columns: [{ label: 'At (UTC)', numeric: false }, ...names.map((column) => ({ label: column, numeric: true }))], rows: samples.map((sample) => [instantText(Date.parse(sample.at)), ...lines.map((line) => line.value(sample))]) },
    empty: samples.length > 0 ? null : 'Nothing was there in this time.',
  }
}

/** Counts hold until they change: each is drawn as a step. */
function pointsOf(samples: Sample[], { name, value }: Line): Point[] {
  const points: Point[] = []
  let before: { x: number; y: number } | undefined
  for (const sample of samples) {
    const x = Date.parse(sample.at)
    const y = value(sample)
    if (before && x - before.x > gapMs) points.push({ x: before.x + 1, y: Number.NaN, facts: [] })
    else if (before && before.y !== y) points.push({ x: x - 1, y: before.y, facts: factsOf(x - 1, name, before.y) })
    points.push({ x, y, facts: factsOf(x, name, y) })
    before = { x, y }
  }
  return points
}

const factsOf = (x: number, name: string, y: number) => [{ label: 'At', value: instantText(x).slice(11, 19) }, { label: name, value: String(y) }]
