import type { MetricSeries, RunTableRow, TrackedRun } from '@/lib/tracking/views'

export interface TileExperiment {
  id: string
  name: string
}

/** Points of one run's metric, by step. */
export interface TileLine {
  run: Pick<TrackedRun, 'id' | 'name' | 'status' | 'kind' | 'pipelineRunId'>
  points: MetricSeries['points']
  /** Its value of the parameter that lines are coloured by; null where it has none. */
  group: string | null
}

export interface BarRow {
  value: string
  runs: number
  mean: number
  lowest: number
  highest: number
}

export interface ProjectProgress {
  id: string
  name: string
  images: number
  done: number
  review: number
  open: number
  /** Labeled within the last 7 days. */
  week: number
}

export interface HoursByPerson {
  person: string
  seconds: number
  steps: number
  runs: number
}

export interface TileTable {
  experiment: TileExperiment
  filter: string
  columns: string[]
  runs: RunTableRow[]
  total: number
}

/** What a tile shows, by its kind. `experiment` names what was asked of; totals count everything that fits. */
export type TileData =
  | { kind: 'lines'; experiment: TileExperiment; filter: string; metric: string; group: string; lines: TileLine[]; total: number }
  | ({ kind: 'best' } & TileTable)
  | ({ kind: 'runs' } & TileTable)
  | { kind: 'bars'; experiment: TileExperiment; filter: string; metric: string; param: string; measure: 'mean' | 'max' | 'min'; bars: BarRow[]; values: number; runs: number }
  | { kind: 'scatter'; experiment: TileExperiment; filter: string; x: string; y: string; points: { id: string; name: string; x: number; y: number }[]; total: number; asked: number }
  | { kind: 'number'; experiment: TileExperiment | null; filter: string; label: string; value: number | null; before: number | null; better: 'more' | 'less' | null; compared: string; unit: 'metric' | 'count' | 'hours'; run: { id: string; name: string } | null }
  | { kind: 'states'; from: string; to: string; person?: string | undefined; days: { day: string; state: string; runs: number }[] }
  | { kind: 'hours'; by: 'person' | 'day'; days: number; person?: string | undefined; people: HoursByPerson[]; byDay: { day: string; seconds: number }[]; seconds: number }
  | { kind: 'labeling'; projects: ProjectProgress[] }
  | { kind: 'text' }
