'use client'

import { useEffect } from 'react'
import { useQuery } from '@tanstack/react-query'
import { useApi } from '@/components/ui/api-client'
import { useWorkspace } from '@/components/ui/workspace-context'
import type { ComparedRuns } from '@/lib/comparison/schema'
import { isOpen } from '../status'
import { comparisonKeys, fetchComparedRuns } from './queries'
import { listenToRuns } from './run-events'

/** What the runs were given, read again when one that goes on changes. */
export function useComparedRuns(ids: string[], initial: ComparedRuns) {
  const api = useApi()
  const { slug } = useWorkspace()
  const same = ids.join() === [...initial.runs.map(({ id }) => id), ...initial.missing].join()
  const query = useQuery({ queryKey: comparisonKeys.runs(slug, ids), queryFn: () => fetchComparedRuns(api, ids), enabled: ids.length > 0, initialData: same && ids.length > 0 ? initial : undefined, staleTime: 30_000, placeholderData: (old) => old })
  const live = query.data?.runs.some(({ status }) => isOpen(status)) ?? false
  const { refetch } = query
  useEffect(() => {
    if (!live) return
    let timer: NodeJS.Timeout | undefined
    // Points come many a second; parameters and states need no more than one look a second.
    const stop = listenToRuns(api, ids, () => {
      timer ??= setTimeout(() => {
        timer = undefined
        void refetch()
      }, 1_000)
    })
    return () => {
      clearTimeout(timer)
      stop()
    }
  }, [api, ids, live, refetch])
  return query
}
