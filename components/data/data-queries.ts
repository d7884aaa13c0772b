import { queryOptions } from '@tanstack/react-query'
import { api } from '@/components/ui/api-client'
import type { AssetSummary, AssetView, VersionView } from '@/lib/data/schema'

/** Every query about data assets begins so; invalidating it refreshes all of them. */
export const dataKey = (workspace: string) => ['data', workspace] as const

export const dataPath = (name: string) => `/data/${encodeURIComponent(name)}`
export const dataHref = (workspace: string, name?: string) => `/w/${workspace}/data${name === undefined ? '' : `/${encodeURIComponent(name)}`}`

const readingMs = 1_000

const isReading = (asset: AssetSummary) => asset.latest.state === 'reading' || asset.pending?.state === 'reading'

/** The list; while something is being read it is asked again each second. */
export function dataListQuery(workspace: string) {
  return queryOptions({
    queryKey: [...dataKey(workspace), 'list'],
    queryFn: async ({ signal }) => (await api(workspace).get<{ assets: AssetSummary[] }>('/data', { signal })).assets,
    refetchInterval: ({ state }) => (state.data?.some(isReading) ? readingMs : false),
  })
}

export function dataQuery(workspace: string, name: string) {
  return queryOptions({
    queryKey: [...dataKey(workspace), 'one', name],
    queryFn: ({ signal }) => api(workspace).get<AssetView>(dataPath(name), { signal }),
    refetchInterval: ({ state }) => (state.data && isReading(state.data) ? readingMs : false),
  })
}

/** Waits until a version is read. @throws ApiError */
export async function untilRead(workspace: string, added: VersionView & { name: string }, signal: AbortSignal): Promise<VersionView & { name: string }> {
  let now = added
  while (now.state === 'reading') {
    await new Promise((resolve) => setTimeout(resolve, readingMs))
    signal.throwIfAborted()
    now = await api(workspace).get(`${dataPath(added.name)}/versions/${added.version}`, { signal })
  }
  return now
}
