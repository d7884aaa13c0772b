import { useSyncExternalStore } from 'react'

const signs = ['pointermove', 'pointerdown', 'keydown'] as const
const listeners = new Set<() => void>()
let awake = false

function wake(): void {
  awake = true
  for (const sign of signs) window.removeEventListener(sign, wake, true)
  for (const listener of listeners) listener()
}

/** Calls back with the first sign since the page was loaded that somebody works here. The answer stops it. */
function onAwake(listener: () => void): () => void {
  if (listeners.size === 0 && !awake) for (const sign of signs) window.addEventListener(sign, wake, { passive: true, capture: true })
  listeners.add(listener)
  return () => void listeners.delete(listener)
}

/** False until the pointer moves or a key is pressed: until then nothing is fetched that only work needs. */
export function useAwake(): boolean {
  return useSyncExternalStore(onAwake, () => awake, () => false)
}
