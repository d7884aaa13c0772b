import { findAsset, listVersions } from '@/db/queries/data'
import type { Context } from '@/lib/context'
import type { ReadingOptions } from '@/lib/duckdb/ingest/options'

/** How the newest readable version of an asset was told to be read, for the next one; nothing where there is none. */
export async function readingOptionsOf(ctx: Context, name: string | undefined): Promise<ReadingOptions> {
  const asset = name === undefined ? undefined : await findAsset(ctx.db, ctx.workspace.id, name)
  if (!asset) return {}
  const versions = await listVersions(ctx.db, asset.id)
  return versions.find(({ state }) => state === 'ready')?.source.options ?? {}
}
