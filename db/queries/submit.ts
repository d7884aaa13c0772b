import { sql } from 'drizzle-orm'
import type { Database } from '@/db/client'
import type { Iteration, KeyParts, RunOptions } from '@/db/schema'
import type { Column } from '@/lib/catalog/types'
import type { RunCompute } from '@/lib/graph/compute-schema'
import type { Graph } from '@/lib/graph/schema'
import type { Output } from '@/lib/protocol/messages'
import type { RunState, StepState } from '@/lib/protocol/states'
import type { StepGroup } from '@/lib/workspace-components/expand'
import { json } from './queue'

type Queryable = Pick<Database, 'execute'>

export interface PreviousRow {
  node: string
  step_id: string
  key: string | null
  parts: KeyParts | null
  params: Record<string, unknown>
  metrics: Record<string, number>
  outputs: Record<string, Output>
  /** The step that computed it and its run. */
  source_id: string
  source_node: string
  source_run: string
  source_number: number
}

/** Of the pipeline's latest 20 runs, the last success of each node with its outputs. */
export async function latestSuccesses(db: Queryable, workspaceId: string, pipelineId: string): Promise<PreviousRow[]> {
  return db.execute<PreviousRow & Record<string, unknown>>(sql`
    with recent as (
      select id from runs where pipeline_id = ${pipelineId}::uuid and workspace_id = ${workspaceId}::uuid order by created_at desc limit 20
    ), last as (
      select distinct on (s.node) s.id from step_runs s join recent on recent.id = s.run_id
      where s.state = 'succeeded' order by s.node, s.ended_at desc
    )
    select s.node, s.id as step_id, s.cache_key as key, s.key_parts as parts, s.params, s.metrics, o.outputs,
           f.id as source_id, f.node as source_node, r.id as source_run, r.number as source_number
    from last join step_runs s on s.id = last.id
    join step_runs f on f.id = coalesce(s.reused_from, s.id) join runs r on r.id = f.run_id
    cross join lateral (
      select coalesce(jsonb_object_agg(o.port, jsonb_build_object('type', o.type, 'digest', o.digest, 'size', o.size, 'meta', o.meta)), '{}'::jsonb) as outputs
      from step_outputs o where o.step_id = s.id
    ) o`)
}

export interface KeyHit {
  key: string
  metrics: Record<string, number>
  outputs: Record<string, Output>
  source_id: string
  source_node: string
  source_run: string
  source_number: number
}

/**
 * For each key the latest step of the workspace that computed it, with everything else that the same runs computed: what
 * comes next along the graph is likely among it.
 */
export async function successesByKey(db: Queryable, workspaceId: string, keys: string[]): Promise<KeyHit[]> {
  if (keys.length === 0) return []
  return db.execute<KeyHit & Record<string, unknown>>(sql`
    with hits as materialized (
      select distinct on (s.cache_key) s.id, s.run_id
      from step_runs s
      where s.workspace_id = ${workspaceId}::uuid and s.cache_key in (select jsonb_array_elements_text(${json(keys)}::text::jsonb))
        and s.cache_key is not null and s.state = 'succeeded' and s.reused_from is null
      order by s.cache_key, s.ended_at desc
    )
    select s.cache_key as key, s.metrics, o.outputs, s.id as source_id, s.node as source_node, r.id as source_run, r.number as source_number
    from step_runs s join runs r on r.id = s.run_id
    cross join lateral (
      select coalesce(jsonb_object_agg(o.port, jsonb_build_object('type', o.type, 'digest', o.digest, 'size', o.size, 'meta', o.meta)), '{}'::jsonb) as outputs
      from step_outputs o where o.step_id = s.id
    ) o
    where s.run_id in (select run_id from hits) and s.state = 'succeeded' and s.reused_from is null and s.cache_key is not null
    order by s.ended_at`)
}

/** Which of these digests have a row among the blobs. */
export async function knownBlobs(db: Queryable, digests: string[]): Promise<Set<string>> {
  const rows = await db.execute<{ digest: string }>(sql`
    select digest from blobs where digest in (select jsonb_array_elements_text(${json(digests)}::text::jsonb))`)
  return new Set(rows.map((row) => row.digest))
}

export interface AssetRow {
  name: string
  version: number
  state: 'reading' | 'ready' | 'failed'
  digest: string | null
  columns: Column[] | null
  message: string
  newest: number
}

/** Every version of the named data assets of a workspace. */
export async function assetVersions(db: Queryable, workspaceId: string, names: string[]): Promise<AssetRow[]> {
  if (names.length === 0) return []
  return db.execute<AssetRow & Record<string, unknown>>(sql`
    select a.name, v.version, v.state, v.digest, v.columns, v.message,
           max(v.version) filter (where v.state = 'ready') over (partition by a.id) as newest
    from data_assets a join data_asset_versions v on v.asset_id = a.id
    where a.workspace_id = ${workspaceId}::uuid and a.deleted_at is null and a.name in (select jsonb_array_elements_text(${json(names)}::text::jsonb))`)
}

export interface NewRun {
  id: string
  workspaceId: string
  pipelineId: string | null
  name: string
  state: RunState
  graph: Graph
  groups: StepGroup[]
  options: RunOptions
  remaining: number
  createdBy: string | null
  createdByName: string
}

/** Writes a run and gives it the workspace's next number. */
export async function insertRun(db: Queryable, run: NewRun): Promise<number> {
  // Held until the commit, so that two submissions never take one number.
  await db.execute(sql`select id from workspaces where id = ${run.workspaceId}::uuid for no key update`)
  const [row] = await db.execute<{ number: number }>(sql`
    insert into runs (id, workspace_id, number, pipeline_id, name, state, end_reason, graph, groups, options, remaining, created_by, created_by_name, started_at, ended_at)
    select ${run.id}::uuid, ${run.workspaceId}::uuid, coalesce(max(number), 0) + 1, ${run.pipelineId}::uuid, ${run.name}, ${run.state},
           ${run.state === 'succeeded' ? 'succeeded' : null}, ${json(run.graph)}::text::jsonb, ${json(run.groups)}::text::jsonb, ${json(run.options)}::text::jsonb, ${run.remaining}::int,
           ${run.createdBy}::uuid, ${run.createdByName},
           case when ${run.state}::text = 'succeeded' then clock_timestamp() end, case when ${run.state}::text = 'succeeded' then clock_timestamp() end
    from runs where workspace_id = ${run.workspaceId}::uuid
    returning number`)
  return row!.number
}

export interface NewStep {
  id: string
  node: string
  name: string
  component: string
  params: Record<string, unknown>
  iteration: Iteration | null
  position: number
  state: Extract<StepState, 'waiting' | 'queued' | 'succeeded'>
  waiting_on: number
  runner: 'table' | 'python' | 'command'
  environment: string | null
  environment_hash: string | null
  requests: RunCompute
  memory_mb: number | null
  timeout_seconds: number | null
  deterministic: boolean
  sources: Record<string, { node: string; port: string }>
  forced: boolean
  key_base: string | null
  cache_key: string | null
  key_parts: KeyParts | null
  compared_with: string | null
  reused_from: string | null
  reuse_note: string
  metrics: Record<string, number>
}

/** All steps of a run in one statement. */
export async function insertSteps(db: Queryable, run: { id: string; workspaceId: string }, steps: NewStep[]): Promise<void> {
  await db.execute(sql`
    insert into step_runs (id, run_id, workspace_id, node, name, component, params, position, state, end_reason, waiting_on, runner, environment, environment_hash,
      requests, memory_mb, timeout_seconds, deterministic, sources, forced, key_base, cache_key, key_parts, compared_with, reused_from, reuse_note, metrics, iteration, ready_at, ended_at)
    select s.id, ${run.id}::uuid, ${run.workspaceId}::uuid, s.node, s.name, s.component, s.params, s.position, s.state,
      case when s.state = 'succeeded' then 'succeeded' end, s.waiting_on, s.runner, s.environment, s.environment_hash,
      s.requests, s.memory_mb, s.timeout_seconds, s.deterministic, s.sources, s.forced, s.key_base, s.cache_key, s.key_parts, s.compared_with, s.reused_from, s.reuse_note, s.metrics, nullif(s.iteration, 'null'::jsonb),
      case when s.state <> 'waiting' then clock_timestamp() end, case when s.state = 'succeeded' then clock_timestamp() end
    from jsonb_to_recordset(${json(steps)}::text::jsonb) as s(id uuid, node text, name text, component text, params jsonb, position int, state text, waiting_on int,
      runner text, environment text, environment_hash text, requests jsonb, memory_mb int, timeout_seconds int, deterministic bool, sources jsonb, forced bool, key_base text,
      cache_key text, key_parts jsonb, compared_with uuid, reused_from uuid, reuse_note text, metrics jsonb, iteration jsonb)`)
}

export async function insertDependencies(db: Queryable, pairs: { step: string; on: string }[]): Promise<void> {
  if (pairs.length === 0) return
  await db.execute(sql`
    insert into step_dependencies (step_id, depends_on)
    select d.step, d."on" from jsonb_to_recordset(${json(pairs)}::text::jsonb) as d(step uuid, "on" uuid)`)
}

/** Copies of the outputs that reused steps take over. */
export async function insertOutputs(db: Queryable, outputs: (Output & { step: string; port: string })[]): Promise<void> {
  if (outputs.length === 0) return
  await db.execute(sql`
    insert into step_outputs (step_id, port, type, digest, size, meta)
    select o.step, o.port, o.type, o.digest, o.size, o.meta
    from jsonb_to_recordset(${json(outputs)}::text::jsonb) as o(step uuid, port text, type text, digest text, size bigint, meta jsonb)`)
}
