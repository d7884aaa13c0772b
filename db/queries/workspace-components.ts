import { and, desc, eq, sql } from 'drizzle-orm'
import type { Database } from '@/db/client'
import { users, workspaceComponents, workspaceComponentVersions } from '@/db/schema'
import type { Declaration, OwnKind } from '@/lib/workspace-components/schema'

/** A database or a transaction in it. */
type Queryable = Pick<Database, 'select' | 'insert' | 'update' | 'execute'>

export interface OwnVersionRow {
  /** The row's key; `id` is the component's name in graphs. */
  key: string
  id: string
  kind: OwnKind
  archived: boolean
  draftPipeline: string | null
  version: number
  declaration: Declaration
  note: string
  createdBy: string | null
  createdAt: Date
}

const columns = {
  key: workspaceComponents.id,
  id: workspaceComponents.componentId,
  kind: workspaceComponents.kind,
  archived: workspaceComponents.archived,
  draftPipeline: workspaceComponents.draftPipelineId,
  version: workspaceComponentVersions.version,
  declaration: workspaceComponentVersions.declaration,
  note: workspaceComponentVersions.note,
  createdBy: users.name,
  createdAt: workspaceComponentVersions.createdAt,
}

/** Every version of every component of a workspace, newest first; with `id` of that component alone. */
export async function ownVersionRows(db: Queryable, workspaceId: string, id?: string): Promise<OwnVersionRow[]> {
  return db
    .select(columns)
    .from(workspaceComponents)
    .innerJoin(workspaceComponentVersions, eq(workspaceComponentVersions.component, workspaceComponents.id))
    .leftJoin(users, eq(users.id, workspaceComponentVersions.createdBy))
    .where(and(eq(workspaceComponents.workspaceId, workspaceId), id === undefined ? undefined : eq(workspaceComponents.componentId, id)))
    .orderBy(workspaceComponents.componentId, desc(workspaceComponentVersions.version))
}

/** The Python of these versions, by `id@version`. */
export async function ownSources(db: Queryable, workspaceId: string, refs: string[]): Promise<Map<string, string>> {
  if (refs.length === 0) return new Map()
  const rows = await db
    .select({ id: workspaceComponents.componentId, version: workspaceComponentVersions.version, source: workspaceComponentVersions.source })
    .from(workspaceComponents)
    .innerJoin(workspaceComponentVersions, eq(workspaceComponentVersions.component, workspaceComponents.id))
    .where(
      and(
        eq(workspaceComponents.workspaceId, workspaceId),
        sql`${workspaceComponents.componentId} || '@' || ${workspaceComponentVersions.version} in (${sql.join(refs.map((ref) => sql`${ref}`), sql`, `)})`,
      ),
    )
  return new Map(rows.map((row) => [`${row.id}@${row.version}`, row.source]))
}

/** Holds a component's row, so that two that publish at once get two numbers. */
export async function lockOwn(db: Queryable, workspaceId: string, id: string): Promise<{ key: string; kind: OwnKind; archived: boolean; draftPipeline: string | null } | undefined> {
  const [row] = await db
    .select({ key: workspaceComponents.id, kind: workspaceComponents.kind, archived: workspaceComponents.archived, draftPipeline: workspaceComponents.draftPipelineId })
    .from(workspaceComponents)
    .where(and(eq(workspaceComponents.workspaceId, workspaceId), eq(workspaceComponents.componentId, id)))
    .for('update')
  return row
}

/** The key of the new row; undefined where the workspace has a component of this id. */
export async function insertOwn(db: Queryable, row: { workspaceId: string; componentId: string; kind: OwnKind; createdBy: string | null }): Promise<string | undefined> {
  const [inserted] = await db.insert(workspaceComponents).values(row).onConflictDoNothing().returning({ key: workspaceComponents.id })
  return inserted?.key
}

export async function insertOwnVersion(
  db: Queryable,
  row: { component: string; version: number; declaration: Declaration; source: string; note: string; createdBy: string | null },
): Promise<void> {
  await db.insert(workspaceComponentVersions).values(row)
  await db.update(workspaceComponents).set({ updatedAt: sql`now()` }).where(eq(workspaceComponents.id, row.component))
}

export async function setOwnArchived(db: Queryable, key: string, archived: boolean): Promise<void> {
  await db.update(workspaceComponents).set({ archived, updatedAt: sql`now()` }).where(eq(workspaceComponents.id, key))
}

export async function setOwnDraft(db: Queryable, key: string, pipelineId: string): Promise<void> {
  await db.update(workspaceComponents).set({ draftPipelineId: pipelineId }).where(eq(workspaceComponents.id, key))
}

/** The component whose inside this pipeline is, if it is one's. */
export async function ownOfPipeline(db: Queryable, workspaceId: string, pipelineId: string): Promise<string | undefined> {
  const [row] = await db
    .select({ id: workspaceComponents.componentId })
    .from(workspaceComponents)
    .where(and(eq(workspaceComponents.workspaceId, workspaceId), eq(workspaceComponents.draftPipelineId, pipelineId)))
  return row?.id
}

/** Ids of a workspace's components, whatever their state. */
export async function ownIds(db: Queryable, workspaceId: string): Promise<string[]> {
  const rows = await db.select({ id: workspaceComponents.componentId }).from(workspaceComponents).where(eq(workspaceComponents.workspaceId, workspaceId))
  return rows.map((row) => row.id)
}
