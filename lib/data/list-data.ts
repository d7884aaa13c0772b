import { countVersions, headVersions, listAssets } from '@/db/queries/data'
import type { Context } from '@/lib/context'
import { authorize } from '@/lib/permissions'
import type { AssetSummary } from './schema'
import { assetSummary } from './views'

/** Every data asset of the workspace, by name, each with its newest version. */
export async function listData(ctx: Context): Promise<AssetSummary[]> {
  authorize(ctx, 'data.read')
  const [assets, heads, counts] = await Promise.all([listAssets(ctx.db, ctx.workspace.id), headVersions(ctx.db, ctx.workspace.id), countVersions(ctx.db, ctx.workspace.id)])
  return assets.flatMap((asset) => {
    const versions = heads.filter((version) => version.assetId === asset.id)
    return versions.length === 0 ? [] : [assetSummary(asset, versions, counts.get(asset.id) ?? 0)]
  })
}
