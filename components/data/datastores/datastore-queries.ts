import { queryOptions } from '@tanstack/react-query'
import { api } from '@/components/ui/api-client'
import type { DatastoreView } from '@/lib/datastores/schema'

export const datastoresKey = (workspace: string) => ['datastores', workspace] as const

export function datastoresQuery(workspace: string) {
  return queryOptions({
    queryKey: [...datastoresKey(workspace), 'list'],
    queryFn: async ({ signal }) => (await api(workspace).get<{ datastores: DatastoreView[] }>('/datastores', { signal })).datastores,
  })
}

export interface DatastoreTable {
  schema: string
  name: string
  rows: number | null
}

/** What can be read there; asked anew when somebody looks again after a minute. */
export function datastoreTablesQuery(workspace: string, name: string) {
  return queryOptions({
    queryKey: [...datastoresKey(workspace), 'tables', name],
    queryFn: async ({ signal }) => (await api(workspace).get<{ tables: DatastoreTable[] }>(`/datastores/${encodeURIComponent(name)}/tables`, { signal })).tables,
    staleTime: 60_000,
    retry: false,
  })
}
