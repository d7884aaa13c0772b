'use client'

import { useEffect } from 'react'
import { useQueryClient } from '@tanstack/react-query'
import { createRefresher } from '@/components/runs/refresher'
import { useApi } from '@/components/ui/api-client'
import { useCan, useWorkspace } from '@/components/ui/workspace-context'

/** Pages with a stream of their own that tells of runs too, and what hears of their runs. */
const streams = { others: 0, changed: new Set<() => void>(), told: new Set<() => void>() }

/** A page's own stream takes the place of the shell's until `end` is called: `tell` of each change of runs that it brings. */
export function replaceWorkspaceEvents(): { tell: () => void; end: () => void } {
  const count = (by: 1 | -1) => {
    streams.others += by
    for (const changed of streams.changed) changed()
  }
  count(1)
  return { tell: () => streams.told.forEach((told) => told()), end: () => count(-1) }
}

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
    const refresh = createRefresher(() => queryClient.refetchQueries({ queryKey: ['runs', slug], type: 'active' }, { cancelRefetch: false }))
    const told = () => void refresh()
    let source: EventSource | null = null
    const choose = () => {
      if (streams.others > 0) {
        source?.close()
        source = null
      } else if (source === null) {
        source = new EventSource(api.url('/events'))
        source.addEventListener('runs', told)
      }
    }
    streams.changed.add(choose)
    streams.told.add(told)
    choose()
    return () => {
      streams.changed.delete(choose)
      streams.told.delete(told)
      source?.close()
    }
  }, [api, enabled, queryClient, slug])
}
