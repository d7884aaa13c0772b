import { sql } from 'drizzle-orm'
import type { Queryable } from './projects'
import { seenState } from './seen-state'

export interface PersonRow {
  id: string
  name: string
  submitted: number
  imported: number
  extra: number
  accepted: number
  returned: number
  skipped: number
  /** Active seconds of the middle image; null where there is none. */
  medianSeconds: number | null
}

/** What each person has done in a project, the busiest first. */
export async function countByPerson(db: Queryable, projectId: string): Promise<PersonRow[]> {
  const rows = await db.execute<PersonRow & Record<string, unknown>>(sql`
    with skips as (select k.user_id, count(*)::int as n from labeling_skips k join labeling_tasks t on t.id = k.task_id where t.project_id = ${projectId} group by 1),
    work as (
      select user_id, count(*) filter (where origin = 'labeled')::int as submitted, count(*) filter (where origin = 'imported')::int as imported,
        count(*) filter (where extra)::int as extra,
        count(*) filter (where verdict in ('accepted', 'corrected'))::int as accepted, count(*) filter (where verdict = 'returned')::int as returned,
        percentile_cont(0.5) within group (order by active_seconds) filter (where origin = 'labeled' and active_seconds > 0) as median
      from labeling_submissions where project_id = ${projectId} group by 1)
    select u.id, u.name, coalesce(w.submitted, 0) as submitted, coalesce(w.imported, 0) as imported, coalesce(w.extra, 0) as extra, coalesce(w.accepted, 0) as accepted,
      coalesce(w.returned, 0) as returned, coalesce(s.n, 0) as skipped, w.median as "medianSeconds"
    from users u left join work w on w.user_id = u.id left join skips s on s.user_id = u.id
    where w.user_id is not null or s.user_id is not null order by submitted desc, imported desc, u.name`)
  return [...rows]
}

/** Submissions a day (UTC), of the last 90 days that have any. */
export async function countByDay(db: Queryable, projectId: string): Promise<{ day: string; submitted: number }[]> {
  const rows = await db.execute<{ day: string; submitted: number }>(sql`
    select to_char(created_at at time zone 'UTC', 'YYYY-MM-DD') as day, count(*)::int as submitted
    from labeling_submissions where project_id = ${projectId} and origin = 'labeled' and created_at > now() - interval '90 days' group by 1 order by 1`)
  return [...rows]
}

/** Opinions still wanted, and those that came in the last 24 hours with the time from the first of them. To `hideFrom` images with a known answer look like the others. */
export async function measurePace(db: Queryable, projectId: string, hideFrom?: string): Promise<{ wanted: number; recent: number; seconds: number }> {
  const [row] = await db.execute<{ wanted: number; recent: number; seconds: number }>(sql`
    select (select coalesce(sum(greatest(required - submitted, 0)), 0)::int from (select t.*, ${seenState(hideFrom)} as seen from labeling_tasks t where project_id = ${projectId}) t where seen = 'open') as wanted,
      count(*)::int as recent, coalesce(extract(epoch from now() - min(created_at)), 0)::float8 as seconds
    from labeling_submissions where project_id = ${projectId} and origin = 'labeled' and not extra and created_at > now() - interval '24 hours'`)
  return row!
}
