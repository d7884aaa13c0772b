import { failEnvironmentSteps, runsWaitingFor } from '@/db/queries/environment-orders'
import { finishRun, skipDownstream } from '@/db/queries/queue'
import { hopeless, type Want } from '@/lib/environments/orders'
import { hintRun } from '../hints'
import type { Queue } from '../queue'
import { situation } from './situation'

/** Ends queued steps whose environment no connected agent can build, with the sentence of the build. Returns how many. */
export async function giveUpOnEnvironments(queue: Queue, fresh = false): Promise<number> {
  const demand = await situation(queue, fresh)
  let ended = 0
  for (const want of demand.wants) {
    const message = hopeless(want, demand)
    if (message === undefined) continue
    for (const run of await runsWaitingFor(queue.sql, want.lockHash, want.target)) {
      ended += await endSteps(queue, run.id, want, message)
      hintRun(queue.hints, { id: run.id, workspaceId: run.workspace_id })
    }
  }
  return ended
}

async function endSteps(queue: Queue, runId: string, { lockHash, target }: Pick<Want, 'lockHash' | 'target'>, message: string): Promise<number> {
  return queue.sql.begin(async (tx) => {
    const steps = await failEnvironmentSteps(tx, { runId, lockHash, target, message })
    for (const { id, label } of steps) await skipDownstream(tx, { stepId: id, runId, message: `Skipped: it needs “${label}”, which failed` })
    if (steps.length > 0) await finishRun(tx, runId)
    return steps.length
  })
}
