import { axis } from '@/components/charts/prepare/scale'
import { styleOf } from '@/components/charts/prepare/series'
import type { LineSpec, Point } from '@/components/charts/prepare/spec'
import { instantText, lastMinutes, timeAxis } from '@/components/charts/prepare/time-axis'
import { formatPercent } from '@/components/ui/format'
import type { AgentMetrics } from '@/lib/compute/agent-record'
import type { AgentView } from '@/lib/compute/schema'
import { isHeard, megabytes } from './agent-words'

type Sample = AgentMetrics['points'][number]

interface Line {
  name: string
  value: (sample: Sample) => number | null
}

interface Wanted {
  title: string
  label: string
  lines: Line[]
  /** The end of the axis; the greatest value where it is not known. */
  full: number | null
  /** It counts: the axis has whole numbers alone. */
  whole?: boolean
  format: (value: number) => string
}

/** Without a measurement for this long the agent was away: the line has a gap. */
const gapMs = 60_000

/** What the charts of an agent's machine show, each as a line over time; a machine without GPUs has none for them. */
export function agentCharts(agent: AgentView, { points }: AgentMetrics, minutes: number): LineSpec[] {
  const { capabilities, load } = agent
  const gpus = capabilities?.gpus ?? []
  const each = (value: (card: Sample['gpus'][number]) => number | null): Line[] =>
    gpus.map(({ uuid, name }, index) => ({ name: gpus.length > 1 ? `${index + 1}: ${name}` : name, value: ({ gpus: cards }) => { const card = cards.find((entry) => entry.uuid === uuid); return card ? value(card) : null } }))
  const share = (value: number) => formatPercent(value, 0)
  const gigabytes = (value: number) => megabytes(value)
  const wanted: Wanted[] = [
    { title: 'Processors', label: 'Busy', lines: [{ name: 'Busy', value: ({ cpu }) => cpu }], full: 1, format: share },
    { title: 'Memory', label: 'In use', lines: [{ name: 'In use', value: ({ memoryUsedMb }) => memoryUsedMb }], full: capabilities?.memoryMb ?? null, format: gigabytes },
    { title: 'Disk', label: 'Free', lines: [{ name: 'Free', value: ({ diskFreeMb }) => diskFreeMb }], full: load?.diskTotalMb ?? null, format: gigabytes },
    { title: 'Steps', label: 'Running', lines: [{ name: 'Running', value: ({ running }) => running }], full: capabilities?.slots ?? null, whole: true, format: (value) => String(Math.round(value * 10) / 10) },
    ...(gpus.length > 0
      ? [
          { title: 'GPUs', label: 'Busy', lines: each(({ busy }) => busy), full: 1, format: share },
          { title: 'GPU memory', label: 'In use', lines: each(({ memoryUsedMb }) => memoryUsedMb), full: Math.max(...gpus.map(({ memoryMb }) => memoryMb)), format: gigabytes },
        ]
      : []),
  ]
  return wanted.map((chart) => specOf(chart, agent, points, minutes))
}

function specOf({ title, label, lines, full, whole = false, format }: Wanted, agent: AgentView, samples: Sample[], minutes: number): LineSpec {
  const range = lastMinutes(samples.map((sample) => Date.parse(sample.at)), minutes)
  const values = lines.flatMap(({ value }) => samples.map(value))
  const y = axis(label, [0, ...(full === null ? values : [full])], { zero: true })
  const names = lines.map(({ name }) => name)
  const span = minutes >= 120 ? `${Math.round(minutes / 60)} hours` : minutes === 60 ? 'hour' : `${minutes} minutes`
  const last = samples.at(-1)
  const now = last ? lines.map(({ name, value }) => { const at = value(last); return `${lines.length > 1 ? `${name} ` : ''}${at === null ? 'unknown' : format(at)}` }).join(', ') : ''
  const latest = now ? `, ${now} ${isHeard(agent) ? 'now' : 'when last heard of'}` : ''
  return {
    title,
    subtitle: `${label} in the last ${span}${latest}`,
    description: `${title} of ${agent.name}: ${label.toLowerCase()} in the last ${span}${latest}.`,
    fileName: `${agent.name}-${title}`.toLowerCase().replaceAll(' ', '-'),
    x: timeAxis('UTC', range, 4),
    y: { ...y, format, ...(full !== null && { domain: [0, full], ticks: whole && full < 4 ? Array.from({ length: full + 1 }, (_, index) => index) : [0, 0.25, 0.5, 0.75, 1].map((part) => (whole ? Math.round(part * full) : part * full)) }) },
    series: lines.map(({ name, value }) => ({ name, note: '', ...styleOf(name, names), hidden: false, points: pointsOf(samples, value, label, format) })),
    references: [],
    table: {
      columns: [{ label: 'At (UTC)', numeric: false }, ...lines.map(({ name }) => ({ label: lines.length > 1 ? name : label, numeric: true }))],
      rows: samples.map((sample) => [instantText(Date.parse(sample.at)), ...lines.map(({ value }) => value(sample))]),
    },
    empty: values.some((value) => value !== null) ? null : 'Nothing was measured in this time.',
  }
}

function pointsOf(samples: Sample[], value: Line['value'], label: string, format: (value: number) => string): Point[] {
  const points: Point[] = []
  let before: number | undefined
  for (const sample of samples) {
    const x = Date.parse(sample.at)
    const y = value(sample)
    if (before !== undefined && x - before > gapMs * Math.max(1, spacing(samples) / 15_000)) points.push({ x: before + 1, y: Number.NaN, facts: [] })
    points.push({ x, y: y ?? Number.NaN, facts: [{ label: 'At', value: instantText(x).slice(11, 19) }, { label, value: y === null ? 'unknown' : format(y) }] })
    before = x
  }
  return points
}

/** The usual time between two measurements, in milliseconds. */
function spacing(samples: Sample[]): number {
  const gaps = samples.slice(1).map((sample, index) => Date.parse(sample.at) - Date.parse(samples[index]!.at)).sort((a, b) => a - b)
  return gaps[gaps.length >> 1] ?? 15_000
}
