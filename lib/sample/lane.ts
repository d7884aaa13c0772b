interface Waiting {
  actor: string
  start: () => void
}

export interface Lane {
  /** Runs `work` when there is room for it and for its actor. @throws the signal's reason where it is aborted before that. */
  run<T>(actor: string, signal: AbortSignal, work: () => Promise<T>): Promise<T>
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

  function enter(actor: string, signal: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      if (signal.aborted) return reject(signal.reason as Error)
      const entry: Waiting = {
        actor,
        start: () => {
          signal.removeEventListener('abort', leave)
          resolve()
        },
      }
      const leave = () => {
        waiting.splice(waiting.indexOf(entry), 1)
        reject(signal.reason as Error)
      }
      signal.addEventListener('abort', leave, { once: true })
      waiting.push(entry)
      serve()
    })
  }

  return {
    async run(actor, signal, work) {
      await enter(actor, signal)
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
