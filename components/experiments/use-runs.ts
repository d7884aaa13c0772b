'use client'

import { useMemo } from 'react'
import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { useApi } from '@/components/ui/api-client'
import { useWorkspace } from '@/components/ui/workspace-context'
import { experimentKeys, fetchRunCount, fetchRunTable, type RunTableView } from './queries'

/** Pages of runs as they are scrolled to, and beside them how many fit. */
export function useRuns(id: string, view: RunTableView, enabled: boolean) {
  const api = useApi()
  const { slug } = useWorkspace()
  const query = useInfiniteQuery({
    queryKey: experimentKeys.runs(slug, id, view),
    queryFn: ({ pageParam }) => fetchRunTable(api, id, view, pageParam),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
    placeholderData: keepPreviousData,
    // Only while few pages are open: each is asked for again.
    refetchInterval: ({ state }) => ((state.data?.pages.length ?? 0) <= 2 ? 5_000 : false),
    retry: false,
    enabled,
  })
  const asked = { filter: view.filter, shown: view.shown }
  const count = useQuery({ queryKey: experimentKeys.count(slug, id, asked), queryFn: () => fetchRunCount(api, id, asked), refetchInterval: 10_000, retry: false })
  const runs = useMemo(() => query.data?.pages.flatMap((page) => page.runs) ?? [], [query.data])
  const listed = useMemo(() => runs.map((run) => run.id), [runs])
  return { query, runs, listed, total: count.error ? undefined : count.data }
}
