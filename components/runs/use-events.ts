'use client'

import { useEffect, useRef } from 'react'
import { useApi } from '@/components/ui/api-client'
import { createRefresher } from './refresher'

/**
 * Calls `refresh` after each change that the studio tells of at `path` (server-sent events), and after a lost connection
 * is back. `null` listens to nothing.
 */
export function useEvents(path: string | null, refresh: () => Promise<unknown>): void {
  const api = useApi()
  const latest = useRef(refresh)
  useEffect(() => {
    latest.current = refresh
  })
  useEffect(() => {
    if (path === null) return
    const run = createRefresher(() => latest.current())
    const changed = () => void run().catch(() => undefined)
    const source = new EventSource(api.url(path))
    let opened = false
    source.addEventListener('open', () => {
      if (opened) changed()
      opened = true
    })
    for (const name of ['run', 'log', 'message']) source.addEventListener(name, changed)
    return () => source.close()
  }, [api, path])
}
