import { sql } from 'drizzle-orm'
import type { ProjectCounts } from '@/lib/labeling/schema'
import type { Queryable } from './projects'

const none: ProjectCounts = { images: 0, open: 0, review: 0, done: 0, broken: 0, skipped: 0, held: 0 }

/** Tasks by state, of every project of a workspace. */
export async function countTasks(db: Queryable, workspaceId: string, projectId?: string): Promise<(id: string) => ProjectCounts> {
  const rows = await db.execute<ProjectCounts & { project: string } & Record<string, unknown>>(sql`
    select t.project_id as project, count(*)::int as images,
      count(*) filter (where t.state = 'open')::int as open,
      count(*) filter (where t.state = 'review')::int as review,
      count(*) filter (where t.state = 'done')::int as done,
      count(*) filter (where t.state = 'broken')::int as broken,
      count(*) filter (where t.state = 'open' and exists (select 1 from labeling_skips s where s.task_id = t.id))::int as skipped,
      count(*) filter (where t.state = 'open' and exists (select 1 from labeling_claims c where c.task_id = t.id and c.expires_at > now()))::int as held
    from labeling_tasks t join labeling_projects p on p.id = t.project_id
    where p.workspace_id = ${workspaceId} ${projectId ? sql`and p.id = ${projectId}` : sql``}
    group by t.project_id`)
  const found = new Map(rows.map(({ project, ...counts }) => [project, counts]))
  return (id) => found.get(id) ?? none
}
