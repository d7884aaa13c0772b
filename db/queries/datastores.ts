import { and, eq, sql } from 'drizzle-orm'
import type { Database, Sql } from '@/db/client'
import { datastores } from '@/db/schema'

type Queryable = Pick<Database, 'select' | 'insert' | 'update' | 'delete'>

export type DatastoreRow = typeof datastores.$inferSelect

const named = (workspaceId: string, name: string) => and(eq(datastores.workspaceId, workspaceId), eq(datastores.name, name))

export async function listDatastores(db: Queryable, workspaceId: string): Promise<DatastoreRow[]> {
  return db.select().from(datastores).where(eq(datastores.workspaceId, workspaceId)).orderBy(datastores.name)
}

export async function findDatastore(db: Queryable, workspaceId: string, name: string): Promise<DatastoreRow | undefined> {
  const [row] = await db.select().from(datastores).where(named(workspaceId, name))
  return row
}

/** Undefined where the name is taken. */
export async function insertDatastore(db: Queryable, datastore: Omit<typeof datastores.$inferInsert, 'id' | 'createdAt' | 'updatedAt'>): Promise<DatastoreRow | undefined> {
  const [row] = await db.insert(datastores).values(datastore).onConflictDoNothing().returning()
  return row
}

export async function updateDatastore(db: Queryable, id: string, change: Partial<Pick<DatastoreRow, 'host' | 'port' | 'database' | 'username' | 'tls' | 'secret'>>): Promise<void> {
  await db.update(datastores).set({ ...change, updatedAt: sql`now()` }).where(eq(datastores.id, id))
}

export async function deleteDatastore(db: Queryable, id: string): Promise<void> {
  await db.delete(datastores).where(eq(datastores.id, id))
}

/** The step of an open lease, and the workspace that it runs in. */
export async function leasedStep(client: Sql, stepId: string): Promise<{ workspaceId: string; component: string; params: Record<string, unknown> } | undefined> {
  const rows = await client<{ workspace_id: string; component: string; params: Record<string, unknown> }[]>`select workspace_id, component, params from step_runs where id = ${stepId}::uuid`
  return rows[0] && { workspaceId: rows[0].workspace_id, component: rows[0].component, params: rows[0].params }
}
