import type { Database } from '@/db/client'
import { findProfile, insertProfile } from '@/db/queries/data'
import { artifactStore } from '@/lib/artifacts/store'
import type { Context } from '@/lib/context'
import type { TableProfile } from '@/lib/duckdb/ops/profile-types'
import { childRefusal } from './child-refusal'
import { tablePools } from './pools'
import { tableFile } from './table-access'

const holder = globalThis as unknown as { atelierProfiles?: Map<string, Promise<TableProfile>> }

/** Statistics of every column, made once for equal bytes. */
export async function tableProfile(ctx: Context, digest: string): Promise<TableProfile> {
  await tableFile(ctx, digest)
  return storeProfile(ctx.db, digest)
}

/** The profile of a blob that is known to be a table; several who ask at once share one computation. */
export async function storeProfile(db: Database, digest: string): Promise<TableProfile> {
  const known = (await findProfile(db, digest)) as TableProfile | undefined
  if (known) return known
  const running = (holder.atelierProfiles ??= new Map())
  const shared = running.get(digest) ?? compute(db, digest).finally(() => running.delete(digest))
  running.set(digest, shared)
  return shared
}

async function compute(db: Database, digest: string): Promise<TableProfile> {
  try {
    const profile = await tablePools().reading.run('profile', { file: artifactStore().path(digest) })
    await insertProfile(db, digest, profile)
    return profile
  } catch (error) {
    throw childRefusal(error)
  }
}
