import { z } from 'zod'
import { deleteRunView, findRunView, listRunViews, saveRunView, type RunViewRow } from '@/db/queries/tracking/run-views'
import { recordActivity } from '@/lib/activity/record'
import type { Context } from '@/lib/context'
import { AppError } from '@/lib/errors'
import { parse } from '@/lib/parse'
import { authorize } from '@/lib/permissions'
import { experimentById } from '../experiments/find'
import { personOf } from './create'

/** Parts of the table's address: what a view is made of. */
const parts = ['filter', 'order', 'columns', 'shown', 'group'] as const

export const SaveViewInput = z.object({
  name: z.string().trim().min(1, 'Give the view a name.').max(100, 'The name has more than 100 characters.'),
  query: z.partialRecord(z.enum(parts), z.string().max(20_000)),
})
export type SaveViewInput = z.infer<typeof SaveViewInput>

export const SavedView = z.object({ id: z.string(), name: z.string(), query: z.record(z.string(), z.string()), by: z.string() })
export type SavedView = z.infer<typeof SavedView>

const viewOf = ({ id, name, query, created_by_name }: RunViewRow): SavedView => ({ id, name, query, by: created_by_name })
const uuid = z.uuid()

/** The views of an experiment's runs, by name. @throws AppError `not_found`, `forbidden` */
export async function listSavedViews(ctx: Context, experimentId: string): Promise<{ views: SavedView[] }> {
  authorize(ctx, 'experiments.read')
  const { id } = await experimentById(ctx, experimentId)
  return { views: (await listRunViews(ctx.db, id)).map(viewOf) }
}

/** Keeps a view for everybody; one of the same name is replaced. @throws AppError `not_found`, `invalid`, `forbidden` */
export async function saveView(ctx: Context, experimentId: string, input: SaveViewInput): Promise<SavedView> {
  authorize(ctx, 'experiments.write')
  const { name, query } = parse(SaveViewInput, input)
  const { id } = await experimentById(ctx, experimentId)
  return ctx.db.transaction(async (tx) => {
    const view = viewOf(await saveRunView(tx, { workspaceId: ctx.workspace.id, experimentId: id, name, query: query as Record<string, string>, createdBy: personOf(ctx), createdByName: ctx.actor.name }))
    await recordActivity({ ...ctx, db: tx }, { action: 'run_view.saved', object: { kind: 'run_view', id: view.id, name }, details: { experiment: experimentId } })
    return view
  })
}

/** Undefined where there is none by that id. @throws AppError `not_found`, `forbidden` */
export async function readSavedView(ctx: Context, experimentId: string, view: string): Promise<SavedView | undefined> {
  authorize(ctx, 'experiments.read')
  const { id } = await experimentById(ctx, experimentId)
  const row = uuid.safeParse(view).success ? await findRunView(ctx.db, id, view) : undefined
  return row && viewOf(row)
}

/** @throws AppError `not_found`, `forbidden` */
export async function removeView(ctx: Context, experimentId: string, view: string): Promise<void> {
  authorize(ctx, 'experiments.write')
  const { id } = await experimentById(ctx, experimentId)
  const found = uuid.safeParse(view).success ? await findRunView(ctx.db, id, view) : undefined
  if (!found) throw new AppError('not_found', 'There is no such view of this experiment.')
  await ctx.db.transaction(async (tx) => {
    await deleteRunView(tx, id, view)
    await recordActivity({ ...ctx, db: tx }, { action: 'run_view.deleted', object: { kind: 'run_view', id: view, name: found.name }, details: { experiment: experimentId } })
  })
}
