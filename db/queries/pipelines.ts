import { and, asc, desc, eq, gt, inArray, isNotNull, isNull, lt, sql } from 'drizzle-orm'
import type { Database } from '@/db/client'
import { dataAssets, dataAssetVersions, pipelines, pipelineUpdates, runs, users } from '@/db/schema'
import type { Column } from '@/lib/catalog/types'
import type { Graph } from '@/lib/graph/schema'
import type { RunState } from '@/lib/protocol/states'

/** A database or a transaction in it. */
type Queryable = Pick<Database, 'select' | 'insert' | 'update' | 'delete' | 'execute'>

export interface PipelineRow {
  id: string
  name: string
  description: string
  graph: Graph
  revision: number
  createdAt: Date
  updatedAt: Date
  deletedAt: Date | null
}

const columns = {
  id: pipelines.id,
  name: pipelines.name,
  description: pipelines.description,
  graph: pipelines.graph,
  revision: pipelines.revision,
  createdAt: pipelines.createdAt,
  updatedAt: pipelines.updatedAt,
  deletedAt: pipelines.deletedAt,
}

const within = (workspaceId: string, id: string) => and(eq(pipelines.workspaceId, workspaceId), eq(pipelines.id, id))

export async function insertPipeline(
  db: Queryable,
  row: { workspaceId: string; name: string; description: string; graph: Graph; createdBy: string | null },
): Promise<PipelineRow> {
  const [inserted] = await db.insert(pipelines).values(row).returning(columns)
  return inserted!
}

/** Also finds deleted ones; the caller decides what that means. */
export async function findPipeline(db: Queryable, workspaceId: string, id: string): Promise<PipelineRow | undefined> {
  const [row] = await db.select(columns).from(pipelines).where(within(workspaceId, id))
  return row
}

/** Reads the row and holds it until the transaction ends, so that updates of one draft are numbered in the order of their commits. */
export async function lockPipeline(db: Queryable, workspaceId: string, id: string): Promise<PipelineRow | undefined> {
  const [row] = await db.select(columns).from(pipelines).where(within(workspaceId, id)).for('update')
  return row
}

export async function setPipelineNames(db: Queryable, id: string, names: { name?: string; description?: string }): Promise<void> {
  await db.update(pipelines).set({ ...names, updatedAt: sql`now()` }).where(eq(pipelines.id, id))
}

export async function setPipelineGraph(db: Queryable, id: string, graph: Graph, revision: number): Promise<void> {
  await db.update(pipelines).set({ graph, revision, updatedAt: sql`now()` }).where(eq(pipelines.id, id))
}

/** Moves into or out of the trash; false where it was there already. */
export async function setPipelineDeleted(db: Queryable, workspaceId: string, id: string, deleted: boolean): Promise<boolean> {
  const rows = await db
    .update(pipelines)
    .set({ deletedAt: deleted ? sql`now()` : null })
    .where(and(within(workspaceId, id), deleted ? isNull(pipelines.deletedAt) : isNotNull(pipelines.deletedAt)))
    .returning({ id: pipelines.id })
  return rows.length > 0
}

export interface PipelineListRow {
  id: string
  name: string
  description: string
  steps: number
  revision: number
  createdAt: Date
  updatedAt: Date
  deletedAt: Date | null
  createdBy: string | null
  lastRun: { id: string; number: number; state: RunState; createdAt: string } | null
}

/** Newest change first. `deleted` lists the trash instead. */
export async function listPipelineRows(
  db: Queryable,
  workspaceId: string,
  options: { search?: string; deleted?: boolean; limit: number },
): Promise<PipelineListRow[]> {
  const pattern = options.search ? `%${options.search.replace(/[\\%_]/g, '\\$&')}%` : null
  const lastRun = db
    .select({
      value: sql`json_build_object('id', ${runs.id}, 'number', ${runs.number}, 'state', ${runs.state}, 'createdAt', ${runs.createdAt})`.as('value'),
    })
    .from(runs)
    .where(and(eq(runs.workspaceId, workspaceId), sql`${runs.pipelineId} = ${pipelines.id}`))
    .orderBy(desc(runs.createdAt))
    .limit(1)
    .as('last_run')
  return db
    .select({
      id: pipelines.id,
      name: pipelines.name,
      description: pipelines.description,
      steps: sql<number>`jsonb_array_length(${pipelines.graph} -> 'nodes')`,
      revision: pipelines.revision,
      createdAt: pipelines.createdAt,
      updatedAt: pipelines.updatedAt,
      deletedAt: pipelines.deletedAt,
      createdBy: users.name,
      lastRun: sql<PipelineListRow['lastRun']>`${lastRun.value}`,
    })
    .from(pipelines)
    .leftJoin(users, eq(users.id, pipelines.createdBy))
    .leftJoinLateral(lastRun, sql`true`)
    .where(
      and(
        eq(pipelines.workspaceId, workspaceId),
        options.deleted ? isNotNull(pipelines.deletedAt) : isNull(pipelines.deletedAt),
        pattern ? sql`(${pipelines.name} ilike ${pattern} or ${pipelines.description} ilike ${pattern})` : undefined,
      ),
    )
    .orderBy(desc(pipelines.updatedAt), desc(pipelines.id))
    .limit(options.limit)
}

/** Appends to the draft's log; the answer is its sequence number. */
export async function insertUpdate(
  db: Queryable,
  row: { pipelineId: string; update: Uint8Array; actorId: string | null; origin: string },
): Promise<number> {
  const [inserted] = await db.insert(pipelineUpdates).values(row).returning({ seq: pipelineUpdates.seq })
  return inserted!.seq
}

export interface UpdateRow {
  seq: number
  update: Uint8Array
  origin: string
}

export async function updatesSince(db: Queryable, pipelineId: string, since: number): Promise<UpdateRow[]> {
  return db
    .select({ seq: pipelineUpdates.seq, update: pipelineUpdates.update, origin: pipelineUpdates.origin })
    .from(pipelineUpdates)
    .where(and(eq(pipelineUpdates.pipelineId, pipelineId), gt(pipelineUpdates.seq, since)))
    .orderBy(asc(pipelineUpdates.seq))
}

export async function countUpdates(db: Queryable, pipelineId: string): Promise<number> {
  const [row] = await db
    .select({ count: sql<number>`count(*)::int` })
    .from(pipelineUpdates)
    .where(eq(pipelineUpdates.pipelineId, pipelineId))
  return row!.count
}

/** Whether this person has changed this draft within the last half hour. */
export async function editedRecently(db: Queryable, pipelineId: string, actorId: string): Promise<boolean> {
  const rows = await db
    .select({ seq: pipelineUpdates.seq })
    .from(pipelineUpdates)
    .where(
      and(
        eq(pipelineUpdates.pipelineId, pipelineId),
        eq(pipelineUpdates.actorId, actorId),
        gt(pipelineUpdates.at, sql`now() - interval '30 minutes'`),
      ),
    )
    .limit(1)
  return rows.length > 0
}

/** Puts one merged update in the place of all up to and including `seq`. It belongs to no tab: each may need a part of it. */
export async function replaceUpdates(db: Queryable, pipelineId: string, seq: number, merged: Uint8Array): Promise<void> {
  await db
    .update(pipelineUpdates)
    .set({ update: merged, origin: '' })
    .where(and(eq(pipelineUpdates.pipelineId, pipelineId), eq(pipelineUpdates.seq, seq)))
  await db.delete(pipelineUpdates).where(and(eq(pipelineUpdates.pipelineId, pipelineId), lt(pipelineUpdates.seq, seq)))
}

/** Revisions of these drafts and of their comments, for noticing a change whose notification was lost. */
export async function draftRevisions(db: Queryable, ids: string[]): Promise<{ id: string; revision: number; comments: number }[]> {
  if (ids.length === 0) return []
  return db
    .select({ id: pipelines.id, revision: pipelines.revision, comments: pipelines.commentsRevision })
    .from(pipelines)
    .where(sql`${pipelines.id} in (${sql.join(ids.map((id) => sql`${id}::uuid`), sql`, `)})`)
}

/** Sends on commit to every process that listens on `channel`. */
export async function notify(db: Queryable, channel: string, payload: string): Promise<void> {
  await db.execute(sql`select pg_notify(${channel}, ${payload})`)
}

/** The columns of every ready version of these data assets, newest version first. */
export async function assetColumns(db: Queryable, workspaceId: string, names: string[]): Promise<{ name: string; version: number; columns: Column[] | null }[]> {
  if (names.length === 0) return []
  return db
    .select({ name: dataAssets.name, version: dataAssetVersions.version, columns: dataAssetVersions.columns })
    .from(dataAssets)
    .innerJoin(dataAssetVersions, eq(dataAssetVersions.assetId, dataAssets.id))
    .where(and(eq(dataAssets.workspaceId, workspaceId), isNull(dataAssets.deletedAt), inArray(dataAssets.name, names), eq(dataAssetVersions.state, 'ready')))
    .orderBy(dataAssets.name, desc(dataAssetVersions.version))
}
