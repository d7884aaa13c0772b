import { sql } from 'drizzle-orm'
import type { Database } from '@/db/client'

type Queryable = Pick<Database, 'execute'>

export interface ArtifactRow {
  path: string
  digest: string
  /** Bytes, as text. */
  size: string
}

const exact = (path: string) => sql`path collate "C" = ${path}`
/** '0' is the character after '/'. */
const below = (path: string) => (path === '' ? sql`true` : sql`path collate "C" >= ${`${path}/`} and path collate "C" < ${`${path}0`}`)

export async function putArtifact(db: Queryable, workspaceId: string, p: { path: string; digest: string; size: number }): Promise<void> {
  await db.execute(sql`
    insert into tracked_artifacts (workspace_id, path, digest, size) values (${workspaceId}::uuid, ${p.path}, ${p.digest}, ${p.size})
    on conflict (workspace_id, path collate "C") do update set digest = excluded.digest, size = excluded.size, created_at = now()`)
}

export async function findArtifact(db: Queryable, workspaceId: string, path: string): Promise<ArtifactRow | undefined> {
  const [row] = await db.execute<ArtifactRow & Record<string, unknown>>(sql`select path, digest, size from tracked_artifacts where workspace_id = ${workspaceId}::uuid and ${exact(path)}`)
  return row
}

export interface EntryRow {
  name: string
  is_dir: boolean
  size: string | null
}

/** What lies directly in a folder, by name. */
export function listArtifacts(db: Queryable, workspaceId: string, folder: string, p: { offset: number; limit: number }): Promise<EntryRow[]> {
  const skip = folder === '' ? 1 : folder.length + 2
  return db.execute<EntryRow & Record<string, unknown>>(sql`
    select name, is_dir, case when is_dir then null else max(size) end as size from (
      select split_part(rest, '/', 1) as name, strpos(rest, '/') > 0 as is_dir, size
      from (select substr(path, ${skip}) as rest, size from tracked_artifacts where workspace_id = ${workspaceId}::uuid and ${below(folder)}) below
    ) entries group by name, is_dir order by name, is_dir offset ${p.offset} limit ${p.limit}`)
}

/** Forgets a file, or a folder with all in it; the blobs stay, since others may name them. Returns how many files went. */
export async function deleteArtifacts(db: Queryable, workspaceId: string, path: string): Promise<number> {
  const rows = await db.execute(sql`delete from tracked_artifacts where workspace_id = ${workspaceId}::uuid and (${exact(path)} or (${below(path)})) returning 1`)
  return rows.length
}

export async function insertUpload(db: Queryable, p: { workspaceId: string; path: string; secretHash: string; parts: number }): Promise<string> {
  const [row] = await db.execute<{ id: string }>(sql`
    insert into artifact_uploads (workspace_id, path, secret_hash, parts) values (${p.workspaceId}::uuid, ${p.path}, ${p.secretHash}, ${p.parts}) returning id`)
  return row!.id
}

export interface UploadRow {
  id: string
  workspace_id: string
  path: string
  parts: number
}

export async function findUpload(db: Queryable, secretHash: string): Promise<UploadRow | undefined> {
  const [row] = await db.execute<UploadRow & Record<string, unknown>>(sql`select id, workspace_id, path, parts from artifact_uploads where secret_hash = ${secretHash}`)
  return row
}

export async function deleteUpload(db: Queryable, id: string): Promise<void> {
  await db.execute(sql`delete from artifact_uploads where id = ${id}::uuid`)
}

/** Uploads that nobody has completed within a week. */
export async function expiredUploads(db: Queryable): Promise<string[]> {
  const rows = await db.execute<{ id: string }>(sql`select id from artifact_uploads where created_at < now() - interval '7 days' limit 20`)
  return rows.map(({ id }) => id)
}
