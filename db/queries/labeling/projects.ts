import { and, asc, eq, inArray, ne, sql } from 'drizzle-orm'
import type { Database } from '@/db/client'
import { labelingLabels, labelingProjects, users } from '@/db/schema'
import { isGold } from './seen-state'

export type Queryable = Pick<Database, 'select' | 'insert' | 'update' | 'delete' | 'execute'>
export type ProjectRow = typeof labelingProjects.$inferSelect
export type LabelRow = typeof labelingLabels.$inferSelect

type NewProject = Pick<ProjectRow, 'workspaceId' | 'name' | 'kinds' | 'tags' | 'instructions' | 'overlap' | 'reviewShare' | 'createdBy'> & Partial<Pick<ProjectRow, 'goldShare' | 'queue'>>
type NewLabel = Omit<LabelRow, 'id' | 'createdAt' | 'deletedAt' | 'mergedInto'>

/** False where the name is taken. */
export async function insertProject(db: Queryable, project: NewProject): Promise<ProjectRow | undefined> {
  const [row] = await db.insert(labelingProjects).values(project).onConflictDoNothing().returning()
  return row
}

/** By id or by the name of one that is not archived. */
export async function findProject(db: Queryable, workspaceId: string, idOrName: string): Promise<(ProjectRow & { createdByName: string | null }) | undefined> {
  const isId = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(idOrName)
  const which = isId ? eq(labelingProjects.id, idOrName) : and(eq(labelingProjects.name, idOrName), ne(labelingProjects.state, 'archived'))
  const [row] = await db
    .select({ project: labelingProjects, createdByName: users.name })
    .from(labelingProjects)
    .leftJoin(users, eq(users.id, labelingProjects.createdBy))
    .where(and(eq(labelingProjects.workspaceId, workspaceId), which))
  return row && { ...row.project, createdByName: row.createdByName }
}

/** All of a workspace, newest first. */
export async function listProjects(db: Queryable, workspaceId: string): Promise<(ProjectRow & { createdByName: string | null })[]> {
  const rows = await db
    .select({ project: labelingProjects, createdByName: users.name })
    .from(labelingProjects)
    .leftJoin(users, eq(users.id, labelingProjects.createdBy))
    .where(eq(labelingProjects.workspaceId, workspaceId))
    .orderBy(sql`${labelingProjects.createdAt} desc`)
  return rows.map((row) => ({ ...row.project, createdByName: row.createdByName }))
}

/** True where an open project of the workspace other than `exceptId` has the name. */
export async function projectNameTaken(db: Queryable, workspaceId: string, name: string, exceptId: string): Promise<boolean> {
  const rows = await db
    .select({ id: labelingProjects.id })
    .from(labelingProjects)
    .where(and(eq(labelingProjects.workspaceId, workspaceId), eq(labelingProjects.name, name), ne(labelingProjects.state, 'archived'), ne(labelingProjects.id, exceptId)))
  return rows.length > 0
}

export async function updateProject(db: Queryable, id: string, change: Partial<NewProject & Pick<ProjectRow, 'state'>>): Promise<void> {
  await db.update(labelingProjects).set({ ...change, updatedAt: sql`now()` }).where(eq(labelingProjects.id, id))
}

/** Of several projects, in their order. */
export async function listLabels(db: Queryable, projectIds: string[]): Promise<LabelRow[]> {
  if (projectIds.length === 0) return []
  return db.select().from(labelingLabels).where(inArray(labelingLabels.projectId, projectIds)).orderBy(asc(labelingLabels.position), asc(labelingLabels.createdAt))
}

export async function insertLabels(db: Queryable, labels: NewLabel[]): Promise<LabelRow[]> {
  return labels.length === 0 ? [] : db.insert(labelingLabels).values(labels).returning()
}

export async function updateLabel(db: Queryable, id: string, change: Partial<Omit<NewLabel, 'projectId'> & Pick<LabelRow, 'mergedInto'>>): Promise<void> {
  if (Object.keys(change).length > 0) await db.update(labelingLabels).set(change).where(eq(labelingLabels.id, id))
}

export async function setLabelDeleted(db: Queryable, id: string, deleted: boolean): Promise<void> {
  await db.update(labelingLabels).set({ deletedAt: deleted ? sql`now()` : null }).where(eq(labelingLabels.id, id))
}

/** How many shapes of the settled results, and in how many images, have each label; without `withGold` those with a known answer are left out. */
export async function labelUsage(db: Queryable, projectId: string, { withGold = true } = {}): Promise<{ label: string; shapes: number; images: number }[]> {
  const rows = await db.execute<{ label: string; shapes: number; images: number }>(sql`
    select a ->> 'label' as label, count(*)::int as shapes, count(distinct t.id)::int as images
    from labeling_tasks t cross join lateral jsonb_array_elements(t.result) a
    where t.project_id = ${projectId} and t.result is not null ${withGold ? sql`` : sql`and not ${isGold}`} group by 1`)
  return [...rows]
}

/** The same of all that people have drawn, finished or not. */
export async function draftUsage(db: Queryable, projectId: string, label: string): Promise<{ shapes: number; images: number; people: number }> {
  const [row] = await db.execute<{ shapes: number; images: number; people: number }>(sql`
    select count(*)::int as shapes, count(distinct a.task_id)::int as images, count(distinct a.user_id)::int as people
    from labeling_annotations a join labeling_tasks t on t.id = a.task_id
    where t.project_id = ${projectId} and a.annotation ->> 'label' = ${label}`)
  return row!
}
