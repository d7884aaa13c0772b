// Sees a program to its end, whether or not the agent that asked for it is still there. A process of its own for each program.
import { isUserError } from '@/lib/catalog/user-error'
import { isChildError } from '@/lib/duckdb/child-error'
import { heldAfterMs, Spool } from '@/lib/process/spool'
import type { KeeperReport, KeepRequest, KeptEnd } from './keeper-messages'
import { spawnProgram } from './spawn-program'

const stop = new AbortController()
let spool: Spool | undefined

process.once('message', (request: KeepRequest) => void keep(request))
process.on('SIGTERM', () => stop.abort())
process.on('SIGINT', () => {})
process.on('disconnect', () => {
  // Nobody could come back for it.
  if (!spool) return stop.abort()
  spool.orphan(() => stop.abort())
})

async function keep({ spool: folder, ...run }: KeepRequest): Promise<void> {
  spool = folder === null ? undefined : new Spool(folder)
  const since = performance.now()
  const end = await attempt({
    ...run,
    signal: stop.signal,
    onLine: (text, stream) => {
      spool?.line(text, stream)
      if (process.connected) tell({ kind: 'line', text, stream })
    },
  })
  // Before it is told: an agent that dies while it takes the result leaves it to the next.
  if (spool && (!process.connected || performance.now() - since > heldAfterMs)) spool.result(end)
  if (!process.connected) process.exit(0)
  process.send!({ kind: 'end', end } satisfies KeeperReport, undefined, undefined, () => process.exit(0))
}

async function attempt(run: Parameters<typeof spawnProgram>[0]): Promise<KeptEnd> {
  try {
    return { ok: true, ...(await spawnProgram(run)) }
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error)
    if (isUserError(error)) return { ok: false, user: true, message }
    return { ok: false, user: false, reason: isChildError(error) ? error.reason : 'failed', message, peakMb: isChildError(error) ? (error.peakMb ?? 0) : 0 }
  }
}

function tell(report: KeeperReport): void {
  process.send!(report, undefined, undefined, () => {})
}
