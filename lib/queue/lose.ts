import type { AttemptGuard } from '@/db/queries/queue'
import { endAttemptIn, type Ended } from './end-attempt'
import { hintRun, queueTopic } from './hints'
import type { Queue } from './queue'

/** Ends an attempt whose agent is gone; its step is queued again, or ends where that has happened too often. False where it was over already. */
export async function loseAttempt(queue: Queue, attemptId: string, guard: AttemptGuard, message: string): Promise<boolean> {
  return giveUp(queue, attemptId, guard, 'lease_lost', message)
}

/** Ends an attempt that has done nothing yet, since nobody has heard of its lease; its step is queued again. */
export async function takeBack(queue: Queue, attemptId: string, guard: AttemptGuard, message: string): Promise<boolean> {
  return giveUp(queue, attemptId, guard, 'preempted', message)
}

async function giveUp(queue: Queue, attemptId: string, guard: AttemptGuard, endReason: 'lease_lost' | 'preempted', message: string): Promise<boolean> {
  let ended: Ended | undefined
  await queue.sql.begin(async (tx) => {
    ended = await endAttemptIn(tx, attemptId, { endReason, message, outputs: {}, metrics: {}, phases: {}, peakMemoryMb: null, handedBack: endReason === 'preempted' }, guard, queue.has)
  })
  if (!ended) return false
  hintRun(queue.hints, ended.run)
  if (ended.queued > 0) queue.hints.send(queueTopic)
  return true
}
