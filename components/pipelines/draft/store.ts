import { useSyncExternalStore } from 'react'

/** A value outside React with subscribers. `set` with an equal value tells nobody. */
export class Store<T> {
  private listeners = new Set<() => void>()

  constructor(private value: T) {}

  get = (): T => this.value

  set = (value: T): void => {
    if (Object.is(value, this.value)) return
    this.value = value
    for (const listener of this.listeners) listener()
  }

  subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener)
    return () => this.listeners.delete(listener)
  }
}

/** Renders again only when what `select` picks is another value; it must pick, not build. */
export function useStore<T, S = T>(store: Store<T>, select: (value: T) => S = (value) => value as unknown as S): S {
  const read = () => select(store.get())
  return useSyncExternalStore(store.subscribe, read, read)
}
