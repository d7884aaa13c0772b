import { and, eq, inArray, sql } from 'drizzle-orm'
import { members, users } from '@/db/schema'
import type { Queryable } from './projects'

/** Members of a workspace who may label, by name. */
export async function labelersOf(db: Queryable, workspaceId: string): Promise<{ id: string; name: string }[]> {
  return db
    .select({ id: users.id, name: users.name })
    .from(members)
    .innerJoin(users, eq(users.id, members.userId))
    .where(and(eq(members.workspaceId, workspaceId), inArray(members.role, ['owner', 'admin', 'author', 'labeler'])))
    .orderBy(users.name)
}

/** Open images assigned to each person, and those assigned to nobody. */
export async function countAssignments(db: Queryable, projectId: string): Promise<{ counts: Map<string, number>; free: number }> {
  const rows = await db.execute<{ person: string | null; tasks: number }>(sql`
    select a.user_id as person, count(*)::int as tasks from labeling_tasks t left join labeling_assignments a on a.task_id = t.id
    where t.project_id = ${projectId} and t.state = 'open' group by 1`)
  return { counts: new Map(rows.flatMap(({ person, tasks }) => (person ? [[person, tasks] as const] : []))), free: rows.find(({ person }) => person === null)?.tasks ?? 0 }
}

/** Open tasks in the order of the queue, whose image's name contains `name`. */
export async function openForAssignment(db: Queryable, projectId: string, { name, most }: { name: string; most?: number | undefined }): Promise<{ id: string; required: number }[]> {
  const rows = await db.execute<{ id: string; required: number }>(sql`
    select t.id, t.required from labeling_tasks t join labeling_images i on i.id = t.image_id
    where t.project_id = ${projectId} and t.state = 'open' and strpos(lower(i.file_name), lower(${name})) > 0
    order by t.priority desc, t.position ${most === undefined ? sql`` : sql`limit ${most}`}`)
  return [...rows]
}

const json = (value: unknown) => sql`${JSON.stringify(value)}::text::jsonb`

export async function clearAssignments(db: Queryable, projectId: string, tasks: string[]): Promise<void> {
  await db.execute(sql`delete from labeling_assignments where project_id = ${projectId} and task_id in (select (jsonb_array_elements_text(${json(tasks)}))::uuid)`)
}

export async function putAssignments(db: Queryable, projectId: string, given: { task: string; user: string }[]): Promise<void> {
  await db.execute(sql`
    insert into labeling_assignments (task_id, user_id, project_id)
    select g.task, g."user", ${projectId}::uuid from jsonb_to_recordset(${json(given)}) g(task uuid, "user" uuid) on conflict do nothing`)
}

