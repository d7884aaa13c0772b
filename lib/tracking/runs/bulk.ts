import { z } from 'zod'
import { archiveRuns, lockRuns, moveRuns, ownRuns, tagRuns, untagRuns } from '@/db/queries/tracking/bulk-runs'
import { everyRunKey } from '@/db/queries/tracking/search-runs'
import { recordActivity } from '@/lib/activity/record'
import type { Context } from '@/lib/context'
import { AppError } from '@/lib/errors'
import { hints, hintTracked } from '@/lib/hints'
import { parse } from '@/lib/parse'
import { authorize } from '@/lib/permissions'
import { checkKey, checkLength, limits } from '../limits'
import { paramsOf, shownRuns } from './question'

const question = z.object({ experimentId: z.string(), filter: z.string().optional(), shown: z.enum(shownRuns).optional() })

/** These runs, or all that fit a filter. */
const which = {
  runs: z.array(z.string()).min(1, 'Choose at least one run.').max(10_000, 'At most 10,000 runs can be named at once: say `all` with a filter instead.').optional(),
  all: question.optional(),
}

/** What `POST /api/v1/tracked-runs/bulk` takes. `archive` keeps runs out of the table, `delete` puts them where they can be restored from. */
export const BulkInput = z.discriminatedUnion('action', [
  z.object({ action: z.enum(['archive', 'unarchive', 'delete', 'restore']), ...which }),
  z.object({ action: z.literal('tag'), ...which, key: z.string(), value: z.string() }),
  z.object({ action: z.literal('untag'), ...which, key: z.string() }),
])
export type BulkInput = z.infer<typeof BulkInput>

const mostHints = 100
const past = { archive: 'archived', unarchive: 'unarchived', delete: 'deleted', restore: 'restored', tag: 'tagged', untag: 'untagged' } as const

/** Changes many runs or, where one that was named is not of this workspace, none. Returns how many were changed. @throws AppError `not_found`, `invalid`, `forbidden` */
export async function changeRuns(ctx: Context, given: BulkInput): Promise<{ changed: number }> {
  authorize(ctx, 'experiments.write')
  const input = parse(BulkInput, given)
  if ('key' in input) checkKey(input.key, 'key')
  if (input.action === 'tag') checkLength(input.value, 'value', limits.tag)
  if ('key' in input && input.key.startsWith('mlflow.')) throw new AppError('invalid', 'Tags that begin with “mlflow.” belong to the client that has set them. Choose another name.')
  const { changed, runs } = await ctx.db.transaction(async (tx) => {
    const found = await chosenRuns({ ...ctx, db: tx as unknown as Context['db'] }, input)
    if (found.length === 0) return { changed: 0, runs: [] }
    const changed = await change(tx, found.map(({ id }) => id), input)
    await recordActivity({ ...ctx, db: tx }, { action: `tracked_run.${past[input.action]}`, object: { kind: 'tracked_run', id: found[0]!.run_id, name: `${found.length} ${found.length === 1 ? 'run' : 'runs'}` }, details: { changed, ...('key' in input && { tag: input.key }) } })
    return { changed, runs: found.map(({ run_id }) => run_id) }
  })
  // Whoever looks at one of so many asks again by itself.
  for (const id of runs.slice(0, mostHints)) hintTracked(hints(), { id, workspaceId: ctx.workspace.id })
  return { changed }
}

async function chosenRuns(ctx: Context, { runs, all }: BulkInput) {
  if (all && !runs) return lockRuns(ctx.db, await everyRunKey(ctx.db, { ...(await paramsOf(ctx, all)), orders: [] }))
  if (!runs || all) throw new AppError('invalid', 'Name the runs in `runs`, or say `all` with an experiment and a filter; not both.')
  const wanted = [...new Set(runs)]
  const found = await ownRuns(ctx.db, ctx.workspace.id, wanted)
  if (found.length < wanted.length) throw new AppError('not_found', `${wanted.length - found.length} of the ${wanted.length} runs are not in this workspace. Nothing was changed.`)
  return found
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
