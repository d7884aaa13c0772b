import { findAsset, updateAsset } from '@/db/queries/data'
import { recordActivity } from '@/lib/activity/record'
import type { Context } from '@/lib/context'
import { AppError } from '@/lib/errors'
import { authorize } from '@/lib/permissions'
import { noSuchData, readData } from './read-data'
import { UpdateDataInput, type AssetView } from './schema'

/** Renames or describes a data asset. Pipelines name assets, so a rename breaks drafts that use the old name. @throws AppError `conflict` for a name that is taken */
export async function updateData(ctx: Context, name: string, input: UpdateDataInput): Promise<AssetView> {
  authorize(ctx, 'data.write')
  const change = UpdateDataInput.parse(input)
  const next = change.name ?? name
  await ctx.db.transaction(async (tx) => {
    const asset = await findAsset(tx, ctx.workspace.id, name, true)
    if (!asset) throw noSuchData(name)
    if (next !== name && (await findAsset(tx, ctx.workspace.id, next))) throw new AppError('conflict', `There is data called “${next}” already. Choose another name.`, { name: next })
    await updateAsset(tx, asset.id, change)
    await recordActivity(
      { ...ctx, db: tx },
      { action: next === name ? 'data.described' : 'data.renamed', object: { kind: 'data', id: asset.id, name: next }, details: next === name ? {} : { from: name } },
    )
  })
  return readData(ctx, next)
}
