import { lockRun, reopenSteps } from '@/db/queries/runs'
import { within } from '@/db/queries/within'
import { recordActivity } from '@/lib/activity/record'
import { artifactStore } from '@/lib/artifacts/store'
import type { Context } from '@/lib/context'
import { AppError } from '@/lib/errors'
import { authorize } from '@/lib/permissions'
import { finalRunStates } from '@/lib/protocol/states'
import { hintRun, hints, queueTopic } from '@/lib/queue/hints'
import { settleRun } from '@/lib/queue/settle'
import { noRun, readRun, runId } from './read'
import type { RunView } from './schema'

/**
 * Opens a run again and tries what failed, was cancelled or was skipped. It stays the same run: what succeeded is kept as
 * it is, also where it could not be reused elsewhere, and the former attempts stay beside the new ones.
 * @throws AppError `not_found`, `forbidden`, `conflict` where the run is still open or has nothing to retry.
 */
export async function retryRun(ctx: Context, id: string): Promise<RunView> {
  authorize(ctx, 'runs.submit')
  await ctx.db.transaction(async (db) => {
    const run = await lockRun(db, ctx.workspace.id, runId(id))
    if (!run) throw noRun()
    if (!finalRunStates.includes(run.state)) throw new AppError('conflict', `Run ${run.number} is still ${run.state}. Wait for it to end, or cancel it first.`)
    const opened = await reopenSteps(db, run.id)
    if (opened === 0) throw new AppError('conflict', `Nothing of run ${run.number} failed or was cancelled; there is nothing to retry.`)
    await settleRun(within(db), { id: run.id, workspaceId: ctx.workspace.id }, artifactStore().has)
    await recordActivity({ ...ctx, db }, { action: 'run.retried', object: { kind: 'run', id: run.id, name: run.name }, details: { number: run.number, steps: opened } })
  })
  hints().send(queueTopic)
  hintRun(hints(), { id, workspaceId: ctx.workspace.id })
  return readRun(ctx, id)
}
