import type { KeyParts } from '@/db/schema'
import type { StepState } from '@/lib/protocol/states'
import { json, type Tx } from './queue'

export interface ReadyRow {
  id: string
  component: string
  params: Record<string, unknown>
  position: number
  environment_hash: string | null
  forced: boolean
  /** By input port, the content's digest. */
  inputs: Record<string, string>
  /** By input port of a step of the category Learn, rows and columns of the table there; what is no table has neither. */
  sizes: Record<string, { rows: number | null; columns: unknown[] | null }>
  /** Inputs at which nothing comes: their source was skipped, or gave nothing at that output. */
  lacking: Lacking[]
  /** As `cacheKey` of lib/queue/cache-key.ts makes it; null: never reused. */
  key: string | null
  previous: { parts: KeyParts | null; params: Record<string, unknown> } | null
  /** The latest step of the workspace that computed the same, unless this one is forced. */
  equal: { step: string; node: string; run: string; number: number; digests: string[] } | null
}

export interface Lacking {
  /** The input. */
  port: string
  /** The step and output that feed it. */
  name: string
  component: string
  output: string
  state: StepState
  /** Why that step was skipped itself. */
  message: string
  /** What that step found, in words, where it chooses among its outputs. */
  found: string | null
}

/** Steps of a run, or of an attempt's run, that wait for nothing any more and are not queued yet, with their keys and what may stand in for them. */
export function readySteps(sql: Tx, of: { runId: string } | { attemptId: string }): Promise<ReadyRow[]> {
  const run = 'runId' in of ? sql`${of.runId}::uuid` : sql`(select x.run_id from step_attempts a join step_runs x on x.id = a.step_id where a.id = ${of.attemptId}::uuid)`
  return sql<ReadyRow[]>`
    select s.id, s.component, s.params, s.position, s.environment_hash, s.forced, i.inputs, i.sizes, i.lacking, k.key,
           case when p.id is null then null else jsonb_build_object('parts', p.key_parts, 'params', p.params) end as previous, c.equal
    from step_runs s
    left join step_runs p on p.id = s.compared_with
    cross join lateral (
      select coalesce(jsonb_object_agg(src.key, o.digest) filter (where o.digest is not null), '{}'::jsonb) as inputs,
             coalesce(string_agg(to_json(src.key)::text || ':' || to_json(o.digest)::text, ',' order by src.key collate "C") filter (where o.digest is not null), '') as text,
             coalesce(jsonb_object_agg(src.key, jsonb_build_object('rows', o.meta->'rows', 'columns', o.meta->'columns'))
               filter (where o.digest is not null and s.component like 'learn.%'), '{}'::jsonb) as sizes,
             coalesce(jsonb_agg(jsonb_build_object('port', src.key, 'name', coalesce(nullif(u.name, ''), u.node), 'component', u.component, 'output', src.value->>'port',
               'state', u.state, 'message', u.message, 'found', (select x.meta->>'found' from step_outputs x where x.step_id = u.id and x.meta ? 'found' limit 1))
               order by src.key) filter (where o.digest is null), '[]'::jsonb) as lacking
      from jsonb_each(s.sources) src
      join step_runs u on u.run_id = s.run_id and u.node = src.value->>'node'
      left join step_outputs o on o.step_id = u.id and o.port = src.value->>'port'
    ) i
    cross join lateral (
      select encode(sha256(convert_to('{"base":"' || s.key_base || '","inputs":{' || i.text || '}}', 'UTF8')), 'hex') as key
    ) k
    left join lateral (
      select jsonb_build_object('step', f.id, 'node', f.node, 'run', r.id, 'number', r.number,
               'digests', (select coalesce(jsonb_agg(o.digest), '[]'::jsonb) from step_outputs o where o.step_id = f.id)) as equal
      from step_runs f join runs r on r.id = f.run_id
      where f.workspace_id = s.workspace_id and f.cache_key = k.key and f.cache_key is not null and f.state = 'succeeded' and f.reused_from is null and not s.forced
        and not exists (select 1 from step_outputs o left join blobs b on b.digest = o.digest where o.step_id = f.id and b.digest is null)
      order by f.ended_at desc limit 1
    ) c on true
    where s.run_id = ${run} and s.state = 'waiting' and s.waiting_on = 0`
}

export interface Queued {
  id: string
  key: string | null
  parts: KeyParts
  note: string
  /** Megabytes that it will about need, where that is known and worth telling. */
  memory: number | null
}

/** Ready steps become queued, each with its key, why it is computed, and what memory it needs. */
export async function queueSteps(sql: Tx, steps: Queued[]): Promise<void> {
  await sql`
    update step_runs s set state = 'queued', ready_at = clock_timestamp(), cache_key = q.key, key_parts = q.parts, reuse_note = q.note,
      memory_mb = greatest(s.memory_mb, q.memory)
    from jsonb_to_recordset(${json(steps)}::text::jsonb) as q(id uuid, key text, parts jsonb, note text, memory int)
    where s.id = q.id and s.state = 'waiting'`
}

export interface Reused extends Queued {
  from: string
}

/** Ready steps that an equal step has computed: done at once, with copies of its outputs and metrics. Returns the run's open steps. */
export async function reuseSteps(sql: Tx, runId: string, steps: Reused[]): Promise<number> {
  const rows = await sql<{ remaining: number }[]>`
    with reused as (
      select * from jsonb_to_recordset(${json(steps)}::text::jsonb) as q(id uuid, key text, parts jsonb, note text, "from" uuid)
    ), done as (
      update step_runs s set state = 'succeeded', end_reason = 'succeeded', ready_at = clock_timestamp(), ended_at = clock_timestamp(),
        cache_key = q.key, key_parts = q.parts, reuse_note = q.note, reused_from = q."from", metrics = f.metrics
      from reused q join step_runs f on f.id = q."from"
      where s.id = q.id and s.state = 'waiting' returning s.id
    ), copied as (
      insert into step_outputs (step_id, port, type, digest, size, meta)
      select q.id, o.port, o.type, o.digest, o.size, o.meta from reused q join done on done.id = q.id join step_outputs o on o.step_id = q."from"
    ), freed as (
      update step_runs d set waiting_on = d.waiting_on - e.n
      from (select step_id, count(*)::int as n from step_dependencies join done on done.id = depends_on group by step_id) e
      where d.id = e.step_id
    )
    update runs set remaining = remaining - (select count(*) from done) where id = ${runId}::uuid returning remaining`
  return rows[0]?.remaining ?? 0
}

/** Ready steps that nothing comes to: done at once, as skipped, so that what follows waits for them no more. Returns the run's open steps. */
export async function skipSteps(sql: Tx, runId: string, steps: { id: string; message: string }[]): Promise<number> {
  const rows = await sql<{ remaining: number }[]>`
    with lacking as (
      select * from jsonb_to_recordset(${json(steps)}::text::jsonb) as q(id uuid, message text)
    ), done as (
      update step_runs s set state = 'skipped', message = q.message, ended_at = clock_timestamp()
      from lacking q where s.id = q.id and s.state = 'waiting' returning s.id
    ), freed as (
      update step_runs d set waiting_on = d.waiting_on - e.n
      from (select step_id, count(*)::int as n from step_dependencies join done on done.id = depends_on group by step_id) e
      where d.id = e.step_id
    )
    update runs set remaining = remaining - (select count(*) from done) where id = ${runId}::uuid returning remaining`
  return rows[0]?.remaining ?? 0
}
