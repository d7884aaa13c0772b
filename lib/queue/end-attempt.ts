import {
  endAttempt as endAttemptRow,
  endStep,
  finishRun,
  lockRunOfAttempt,
  requeueStep,
  skipDownstream,
  succeedAttempt,
  type AttemptGuard,
  type LockedRun,
  type Tx,
} from '@/db/queries/queue'
import { readySteps } from '@/db/queries/settle'
import type { DoneRequest } from '@/lib/protocol/messages'
import { retriedReasons } from '@/lib/protocol/states'
import { settleReady, type Settled } from './settle'

export type Outcome = Pick<DoneRequest, 'endReason' | 'message' | 'outputs' | 'metrics' | 'phases' | 'peakMemoryMb'>

export interface Ended {
  run: { id: string; workspaceId: string }
  /** Steps that became ready for any agent. */
  queued: number
  finished: boolean
  /** As of `Settled`. */
  written?: Promise<void>
}

/** A step is tried this often in all before a loss of infrastructure is its end. */
export const maxAttempts = 3
const backoffMs = [500, 5000]

/**
 * Ends an open attempt and everything that follows from it, in the caller's transaction, under the run's lock.
 * Undefined where the attempt is not open any more or `guard` does not hold: the lease is stale and nothing was written.
 */
export async function endAttemptIn(
  tx: Tx,
  attemptId: string,
  outcome: Outcome,
  guard: AttemptGuard,
  has: (digest: string) => boolean,
): Promise<Ended | undefined> {
  if (outcome.endReason === 'succeeded' && guard.by === 'holder') return succeed(tx, attemptId, outcome, guard, has)
  const run = await lockRunOfAttempt(tx, attemptId)
  if (!run) return undefined
  const end = { attemptId, reason: outcome.endReason, message: outcome.message, phases: outcome.phases, peakMemoryMb: outcome.peakMemoryMb }
  if (!(await endAttemptRow(tx, end, guard))) return undefined
  const { remaining, queued } = await follow(tx, run, outcome)
  if (remaining === 0) await finishRun(tx, run.run_id)
  return { run: { id: run.run_id, workspaceId: run.workspace_id }, queued, finished: remaining === 0 }
}

async function succeed(
  tx: Tx,
  attemptId: string,
  outcome: Outcome,
  guard: { agentId: string; fence: number },
  has: (digest: string) => boolean,
): Promise<Ended | undefined> {
  // Sent together, and answered in their order: what the first frees, the second sees.
  const [success, ready] = await Promise.all([succeedAttempt(tx, { attemptId, agentId: guard.agentId, fence: guard.fence, ...outcome }), readySteps(tx, { attemptId })])
  if (!success) return undefined
  const run = { id: success.run_id, workspaceId: success.workspace_id }
  const settled: Settled = success.freed === 0 ? { queued: 0, reused: 0, remaining: null } : await settleReady(tx, run, has, ready)
  const finished = (settled.remaining ?? success.remaining) === 0
  if (finished) await finishRun(tx, run.id)
  return { run, queued: settled.queued, finished, written: settled.written }
}

/** What follows from an end that is no success. `remaining` is null where the step is tried again. */
async function follow(tx: Tx, run: LockedRun, outcome: Outcome): Promise<{ remaining: number | null; queued: number }> {
  const step = { stepId: run.step_id, runId: run.run_id }
  const reason = outcome.endReason
  if (retriedReasons.includes(reason) && !run.cancel_requested && run.losses + 1 < maxAttempts) {
    const wait = backoffMs[run.losses] ?? 5000
    await requeueStep(tx, { stepId: run.step_id, backoffMs: wait, message: outcome.message })
    return { remaining: null, queued: 1 }
  }
  const cancelled = reason === 'cancelled' || (run.cancel_requested && retriedReasons.includes(reason))
  const state = cancelled ? 'cancelled' : 'failed'
  await endStep(tx, { ...step, state, reason: cancelled ? 'cancelled' : reason, message: outcome.message })
  const name = run.name || run.node
  const remaining = await skipDownstream(tx, { ...step, message: `Skipped: it needs “${name}”, which ${cancelled ? 'was cancelled' : 'failed'}` })
  return { remaining, queued: 0 }
}
