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

export type Outcome = Pick<DoneRequest, 'endReason' | 'message' | 'outputs' | 'metrics' | 'phases' | 'peakMemoryMb' | 'handedBack'>

export interface Ended {
  run: { id: string; workspaceId: string }
  /** Steps that became ready for any agent. */
  queued: number
  finished: boolean
  /** As of `Settled`. */
  written?: Promise<void>
}

/**
 * How often a step is tried again after losses of infrastructure. Those that a living agent reports may be the step's own
 * doing: the third is its end. Agents die of many things, so that a step may lose seven of them, at ever longer intervals.
 * What was never begun, or is handed back by an agent that stops, counts as neither; `attempts` bounds it all.
 */
export const budget = { losses: 3, agents: 8, attempts: 50 }
const backoffMs = { loss: [500, 5_000], agent: [500, 1_000, 2_000, 5_000, 10_000, 20_000, 30_000] }

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
  const again = run.cancel_requested ? undefined : nextTry(run, outcome)
  if (again) {
    await requeueStep(tx, { stepId: run.step_id, message: outcome.message, ...again })
    return { remaining: null, queued: 1 }
  }
  const cancelled = reason === 'cancelled' || (run.cancel_requested && retriedReasons.includes(reason))
  const state = cancelled ? 'cancelled' : 'failed'
  await endStep(tx, { ...step, state, reason: cancelled ? 'cancelled' : reason, message: outcome.message })
  const name = run.name || run.node
  const remaining = await skipDownstream(tx, { ...step, message: `Skipped: it needs “${name}”, which ${cancelled ? 'was cancelled' : 'failed'}` })
  return { remaining, queued: 0 }
}

/** When a step is tried again after a loss; undefined where it is not. */
function nextTry({ losses, agent_losses, attempts }: LockedRun, { endReason, handedBack }: Outcome): { backoffMs: number; counts: 'agent' | 'loss' | 'nothing' } | undefined {
  if (!retriedReasons.includes(endReason) || attempts >= budget.attempts) return undefined
  if (handedBack) return { backoffMs: 0, counts: 'nothing' }
  if (endReason === 'lease_lost') return agent_losses + 1 < budget.agents ? { backoffMs: backoffMs.agent[agent_losses]!, counts: 'agent' } : undefined
  return losses + 1 < budget.losses ? { backoffMs: backoffMs.loss[losses]!, counts: 'loss' } : undefined
}
