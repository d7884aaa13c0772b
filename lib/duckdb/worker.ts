// The DuckDB child: takes one operation at a time over IPC and reports back. It outlives its parent only to finish one that has a spool.
import { mkdirSync, rmSync } from 'node:fs'
import path from 'node:path'
import { tmpdir } from 'node:os'
import { isUserError } from '@/lib/catalog/user-error'
import { heldAfterMs, Spool } from '@/lib/process/spool'
import { isChildError, type ChildReason } from './child-error'
import { watchMemory } from './memory-watch'
import type { Report, Request } from './messages'
import { operations } from './ops'
import type { Operation } from './operation'
import { Session } from './session'

const folder = path.join(process.env.ATELIER_CHILD_TEMP ?? tmpdir(), `duckdb-${process.pid}`)
mkdirSync(folder, { recursive: true })
const session = new Session(folder)

/** SIGKILL and not exit(): an exit waits for DuckDB's threads, which may be in the middle of a long query. */
function end(): never {
  rmSync(folder, { recursive: true, force: true })
  process.kill(process.pid, 'SIGKILL')
  throw new Error('unreachable')
}

/** Of the operation that runs; undefined between two, and where it may not outlive the parent. */
let spool: Spool | undefined
let since = 0

function report(message: Report, then?: () => void): void {
  const last = message.kind !== 'log' && message.kind !== 'ready'
  // Before it is sent: a parent that dies while it takes the result leaves it to the next.
  if (spool && last && (!process.connected || performance.now() - since > heldAfterMs)) spool.result(message)
  if (spool && message.kind === 'log') spool.line(message.line, 'stdout')
  if (process.connected) return void process.send!(message, undefined, undefined, () => then?.())
  if (!spool || last) end()
}

/** The parent is gone. What somebody may come back for goes on. */
function orphaned(): void {
  if (!spool) end()
  process.stderr.on('error', () => {})
  spool.orphan(end)
}

async function handle(request: Request): Promise<void> {
  const { id, op, payload, memoryMb } = request
  spool = request.spool === undefined ? undefined : new Spool(request.spool)
  since = performance.now()
  const watch = watchMemory(memoryMb, (peakMb) => report({ kind: 'oom', id, peakMb }, end))
  const log = (line: string) => report({ kind: 'log', id, line })
  try {
    const run = (operations as unknown as Record<string, Operation<unknown, unknown> | undefined>)[op]
    if (!run) throw new Error(`Unknown operation ${op}`)
    const value = await run(payload, { session, memoryMb, log })
    report({ kind: 'result', id, value, ...watch.stop() })
  } catch (error) {
    const { reason, message } = explain(error)
    report({ kind: 'error', id, reason, message, ...watch.stop() })
  }
  spool = undefined
  await session.busy.catch(end)
}

function explain(error: unknown): { reason: ChildReason; message: string } {
  const message = error instanceof Error ? error.message : String(error)
  if (isUserError(error)) return { reason: 'user_error', message }
  if (isChildError(error)) return { reason: error.reason, message }
  if (/^Out of Memory Error/.test(message)) return { reason: 'oom', message }
  return { reason: 'failed', message }
}

// One after the other: clearing after a step is part of it, though its answer has been sent by then.
let queue = Promise.resolve()
process.on('message', (request: Request) => {
  queue = queue.then(() => handle(request))
})
process.on('disconnect', orphaned)
process.on('SIGTERM', end)
report({ kind: 'ready' })
