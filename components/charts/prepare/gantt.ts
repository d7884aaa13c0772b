import type { RunView, StepView } from '@/lib/runs/schema'

export const ganttParts = ['queued', 'starting', 'loading', 'running', 'saving', 'ending'] as const
export type GanttPart = (typeof ganttParts)[number]

/** A stretch of one attempt; milliseconds since the run was submitted. */
export interface GanttSegment {
  part: GanttPart
  from: number
  to: number
  attempt: number
}

export interface GanttRow {
  node: string
  name: string
  state: StepView['state'] | 'reused'
  agent: string | null
  segments: GanttSegment[]
  /** A moment instead of a stretch: a reused step is done at once. */
  mark: number | null
  critical: boolean
}

export interface GanttSpec {
  rows: GanttRow[]
  /** Milliseconds from submission to the end, or to now; at least 1. */
  span: number
  critical: string[]
}

/** Lays out a run on the time since its submission; `now` (ms since 1970) ends what is still going on. */
export function prepareGantt(run: RunView, now: number): GanttSpec {
  const origin = Date.parse(run.createdAt)
  const critical = decidingPath(run.steps)
  const rows = [...run.steps].sort((a, b) => a.position - b.position).map((step) => row(step, origin, now, critical.includes(step.node)))
  const ends = rows.flatMap((entry) => [entry.mark ?? 0, ...entry.segments.map((segment) => segment.to)])
  const end = run.endedAt ? Date.parse(run.endedAt) - origin : now - origin
  return { rows, span: Math.max(1, end, ...ends), critical }
}

function row(step: StepView, origin: number, now: number, critical: boolean): GanttRow {
  const since = (instant: string) => Math.max(0, Date.parse(instant) - origin)
  const segments: GanttSegment[] = []
  let free = step.readyAt ? since(step.readyAt) : null
  for (const attempt of step.attempts) {
    const from = since(attempt.claimedAt)
    if (free !== null && from > free) segments.push({ part: 'queued', from: free, to: from, attempt: attempt.number })
    const to = Math.max(from, attempt.endedAt ? since(attempt.endedAt) : now - origin)
    segments.push(...phases(attempt.phases, from, to, attempt.number, attempt.endedAt === null))
    free = to
  }
  if (step.state === 'queued' && free !== null && now - origin > free) {
    segments.push({ part: 'queued', from: free, to: now - origin, attempt: step.attempts.length + 1 })
  }
  const moment = step.endedAt ?? step.readyAt
  const reused = step.reused !== null
  return {
    node: step.node,
    name: step.name,
    state: reused ? 'reused' : step.state,
    agent: step.attempts.at(-1)?.agent ?? null,
    segments,
    mark: segments.length === 0 && moment && (reused || step.state === 'succeeded') ? since(moment) : null,
    critical,
  }
}

/** Cuts an attempt into its parts, in order; what they do not cover is the report to the studio. */
function phases(parts: StepView['attempts'][number]['phases'], from: number, to: number, attempt: number, open: boolean): GanttSegment[] {
  const named = (['starting', 'loading', 'running', 'saving'] as const).map((part) => ({ part, ms: Math.max(0, parts[part] ?? 0) })).filter((entry) => entry.ms > 0)
  const sum = named.reduce((total, entry) => total + entry.ms, 0)
  if (open || sum === 0) return [{ part: 'running', from, to, attempt }]
  // The agent's clock measured the parts, the studio's the attempt: they must not overrun it.
  const scale = sum > to - from ? (to - from) / sum : 1
  const segments: GanttSegment[] = []
  let at = from
  for (const entry of named) {
    segments.push({ part: entry.part, from: at, to: at + entry.ms * scale, attempt })
    at += entry.ms * scale
  }
  if (to - at > 0.5) segments.push({ part: 'ending', from: at, to, attempt })
  return segments
}

/**
 * The chain that decided how long the run took, first step first: from the step that ended last back through, each time,
 * the input that came last. Steps without an end are left out.
 */
export function criticalPath(steps: StepView[]): string[] {
  const byNode = new Map(steps.map((step) => [step.node, step]))
  const end = (step: StepView) => (step.endedAt && step.state !== 'skipped' ? Date.parse(step.endedAt) : Number.NEGATIVE_INFINITY)
  const latest = (candidates: StepView[]) =>
    candidates.filter((step) => end(step) > Number.NEGATIVE_INFINITY).reduce<StepView | null>((best, step) => (best && (end(best) > end(step) || (end(best) === end(step) && best.position >= step.position)) ? best : step), null)
  const path: string[] = []
  let step = latest(steps)
  while (step && !path.includes(step.node)) {
    path.unshift(step.node)
    step = latest(Object.values(step.sources).flatMap((source) => byNode.get(source.node) ?? []))
  }
  return path
}

/** The critical path where it tells something: not where every step that ran is on it. */
export function decidingPath(steps: StepView[]): string[] {
  const path = criticalPath(steps)
  return steps.some((step) => step.startedAt !== null && !path.includes(step.node)) ? path : []
}

/** Instants to label between `from` and `to` milliseconds, about one in `every` pixels of a drawing `width` wide, at least two. */
export function timeTicks(from: number, to: number, width: number, every = 110): number[] {
  const count = Math.max(2, Math.floor(width / every))
  const rough = (to - from) / count
  const steps = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1e3, 2e3, 5e3, 1e4, 15e3, 3e4, 6e4, 12e4, 3e5, 6e5, 9e5, 18e5, 36e5, 72e5, 216e5, 432e5, 864e5]
  const step = steps.find((candidate) => candidate >= rough) ?? Math.ceil(rough / 864e5) * 864e5
  const ticks: number[] = []
  for (let tick = Math.ceil(from / step) * step; tick <= to; tick += step) ticks.push(tick)
  return ticks
}
