export interface LinkedPlace {
  /** On the charts' common axis. */
  x: number
  /** Who says it. */
  source: string
}

/** Tells charts of one axis where the pointer stands over any of them, at its rate and without React. */
export class HoverLink {
  private listeners = new Set<(place: LinkedPlace | null) => void>()
  private queued: LinkedPlace | null | undefined

  /** Once a frame; null where the pointer is over none. */
  set(place: LinkedPlace | null): void {
    const waits = this.queued !== undefined
    this.queued = place
    if (waits) return
    requestAnimationFrame(() => {
      const next = this.queued ?? null
      this.queued = undefined
      for (const listener of this.listeners) listener(next)
    })
  }

  subscribe(listener: (place: LinkedPlace | null) => void): () => void {
    this.listeners.add(listener)
    return () => void this.listeners.delete(listener)
  }
}
