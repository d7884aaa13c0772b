import type { HoursByPerson, ProjectProgress } from './tile-data'

/** Instants are milliseconds since 1970; hrefs are below the workspace. */
export interface OpenRun {
  id: string
  href: string
  name: string
  note: string
  state: 'queued' | 'running'
  person: string
  sinceMs: number
  /** Steps done and in all; null of logged runs, which have none. */
  steps: { done: number; all: number } | null
}

export interface FailedRun {
  id: string
  href: string
  name: string
  note: string
  person: string
  endedMs: number
  /** Which step failed and what it said; null where nothing was said. */
  step: string | null
  message: string | null
}

/** What is best in an experiment, and since when. */
export interface BestRun {
  experiment: { id: string; name: string }
  newestMs: number
  metric: string
  goal: 'max' | 'min'
  /** Somebody has chosen the metric. */
  chosen: boolean
  /** Metrics that could be chosen instead. */
  metrics: string[]
  run: { id: string; name: string; startMs: number } | null
  value: number | null
  /** The best of before the period, where it is known. */
  before: number | null
  /** Each run that was the best when it began, oldest first. */
  records: { at: number; value: number; run: string; name: string }[]
}

export interface Change {
  id: number
  actor: { kind: string; name: string }
  action: string
  object: { kind: string; id: string | null; name: string }
  /** Where it tells of a sweep's runs: how many of its trials. */
  trials: number | null
  atMs: number
}

export interface Overview {
  days: number
  running: { runs: OpenRun[]; total: number } | null
  /** Within 24 hours. */
  failed: { runs: FailedRun[]; total: number } | null
  best: BestRun[] | null
  hours: { people: HoursByPerson[]; byDay: { day: string; seconds: number }[]; seconds: number } | null
  labeling: ProjectProgress[] | null
  changes: Change[] | null
}
