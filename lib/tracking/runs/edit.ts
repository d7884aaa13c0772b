import { z } from 'zod'
import { deleteTag, updateRun as update, upsertTags } from '@/db/queries/tracking/runs'
import { recordActivity } from '@/lib/activity/record'
import type { Context } from '@/lib/context'
import { AppError } from '@/lib/errors'
import { hints, hintTracked } from '@/lib/hints'
import { parse } from '@/lib/parse'
import { authorize } from '@/lib/permissions'
import { checkKey, checkLength, limits } from '../limits'
import type { TrackedRunDetail } from '../views'
import { activeRun } from './find'
import { viewTrackedRun } from './view'

/** What `PATCH /api/v1/tracked-runs/{id}` takes. */
export const EditRunInput = z.object({
  name: z.string().trim().min(1, 'Give the run a name.').optional(),
  /** Empty takes the note away. */
  note: z.string().optional(),
  /** By key the new value; null takes the tag away. */
  tags: z.record(z.string(), z.string().nullable()).optional(),
})
export type EditRunInput = z.infer<typeof EditRunInput>

const noteTag = 'mlflow.note.content'

/** Changes what people say about a run, all or nothing. @throws AppError `not_found`, `invalid`, `forbidden` */
export async function editRun(ctx: Context, runId: string, given: EditRunInput): Promise<TrackedRunDetail> {
  authorize(ctx, 'experiments.write')
  const { name, note, tags = {} } = parse(EditRunInput, given)
  const row = await activeRun(ctx, runId)
  if (name !== undefined && row.kind === 'pipeline') throw new AppError('invalid', 'A run of a pipeline has its pipeline’s name and its number: it cannot be renamed.')
  const set = Object.entries(tags).flatMap(([key, value]) => (value === null ? [] : [{ key: ownKey(key), value: checkLength(value, 'value', limits.tag) }]))
  const gone = Object.entries(tags).flatMap(([key, value]) => (value === null ? [ownKey(key)] : []))
  if (note) set.push({ key: noteTag, value: checkLength(note, 'note', limits.tag) })
  if (note === '') gone.push(noteTag)
  if (name) set.push({ key: 'mlflow.runName', value: checkLength(name, 'name', limits.tag) })
  await ctx.db.transaction(async (tx) => {
    if (name) await update(tx, row.id, { name })
    if (set.length > 0) await upsertTags(tx, row, set)
    for (const key of gone) await deleteTag(tx, row.id, key)
    await recordActivity({ ...ctx, db: tx }, { action: 'tracked_run.changed', object: { kind: 'tracked_run', id: runId, name: name ?? row.name }, details: { ...(name && { from: row.name }), ...(note !== undefined && { note: true }), ...(Object.keys(tags).length > 0 && { tags: Object.keys(tags) }) } })
  })
  hintTracked(hints(), { id: runId, workspaceId: ctx.workspace.id })
  return viewTrackedRun(ctx, runId)
}

function ownKey(key: string): string {
  checkKey(key, 'key')
  if (key.startsWith('mlflow.')) throw new AppError('invalid', 'Tags that begin with “mlflow.” belong to the client that has set them. Choose another name.')
  return key
}
