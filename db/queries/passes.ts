import { json, type Tx } from './queue'
import type { NewStep } from './submit'

/** The groups that the first step of a For each has found, in their order; undefined where it has not told. */
export async function foundGroups(sql: Tx, runId: string, node: string): Promise<(string | null)[] | undefined> {
  const rows = await sql<{ found: (string | null)[] | null }[]>`
    select o.meta->'values' as found from step_runs s join step_outputs o on o.step_id = s.id and o.port = 'table'
    where s.run_id = ${runId}::uuid and s.node = ${node}`
  return rows[0]?.found ?? undefined
}

export interface PassMetrics {
  index: number
  metrics: Record<string, number>
}

/** What the steps of each pass measured, those of one pass in their order; not how many rows it had. */
export function metricsOfPasses(sql: Tx, runId: string, of: string, besides: string): Promise<PassMetrics[]> {
  return sql<PassMetrics[]>`
    select (iteration->>'index')::int as index, metrics from step_runs
    where run_id = ${runId}::uuid and iteration->>'of' = ${of} and component <> ${besides} and metrics <> '{}'::jsonb
    order by ended_at, node`
}

/**
 * Adds the steps of passes to a run, with what each depends on, by node. Each is compared with the last success of the same
 * node in the pipeline's latest runs. Returns the run's open steps.
 */
export async function insertPasses(sql: Tx, run: { id: string; workspaceId: string }, steps: NewStep[], dependencies: { node: string; on: string }[]): Promise<number> {
  const rows = await sql<{ remaining: number }[]>`
    with recent as materialized (
      select r.id from runs r join runs own on own.id = ${run.id}::uuid and r.pipeline_id = own.pipeline_id and r.id <> own.id order by r.created_at desc limit 20
    ), last as materialized (
      select distinct on (s.node) s.node, s.id from step_runs s join recent on recent.id = s.run_id where s.state = 'succeeded' order by s.node, s.ended_at desc
    ), added as (
      insert into step_runs (id, run_id, workspace_id, node, name, component, params, iteration, position, state, waiting_on, runner, environment, environment_hash,
        requests, memory_mb, timeout_seconds, deterministic, sources, forced, key_base, compared_with)
      select s.id, ${run.id}::uuid, ${run.workspaceId}::uuid, s.node, s.name, s.component, s.params, s.iteration, s.position, 'waiting', s.waiting_on, s.runner,
        s.environment, s.environment_hash, coalesce(s.requests, '{}'::jsonb), s.memory_mb, s.timeout_seconds, s.deterministic, s.sources, s.forced, s.key_base, last.id
      from jsonb_to_recordset(${json(steps)}::text::jsonb) as s(id uuid, node text, name text, component text, params jsonb, iteration jsonb, position int,
        waiting_on int, runner text, environment text, environment_hash text, requests jsonb, memory_mb int, timeout_seconds int, deterministic bool, sources jsonb, forced bool, key_base text)
      left join last on last.node = s.node
      returning id, node
    ), known as (
      select id, node from step_runs where run_id = ${run.id}::uuid union all select id, node from added
    ), joined as (
      insert into step_dependencies (step_id, depends_on)
      select a.id, b.id from jsonb_to_recordset(${json(dependencies)}::text::jsonb) as d(node text, "on" text)
      join known a on a.node = d.node join known b on b.node = d."on" on conflict do nothing
    )
    update runs set remaining = remaining + (select count(*) from added) where id = ${run.id}::uuid returning remaining`
  return rows[0]?.remaining ?? 0
}

export interface Collecting {
  id: string
  params: Record<string, unknown>
  keyBase: string | null
  sources: Record<string, { node: string; port: string }>
  waitingOn: number
}

/** Writes what the collecting step of a For each waits for now. */
export async function changeCollecting(sql: Tx, step: Collecting): Promise<void> {
  await sql`
    update step_runs set params = ${json(step.params)}::text::jsonb, key_base = ${step.keyBase}, sources = ${json(step.sources)}::text::jsonb, waiting_on = ${step.waitingOn}::int
    where id = ${step.id}::uuid and state = 'waiting'`
}

/** Draws the steps of passes into the card of their For each, and cards inside them beside it. */
export async function addToGroup(sql: Tx, runId: string, node: string, inside: string[], groups: unknown[]): Promise<void> {
  await sql`
    update runs set groups = (
      select jsonb_agg(case when g->>'node' = ${node} or g->'inside' ? ${`${node}.collect`} then jsonb_set(g, '{inside}', (g->'inside') || ${json(inside)}::text::jsonb) else g end order by place)
      from jsonb_array_elements(groups) with ordinality as e(g, place)) || ${json(groups)}::text::jsonb
    where id = ${runId}::uuid`
}
