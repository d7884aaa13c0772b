import { z } from 'zod'
import { archiveRuns, moveRuns, ownRuns, tagRuns, untagRuns } from '@/db/queries/tracking/bulk-runs'
import { recordActivity } from '@/lib/activity/record'
import type { Context } from '@/lib/context'
import { AppError } from '@/lib/errors'
import { authorize } from '@/lib/permissions'
import { parse } from '@/lib/pipelines/parse'
import { checkKey, checkLength, limits } from '../limits'

const runs = z.array(z.string()).min(1, 'Choose at least one run.').max(10_000, 'At most 10,000 runs can be changed at once.')

/** What `POST /api/v1/tracked-runs/bulk` takes. `archive` keeps runs out of the table, `delete` puts them where they can be restored from. */
export const BulkInput = z.discriminatedUnion('action', [
  z.object({ action: z.enum(['archive', 'unarchive', 'delete', 'restore']), runs }),
  z.object({ action: z.literal('tag'), runs, key: z.string(), value: z.string() }),
  z.object({ action: z.literal('untag'), runs, key: z.string() }),
])
export type BulkInput = z.infer<typeof BulkInput>

const past = { archive: 'archived', unarchive: 'unarchived', delete: 'deleted', restore: 'restored', tag: 'tagged', untag: 'untagged' } as const

/** Changes many runs or, where one of them is not of this workspace, none. Returns how many were changed. @throws AppError `not_found`, `invalid`, `forbidden` */
export async function changeRuns(ctx: Context, given: BulkInput): Promise<{ changed: number }> {
  authorize(ctx, 'experiments.write')
  const input = parse(BulkInput, given)
  const wanted = [...new Set(input.runs)]
  if ('key' in input) checkKey(input.key, 'key')
  if (input.action === 'tag') checkLength(input.value, 'value', limits.tag)
  if ('key' in input && input.key.startsWith('mlflow.')) throw new AppError('invalid', 'Tags that begin with “mlflow.” belong to the client that has set them. Choose another name.')
  return ctx.db.transaction(async (tx) => {
    const found = await ownRuns(tx, ctx.workspace.id, wanted)
    if (found.length < wanted.length) throw new AppError('not_found', `${wanted.length - found.length} of the ${wanted.length} runs are not in this workspace. Nothing was changed.`)
    const changed = await change(tx, found.map(({ id }) => id), input)
    await recordActivity({ ...ctx, db: tx }, { action: `tracked_run.${past[input.action]}`, object: { kind: 'tracked_run', id: found[0]!.run_id, name: `${found.length} ${found.length === 1 ? 'run' : 'runs'}` }, details: { changed, ...('key' in input && { tag: input.key }) } })
    return { changed }
  })
}

async function change(tx: Parameters<typeof moveRuns>[0], ids: number[], input: BulkInput): Promise<number> {
  if (input.action === 'delete' || input.action === 'restore') return moveRuns(tx, ids, input.action === 'delete' ? 'deleted' : 'active')
  if (input.action === 'archive' || input.action === 'unarchive') return archiveRuns(tx, ids, input.action === 'archive')
  if (input.action === 'tag') {
    await tagRuns(tx, ids, input.key, input.value)
    return ids.length
  }
  return 'key' in input ? untagRuns(tx, ids, input.key) : 0
}
