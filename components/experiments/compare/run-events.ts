import type { Api } from '@/components/ui/api-client'
import { runsQuery } from './queries'

/** Called with the run that changed; without one where anything may have been missed. */
type Listener = (run: string | undefined) => void

interface Shared {
  source: EventSource
  listeners: Set<Listener>
}

const streams = new Map<string, Shared>()

/** Tells of changes of runs as the studio sends them. Listeners to the same runs share one connection. Answers with how to stop. */
export function listenToRuns(api: Api, runs: readonly string[], listener: Listener): () => void {
  const url = api.url(`/comparison/events?${runsQuery(runs)}`)
  const shared = streams.get(url) ?? open(url)
  shared.listeners.add(listener)
  return () => {
    shared.listeners.delete(listener)
    if (shared.listeners.size > 0) return
    shared.source.close()
    streams.delete(url)
  }
}

function open(url: string): Shared {
  const shared: Shared = { source: new EventSource(url), listeners: new Set() }
  shared.source.addEventListener('changed', (event: MessageEvent<string>) => {
    const { run } = JSON.parse(event.data) as { run?: string }
    for (const listener of [...shared.listeners]) listener(run)
  })
  streams.set(url, shared)
  return shared
}
