import { sql } from 'drizzle-orm'
import type { Database } from '@/db/client'

type Queryable = Pick<Database, 'execute'>

/**
 * Adds up the days that are over and were not yet, once for all: ended attempts do not change any more. An hour's grace for
 * a transaction that ended just before midnight and commits after it.
 */
export async function addUpDays(db: Queryable, workspaceId: string): Promise<void> {
  await db.execute(sql`
    with target as (select ((now() - interval '1 hour') at time zone 'UTC')::date - 1 as day),
    due as (
      insert into compute_days_done (workspace_id, through) select ${workspaceId}::uuid, day from target
      on conflict (workspace_id) do update set through = excluded.through where compute_days_done.through < excluded.through
      returning through, (select o.through from compute_days_done o where o.workspace_id = ${workspaceId}::uuid) as before
    ), ended as (
      select (a.ended_at at time zone 'UTC')::date as day, r.created_by_name as person, extract(epoch from a.ended_at - a.claimed_at) as seconds
      from due join step_attempts a on a.ended_at >= coalesce((due.before + 1)::timestamp at time zone 'UTC', '-infinity') and a.ended_at < (due.through + 1)::timestamp at time zone 'UTC'
      join step_runs s on s.id = a.step_id and s.workspace_id = ${workspaceId}::uuid join runs r on r.id = s.run_id
    )
    insert into compute_days (workspace_id, day, person, seconds, steps)
    select ${workspaceId}::uuid, day, person, sum(seconds), count(*) from ended group by day, person on conflict do nothing`)
}

/** Whether `addUpDays` has something to do. */
export async function daysAreDue(db: Queryable, workspaceId: string): Promise<boolean> {
  const [row] = await db.execute<{ done: boolean }>(sql`
    select exists (select from compute_days_done where workspace_id = ${workspaceId}::uuid and through >= ((now() - interval '1 hour') at time zone 'UTC')::date - 1) as done`)
  return !row?.done
}

export interface HoursRow {
  /** YYYY-MM-DD, of UTC. */
  day: string
  person: string
  seconds: number
  steps: number
  runs: number
}

/**
 * Seconds that steps and logged runs took, by day of their end and by person. Steps that run now count until now; of logged
 * runs those that have ended, without the ones nested in another. `days` 0: all time.
 */
export function hoursByDay(db: Queryable, p: { workspaceId: string; days: number; person?: string }): Promise<HoursRow[]> {
  const first = p.days === 0 ? sql`date '2000-01-01'` : sql`(now() at time zone 'UTC')::date - ${p.days - 1}::int`
  const person = p.person ? sql`where person = ${p.person}` : sql``
  return db.execute<HoursRow & Record<string, unknown>>(sql`
    with since as (select ${first} as first),
    open as (select coalesce((select through + 1 from compute_days_done where workspace_id = ${p.workspaceId}::uuid), date '2000-01-01') as first),
    parts as (
      select d.day, d.person, d.seconds, d.steps, 0 as runs from compute_days d, since where d.workspace_id = ${p.workspaceId}::uuid and d.day >= since.first
      union all
      select (coalesce(a.ended_at, now()) at time zone 'UTC')::date, r.created_by_name, extract(epoch from coalesce(a.ended_at, now()) - a.claimed_at)::float8, 1, 0
      from since, open, step_attempts a join step_runs s on s.id = a.step_id and s.workspace_id = ${p.workspaceId}::uuid join runs r on r.id = s.run_id
      where a.ended_at >= greatest(open.first, since.first)::timestamp at time zone 'UTC'
      union all
      select (now() at time zone 'UTC')::date, r.created_by_name, extract(epoch from now() - a.claimed_at)::float8, 1, 0
      from step_attempts a join step_runs s on s.id = a.step_id and s.workspace_id = ${p.workspaceId}::uuid join runs r on r.id = s.run_id
      where a.ended_at is null
      union all
      -- Added up by whole days since 1970 before any of them becomes a date: of many runs few rows are left.
      select date '1970-01-01' + (t.end_ms / 86400000)::int, t.user_name, sum(greatest(t.end_ms - t.start_ms, 0))::float8 / 1000.0, 0, count(*)::int
      from since, tracked_runs t where t.workspace_id = ${p.workspaceId}::uuid and t.kind = 'mlflow' and t.parent_run_id is null and t.end_ms is not null
        and t.end_ms >= extract(epoch from since.first::timestamp at time zone 'UTC') * 1000 and t.end_ms < 4102444800000
      group by t.end_ms / 86400000, t.user_name
    )
    select to_char(day, 'YYYY-MM-DD') as day, person, seconds, steps, runs
    from (select day, person, sum(seconds)::float8 as seconds, sum(steps)::int as steps, sum(runs)::int as runs from parts ${person} group by day, person) t order by 1, 2`)
}
