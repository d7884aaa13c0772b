import { and, desc, eq, sql } from 'drizzle-orm'
import type { Database } from '@/db/client'
import { pipelineVersions, users } from '@/db/schema'
import type { Graph } from '@/lib/graph/schema'

/** A database or a transaction in it. */
type Queryable = Pick<Database, 'select' | 'insert'>

export interface VersionRow {
  version: number
  note: string
  steps: number
  createdBy: string | null
  createdAt: Date
}

const columns = {
  version: pipelineVersions.version,
  note: pipelineVersions.note,
  steps: sql<number>`jsonb_array_length(${pipelineVersions.graph} -> 'nodes')`,
  createdBy: users.name,
  createdAt: pipelineVersions.createdAt,
}

/** Numbers from 1. Call it while holding the pipeline's row lock, so that two that publish at once get two numbers. */
export async function insertVersion(db: Queryable, row: { pipelineId: string; graph: Graph; note: string; createdBy: string | null }): Promise<number> {
  const [last] = await db
    .select({ version: sql<number>`coalesce(max(${pipelineVersions.version}), 0)` })
    .from(pipelineVersions)
    .where(eq(pipelineVersions.pipelineId, row.pipelineId))
  const version = last!.version + 1
  await db.insert(pipelineVersions).values({ ...row, version })
  return version
}

/** Newest first. */
export async function listVersionRows(db: Queryable, pipelineId: string): Promise<VersionRow[]> {
  return db
    .select(columns)
    .from(pipelineVersions)
    .leftJoin(users, eq(users.id, pipelineVersions.createdBy))
    .where(eq(pipelineVersions.pipelineId, pipelineId))
    .orderBy(desc(pipelineVersions.version))
}

export async function findVersion(db: Queryable, pipelineId: string, version: number): Promise<(VersionRow & { graph: Graph }) | undefined> {
  const [row] = await db
    .select({ ...columns, graph: pipelineVersions.graph })
    .from(pipelineVersions)
    .leftJoin(users, eq(users.id, pipelineVersions.createdBy))
    .where(and(eq(pipelineVersions.pipelineId, pipelineId), eq(pipelineVersions.version, version)))
  return row
}
