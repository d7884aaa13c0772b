import type { AttemptGuard } from '@/db/queries/queue'
import { endAttemptIn, type Ended } from './end-attempt'
import { hintRun, queueTopic } from './hints'
import type { Queue } from './queue'

/** Ends an attempt whose agent is gone; its step is queued again, or ends after the third loss. False where it was over already. */
export async function loseAttempt(queue: Queue, attemptId: string, guard: AttemptGuard, message: string): Promise<boolean> {
  let ended: Ended | undefined
  await queue.sql.begin(async (tx) => {
    const outcome = { endReason: 'lease_lost' as const, message, outputs: {}, metrics: {}, phases: {}, peakMemoryMb: null }
    ended = await endAttemptIn(tx, attemptId, outcome, guard, queue.has)
  })
  if (!ended) return false
  hintRun(queue.hints, ended.run)
  if (ended.queued > 0) queue.hints.send(queueTopic)
  return true
}
