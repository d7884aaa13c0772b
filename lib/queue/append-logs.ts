import { appendLogs as appendRows } from '@/db/queries/queue'
import { runOfAttempt } from '@/db/queries/leases'
import type { LogChunk } from '@/lib/protocol/messages'
import { staleLease } from './done'
import { hintRun } from './hints'
import type { Queue } from './queue'
import { onStudioClock } from './studio-clock'

/** Keeps log lines of a lease; repeated ones are dropped. @throws AppError `stale_lease`. */
export async function appendLogs(queue: Queue, agentId: string, leaseId: string, { fence, chunks, clock }: { fence: number; chunks: LogChunk[]; clock?: number }): Promise<void> {
  if (!(await appendRows(queue.sql, { attemptId: leaseId, agentId, fence, chunks: onStudioClock(chunks, clock) }))) throw staleLease()
  const run = await runOfAttempt(queue.sql, leaseId)
  if (run) hintRun(queue.hints, run)
}
