import { mkdirSync, readdirSync, rmSync } from 'node:fs'
import path from 'node:path'
import { Child } from './child'
import { ChildError } from './child-error'
import type { OperationName, PayloadOf, ResultOf } from './ops'

export interface PoolOptions {
  /** Children at most, each doing one operation at a time. */
  size: number
  /** What one child may hold, unless an operation says otherwise. */
  memoryMb: number
  /** The bundled child: dist/duckdb-worker.mjs. */
  workerFile: string
  /** For spilling and for files in progress; on the disk of the outputs, so that finishing is a rename. */
  tempDir: string
}

export interface RunOptions {
  /** Aborting rejects with reason `cancelled`, and ends the child where the operation runs already. */
  signal?: AbortSignal
  /** The operation is short: once it runs, an abort lets it finish rather than cost a child. */
  letFinish?: boolean
  onLog?: (line: string) => void
  memoryMb?: number
  /** Where the child leaves its result should this process be gone by then; without it the child ends with it. */
  spool?: string | undefined
  /** Told the process id of the child that has begun. */
  onStart?: (pid: number) => void
}

export interface Pool {
  /** @throws ChildError with its reason; the child is replaced where it died. */
  run<N extends OperationName>(op: N, payload: PayloadOf<N>, options?: RunOptions): Promise<ResultOf<N>>
  /** Starts children ahead of work and waits until they are ready. */
  warm(count?: number): Promise<void>
  /** Process ids of the children alive. */
  pids(): number[]
  /** Ends all children; waiting and running operations reject with `cancelled`. */
  close(): Promise<void>
}

interface Waiting {
  start: (child: Child) => void
  reject: (error: ChildError) => void
}

/** A child that holds more than this part of its limit when idle is replaced rather than used again. */
const restShare = 0.5

/** Children that run DuckDB, so that neither a crash nor a full memory touches the parent. First come, first served. */
export function createPool({ size, memoryMb, workerFile, tempDir }: PoolOptions): Pool {
  mkdirSync(tempDir, { recursive: true })
  sweepLeftovers(tempDir)
  const all = new Set<Child>()
  const idle: Child[] = []
  const waiting: Waiting[] = []
  let closed = false

  function start(): Child {
    const child: Child = new Child(workerFile, tempDir, Math.max(256, Math.floor(memoryMb / 2)), () => {
      all.delete(child)
      const at = idle.indexOf(child)
      if (at >= 0) idle.splice(at, 1)
      serve()
    })
    all.add(child)
    return child
  }

  /** Gives free children to those who wait. */
  function serve(): void {
    while (waiting.length > 0) {
      const child = idle.pop() ?? (all.size < size ? start() : undefined)
      if (!child) return
      waiting.shift()!.start(child)
    }
  }

  function release(child: Child): void {
    if (!child.alive) return
    if (closed || child.restMb > Math.max(192, memoryMb * restShare)) child.kill()
    else idle.push(child)
    serve()
  }

  function acquire(signal: AbortSignal | undefined): Promise<Child> {
    return new Promise((resolve, reject) => {
      if (closed) return reject(cancelled('The studio or agent is stopping.'))
      if (signal?.aborted) return reject(cancelled())
      const entry: Waiting = { start: done, reject: (error) => (signal?.removeEventListener('abort', giveUp), reject(error)) }
      function done(child: Child) {
        signal?.removeEventListener('abort', giveUp)
        resolve(child)
      }
      function giveUp() {
        waiting.splice(waiting.indexOf(entry), 1)
        reject(cancelled())
      }
      signal?.addEventListener('abort', giveUp, { once: true })
      waiting.push(entry)
      serve()
    })
  }

  return {
    async run(op, payload, options = {}) {
      const child = await acquire(options.signal)
      const abort = () => child.kill(cancelled())
      if (!options.letFinish) options.signal?.addEventListener('abort', abort, { once: true })
      try {
        if (options.signal?.aborted) throw cancelled()
        if (child.pid) options.onStart?.(child.pid)
        return (await child.run({ op, payload, memoryMb: options.memoryMb ?? memoryMb, onLog: options.onLog, spool: options.spool })) as ResultOf<typeof op>
      } finally {
        options.signal?.removeEventListener('abort', abort)
        release(child)
      }
    },
    async warm(count = size) {
      while (all.size < Math.min(count, size)) idle.push(start())
      await Promise.race([Promise.all([...all].map((child) => child.ready)), ...[...all].map((child) => child.ended)])
    },
    pids: () => [...all].flatMap((child) => child.pid ?? []),
    async close() {
      closed = true
      for (const entry of waiting.splice(0)) entry.reject(cancelled('The studio or agent is stopping.'))
      const children = [...all]
      for (const child of children) child.kill(cancelled('The studio or agent is stopping.'))
      await Promise.all(children.map((child) => child.ended))
    },
  }
}

function cancelled(message = 'Cancelled.'): ChildError {
  return new ChildError('cancelled', message)
}

/** Removes folders of children that are no more: a child that was killed could not. */
function sweepLeftovers(tempDir: string): void {
  for (const name of readdirSync(tempDir)) {
    const pid = /^duckdb-(\d+)$/.exec(name)?.[1]
    if (pid && !isAlive(Number(pid))) rmSync(path.join(tempDir, name), { recursive: true, force: true })
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}
