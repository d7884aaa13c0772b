import { connection, type Sql } from '@/db/client'

/**
 * Hints between processes over LISTEN/NOTIFY: `queue` (a step is ready), `run:<id>:<workspace>` (a run changed),
 * `agent:<id>` (a lease of this agent is to be cancelled),
 * `track:<workspace>:<run>` (a tracked run has new points or another state),
 * `dashboard:<workspace>:<id>` (somebody changed a dashboard). A lost hint costs a second, never a result.
 */
export class Hints {
  private listeners = new Map<string, Set<(topic: string) => void>>()
  private listening: Promise<unknown> | undefined
  private pending = new Map<string, NodeJS.Timeout>()

  constructor(private readonly sql: Sql) {}

  /** Calls back on each hint whose topic is or begins with `prefix`, until the answer is called. */
  subscribe(prefix: string, listener: (topic: string) => void): () => void {
    const set = this.listeners.get(prefix) ?? new Set()
    this.listeners.set(prefix, set.add(listener))
    void this.listen()
    return () => {
      set.delete(listener)
      if (set.size === 0 && this.listeners.get(prefix) === set) this.listeners.delete(prefix)
    }
  }

  /** Resolves at the next hint under `prefix`, or when `ms` have passed or `signal` aborts. */
  async wait(prefix: string, ms: number, signal?: AbortSignal): Promise<void> {
    await this.watch(prefix, ms, signal).over
  }

  /** Listens from now on. `over` resolves to true at the next hint under `prefix`, to false when `ms` have passed, `signal` aborts or `end` is called. */
  watch(prefix: string, ms: number, signal?: AbortSignal): { over: Promise<boolean>; end: () => void } {
    let end = () => {}
    const over = new Promise<boolean>((resolve) => {
      const close = (heard: boolean) => {
        clearTimeout(timer)
        stop()
        signal?.removeEventListener('abort', end)
        resolve(heard)
      }
      end = () => close(false)
      const timer = setTimeout(end, ms)
      const stop = this.subscribe(prefix, () => close(true))
      signal?.addEventListener('abort', end)
      if (signal?.aborted) end()
    })
    return { over, end }
  }

  /** Sends a hint to every process, once per `ms` and topic. Call it after the commit. */
  send(topic: string, ms = 0): void {
    if (this.pending.has(topic)) return
    const timer = setTimeout(() => {
      this.pending.delete(topic)
      void this.sql.notify(channel, topic).catch(() => this.receive(topic))
    }, ms)
    this.pending.set(topic, timer)
  }

  private listen(): Promise<unknown> {
    this.listening ??= this.sql
      // After a reconnect anything may have been missed: every listener looks again.
      .listen(channel, (topic) => this.receive(topic), () => this.everyone())
      .catch(() => (this.listening = undefined))
    return this.listening
  }

  private receive(topic: string): void {
    for (const [prefix, set] of this.listeners) if (topic.startsWith(prefix)) for (const listener of [...set]) listener(topic)
  }

  private everyone(): void {
    for (const [prefix, set] of this.listeners) for (const listener of [...set]) listener(prefix)
  }
}

const channel = 'atelier_queue'
const holder = globalThis as unknown as { atelierHints?: Hints }

/** The process's one LISTEN connection, kept over hot reloads. */
export function hints(): Hints {
  return (holder.atelierHints ??= new Hints(connection().sql))
}

export const trackedTopic = (workspaceId: string, runId = '') => `track:${workspaceId}:${runId}`

/** A tracked run has new points, or another state. */
export function hintTracked(to: Hints, run: { id: string; workspaceId: string }): void {
  to.send(trackedTopic(run.workspaceId, run.id), 150)
}

export const dashboardTopic = (workspaceId: string, id = '') => `dashboard:${workspaceId}:${id}`
