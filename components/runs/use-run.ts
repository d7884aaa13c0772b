'use client'

import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useApi } from '@/components/ui/api-client'
import { useWorkspace } from '@/components/ui/workspace-context'
import type { RunView } from '@/lib/runs/schema'
import { fetchPrevious, fetchRun, runKeys } from './queries'
import { isFinal } from './status'
import { useEvents } from './use-events'

/** A run that keeps itself true while it is open. */
export function useRun(id: string, initial: RunView) {
  const api = useApi()
  const { slug } = useWorkspace()
  const client = useQueryClient()
  const query = useQuery({
    queryKey: runKeys.detail(slug, id),
    queryFn: () => fetchRun(api, id),
    initialData: initial,
    // Events are the rule; this is for a network that swallows them.
    refetchInterval: ({ state }) => (state.data && isFinal(state.data) ? false : 10_000),
  })
  const open = query.data !== undefined && !isFinal(query.data)
  useEvents(open ? `/runs/${id}/events` : null, () => client.refetchQueries({ queryKey: runKeys.run(slug, id), type: 'active' }, { cancelRefetch: false }))
  return query
}

/** The run that the metrics are compared with. */
export function usePrevious(run: RunView) {
  const api = useApi()
  const { slug } = useWorkspace()
  return useQuery({
    queryKey: runKeys.previous(slug, run.id),
    queryFn: () => fetchPrevious(api, run),
    enabled: run.pipelineId !== null && Object.keys(run.metrics).length > 0,
    staleTime: Infinity,
  })
}
