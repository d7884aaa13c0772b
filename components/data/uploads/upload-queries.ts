import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import { api } from '@/components/ui/api-client'
import type { ReadingOptions } from '@/lib/duckdb/ingest/options'
import type { Preview } from '@/lib/duckdb/ops/preview'
import type { UploadView } from '@/lib/uploads/schema'
import { dataHref } from '../data-queries'

export const uploadsKey = (workspace: string) => ['uploads', workspace] as const

export const reviewHref = (workspace: string, id: string) => `${dataHref(workspace)}/uploads/${id}`

const fetchingMs = 1_000

/** The person's uploads that wait; while the studio fetches one it is asked again each second. */
export function uploadsQuery(workspace: string) {
  return queryOptions({
    queryKey: [...uploadsKey(workspace), 'list'],
    queryFn: async ({ signal }) => (await api(workspace).get<{ uploads: UploadView[] }>('/uploads', { signal })).uploads,
    refetchInterval: ({ state }) => (state.data?.some(isFetching) ? fetchingMs : false),
  })
}

const isFetching = (upload: UploadView) => upload.url !== null && upload.state === 'receiving'

export function uploadQuery(workspace: string, id: string) {
  return queryOptions({
    queryKey: [...uploadsKey(workspace), 'one', id],
    queryFn: ({ signal }) => api(workspace).get<UploadView>(`/uploads/${id}`, { signal }),
    refetchInterval: ({ state }) => (state.data && isFetching(state.data) ? fetchingMs : false),
  })
}

/** How an upload would be read with these options; what was shown before stays until it is known. */
export function uploadPreviewQuery(workspace: string, id: string, options: ReadingOptions, whole: boolean) {
  return queryOptions({
    queryKey: [...uploadsKey(workspace), 'preview', id, options, whole],
    queryFn: ({ signal }) => api(workspace).post<Preview>(`/uploads/${id}/preview`, { options, whole }, { signal }),
    staleTime: Infinity,
    retry: false,
    ...(whole ? {} : { placeholderData: keepPreviousData }),
  })
}
