import { sql } from 'drizzle-orm'
import type { Database } from '@/db/client'
import { list, textList } from './compile'

type Queryable = Pick<Database, 'execute'>

const array = (values: readonly (string | number)[]) => `{${values.join(',')}}`

/** The keys of metric names, made where they are new. A name that another request makes at the same moment may be missing: ask again. */
export async function metricKeyIds(db: Queryable, workspaceId: string, names: string[]): Promise<Map<string, number>> {
  const rows = await db.execute<{ id: number; name: string }>(sql`
    with given as (select distinct name from jsonb_array_elements_text(${list(names)}::text::jsonb) as g(name)),
    known as (select k.id, k.name from metric_keys k join given g on g.name = k.name where k.workspace_id = ${workspaceId}::uuid),
    added as (insert into metric_keys (workspace_id, name) select ${workspaceId}::uuid, name from given where name not in (select name from known) order by name on conflict do nothing returning id, name)
    select id, name from known union all select id, name from added`)
  return new Map(rows.map(({ id, name }) => [name, id]))
}

export interface PointRow {
  run: number
  step: string
  at_ms: string
  value: number
}

const keyNamed = (workspaceId: string, name: string) => sql`(select id from metric_keys where workspace_id = ${workspaceId}::uuid and name = ${name})`

/** One metric's points in the order of instants, then steps. */
export function metricHistory(db: Queryable, p: { workspaceId: string; runs: number[]; name: string; offset: number; limit: number | null }): Promise<PointRow[]> {
  return db.execute<PointRow & Record<string, unknown>>(sql`
    select run, step, at_ms, value from metric_points
    where run = any(translate(${list(p.runs)}, '[]', '{}')::int[]) and key = ${keyNamed(p.workspaceId, p.name)}
    order by run, at_ms, step, value offset ${p.offset} limit ${p.limit}`)
}

/** The steps of a metric in one run or several, each once, ascending. */
export async function metricSteps(db: Queryable, p: { workspaceId: string; runs: number[]; name: string; from: string | null; to: string | null; buckets: number }): Promise<string[]> {
  const rows = await db.execute<{ step: string }>(sql`
    with steps as (
      select distinct step from metric_points where run = any(translate(${list(p.runs)}, '[]', '{}')::int[]) and key = ${keyNamed(p.workspaceId, p.name)}
        and step >= coalesce(${p.from}::bigint, step) and step <= coalesce(${p.to}::bigint, step)
    ), cut as (select step, ntile(${p.buckets}) over (order by step) as bucket from steps)
    select min(step) as step from cut group by bucket union select max(step) from steps order by 1`)
  return rows.flatMap(({ step }) => (step === null ? [] : [step]))
}

/** The points of a metric at the given steps. */
export function pointsAtSteps(db: Queryable, p: { workspaceId: string; runs: number[]; name: string; steps: string[]; limitPerRun: number }): Promise<PointRow[]> {
  return db.execute<PointRow & Record<string, unknown>>(sql`
    select run, step, at_ms, value from (
      select run, step, at_ms, value, row_number() over (partition by run order by step, at_ms, value) as place from metric_points
      where run = any(translate(${list(p.runs)}, '[]', '{}')::int[]) and key = ${keyNamed(p.workspaceId, p.name)} and step = any(${array(p.steps)}::bigint[])
    ) t where place <= ${p.limitPerRun} order by run, step, at_ms, value`)
}

export interface BucketRow {
  name: string
  first_step: string
  last_step: string
  lowest: number | null
  highest: number | null
  /** Step of the lowest and of the highest value. */
  lowest_step: string
  highest_step: string
  /** Points within that are no numbers. */
  gaps: number
}

/** Metrics of one run as buckets of steps with their extremes, so that no spike is lost whatever their number. */
export function metricBuckets(db: Queryable, p: { workspaceId: string; run: number; names: string[]; buckets: number }): Promise<BucketRow[]> {
  return db.execute<BucketRow & Record<string, unknown>>(sql`
    with cut as (
      select k.name, m.step, m.value, ntile(${p.buckets}) over (partition by m.key order by m.step, m.at_ms) as bucket
      from metric_points m join metric_keys k on k.id = m.key
      where m.run = ${p.run} and k.workspace_id = ${p.workspaceId}::uuid and k.name in ${textList(p.names)}
    )
    select name, min(step) as first_step, max(step) as last_step,
      min(value) filter (where value <> 'NaN') as lowest, max(value) filter (where value <> 'NaN') as highest,
      (array_agg(step order by value, step))[1] as lowest_step,
      coalesce((array_agg(step order by value desc, step) filter (where value <> 'NaN'))[1], min(step)) as highest_step,
      (count(*) filter (where value = 'NaN'))::int as gaps
    from cut group by name, bucket order by name, min(step)`)
}

/** Names of the metrics, parameters or tags that runs of an experiment have, for choosing columns. */
export function knownKeys(db: Queryable, experimentId: number, p: { kind: 'metric' | 'param' | 'tag'; contains: string; limit: number }): Promise<{ key: string }[]> {
  const like = `%${p.contains.replace(/[\\%_]/g, (sign) => `\\${sign}`)}%`
  // Jumps from key to key in the index instead of reading every row.
  const table = p.kind === 'metric' ? sql`latest_metrics` : p.kind === 'param' ? sql`tracked_params` : sql`tracked_tags`
  const walk = sql`
    with recursive keys as (
      (select key from ${table} where experiment_id = ${experimentId} order by key limit 1)
      union all
      select (select t.key from ${table} t where t.experiment_id = ${experimentId} and t.key > keys.key order by t.key limit 1) from keys where keys.key is not null
    )`
  return p.kind === 'metric'
    ? db.execute<{ key: string }>(sql`${walk} select k.name as key from keys join metric_keys k on k.id = keys.key where k.name ilike ${like} order by k.name limit ${p.limit}`)
    : db.execute<{ key: string }>(sql`${walk} select key from keys where key is not null and key ilike ${like} order by key limit ${p.limit}`)
}

/** The metrics and parameters that most of an experiment's newest runs have, to be shown at first. */
export async function commonKeys(db: Queryable, experimentId: number, limit: number): Promise<{ kind: 'metrics' | 'params'; key: string }[]> {
  return db.execute<{ kind: 'metrics' | 'params'; key: string }>(sql`
    with newest as (select id from tracked_runs where experiment_id = ${experimentId} and lifecycle = 'active' order by start_ms desc limit 20)
    (select 'metrics' as kind, k.name as key from latest_metrics m join newest n on n.id = m.run join metric_keys k on k.id = m.key group by k.name order by count(*) desc, k.name limit ${limit})
    union all
    (select 'params', p.key from tracked_params p join newest n on n.id = p.run group by p.key order by count(*) desc, count(distinct p.value) desc, p.key limit ${limit})`)
}
