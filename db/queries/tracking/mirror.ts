import { sql } from 'drizzle-orm'
import type { Database } from '@/db/client'
import type { Iteration, RunOptions, TrackedStatus } from '@/db/schema'
import type { Parameters } from '@/lib/graph/parameters'
import type { RunState, StepState } from '@/lib/protocol/states'
import type { ExperimentRow } from './experiments'

type Queryable = Pick<Database, 'execute'>

export interface MirroredRow {
  id: string
  workspace_id: string
  number: number
  name: string
  pipeline_id: string | null
  pipeline_name: string | null
  state: RunState
  end_reason: string | null
  options: RunOptions
  parameters: Parameters['parameters'] | null
  created_by: string | null
  created_by_name: string
  /** Milliseconds, as text. */
  start_ms: string
  end_ms: string | null
}

/**
 * Runs of pipelines whose tracked run does not show their state yet, newest first, without those that are `but` in the same state.
 * Nothing is locked: only one process asks.
 */
export function unmirroredRuns(db: Queryable, limit: number, but: { id: string; state: RunState }[] = []): Promise<MirroredRow[]> {
  return db.execute<MirroredRow & Record<string, unknown>>(sql`
    select r.id, r.workspace_id, r.number, r.name, r.pipeline_id, p.name as pipeline_name, r.state, r.end_reason, r.options, r.graph->'parameters' as parameters, r.created_by, r.created_by_name,
           (extract(epoch from coalesce(r.started_at, r.created_at)) * 1000)::bigint as start_ms, (extract(epoch from r.ended_at) * 1000)::bigint as end_ms
    from runs r left join pipelines p on p.id = r.pipeline_id
    where r.mirrored_state is distinct from r.state ${but.length === 0 ? sql`` : sql`and not exists (select from jsonb_to_recordset(${JSON.stringify(but)}::text::jsonb) as b(id uuid, state text) where b.id = r.id and b.state = r.state)`}
    order by r.created_at desc limit ${limit}`)
}

/** Where the run has another state by now, it comes up again. */
export async function markMirrored(db: Queryable, runId: string, state: RunState): Promise<void> {
  await db.execute(sql`update runs set mirrored_state = ${state} where id = ${runId}::uuid`)
}

export interface MirroredStep {
  id: string
  node: string
  name: string
  component: string
  params: Record<string, unknown>
  iteration: Iteration | null
  state: StepState
  message: string
  metrics: Record<string, number>
  end_ms: string | null
  /** The step that computed it, where it was reused. */
  source: string
  source_run: string | null
  models: { port: string; digest: string; size: number }[]
}

/** A run's steps in their order, with the models that they gave; without passes of a For each. */
export function stepsToMirror(db: Queryable, runId: string): Promise<MirroredStep[]> {
  return db.execute<MirroredStep & Record<string, unknown>>(sql`
    select s.id, s.node, s.name, s.component, s.params - '{@code,@each,@items,@part,@value}'::text[] as params, s.iteration, s.state, s.message, s.metrics,
           (extract(epoch from s.ended_at) * 1000)::bigint as end_ms, coalesce(f.id, s.id) as source, f.run_id as source_run,
           coalesce((select jsonb_agg(jsonb_build_object('port', o.port, 'digest', o.digest, 'size', o.size) order by o.port) from step_outputs o where o.step_id = s.id and o.type = 'model'), '[]'::jsonb) as models
    from step_runs s left join step_runs f on f.id = s.reused_from
    where s.run_id = ${runId}::uuid and s.iteration is null order by s.position, s.node`)
}

/** The experiment of a pipeline, deleted or not. */
export async function experimentOfPipeline(db: Queryable, workspaceId: string, pipelineId: string): Promise<ExperimentRow | undefined> {
  const [row] = await db.execute<ExperimentRow & Record<string, unknown>>(sql`
    select id, number, name, lifecycle, artifact_location, tags, created_ms, updated_ms from experiments
    where workspace_id = ${workspaceId}::uuid and tags->>'atelier.pipeline' = ${pipelineId} order by number limit 1`)
  return row
}

export interface MirrorRun {
  workspaceId: string
  runId: string
  experiment: ExperimentRow
  name: string
  status: TrackedStatus
  userName: string
  startMs: number
  endMs: number | null
  artifactUri: string
  pipelineRunId: string
  createdBy: string | null
}

/** Makes the tracked run of a pipeline's run, or brings its state up to date. In an experiment that is deleted it is deleted with it. */
export async function upsertMirror(db: Queryable, p: MirrorRun): Promise<{ id: number; experiment_id: number; made: boolean }> {
  const [row] = await db.execute<{ id: number; experiment_id: number; made: boolean }>(sql`
    insert into tracked_runs (workspace_id, run_id, experiment_id, kind, name, status, lifecycle, deleted_ms, user_name, start_ms, end_ms, artifact_uri, pipeline_run_id, created_by)
    values (${p.workspaceId}::uuid, ${p.runId}, ${p.experiment.id}, 'pipeline', ${p.name}, ${p.status}, ${p.experiment.lifecycle}, ${p.experiment.lifecycle === 'deleted' ? p.experiment.updated_ms : null}::bigint,
            ${p.userName}, ${p.startMs}, ${p.endMs}, ${p.artifactUri}, ${p.pipelineRunId}::uuid, ${p.createdBy}::uuid)
    on conflict (pipeline_run_id) where pipeline_run_id is not null do update set status = excluded.status, start_ms = excluded.start_ms, end_ms = excluded.end_ms
    returning id, experiment_id, xmax = 0 as made`)
  return row!
}

/** The tracked run of a pipeline's run. */
export async function mirrorOf(db: Queryable, workspaceId: string, pipelineRunId: string): Promise<{ run_id: string; experiment_number: number } | undefined> {
  const [row] = await db.execute<{ run_id: string; experiment_number: number }>(sql`
    select r.run_id, e.number as experiment_number from tracked_runs r join experiments e on e.id = r.experiment_id where r.workspace_id = ${workspaceId}::uuid and r.pipeline_run_id = ${pipelineRunId}::uuid`)
  return row
}
