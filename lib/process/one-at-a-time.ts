/** The same work, which is left out where the last one has not ended yet. */
export function oneAtATime<A extends unknown[]>(work: (...args: A) => Promise<void>): (...args: A) => Promise<void> {
  let busy = false
  return async (...args) => {
    if (busy) return
    busy = true
    try {
      await work(...args)
    } finally {
      busy = false
    }
  }
}
