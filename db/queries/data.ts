import { and, desc, eq, inArray, isNull, lt, or, sql } from 'drizzle-orm'
import type { Database } from '@/db/client'
import { blobs, dataAssets, dataAssetVersions, stepOutputs, stepRuns, tableProfiles, users } from '@/db/schema'
import type { DataSource } from '@/db/schema/data'
import type { Column } from '@/lib/catalog/types'

type Queryable = Pick<Database, 'select' | 'insert' | 'update' | 'execute'>

/** Seconds after which a reading that nobody renews counts as abandoned. */
const readingLease = sql`now() + interval '60 seconds'`

export type AssetRow = typeof dataAssets.$inferSelect
export type VersionRow = typeof dataAssetVersions.$inferSelect & { createdByName: string | null; assetName: string }

const named = (workspaceId: string, name: string) => and(eq(dataAssets.workspaceId, workspaceId), eq(dataAssets.name, name), isNull(dataAssets.deletedAt))

/** All assets of a workspace that are not deleted, by name. */
export async function listAssets(db: Queryable, workspaceId: string): Promise<AssetRow[]> {
  return db.select().from(dataAssets).where(and(eq(dataAssets.workspaceId, workspaceId), isNull(dataAssets.deletedAt))).orderBy(dataAssets.name)
}

/** With `lock`, no other transaction numbers a version of it or deletes it until this one ends. */
export async function findAsset(db: Queryable, workspaceId: string, name: string, lock = false): Promise<AssetRow | undefined> {
  const query = db.select().from(dataAssets).where(named(workspaceId, name))
  const [row] = lock ? await query.for('update') : await query
  return row
}

/** Makes the asset where the name is free; either way its row is locked and returned. `created` tells which. */
export async function ensureAsset(db: Queryable, asset: { workspaceId: string; name: string; description: string; createdBy: string | null }): Promise<AssetRow & { created: boolean }> {
  const [made] = await db
    .insert(dataAssets)
    .values(asset)
    .onConflictDoNothing({ target: [dataAssets.workspaceId, dataAssets.name], where: isNull(dataAssets.deletedAt) })
    .returning()
  if (made) return { ...made, created: true }
  const [found] = await db.select().from(dataAssets).where(named(asset.workspaceId, asset.name)).for('update')
  if (!found) return ensureAsset(db, asset)
  return { ...found, created: false }
}

export async function updateAsset(db: Queryable, id: string, change: { name?: string; description?: string }): Promise<void> {
  await db.update(dataAssets).set({ ...change, updatedAt: sql`now()` }).where(eq(dataAssets.id, id))
}

export async function deleteAsset(db: Queryable, id: string): Promise<void> {
  await db.update(dataAssets).set({ deletedAt: sql`now()`, updatedAt: sql`now()` }).where(eq(dataAssets.id, id))
}

/** The next version of an asset whose row the caller has locked, being read. */
export async function insertVersion(db: Queryable, version: { assetId: string; source: DataSource; createdBy: string | null }): Promise<{ id: string; version: number }> {
  const [row] = await db
    .insert(dataAssetVersions)
    .values({
      ...version,
      state: 'reading',
      readingUntil: readingLease,
      version: sql`(select coalesce(max(version), 0) + 1 from data_asset_versions where asset_id = ${version.assetId})`,
    })
    .returning({ id: dataAssetVersions.id, version: dataAssetVersions.version })
  return row!
}

function versionQuery(db: Queryable) {
  return db
    .select({ version: dataAssetVersions, createdByName: users.name, assetName: dataAssets.name })
    .from(dataAssetVersions)
    .innerJoin(dataAssets, eq(dataAssets.id, dataAssetVersions.assetId))
    .leftJoin(users, eq(users.id, dataAssetVersions.createdBy))
}

const flat = (row: { version: typeof dataAssetVersions.$inferSelect; createdByName: string | null; assetName: string }): VersionRow => ({
  ...row.version,
  createdByName: row.createdByName,
  assetName: row.assetName,
})

/** Every version of one asset, newest first. */
export async function listVersions(db: Queryable, assetId: string): Promise<VersionRow[]> {
  return (await versionQuery(db).where(eq(dataAssetVersions.assetId, assetId)).orderBy(desc(dataAssetVersions.version))).map(flat)
}

/** Of each asset: its newest ready version and its newest version, newest first. */
export async function headVersions(db: Queryable, workspaceId: string): Promise<VersionRow[]> {
  const newest = sql`${dataAssetVersions.version} in (
    select max(v.version) from data_asset_versions v where v.asset_id = ${dataAssetVersions.assetId}
    union all select max(v.version) from data_asset_versions v where v.asset_id = ${dataAssetVersions.assetId} and v.state = 'ready')`
  const rows = await versionQuery(db)
    .where(and(eq(dataAssets.workspaceId, workspaceId), isNull(dataAssets.deletedAt), newest))
    .orderBy(desc(dataAssetVersions.version))
  return rows.map(flat)
}

export async function countVersions(db: Queryable, workspaceId: string): Promise<Map<string, number>> {
  const rows = await db
    .select({ assetId: dataAssetVersions.assetId, count: sql<number>`count(*)::int` })
    .from(dataAssetVersions)
    .innerJoin(dataAssets, eq(dataAssets.id, dataAssetVersions.assetId))
    .where(eq(dataAssets.workspaceId, workspaceId))
    .groupBy(dataAssetVersions.assetId)
  return new Map(rows.map((row) => [row.assetId, row.count]))
}

export async function findVersionById(db: Queryable, id: string): Promise<VersionRow | undefined> {
  const [row] = await versionQuery(db).where(eq(dataAssetVersions.id, id))
  return row && flat(row)
}

/** Ready versions of the named assets, newest first within each name. */
export async function readyVersions(db: Queryable, workspaceId: string, names: string[]): Promise<{ name: string; version: number; digest: string; rows: number; columns: Column[] }[]> {
  if (names.length === 0) return []
  const rows = await db
    .select({ name: dataAssets.name, version: dataAssetVersions.version, digest: dataAssetVersions.digest, rows: dataAssetVersions.rows, columns: dataAssetVersions.columns })
    .from(dataAssetVersions)
    .innerJoin(dataAssets, eq(dataAssets.id, dataAssetVersions.assetId))
    .where(and(eq(dataAssets.workspaceId, workspaceId), isNull(dataAssets.deletedAt), inArray(dataAssets.name, names), eq(dataAssetVersions.state, 'ready')))
    .orderBy(dataAssets.name, desc(dataAssetVersions.version))
  return rows.map((row) => ({ ...row, digest: row.digest!, rows: row.rows!, columns: row.columns! }))
}

/** False where the version is not being read any more: somebody else ended it. */
export async function renewReading(db: Queryable, versionId: string): Promise<boolean> {
  const rows = await db
    .update(dataAssetVersions)
    .set({ readingUntil: readingLease })
    .where(and(eq(dataAssetVersions.id, versionId), eq(dataAssetVersions.state, 'reading')))
    .returning({ id: dataAssetVersions.id })
  return rows.length > 0
}

export interface ReadResult {
  digest: string
  size: number
  rows: number
  columns: Column[]
  source: DataSource
}

export async function insertBlob(db: Queryable, blob: { digest: string; size: number }): Promise<void> {
  await db.insert(blobs).values(blob).onConflictDoNothing()
}

/** The blob's row and the version's last state at once. False where the version was not being read any more. */
export async function finishReading(db: Queryable, versionId: string, result: ReadResult): Promise<boolean> {
  await insertBlob(db, { digest: result.digest, size: result.size })
  const rows = await db
    .update(dataAssetVersions)
    .set({ ...result, state: 'ready', readingUntil: null })
    .where(and(eq(dataAssetVersions.id, versionId), eq(dataAssetVersions.state, 'reading')))
    .returning({ assetId: dataAssetVersions.assetId })
  const [ready] = rows
  if (ready) await db.update(dataAssets).set({ updatedAt: sql`now()` }).where(eq(dataAssets.id, ready.assetId))
  return ready !== undefined
}

export async function failReading(db: Queryable, versionId: string, message: string): Promise<void> {
  await db
    .update(dataAssetVersions)
    .set({ state: 'failed', message, readingUntil: null })
    .where(and(eq(dataAssetVersions.id, versionId), eq(dataAssetVersions.state, 'reading')))
}

/** Versions whose reader has not been heard of in time. Returns how many. */
export async function failAbandonedReadings(db: Queryable, message: string): Promise<number> {
  const rows = await db
    .update(dataAssetVersions)
    .set({ state: 'failed', message, readingUntil: null })
    .where(and(eq(dataAssetVersions.state, 'reading'), or(isNull(dataAssetVersions.readingUntil), lt(dataAssetVersions.readingUntil, sql`now()`))))
    .returning({ id: dataAssetVersions.id })
  return rows.length
}

/** Whether a data version or a step's output of this workspace has the bytes; deleted assets count, because runs still show them. */
export async function digestInWorkspace(db: Queryable, workspaceId: string, digest: string): Promise<boolean> {
  const [version] = await db
    .select({ id: dataAssetVersions.id })
    .from(dataAssetVersions)
    .innerJoin(dataAssets, eq(dataAssets.id, dataAssetVersions.assetId))
    .where(and(eq(dataAssetVersions.digest, digest), eq(dataAssets.workspaceId, workspaceId)))
    .limit(1)
  if (version) return true
  const [output] = await db
    .select({ port: stepOutputs.port })
    .from(stepOutputs)
    .innerJoin(stepRuns, eq(stepRuns.id, stepOutputs.stepId))
    .where(and(eq(stepOutputs.digest, digest), eq(stepRuns.workspaceId, workspaceId), eq(stepOutputs.type, 'table')))
    .limit(1)
  return output !== undefined
}

export async function findProfile(db: Queryable, digest: string): Promise<unknown> {
  const [row] = await db.select({ profile: tableProfiles.profile }).from(tableProfiles).where(eq(tableProfiles.digest, digest))
  return row?.profile
}

export async function insertProfile(db: Queryable, digest: string, profile: unknown): Promise<void> {
  await db.insert(tableProfiles).values({ digest, profile }).onConflictDoNothing()
}
