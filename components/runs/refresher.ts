/**
 * Turns a stream of "something changed" into refreshes that follow each other: never two at once, and one more after the
 * last word, so that no change is missed and a slow answer is never cut off by the next event.
 */
export function createRefresher(refresh: () => Promise<unknown>): () => Promise<void> {
  let running = false
  let dirty = false
  return async () => {
    dirty = true
    if (running) return
    running = true
    try {
      while (dirty) {
        dirty = false
        await refresh()
      }
    } finally {
      running = false
    }
  }
}
