import { useSyncExternalStore } from 'react'

type Retry = () => void

/** The parts of the page that somebody waits for and that could not be fetched, each as what fetches it again. */
const waiting = new Set<Retry>()
const listeners = new Set<() => void>()
let count = 0

function changed(): void {
  count = waiting.size
  for (const listener of listeners) listener()
}

/** Says in `PartsNotice` that a part is not there; the answer takes it back. */
export function tellUnloaded(retry: Retry): () => void {
  waiting.add(retry)
  changed()
  return () => {
    if (waiting.delete(retry)) changed()
  }
}

/** Fetches all of them again; each says so once more where that fails. */
export function retryUnloaded(): void {
  const all = [...waiting]
  waiting.clear()
  changed()
  for (const retry of all) retry()
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  if (listeners.size === 1) window.addEventListener('online', retryUnloaded)
  return () => {
    listeners.delete(listener)
    if (listeners.size === 0) window.removeEventListener('online', retryUnloaded)
  }
}

/** How many parts are waited for and not there. While somebody asks, they are fetched again as soon as there is a network. */
export function useUnloaded(): number {
  return useSyncExternalStore(subscribe, () => count, () => 0)
}
