import { and, asc, desc, eq, gte, lt, type SQL } from 'drizzle-orm'
import type { Database } from '@/db/client'
import { activity } from '@/db/schema'

export type ActivityRow = typeof activity.$inferSelect
export type NewActivity = Omit<typeof activity.$inferInsert, 'id' | 'at'>

export async function insertActivity(db: Pick<Database, 'insert'>, row: NewActivity): Promise<void> {
  await db.insert(activity).values(row)
}

export interface ActivityFilter {
  workspaceId: string
  /** `pipeline` and the like. */
  objectKind?: string
  actorName?: string
  objectId?: string
  since?: Date
  /** Rows older than this id. */
  before?: number
  limit: number
}

/** Newest first. */
export async function listActivity(db: Pick<Database, 'select'>, filter: ActivityFilter): Promise<ActivityRow[]> {
  const where: (SQL | undefined)[] = [
    eq(activity.workspaceId, filter.workspaceId),
    filter.objectKind ? eq(activity.objectKind, filter.objectKind) : undefined,
    filter.actorName ? eq(activity.actorName, filter.actorName) : undefined,
    filter.objectId ? eq(activity.objectId, filter.objectId) : undefined,
    filter.since ? gte(activity.at, filter.since) : undefined,
    filter.before ? lt(activity.id, filter.before) : undefined,
  ]
  return db.select().from(activity).where(and(...where)).orderBy(desc(activity.id)).limit(filter.limit)
}

/** What the filters may be set to: the actors and the kinds of objects that occur. */
export async function activityFacets(db: Pick<Database, 'selectDistinct'>, workspaceId: string): Promise<{ actors: string[]; kinds: string[] }> {
  const mine = eq(activity.workspaceId, workspaceId)
  const actors = await db.selectDistinct({ name: activity.actorName }).from(activity).where(mine).orderBy(asc(activity.actorName)).limit(200)
  const kinds = await db.selectDistinct({ kind: activity.objectKind }).from(activity).where(mine).orderBy(asc(activity.objectKind)).limit(50)
  return { actors: actors.map((row) => row.name), kinds: kinds.map((row) => row.kind) }
}
