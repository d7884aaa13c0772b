import { queryOptions } from '@tanstack/react-query'
import { api } from '@/components/ui/api-client'
import type { OwnVersion, OwnView } from '@/lib/workspace-components/schema'

export const ownKeys = {
  all: (workspace: string) => ['workspace-components', workspace] as const,
  list: (workspace: string) => [...ownKeys.all(workspace), 'list'] as const,
  one: (workspace: string, id: string, version?: number) => [...ownKeys.all(workspace), id, version ?? 'latest'] as const,
}

/** Every version of the workspace's own components. */
export const ownListQuery = (workspace: string) =>
  queryOptions({ queryKey: ownKeys.list(workspace), queryFn: async () => (await api(workspace).get<{ components: OwnVersion[] }>('/components')).components })

/** One component with its source; a version that is named never changes. */
export const ownQuery = (workspace: string, id: string, version?: number) =>
  queryOptions({
    queryKey: ownKeys.one(workspace, id, version),
    queryFn: () => api(workspace).get<OwnView>(version === undefined ? `/components/${id}` : `/components/${id}/versions/${version}`),
  })
