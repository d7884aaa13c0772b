'use client'

import { useEffect } from 'react'
import { useQueryClient } from '@tanstack/react-query'
import { useApi } from '@/components/ui/api-client'
import { useCan, useWorkspace } from '@/components/ui/workspace-context'

/**
 * One stream a page for the workspace's lists: on each event every query under `['runs', slug]` asks again.
 * The browser reconnects by itself; while it cannot, the lists' own intervals do.
 */
export function useWorkspaceEvents(): void {
  const { slug } = useWorkspace()
  const api = useApi()
  const queryClient = useQueryClient()
  const enabled = useCan('runs.read')
  useEffect(() => {
    if (!enabled) return
    const source = new EventSource(api.url('/events'))
    const refresh = () => void queryClient.invalidateQueries({ queryKey: ['runs', slug] })
    source.addEventListener('run', refresh)
    return () => source.close()
  }, [api, enabled, queryClient, slug])
}
