import { cancelOpenSteps, lockRun } from '@/db/queries/runs'
import { recordActivity } from '@/lib/activity/record'
import type { Context } from '@/lib/context'
import { AppError } from '@/lib/errors'
import { authorize } from '@/lib/permissions'
import { finalRunStates } from '@/lib/protocol/states'
import { agentTopic, hintRun, hints } from '@/lib/queue/hints'
import { noRun, readRun, runId } from './read'
import type { RunView } from './schema'

/**
 * Cancels a run: what no agent has ends at once, what runs is told to stop. Asking twice changes nothing.
 * @throws AppError `not_found`, `forbidden`, `conflict` where the run has ended.
 */
export async function cancelRun(ctx: Context, id: string): Promise<RunView> {
  authorize(ctx, 'runs.cancel')
  const agents = await ctx.db.transaction(async (db) => {
    const run = await lockRun(db, ctx.workspace.id, runId(id))
    if (!run) throw noRun()
    if (finalRunStates.includes(run.state)) throw new AppError('conflict', `Run ${run.number} has ended (${run.state}); there is nothing to cancel.`)
    if (run.cancel_requested) return []
    await recordActivity({ ...ctx, db }, { action: 'run.cancelled', object: { kind: 'run', id: run.id, name: run.name }, details: { number: run.number } })
    return cancelOpenSteps(db, run.id)
  })
  for (const agent of agents) hints().send(agentTopic(agent))
  hintRun(hints(), { id, workspaceId: ctx.workspace.id })
  return readRun(ctx, id)
}
