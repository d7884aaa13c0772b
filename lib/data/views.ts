import type { AssetRow, VersionRow } from '@/db/queries/data'
import type { AssetSummary, VersionView } from './schema'

export function versionView(row: VersionRow): VersionView {
  const { version, state, message, digest, size, rows, columns, source } = row
  return { version, state, message, digest, size, rows, columns, source, createdBy: row.createdByName, createdAt: row.createdAt.toISOString() }
}

/** `versions` newest first, one at least. */
export function assetSummary(asset: AssetRow, versions: VersionRow[], versionCount: number): AssetSummary {
  const newest = versions[0]!
  const latest = versions.find((version) => version.state === 'ready') ?? newest
  return {
    name: asset.name,
    description: asset.description,
    latest: versionView(latest),
    pending: newest === latest ? null : versionView(newest),
    versionCount,
    createdAt: asset.createdAt.toISOString(),
    updatedAt: asset.updatedAt.toISOString(),
  }
}
