import { deleteAsset, findAsset } from '@/db/queries/data'
import { recordActivity } from '@/lib/activity/record'
import type { Context } from '@/lib/context'
import { authorize } from '@/lib/permissions'
import { noSuchData } from './read-data'

/** Takes a data asset off the list and frees its name. Runs that read it keep what they read. @throws AppError `not_found` */
export async function deleteData(ctx: Context, name: string): Promise<void> {
  authorize(ctx, 'data.delete')
  await ctx.db.transaction(async (tx) => {
    const asset = await findAsset(tx, ctx.workspace.id, name, true)
    if (!asset) throw noSuchData(name)
    await deleteAsset(tx, asset.id)
    await recordActivity({ ...ctx, db: tx }, { action: 'data.deleted', object: { kind: 'data', id: asset.id, name: asset.name } })
  })
}
