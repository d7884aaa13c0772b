import type { Api } from '@/components/ui/api-client'
import type { RunAxis } from '@/components/charts/prepare/run-axes'
import type { Bands, ComparedMetrics, ComparedRuns, RunFile, RunSeries } from '@/lib/comparison/schema'

export interface SeriesView {
  metric: string
  axis: RunAxis
  from: number | null
  to: number | null
  buckets: number
}

export const comparisonKeys = {
  runs: (workspace: string, runs: readonly string[]) => ['comparison', workspace, 'runs', runs] as const,
  metrics: (workspace: string, runs: readonly string[], what: { names: readonly string[] } | { contains: string }) => ['comparison', workspace, 'metrics', runs, what] as const,
  series: (workspace: string, runs: readonly string[], view: SeriesView) => ['comparison', workspace, 'series', runs, view] as const,
  bands: (workspace: string, runs: readonly string[], view: SeriesView & { group: string }) => ['comparison', workspace, 'bands', runs, view] as const,
  evaluations: (workspace: string, runs: readonly string[]) => ['comparison', workspace, 'evaluations', runs] as const,
  pictures: (workspace: string, runs: readonly string[]) => ['comparison', workspace, 'pictures', runs] as const,
}

/** The runs as they stand in an address, with anything else that is asked. */
export function runsQuery(runs: readonly string[], rest: Record<string, string | number | null> = {}): URLSearchParams {
  const query = new URLSearchParams(runs.map((run) => ['run', run]))
  for (const [name, value] of Object.entries(rest)) if (value !== null) query.append(name, String(value))
  return query
}

export const fetchComparedRuns = (api: Api, runs: readonly string[]): Promise<ComparedRuns> => api.get(`/comparison/runs?${runsQuery(runs)}`)

export function fetchMetrics(api: Api, runs: readonly string[], what: { names: readonly string[] } | { contains: string }): Promise<ComparedMetrics> {
  const query = runsQuery(runs, 'contains' in what ? { contains: what.contains } : {})
  if ('names' in what) for (const name of what.names) query.append('name', name)
  return api.get(`/comparison/metrics?${query}`)
}

/** Of many lines each is drawn a little coarser. */
export const bucketsFor = (runs: number): number => (runs > 20 ? 200 : 400)

export const seriesPath = (runs: readonly string[], { metric, axis, from, to, buckets }: SeriesView): string => `/comparison/series?${runsQuery(runs, { metric, axis, from, to, buckets })}`
export const fetchSeries = async (api: Api, runs: readonly string[], view: SeriesView): Promise<RunSeries[]> => (await api.get<{ series: RunSeries[] }>(seriesPath(runs, view), { preloaded: true })).series
export const fetchBands = (api: Api, runs: readonly string[], view: SeriesView & { group: string }): Promise<Bands> => api.get(`/comparison/bands?${runsQuery(runs, { ...view })}`)
export const fetchPictures = async (api: Api, runs: readonly string[]): Promise<RunFile[]> => (await api.get<{ pictures: RunFile[] }>(`/comparison/pictures?${runsQuery(runs)}`)).pictures
export const fetchEvaluationFiles = async (api: Api, runs: readonly string[]): Promise<RunFile[]> => (await api.get<{ files: RunFile[] }>(`/comparison/evaluations?${runsQuery(runs)}`)).files
