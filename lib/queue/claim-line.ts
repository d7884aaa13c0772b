import { queueTopic, type Hints } from './hints'

/** A hint may be lost, and a step's pause ends without one: this often somebody of each kind looks unasked. */
const lookMs = 1_000

interface Waiter {
  wake: () => void
}

/**
 * Agents that wait for a step, in lines by kind: those that can do the same. A hint that a step is ready wakes the first of
 * each line, and one that finds something wakes two more. Waking all would ask the database once an agent for every step.
 */
export class ClaimLine {
  private readonly lines = new Map<string, Set<Waiter>>()
  private listening = false
  private hinted = 0

  constructor(private readonly hints: Hints) {}

  /** To be asked before a look, and handed to `wait` after it: a hint in between is not missed. */
  get heard(): number {
    this.listen()
    return this.hinted
  }

  /** Resolves when it is this one's turn to look, when `ms` have passed, or when `signal` aborts. */
  wait(kind: string, heard: number, ms: number, signal?: AbortSignal): Promise<void> {
    if (heard !== this.hinted || signal?.aborted) return Promise.resolve()
    const line = this.lines.get(kind) ?? new Set()
    this.lines.set(kind, line)
    return new Promise((resolve) => {
      const wake = () => {
        clearTimeout(timer)
        signal?.removeEventListener('abort', wake)
        line.delete(waiter)
        if (line.size === 0 && this.lines.get(kind) === line) this.lines.delete(kind)
        resolve()
      }
      const waiter = { wake }
      const timer = setTimeout(wake, ms)
      signal?.addEventListener('abort', wake)
      line.add(waiter)
    })
  }

  /** One of the kind has found something: there may be more. */
  found(kind: string): void {
    this.wake(this.lines.get(kind), 2)
  }

  private wake(line: Set<Waiter> | undefined, count: number): void {
    if (line) for (const waiter of [...line].slice(0, count)) waiter.wake()
  }

  private listen(): void {
    if (this.listening) return
    this.listening = true
    const all = () => {
      for (const line of [...this.lines.values()]) this.wake(line, 1)
    }
    this.hints.subscribe(queueTopic, () => {
      this.hinted++
      all()
    })
    setInterval(all, lookMs).unref()
  }
}

const lines = new WeakMap<Hints, ClaimLine>()

export function claimLine(hints: Hints): ClaimLine {
  const line = lines.get(hints) ?? new ClaimLine(hints)
  lines.set(hints, line)
  return line
}
