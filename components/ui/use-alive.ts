import { useSyncExternalStore } from 'react'

const never = () => () => undefined

/** False until the page's scripts run: a form that was drawn by the server and is sent before that is sent by the browser itself, and lost. */
export function useAlive(): boolean {
  return useSyncExternalStore(never, () => true, () => false)
}
