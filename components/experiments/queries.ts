import type { Api } from '@/components/ui/api-client'
import type { ExperimentSummary } from '@/lib/tracking/experiments/search'
import type { MetricSeries, RunTablePage, TrackedRunDetail } from '@/lib/tracking/views'

export const experimentKeys = {
  list: (workspace: string, filters: { filter: string; deleted: boolean }) => ['experiments', workspace, 'list', filters] as const,
  runs: (workspace: string, id: string, view: RunTableView) => ['experiments', workspace, id, 'runs', view] as const,
  keys: (workspace: string, id: string, contains: string) => ['experiments', workspace, id, 'keys', contains] as const,
  run: (workspace: string, id: string) => ['tracked-run', workspace, id] as const,
  series: (workspace: string, id: string, names: string[]) => ['tracked-run', workspace, id, 'series', names] as const,
  folder: (workspace: string, path: string) => ['artifacts', workspace, path] as const,
}

export interface RunTableView {
  filter: string
  order: string
  columns: string[]
  deleted: boolean
}

export function fetchExperiments(api: Api, filters: { filter: string; deleted: boolean; cursor?: string }): Promise<{ experiments: ExperimentSummary[]; next: string | null }> {
  const query = new URLSearchParams({ deleted: String(filters.deleted), ...(filters.filter && { filter: filters.filter }), ...(filters.cursor && { cursor: filters.cursor }) })
  return api.get(`/experiments?${query}`)
}

export function fetchRunTable(api: Api, id: string, { filter, order, columns, deleted }: RunTableView, cursor: string | null): Promise<RunTablePage> {
  const query = new URLSearchParams({ deleted: String(deleted), ...(filter && { filter }), ...(order && { order }), ...(cursor && { cursor }) })
  for (const column of columns) query.append('column', column)
  return api.get(`/experiments/${id}/runs?${query}`)
}

export interface RunKeys {
  metrics: string[]
  params: string[]
  tags: string[]
}

export const fetchKeys = (api: Api, id: string, contains: string): Promise<RunKeys> => api.get(`/experiments/${id}/keys?${new URLSearchParams({ contains })}`)
export const fetchTrackedRun = (api: Api, id: string): Promise<TrackedRunDetail> => api.get(`/tracked-runs/${id}`)

export async function fetchSeries(api: Api, id: string, names: string[]): Promise<MetricSeries[]> {
  const query = new URLSearchParams()
  for (const name of names) query.append('name', name)
  return (await api.get<{ series: MetricSeries[] }>(`/tracked-runs/${id}/metrics?${query}`)).series
}
