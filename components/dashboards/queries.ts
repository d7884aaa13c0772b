import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useApi, type Api } from '@/components/ui/api-client'
import { showToast } from '@/components/ui/toast'
import { useWorkspace } from '@/components/ui/workspace-context'
import type { DashboardContent, DashboardFilters, DashboardSummary, DashboardVersion, DashboardView, TileView } from '@/lib/dashboards/schema'
import type { TileData } from '@/lib/dashboards/tile-data'

export const dashboardKeys = {
  lists: (workspace: string) => ['dashboards', workspace, 'list'] as const,
  list: (workspace: string, deleted: boolean) => ['dashboards', workspace, 'list', deleted] as const,
  one: (workspace: string, id: string) => ['dashboards', workspace, 'one', id] as const,
  versions: (workspace: string, id: string) => ['dashboards', workspace, 'versions', id] as const,
  version: (workspace: string, id: string, number: string) => ['dashboards', workspace, 'versions', id, number] as const,
  people: (workspace: string) => ['dashboards', workspace, 'people'] as const,
  tiles: (workspace: string) => ['dashboard-tile', workspace] as const,
  tile: (workspace: string, view: TileView, filters: DashboardFilters) => ['dashboard-tile', workspace, view, filters] as const,
}

export const fetchDashboards = async (api: Api, deleted: boolean): Promise<DashboardSummary[]> => (await api.get<{ dashboards: DashboardSummary[] }>(`/dashboards?deleted=${deleted}`)).dashboards
export const fetchDashboard = (api: Api, id: string): Promise<DashboardView> => api.get(`/dashboards/${id}`)
export const fetchVersions = async (api: Api, id: string): Promise<DashboardVersion[]> => (await api.get<{ versions: DashboardVersion[] }>(`/dashboards/${id}/versions`)).versions
export const fetchVersion = (api: Api, id: string, number: string): Promise<DashboardVersion & { content: DashboardContent }> => api.get(`/dashboards/${id}/versions/${number}`)
export const fetchTile = (api: Api, view: TileView, filters: DashboardFilters, signal: AbortSignal): Promise<TileData> => api.post('/dashboards/tile', { view, filters }, { signal })

/** Delete, restore, duplicate and choosing as home; what shows them follows. Deleting offers to take it back. */
export function useDashboardActions() {
  const api = useApi()
  const { slug, name: workspace } = useWorkspace()
  const client = useQueryClient()
  const refresh = () => client.invalidateQueries({ queryKey: ['dashboards', slug] })
  const failed = (error: Error) => showToast({ message: error.message, tone: 'error' })
  const restore = useMutation({ mutationFn: (id: string) => api.post<DashboardView>(`/dashboards/${id}/undelete`), onSuccess: refresh, onError: failed })
  const remove = useMutation({
    mutationFn: ({ id }: Pick<DashboardSummary, 'id' | 'name'>) => api.delete(`/dashboards/${id}`),
    onMutate: ({ id }) => client.setQueriesData<DashboardSummary[]>({ queryKey: dashboardKeys.lists(slug) }, (list) => list?.filter((row) => row.id !== id)),
    onSuccess: (_, { id, name }) => showToast({ message: `“${name}” is in the trash`, action: { label: 'Undo', onClick: () => restore.mutate(id) } }),
    onError: failed,
    onSettled: refresh,
  })
  const duplicate = useMutation({
    mutationFn: async (id: string) => {
      const { name, draft, content } = await fetchDashboard(api, id)
      return api.post<DashboardView>('/dashboards', { name: `${name} (copy)`.slice(-120), content: draft.tiles.length > 0 ? draft : content })
    },
    onSuccess: refresh,
    onError: failed,
  })
  const chooseHome = useMutation({
    mutationFn: (choice: { dashboard: string | null; for: 'me' | 'workspace' }) => api.post('/dashboards/home', choice),
    onSuccess: (_, { dashboard, for: whose }) => {
      showToast({ message: dashboard === null ? 'The ordinary home opens again' : whose === 'me' ? 'This is your home page now' : `This is the home page of everybody in ${workspace} who has not chosen one` })
      return refresh()
    },
    onError: failed,
  })
  return { remove, restore, duplicate, chooseHome }
}
