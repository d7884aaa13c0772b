import { and, desc, eq, isNull, sql } from 'drizzle-orm'
import type { Database } from '@/db/client'
import { dashboards, dashboardVersions, homeChoices } from '@/db/schema'
import type { DashboardContent } from '@/lib/dashboards/schema'

type Queryable = Pick<Database, 'select' | 'insert' | 'update' | 'delete' | 'execute'>
export type DashboardRow = typeof dashboards.$inferSelect
export type VersionRow = typeof dashboardVersions.$inferSelect

export async function insertDashboard(db: Queryable, row: typeof dashboards.$inferInsert): Promise<DashboardRow> {
  const [inserted] = await db.insert(dashboards).values(row).returning()
  return inserted!
}

const within = (workspaceId: string, id: string) => and(eq(dashboards.workspaceId, workspaceId), eq(dashboards.id, id))

/** Also finds deleted ones. */
export async function findDashboard(db: Queryable, workspaceId: string, id: string): Promise<DashboardRow | undefined> {
  const [row] = await db.select().from(dashboards).where(within(workspaceId, id))
  return row
}

/** Held until the transaction ends, so that versions are numbered in their order. */
export async function lockDashboard(db: Queryable, workspaceId: string, id: string): Promise<DashboardRow | undefined> {
  const [row] = await db.select().from(dashboards).where(within(workspaceId, id)).for('update')
  return row
}

export async function updateDashboard(db: Queryable, id: string, change: { name?: string; draft?: DashboardContent; updatedByName: string }): Promise<DashboardRow> {
  const revision = change.draft ? sql`${dashboards.revision} + 1` : undefined
  const [row] = await db.update(dashboards).set({ ...change, ...(revision && { revision }), updatedAt: sql`now()` }).where(eq(dashboards.id, id)).returning()
  return row!
}

export async function setDashboardDeleted(db: Queryable, id: string, deleted: boolean): Promise<void> {
  await db.update(dashboards).set({ deletedAt: deleted ? sql`now()` : null }).where(eq(dashboards.id, id))
}

export interface ListedDashboard {
  id: string
  name: string
  tiles: number
  version: number | null
  updated_by: string
  updated_at: string
  deleted_at: string | null
}

/** Changed last first; of deleted ones those that were deleted last. */
export function listDashboards(db: Queryable, workspaceId: string, deleted = false): Promise<ListedDashboard[]> {
  return db.execute<ListedDashboard & Record<string, unknown>>(sql`
    select d.id, d.name, jsonb_array_length(coalesce(v.content, d.draft) -> 'tiles')::int as tiles, v.number as version, d.updated_by_name as updated_by, d.updated_at, d.deleted_at
    from dashboards d left join lateral (select number, content from dashboard_versions where dashboard_id = d.id order by number desc limit 1) v on true
    where d.workspace_id = ${workspaceId}::uuid and ${deleted ? sql`d.deleted_at is not null` : sql`d.deleted_at is null`} order by coalesce(d.deleted_at, d.updated_at) desc limit 500`)
}

export async function insertVersion(db: Queryable, row: Omit<typeof dashboardVersions.$inferInsert, 'number'>): Promise<number> {
  const number = sql<number>`(select coalesce(max(number), 0) + 1 from dashboard_versions where dashboard_id = ${row.dashboardId}::uuid)`
  const [inserted] = await db.insert(dashboardVersions).values({ ...row, number }).returning({ number: dashboardVersions.number })
  return inserted!.number
}

/** Newest first. */
export function listVersions(db: Queryable, dashboardId: string, limit = 200): Promise<VersionRow[]> {
  return db.select().from(dashboardVersions).where(eq(dashboardVersions.dashboardId, dashboardId)).orderBy(desc(dashboardVersions.number)).limit(limit)
}

/** Without a number, the latest. */
export async function findVersion(db: Queryable, dashboardId: string, number?: number): Promise<VersionRow | undefined> {
  const which = number === undefined ? undefined : eq(dashboardVersions.number, number)
  const [row] = await db.select().from(dashboardVersions).where(and(eq(dashboardVersions.dashboardId, dashboardId), which)).orderBy(desc(dashboardVersions.number)).limit(1)
  return row
}

/** The person's choice and everybody's. A dashboard that is deleted is no choice. */
export async function readHomeChoices(db: Queryable, workspaceId: string, userId: string | null): Promise<{ mine: { dashboard: string | null } | null; workspace: string | null }> {
  const rows = await db.execute<{ person: boolean; dashboard: string | null; gone: boolean }>(sql`
    select c.user_id is not null as person, c.dashboard_id as dashboard, d.deleted_at is not null as gone from home_choices c left join dashboards d on d.id = c.dashboard_id
    where c.workspace_id = ${workspaceId}::uuid and (c.user_id is null or c.user_id = ${userId}::uuid)`)
  const there = rows.filter(({ gone }) => !gone)
  const mine = there.find(({ person }) => person)
  return { mine: mine ? { dashboard: mine.dashboard } : null, workspace: there.find(({ person }) => !person)?.dashboard ?? null }
}

/** Null as the dashboard: for a person the ordinary home, for all no choice. */
export async function setHomeChoice(db: Queryable, p: { workspaceId: string; userId: string | null; dashboardId: string | null }): Promise<void> {
  const person = p.userId === null ? isNull(homeChoices.userId) : eq(homeChoices.userId, p.userId)
  if (p.userId === null && p.dashboardId === null) await db.delete(homeChoices).where(and(eq(homeChoices.workspaceId, p.workspaceId), person))
  else await db.insert(homeChoices).values(p).onConflictDoUpdate({ target: [homeChoices.workspaceId, homeChoices.userId], set: { dashboardId: p.dashboardId } })
}
