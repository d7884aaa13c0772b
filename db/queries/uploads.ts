import { and, desc, eq, isNull, lt, sql } from 'drizzle-orm'
import type { Database } from '@/db/client'
import { uploads } from '@/db/schema'
import type { ReadingOptions } from '@/lib/duckdb/ingest/options'

type Queryable = Pick<Database, 'select' | 'insert' | 'update' | 'delete'>

export type UploadRow = typeof uploads.$inferSelect

/** Whose uploads: a workspace's, and in it one person's. */
export interface UploadOwner {
  workspaceId: string
  createdBy: string | null
}

const owned = ({ workspaceId, createdBy }: UploadOwner) => and(eq(uploads.workspaceId, workspaceId), createdBy === null ? isNull(uploads.createdBy) : eq(uploads.createdBy, createdBy))

export async function insertUpload(db: Queryable, upload: UploadOwner & Pick<UploadRow, 'fileName' | 'fingerprint' | 'size' | 'url' | 'assetName' | 'options'>): Promise<UploadRow> {
  const [row] = await db.insert(uploads).values(upload).returning()
  return row!
}

/** One person's uploads, newest first. */
export async function listUploads(db: Queryable, owner: UploadOwner): Promise<UploadRow[]> {
  return db.select().from(uploads).where(owned(owner)).orderBy(desc(uploads.updatedAt)).limit(100)
}

export async function findUpload(db: Queryable, owner: UploadOwner, id: string): Promise<UploadRow | undefined> {
  const [row] = await db.select().from(uploads).where(and(owned(owner), eq(uploads.id, id)))
  return row
}

/** How far it is, or how it is to be read; either puts off its removal. */
export async function updateUpload(db: Queryable, id: string, change: Partial<Pick<UploadRow, 'state' | 'message' | 'digest' | 'size' | 'fileName'>> & { options?: ReadingOptions } = {}): Promise<void> {
  await db.update(uploads).set({ ...change, updatedAt: sql`now()` }).where(eq(uploads.id, id))
}

export async function deleteUpload(db: Queryable, id: string): Promise<void> {
  await db.delete(uploads).where(eq(uploads.id, id))
}

/** Takes out what nobody has touched for so many days; their ids. */
export async function deleteOldUploads(db: Queryable, days: number): Promise<string[]> {
  const rows = await db.delete(uploads).where(lt(uploads.updatedAt, sql`now() - make_interval(days => ${days})`)).returning({ id: uploads.id })
  return rows.map((row) => row.id)
}

/** Ids of all uploads there are. */
export async function uploadIds(db: Queryable): Promise<string[]> {
  return (await db.select({ id: uploads.id }).from(uploads)).map((row) => row.id)
}
