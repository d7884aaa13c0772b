import { sql } from 'drizzle-orm'
import type { Database } from '@/db/client'
import type { ProjectProgress } from '@/lib/dashboards/tile-data'

type Queryable = Pick<Database, 'execute'>

export interface OpenRow {
  source: 'pipeline' | 'experiment'
  id: string
  number: number | null
  experiment: number | null
  experiment_name: string | null
  name: string
  state: string
  person: string
  /** Instants as milliseconds since 1970. */
  since_ms: number
  done: number
  steps: number
  total: number
}

/** What runs or waits now, newest first; `total` counts all of them in each row. */
export function openRuns(db: Queryable, p: { workspaceId: string; limit: number }): Promise<OpenRow[]> {
  return db.execute<OpenRow & Record<string, unknown>>(sql`
    with pipeline as (
      select 'pipeline' as source, r.id::text as id, r.number, null::int as experiment, null::text as experiment_name, r.name, r.state, r.created_by_name as person,
        (extract(epoch from coalesce(r.started_at, r.created_at)) * 1000)::float8 as since_ms, r.remaining
      from runs r where r.state in ('queued', 'running') and r.workspace_id = ${p.workspaceId}::uuid
    ), logged as (
      select 'experiment', r.run_id, null::int, e.number, e.name, r.name, case r.status when 'SCHEDULED' then 'queued' else 'running' end, r.user_name, r.start_ms::float8, null::int
      from tracked_runs r join experiments e on e.id = r.experiment_id
      where r.workspace_id = ${p.workspaceId}::uuid and r.status in ('RUNNING', 'SCHEDULED') and r.lifecycle = 'active' and r.kind = 'mlflow'
    ), found as (select * from pipeline union all select * from logged),
    shown as (select *, count(*) over ()::int as total from found order by state = 'running' desc, since_ms desc limit ${p.limit})
    select s.source, s.id, s.number, s.experiment, s.experiment_name, s.name, s.state, s.person, s.since_ms, s.total, coalesce(n.steps, 0) as steps, coalesce(n.steps - s.remaining, 0) as done
    from shown s left join lateral (select count(*)::int as steps from step_runs t where s.source = 'pipeline' and t.run_id = s.id::uuid) n on true
    order by s.state = 'running' desc, s.since_ms desc`)
}

export interface FailedRow {
  source: 'pipeline' | 'experiment'
  id: string
  number: number | null
  experiment: number | null
  experiment_name: string | null
  name: string
  person: string
  ended_ms: number
  /** The step that failed first and what it said; null for logged runs, which give no reason. */
  node: string | null
  step: string | null
  message: string | null
  total: number
}

/** What has failed within the last hours, newest first. */
export function failedRuns(db: Queryable, p: { workspaceId: string; hours: number; limit: number }): Promise<FailedRow[]> {
  return db.execute<FailedRow & Record<string, unknown>>(sql`
    with since as (select now() - make_interval(hours => ${p.hours}::int) as at),
    found as (
      select 'pipeline' as source, r.id::text as id, r.number, null::int as experiment, null::text as experiment_name, r.name, r.created_by_name as person, (extract(epoch from r.ended_at) * 1000)::float8 as ended_ms
      from runs r, since where r.workspace_id = ${p.workspaceId}::uuid and r.state = 'failed' and r.ended_at >= since.at
      union all
      select 'experiment', r.run_id, null, e.number, e.name, r.name, r.user_name, r.end_ms::float8
      from since, tracked_runs r join experiments e on e.id = r.experiment_id
      where r.workspace_id = ${p.workspaceId}::uuid and r.status = 'FAILED' and r.lifecycle = 'active' and r.kind = 'mlflow'
        and r.end_ms >= extract(epoch from since.at) * 1000 and r.end_ms <= (extract(epoch from now()) + 86400) * 1000
    ), shown as (select *, count(*) over ()::int as total from found order by ended_ms desc limit ${p.limit})
    select s.*, f.node, f.name as step, f.message from shown s
    left join lateral (
      select t.node, t.name, t.message from step_runs t where s.source = 'pipeline' and t.run_id = s.id::uuid and t.state = 'failed' order by t.ended_at, t.position limit 1
    ) f on true order by s.ended_ms desc`)
}

export interface RecentExperimentRow {
  id: number
  number: number
  name: string
  tags: Record<string, string>
  newest_ms: number
}

/** Experiments in which something was logged last. */
export function recentExperiments(db: Queryable, workspaceId: string, limit: number): Promise<RecentExperimentRow[]> {
  return db.execute<RecentExperimentRow & Record<string, unknown>>(sql`
    select e.id, e.number, e.name, e.tags, n.start_ms::float8 as newest_ms from experiments e
    cross join lateral (select r.start_ms from tracked_runs r where r.experiment_id = e.id and r.lifecycle = 'active' order by r.start_ms desc limit 1) n
    where e.workspace_id = ${workspaceId}::uuid and e.lifecycle = 'active' order by n.start_ms desc limit ${limit}`)
}

/** Metrics of an experiment's newest 20 runs, those that most have first. */
export async function usualMetrics(db: Queryable, experiment: number): Promise<{ id: number; name: string }[]> {
  const rows = await db.execute<{ id: number; name: string }>(sql`
    with newest as (select id from tracked_runs where experiment_id = ${experiment} and lifecycle = 'active' order by start_ms desc limit 20)
    select k.id, k.name from latest_metrics m join newest n on n.id = m.run join metric_keys k on k.id = m.key group by k.id, k.name order by count(*) desc, k.name limit 60`)
  return [...rows]
}

export interface RecordRow {
  run_id: string
  run_name: string
  start_ms: number
  value: number
}

/**
 * The runs of an experiment that were the best when they began, oldest first; the last is the best of all. Looked for among
 * the `within` best: a run that is better than all before it, among these, is so among all. NaN and infinity are no best.
 */
export async function bestOverTime(db: Queryable, p: { experiment: number; key: number; goal: 'max' | 'min'; within: number }): Promise<RecordRow[]> {
  const down = sql.raw(p.goal === 'max' ? 'desc' : 'asc')
  const best = p.goal === 'max' ? sql`max` : sql`min`
  const better = sql.raw(p.goal === 'max' ? '>' : '<')
  // The experiment and the metric go in as they are, so that the planner sees how many rows there are.
  const place = sql.raw(`m.experiment_id = ${Math.trunc(p.experiment)} and m.key = ${Math.trunc(p.key)}`)
  const rows = await db.execute<RecordRow & Record<string, unknown>>(sql`
    with top as (
      select r.run_id, r.name as run_name, r.start_ms, m.last as value from latest_metrics m join tracked_runs r on r.id = m.run and r.lifecycle = 'active'
      where ${place} and m.last between -1.7976931348623157e308 and 1.7976931348623157e308 order by m.last ${down} limit ${p.within}
    ), before as (select *, ${best}(value) over (order by start_ms, run_id rows between unbounded preceding and 1 preceding) as best from top)
    select run_id, run_name, start_ms::float8 as start_ms, value from before where best is null or value ${better} best order by start_ms, run_id`)
  return [...rows]
}

/** Labeling projects by what was worked on last, with their images by state. */
export function labelingProgress(db: Queryable, p: { workspaceId: string; project?: string; limit: number }): Promise<ProjectProgress[]> {
  const one = p.project ? sql`and p.id = ${p.project}::uuid` : sql``
  return db.execute<ProjectProgress & Record<string, unknown>>(sql`
    select p.id, p.name, coalesce(t.images, 0) as images, coalesce(t.done, 0) as done, coalesce(t.review, 0) as review, coalesce(t.open, 0) as open, coalesce(w.week, 0) as week
    from labeling_projects p
    left join lateral (
      select count(*) filter (where state <> 'broken')::int as images, count(*) filter (where state = 'done')::int as done, count(*) filter (where state = 'review')::int as review, count(*) filter (where state = 'open')::int as open
      from labeling_tasks t where t.project_id = p.id
    ) t on true
    left join lateral (select count(*)::int as week from labeling_submissions s where s.project_id = p.id and s.created_at > now() - interval '7 days' and s.origin = 'labeled') w on true
    where p.workspace_id = ${p.workspaceId}::uuid ${one} order by w.week desc nulls last, p.created_at desc limit ${p.limit}`)
}

export interface StateDay {
  day: string
  state: string
  runs: number
}

/** Pipeline runs by the day (UTC) on which they were asked for, and by their state now. */
export function statesByDay(db: Queryable, p: { workspaceId: string; days: number; pipeline?: string; person?: string }): Promise<StateDay[]> {
  const pipeline = p.pipeline ? sql`and r.pipeline_id = ${p.pipeline}::uuid` : sql``
  const person = p.person ? sql`and r.created_by_name = ${p.person}` : sql``
  return db.execute<StateDay & Record<string, unknown>>(sql`
    select to_char(r.created_at at time zone 'UTC', 'YYYY-MM-DD') as day, r.state, count(*)::int as runs from runs r
    where r.workspace_id = ${p.workspaceId}::uuid and r.created_at >= ((now() at time zone 'UTC')::date - ${p.days - 1}::int)::timestamp at time zone 'UTC' ${pipeline} ${person} group by 1, 2 order by 1, 2`)
}

export interface ChangeRow {
  id: number
  actor_kind: string
  actor_name: string
  action: string
  object_kind: string
  object_id: string | null
  object_name: string
  at_ms: number
  /** Where runs of a sweep are told as one: how many of its trials, and which it is. */
  trials: number | null
  sweep_id: string | null
  sweep_name: string | null
}

/** Newest changes of objects of the given kinds; runs that one sweep has begun are one, where the newest of them stands. */
export function recentChanges(db: Queryable, p: { workspaceId: string; kinds: string[]; limit: number }): Promise<ChangeRow[]> {
  return db.execute<ChangeRow & Record<string, unknown>>(sql`
    with newest as (select * from activity where workspace_id = ${p.workspaceId}::uuid order by id desc limit 2000),
    told as (
      select a.id, r.options->'sweep'->>'id' as sweep_id, r.options->'sweep'->'trial' as trial
      from newest a left join runs r on r.id = (case when a.action = 'run.submitted' then a.object_id end)::uuid and r.workspace_id = ${p.workspaceId}::uuid
      where a.object_kind in (select jsonb_array_elements_text(${JSON.stringify(p.kinds)}::text::jsonb))
    ),
    lines as (
      select max(id) as id, sweep_id, case when sweep_id is not null then count(*) filter (where jsonb_typeof(trial) = 'number')::int end as trials
      from told group by coalesce(sweep_id, id::text), sweep_id order by 1 desc limit ${p.limit}
    )
    select a.id::float8 as id, a.actor_kind, a.actor_name, a.action, a.object_kind, a.object_id, a.object_name, (extract(epoch from a.at) * 1000)::float8 as at_ms, l.trials, s.id as sweep_id, s.name as sweep_name
    from lines l join newest a on a.id = l.id left join sweeps s on s.id = l.sweep_id::uuid and s.workspace_id = ${p.workspaceId}::uuid order by a.id desc`)
}
