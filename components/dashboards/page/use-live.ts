'use client'

import { useEffect, useRef, useState } from 'react'
import { useQueryClient, type Query } from '@tanstack/react-query'
import { useApi } from '@/components/ui/api-client'
import { replaceWorkspaceEvents } from '@/components/shell/workspace-events'
import { useWorkspace } from '@/components/ui/workspace-context'
import type { TileKind, TileView } from '@/lib/dashboards/schema'
import { dashboardKeys } from '../queries'

/** Kinds of tiles that a change of pipeline runs may move, and those that logged runs may. */
const moves: Record<'runs' | 'tracked', readonly TileKind[]> = {
  runs: ['states', 'hours', 'number', 'runs', 'best', 'lines', 'bars', 'scatter'],
  tracked: ['lines', 'best', 'runs', 'number', 'bars', 'scatter'],
}
/** Milliseconds between two readings of the tiles at least; slow answers make it longer. */
const pause = 500

/** 0: as things happen. Otherwise seconds between readings; null: never by itself. */
export type Refresh = number | null

/** Keeps the tiles true while the page is in sight. `onChanged`: somebody changed the dashboard itself. Answers with whether the stream is open. */
export function useLive(dashboard: string, refresh: Refresh, onChanged: () => void): boolean {
  const api = useApi()
  const { slug } = useWorkspace()
  const client = useQueryClient()
  const [open, setOpen] = useState(true)
  const changed = useRef(onChanged)
  useEffect(() => {
    changed.current = onChanged
  })
  useEffect(() => {
    const due = new Set<TileKind>()
    let timer: ReturnType<typeof setTimeout> | undefined
    let busy = false
    async function read() {
      timer = undefined
      if (busy || document.visibilityState === 'hidden' || due.size === 0) return
      busy = true
      const wanted = new Set(due)
      due.clear()
      const start = performance.now()
      // Tiles out of sight read again when they come into it.
      await client.invalidateQueries({ queryKey: dashboardKeys.tiles(slug), predicate: (query: Query) => wanted.has((query.queryKey[2] as TileView).kind) }, { cancelRefetch: false }).catch(() => undefined)
      busy = false
      if (due.size > 0) timer = setTimeout(() => void read(), Math.max(pause, performance.now() - start))
    }
    const want = (kinds: readonly TileKind[]) => {
      for (const kind of kinds) due.add(kind)
      timer ??= setTimeout(() => void read(), busy ? pause : 0)
    }
    const seen = () => document.visibilityState === 'visible' && void read()
    const all = () => want(moves.runs)
    const shell = replaceWorkspaceEvents()
    const source = new EventSource(api.url(`/dashboards/events?dashboard=${encodeURIComponent(dashboard)}`))
    let before = false
    source.addEventListener('open', () => {
      setOpen(true)
      if (before) {
        changed.current()
        if (refresh === 0) all()
      }
      before = true
    })
    source.addEventListener('error', () => setOpen(false))
    source.addEventListener('dashboard', () => changed.current())
    source.addEventListener('ready', shell.tell)
    source.addEventListener('runs', shell.tell)
    if (refresh === 0) {
      source.addEventListener('runs', () => want(moves.runs))
      source.addEventListener('tracked', () => want(moves.tracked))
    }
    // What no event tells of (hours, labeling) is read now and then.
    const clock = refresh === null ? undefined : setInterval(() => want(refresh === 0 ? ['hours', 'labeling', 'number', 'states'] : [...moves.runs, 'labeling']), (refresh || 60) * 1000)
    document.addEventListener('visibilitychange', seen)
    return () => {
      source.close()
      shell.end()
      clearTimeout(timer)
      clearInterval(clock)
      document.removeEventListener('visibilitychange', seen)
    }
  }, [api, client, slug, dashboard, refresh])
  return open
}
