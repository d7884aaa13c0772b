import { sql } from 'drizzle-orm'
import type { Database } from '@/db/client'
import type { BarRow } from '@/lib/dashboards/tile-data'
import { experimentsOf, type RunsAsked } from '../tracking/run-conditions'
import { runsFitting } from '../tracking/search-runs'

type Queryable = Pick<Database, 'execute'>

interface CountedBar extends BarRow {
  /** Of all values of the parameter, and of all runs with both. */
  values: number
  all_runs: number
}

/** A metric by the values of a parameter, over every run that fits; values with the most runs first. NaN and infinity are left out. */
export async function metricByParam(db: Queryable, p: { question: RunsAsked; metric: number; param: string; limit: number }): Promise<CountedBar[]> {
  const fits = await runsFitting(db, p.question)
  const among = experimentsOf(p.question.experiments)
  const rows = await db.execute<CountedBar & Record<string, unknown>>(sql`
    with values_ as (
      select v.value, m.last from tracked_runs r join experiments e on e.id = r.experiment_id
      join tracked_params v on v.run = r.id and v.experiment_id ${among} and v.key = ${p.param} join latest_metrics m on m.run = r.id and m.experiment_id ${among} and m.key = ${sql.raw(String(Math.trunc(p.metric)))}
      where ${fits} and m.last between -1.7976931348623157e308 and 1.7976931348623157e308
    )
    select value, count(*)::int as runs, avg(last) as mean, min(last) as lowest, max(last) as highest, (count(*) over ())::int as values, (sum(count(*)) over ())::int as all_runs
    from values_ group by value order by count(*) desc, value limit ${p.limit}`)
  return [...rows]
}

/** The key of a metric's name; undefined where no run of the workspace has it. */
export async function metricKey(db: Queryable, workspaceId: string, name: string): Promise<number | undefined> {
  const [row] = await db.execute<{ id: number }>(sql`select id from metric_keys where workspace_id = ${workspaceId}::uuid and name = ${name}`)
  return row?.id
}

export interface ScatterRow {
  id: string
  name: string
  x: number
  y: number
}

/** Two measures of each of the newest runs that fit and have both; `metric` by its key, else a parameter that reads as a number. */
export async function measuresOfRuns(db: Queryable, p: { question: RunsAsked; x: { metric: number } | { param: string }; y: { metric: number } | { param: string }; limit: number }): Promise<ScatterRow[]> {
  const fits = await runsFitting(db, p.question)
  // Looked up run by run, the newest first, until there are enough.
  const value = (measure: { metric: number } | { param: string }) =>
    'metric' in measure
      ? sql`(select m.last as value from latest_metrics m where m.run = r.id and m.key = ${sql.raw(String(Math.trunc(measure.metric)))} and m.last between -1.7976931348623157e308 and 1.7976931348623157e308 offset 0)`
      : sql`(select v.number as value from tracked_params v where v.run = r.id and v.key = ${measure.param} and v.number is not null offset 0)`
  const rows = await db.execute<ScatterRow & Record<string, unknown>>(sql`
    select r.run_id as id, r.name, x.value as x, y.value as y from tracked_runs r join experiments e on e.id = r.experiment_id cross join lateral ${value(p.x)} x cross join lateral ${value(p.y)} y
    where ${fits} order by r.start_ms desc nulls last, r.run_id limit ${p.limit}`)
  return [...rows]
}

/** The people whose names stand at runs, for filters: members, and who logged runs lately. */
export async function peopleOfRuns(db: Queryable, workspaceId: string): Promise<string[]> {
  const rows = await db.execute<{ name: string }>(sql`
    select u.name from members m join users u on u.id = m.user_id where m.workspace_id = ${workspaceId}::uuid
    union
    select user_name from (select user_name from tracked_runs where workspace_id = ${workspaceId}::uuid order by id desc limit 2000) t where user_name <> ''
    order by 1 limit 200`)
  return rows.map(({ name }) => name)
}

/** Metrics of an experiment's newest 20 runs that were logged at more than one step, those that most have first. */
export async function metricsOverSteps(db: Queryable, experiment: number): Promise<string[]> {
  const rows = await db.execute<{ name: string }>(sql`
    with newest as (select id from tracked_runs where experiment_id = ${experiment} and lifecycle = 'active' order by start_ms desc limit 20)
    select k.name from latest_metrics m join newest n on n.id = m.run join metric_keys k on k.id = m.key where m.step > 1 group by k.name order by count(*) desc, k.name limit 60`)
  return rows.map(({ name }) => name)
}

/** A parameter in which an experiment's newest 200 runs differ, with few enough values to compare them; the one with the most values. */
export async function tellingParam(db: Queryable, experiment: number, most: number): Promise<string | undefined> {
  const [row] = await db.execute<{ key: string }>(sql`
    with newest as (select id from tracked_runs where experiment_id = ${experiment} and lifecycle = 'active' order by start_ms desc limit 200)
    select p.key from tracked_params p join newest n on n.id = p.run group by p.key having count(distinct p.value) between 2 and ${most} order by count(distinct p.value) desc, p.key limit 1`)
  return row?.key
}
