'use client'

import { useEffect } from 'react'
import { useQueryClient } from '@tanstack/react-query'
import { createRefresher } from '@/components/runs/refresher'
import { useApi } from '@/components/ui/api-client'
import { useCan, useWorkspace } from '@/components/ui/workspace-context'

/**
 * One stream a page for the workspace's lists: on each event the open lists under `['runs', slug]` ask again, one refresh
 * after the other. The browser reconnects by itself, and the first event after that brings what was missed.
 */
export function useWorkspaceEvents(): void {
  const { slug } = useWorkspace()
  const api = useApi()
  const queryClient = useQueryClient()
  const enabled = useCan('runs.read')
  useEffect(() => {
    if (!enabled) return
    const source = new EventSource(api.url('/events'))
    const refresh = createRefresher(() => queryClient.refetchQueries({ queryKey: ['runs', slug], type: 'active' }, { cancelRefetch: false }))
    source.addEventListener('runs', () => void refresh())
    return () => source.close()
  }, [api, enabled, queryClient, slug])
}
