import { sql } from 'drizzle-orm'
import type { ProjectCounts } from '@/lib/labeling/schema'
import type { Queryable } from './projects'
import { isGold, seenState } from './seen-state'

const none: ProjectCounts = { images: 0, open: 0, review: 0, done: 0, broken: 0, skipped: 0, held: 0 }

/** Tasks by state, of every project of a workspace or of one; to `hideFrom` those with a known answer look like the others. */
export async function countTasks(db: Queryable, workspaceId: string, { project, hideFrom }: { project?: string; hideFrom?: string } = {}): Promise<(id: string) => ProjectCounts> {
  const rows = await db.execute<ProjectCounts & { project: string } & Record<string, unknown>>(sql`
    select t.project_id as project, count(*)::int as images,
      count(*) filter (where seen = 'open')::int as open,
      count(*) filter (where seen = 'review')::int as review,
      count(*) filter (where seen = 'done')::int as done,
      count(*) filter (where seen = 'broken')::int as broken,
      count(*) filter (where t.state = 'open' and exists (select 1 from labeling_skips s where s.task_id = t.id))::int as skipped,
      count(*) filter (where (t.state = 'open' ${hideFrom ? sql`or ${isGold}` : sql``}) and exists (select 1 from labeling_claims c where c.task_id = t.id and c.expires_at > now()))::int as held
    from (select t.*, ${seenState(hideFrom)} as seen from labeling_tasks t) t join labeling_projects p on p.id = t.project_id
    where p.workspace_id = ${workspaceId} ${project ? sql`and p.id = ${project}` : sql``}
    group by t.project_id`)
  const found = new Map(rows.map(({ project, ...counts }) => [project, counts]))
  return (id) => found.get(id) ?? none
}
