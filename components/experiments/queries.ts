import type { Api } from '@/components/ui/api-client'
import type { ExperimentSummary } from '@/lib/tracking/experiments/search'
import type { BulkInput } from '@/lib/tracking/runs/bulk'
import type { EditRunInput } from '@/lib/tracking/runs/edit'
import type { RunQuestion } from '@/lib/tracking/runs/question'
import type { SavedView } from '@/lib/tracking/runs/saved-views'
import type { RunGroups, RunTablePage, TrackedRunDetail } from '@/lib/tracking/views'
import type { RunView } from './use-run-view'

type Asked = Pick<RunView, 'filter' | 'shown'>

export const experimentKeys = {
  list: (workspace: string, filters: { filter: string; deleted: boolean }) => ['experiments', workspace, 'list', filters] as const,
  /** Of everything that a change of runs can change. */
  table: (workspace: string, id: string) => ['experiments', workspace, id, 'table'] as const,
  runs: (workspace: string, id: string, view: RunTableView) => [...experimentKeys.table(workspace, id), 'runs', view] as const,
  count: (workspace: string, id: string, asked: Asked) => [...experimentKeys.table(workspace, id), 'count', asked] as const,
  groups: (workspace: string, id: string, view: GroupView) => [...experimentKeys.table(workspace, id), 'groups', view] as const,
  keys: (workspace: string, id: string, contains: string) => ['experiments', workspace, id, 'keys', contains] as const,
  views: (workspace: string, id: string) => ['experiments', workspace, id, 'views'] as const,
  run: (workspace: string, id: string) => ['tracked-run', workspace, id] as const,
  folder: (workspace: string, path: string) => ['artifacts', workspace, path] as const,
}

export type RunTableView = Asked & Pick<RunView, 'order' | 'columns'>
export type GroupView = Asked & { by: string; columns: string[] }

export function fetchExperiments(api: Api, filters: { filter: string; deleted: boolean; cursor?: string }): Promise<{ experiments: ExperimentSummary[]; next: string | null }> {
  const query = new URLSearchParams({ deleted: String(filters.deleted), ...(filters.filter && { filter: filters.filter }), ...(filters.cursor && { cursor: filters.cursor }) })
  return api.get(`/experiments?${query}`)
}

function asking({ filter, shown }: Asked, more: Record<string, string> = {}, columns: string[] = []): URLSearchParams {
  const query = new URLSearchParams({ shown, ...(filter && { filter }), ...more })
  for (const column of columns) query.append('column', column)
  return query
}

/** Without the count, which comes by itself and holds up no page. */
export function fetchRunTable(api: Api, id: string, { order, columns, ...asked }: RunTableView, cursor: string | null): Promise<RunTablePage> {
  return api.get(`/experiments/${id}/runs?${asking(asked, { count: 'false', ...(order && { order }), ...(cursor && { cursor }) }, columns)}`)
}

export const fetchRunCount = async (api: Api, id: string, asked: Asked): Promise<number> => (await api.get<{ total: number }>(`/experiments/${id}/runs/count?${asking(asked)}`)).total
export const fetchGroups = (api: Api, id: string, { by, columns, ...asked }: GroupView): Promise<RunGroups> => api.get(`/experiments/${id}/runs/groups?${asking(asked, { by }, columns)}`)

/** Below /api/v1, for a link. */
export const exportPath = (id: string, { order, columns, ...asked }: RunTableView, format: 'csv' | 'parquet') => `/experiments/${id}/runs/export?${asking(asked, { format, ...(order && { order }) }, columns)}`

/** Which runs are to be changed: some, or all that fit. */
export type Which = { runs: string[] } | { all: RunQuestion }
type Change = BulkInput extends infer B ? (B extends unknown ? Omit<B, 'runs' | 'all'> : never) : never

export const changeRuns = (api: Api, which: Which, change: Change): Promise<{ changed: number }> => api.post('/tracked-runs/bulk', { ...which, ...change })

export interface RunKeys {
  metrics: string[]
  params: string[]
  tags: string[]
}

export const fetchKeys = (api: Api, id: string, contains: string): Promise<RunKeys> => api.get(`/experiments/${id}/keys?${new URLSearchParams({ contains })}`)
export const fetchViews = async (api: Api, id: string): Promise<SavedView[]> => (await api.get<{ views: SavedView[] }>(`/experiments/${id}/views`)).views
export const saveView = (api: Api, id: string, view: { name: string; query: Record<string, string> }): Promise<SavedView> => api.post(`/experiments/${id}/views`, view)
export const deleteView = (api: Api, id: string, view: string): Promise<void> => api.delete(`/experiments/${id}/views/${view}`)
export const fetchTrackedRun = (api: Api, id: string): Promise<TrackedRunDetail> => api.get(`/tracked-runs/${id}`)
export const editTrackedRun = (api: Api, id: string, input: EditRunInput): Promise<TrackedRunDetail> => api.patch(`/tracked-runs/${id}`, input)
