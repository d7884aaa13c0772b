interface Waiting {
  actor: string
  start: () => void
}

export interface Lane {
  /** Runs `work` when there is room for it and for its actor. @throws what `left` makes where the signal is aborted before that. */
  run<T>(actor: string, signal: AbortSignal, left: () => Error, work: () => Promise<T>): Promise<T>
  /** How many run or wait. */
  load(): number
}

/**
 * Lets at most `size` works run at once and one of each actor, first come, first served among those who may: somebody with
 * many tabs waits for oneself. What is aborted while it waits costs nothing.
 */
export function createLane(size: number): Lane {
  const waiting: Waiting[] = []
  const running = new Set<string>()

  function serve(): void {
    for (let at = 0; at < waiting.length && running.size < size; ) {
      const next = waiting[at]!
      if (running.has(next.actor)) at++
      else {
        waiting.splice(at, 1)
        running.add(next.actor)
        next.start()
      }
    }
  }

  function enter(actor: string, signal: AbortSignal, left: () => Error): Promise<void> {
    return new Promise((resolve, reject) => {
      if (signal.aborted) return reject(left())
      const entry: Waiting = {
        actor,
        start: () => {
          signal.removeEventListener('abort', leave)
          resolve()
        },
      }
      const leave = () => {
        waiting.splice(waiting.indexOf(entry), 1)
        reject(left())
      }
      signal.addEventListener('abort', leave, { once: true })
      waiting.push(entry)
      serve()
    })
  }

  return {
    async run(actor, signal, left, work) {
      await enter(actor, signal, left)
      try {
        return await work()
      } finally {
        running.delete(actor)
        serve()
      }
    },
    load: () => running.size + waiting.length,
  }
}
