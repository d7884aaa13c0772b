import { queryOptions } from '@tanstack/react-query'
import { api } from '@/components/ui/api-client'
import type { EnvironmentSummary, EnvironmentView } from '@/lib/environments/schema'

export const environmentsKey = (workspace: string) => ['environments', workspace] as const

/** While something is built or resolved the page follows it. */
const movingMs = 1_500
const quietMs = 10_000

export function environmentsQuery(workspace: string) {
  return queryOptions({
    queryKey: [...environmentsKey(workspace), 'list'],
    queryFn: async ({ signal }) => (await api(workspace).get<{ environments: EnvironmentSummary[] }>('/environments', { signal })).environments,
    refetchInterval: ({ state }) => (state.data?.some(isMoving) ? movingMs : quietMs),
  })
}

export function environmentQuery(workspace: string, name: string, version: number) {
  return queryOptions({
    queryKey: [...environmentsKey(workspace), 'one', name, version],
    queryFn: ({ signal }) => api(workspace).get<EnvironmentView>(`/environments/${name}/versions/${version}`, { signal }),
    refetchInterval: ({ state }) => (state.data && isMoving(state.data) ? movingMs : quietMs),
  })
}

export function isMoving({ stage, agents }: Pick<EnvironmentSummary, 'stage' | 'agents'>): boolean {
  return stage === 'resolving' || agents.some((agent) => agent.wanted || agent.state === 'building')
}
