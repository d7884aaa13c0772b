// The DuckDB child: takes one operation at a time over IPC, reports back, and never outlives its parent.
import { mkdirSync, rmSync } from 'node:fs'
import path from 'node:path'
import { tmpdir } from 'node:os'
import { isUserError } from '@/lib/catalog/user-error'
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

function report(message: Report, then?: () => void): void {
  if (!process.connected) end()
  process.send!(message, undefined, undefined, () => then?.())
}

async function handle(request: Request): Promise<void> {
  const { id, op, payload, memoryMb } = request
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
process.on('disconnect', end)
process.on('SIGTERM', end)
report({ kind: 'ready' })
