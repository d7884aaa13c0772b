import { deleteTag as removeTag, setRunLifecycle, updateRun as update, upsertTags } from '@/db/queries/tracking/runs'
import type { TrackedRunRow } from '@/db/queries/tracking/search-runs'
import type { TrackedStatus } from '@/db/schema'
import { recordActivity } from '@/lib/activity/record'
import type { Context } from '@/lib/context'
import { AppError } from '@/lib/errors'
import { hints, hintTracked } from '@/lib/hints'
import { authorize } from '@/lib/permissions'
import { checkKey, checkLength, limits } from '../limits'
import { activeRun, runById } from './find'

export interface UpdateRunInput {
  runId: string
  status?: TrackedStatus
  /** Milliseconds. */
  endMs?: number
  name?: string
}

/** Changes what is given. @throws AppError `not_found`, `invalid`, `forbidden` */
export async function updateRun(ctx: Context, input: UpdateRunInput): Promise<TrackedRunRow> {
  authorize(ctx, 'experiments.write')
  const row = await activeRun(ctx, input.runId)
  const name = input.name ? checkLength(input.name, 'run_name', limits.tag) : undefined
  await ctx.db.transaction(async (tx) => {
    await update(tx, row.id, { status: input.status, endMs: input.endMs, name })
    if (name) await upsertTags(tx, row, [{ key: 'mlflow.runName', value: name }])
  })
  hintTracked(hints(), { id: row.run_id, workspaceId: ctx.workspace.id })
  return runById(ctx, input.runId)
}

/** Puts a run out of sight, or brings it back. @throws AppError `not_found`, `forbidden` */
export async function moveRun(ctx: Context, runId: string, to: 'active' | 'deleted'): Promise<void> {
  authorize(ctx, 'experiments.write')
  const row = await runById(ctx, runId)
  if (row.lifecycle === to) return
  await ctx.db.transaction(async (tx) => {
    await setRunLifecycle(tx, row.id, to)
    await recordActivity({ ...ctx, db: tx }, { action: to === 'deleted' ? 'tracked_run.deleted' : 'tracked_run.restored', object: { kind: 'tracked_run', id: runId, name: row.name } })
  })
  hintTracked(hints(), { id: row.run_id, workspaceId: ctx.workspace.id })
}

/** @throws AppError `not_found` also where there is no such tag, `forbidden` */
export async function deleteRunTag(ctx: Context, runId: string, key: string): Promise<void> {
  authorize(ctx, 'experiments.write')
  checkKey(key, 'key')
  const row = await activeRun(ctx, runId)
  if (!(await removeTag(ctx.db, row.id, key))) throw new AppError('not_found', `No tag with name: ${key} in run with id ${runId}`)
  hintTracked(hints(), { id: runId, workspaceId: ctx.workspace.id })
}
