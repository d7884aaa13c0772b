import { findAsset, listVersions } from '@/db/queries/data'
import type { Context } from '@/lib/context'
import { AppError } from '@/lib/errors'
import { authorize } from '@/lib/permissions'
import type { AssetView, VersionView } from './schema'
import { assetSummary, versionView } from './views'

/** One data asset with all its versions. @throws AppError `not_found` */
export async function readData(ctx: Context, name: string): Promise<AssetView> {
  authorize(ctx, 'data.read')
  const asset = await findAsset(ctx.db, ctx.workspace.id, name)
  const versions = asset ? await listVersions(ctx.db, asset.id) : []
  if (!asset || versions.length === 0) throw noSuchData(name)
  return { ...assetSummary(asset, versions, versions.length), versions: versions.map(versionView) }
}

/** One version of it. @throws AppError `not_found` */
export async function readVersion(ctx: Context, name: string, version: number): Promise<VersionView & { name: string }> {
  const asset = await readData(ctx, name)
  const found = asset.versions.find((candidate) => candidate.version === version)
  if (!found) throw new AppError('not_found', `“${name}” has no version ${version}; its newest is ${asset.versions[0]!.version}.`)
  return { name, ...found }
}

export function noSuchData(name: string): AppError {
  return new AppError('not_found', `There is no data called “${name}” in this workspace.`, { name })
}
