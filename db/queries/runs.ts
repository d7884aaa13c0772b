import { sql, type SQL } from 'drizzle-orm'
import type { Database } from '@/db/client'
import type { Iteration, RunOptions } from '@/db/schema'
import type { Graph } from '@/lib/graph/schema'
import type { Output, Phases } from '@/lib/protocol/messages'
import type { EndReason, RunState, StepState } from '@/lib/protocol/states'
import type { StepGroup } from '@/lib/workspace-components/expand'
import { json } from './queue'

type Queryable = Pick<Database, 'execute'>

/** Instants come as text in PostgreSQL's own form. */
export interface RunRow {
  id: string
  workspace_id: string
  number: number
  name: string
  pipeline_id: string | null
  pipeline_name: string | null
  state: RunState
  end_reason: EndReason | null
  options: RunOptions
  cancel_requested: boolean
  created_by: string
  created_at: string
  started_at: string | null
  ended_at: string | null
}

const runColumns = sql`r.id, r.workspace_id, r.number, r.name, r.pipeline_id, p.name as pipeline_name, r.state, r.end_reason, r.options,
  r.cancel_requested_at is not null as cancel_requested, r.created_by_name as created_by, r.created_at, r.started_at, r.ended_at`

export async function findRun(db: Queryable, workspaceId: string, id: string): Promise<(RunRow & { graph: Graph; groups: StepGroup[] }) | undefined> {
  const [row] = await db.execute<RunRow & { graph: Graph; groups: StepGroup[] } & Record<string, unknown>>(sql`
    select ${runColumns}, r.graph, r.groups from runs r left join pipelines p on p.id = r.pipeline_id
    where r.workspace_id = ${workspaceId}::uuid and r.id = ${id}::uuid`)
  return row
}

export interface ListRunsParams {
  pipelineId?: string
  states?: RunState[]
  /** Days of UTC on which they were asked for, both with them: YYYY-MM-DD. */
  from?: string
  to?: string
  person?: string
  /** Only runs with a lower number. */
  before?: number
  limit: number
}

/** Newest first. */
export async function listRuns(db: Queryable, workspaceId: string, p: ListRunsParams): Promise<RunRow[]> {
  // Runs in which a sweep chooses its next trials are part of the sweep alone.
  const where: SQL[] = [sql`r.workspace_id = ${workspaceId}::uuid`, sql`r.options->'sweep'->'trial' is distinct from 'null'::jsonb`]
  if (p.pipelineId) where.push(sql`r.pipeline_id = ${p.pipelineId}::uuid`)
  if (p.states) where.push(sql`r.state in (select jsonb_array_elements_text(${json(p.states)}::text::jsonb))`)
  if (p.from !== undefined) where.push(sql`r.created_at >= ${p.from}::date::timestamp at time zone 'UTC'`)
  if (p.to !== undefined) where.push(sql`r.created_at < (${p.to}::date + 1)::timestamp at time zone 'UTC'`)
  if (p.person !== undefined) where.push(sql`r.created_by_name = ${p.person}`)
  if (p.before !== undefined) where.push(sql`r.number < ${p.before}`)
  return db.execute<RunRow & Record<string, unknown>>(sql`
    select ${runColumns} from runs r left join pipelines p on p.id = r.pipeline_id
    where ${sql.join(where, sql` and `)} order by r.number desc limit ${p.limit}`)
}

export interface CountRow {
  run_id: string
  state: StepState
  steps: number
  reused: number
  metrics: Record<string, number>[]
}

/** For each of the runs: how many steps are in each state, with the metrics they reported in the order of the steps; not those of passes of a For each. */
export async function countSteps(db: Queryable, runIds: string[]): Promise<CountRow[]> {
  if (runIds.length === 0) return []
  return db.execute<CountRow & Record<string, unknown>>(sql`
    select run_id, state, count(*)::int as steps, count(reused_from)::int as reused,
           coalesce(jsonb_agg(metrics order by position) filter (where metrics <> '{}'::jsonb and iteration is null), '[]'::jsonb) as metrics
    from step_runs where run_id in (select value::uuid from jsonb_array_elements_text(${json(runIds)}::text::jsonb))
    group by run_id, state`)
}

/** What a step asks of where it runs. */
export interface StepRequests {
  /** Name of a cluster; without it any other agent takes the step. */
  target?: string
  cpus?: number
  memoryMb?: number
  gpus?: number
  tags?: string[]
  /** By name, how many of each. */
  resources?: Record<string, number>
  priority?: number
  timeoutSeconds?: number
}

export interface StepRow {
  id: string
  node: string
  name: string
  component: string
  position: number
  state: StepState
  end_reason: EndReason | null
  message: string
  runner: 'table' | 'python' | 'command'
  environment: string | null
  environment_hash: string | null
  requests: StepRequests
  memory_mb: number | null
  sources: Record<string, { node: string; port: string }>
  /** What was set, without the program of a Python component. */
  params: Record<string, unknown>
  reuse_note: string
  /** Of which pass of a For each it is. */
  iteration: Iteration | null
  metrics: Record<string, number>
  not_before: string | null
  /** Since when nobody is known who could take it, while it is queued. */
  unplaceable_since: string | null
  ready_at: string | null
  started_at: string | null
  ended_at: string | null
  reused_run: string | null
  reused_number: number | null
  reused_node: string | null
}

export async function stepsOfRun(db: Queryable, runId: string): Promise<StepRow[]> {
  return db.execute<StepRow & Record<string, unknown>>(sql`
    select s.id, s.node, s.name, s.component, s.position, s.state, s.end_reason, s.message, s.runner, s.environment, s.environment_hash, s.requests, s.memory_mb,
           s.sources, s.params - '{@code,@each,@items,@part,@value}'::text[] as params, s.iteration, s.reuse_note, s.metrics, case when s.not_before > clock_timestamp() then s.not_before end as not_before,
           case when s.state = 'queued' then s.unplaceable_since end as unplaceable_since, s.ready_at, s.started_at, s.ended_at, fr.id as reused_run, fr.number as reused_number, f.node as reused_node
    from step_runs s left join step_runs f on f.id = s.reused_from left join runs fr on fr.id = f.run_id
    where s.run_id = ${runId}::uuid order by s.position, (s.iteration->>'index')::int nulls last, s.params->>'@part' = 'rows' desc nulls last, s.node`)
}

export async function outputsOfRun(db: Queryable, runId: string): Promise<(Output & { step_id: string; port: string })[]> {
  return db.execute<Output & { step_id: string; port: string } & Record<string, unknown>>(sql`
    select o.step_id, o.port, o.type, o.digest, o.size::float8 as size, o.meta
    from step_outputs o join step_runs s on s.id = o.step_id where s.run_id = ${runId}::uuid order by o.port`)
}

export interface AttemptRow {
  step_id: string
  number: number
  agent: string
  claimed_at: string
  ended_at: string | null
  end_reason: EndReason | null
  message: string
  phases: Phases
}

export async function attemptsOfRun(db: Queryable, runId: string): Promise<AttemptRow[]> {
  return db.execute<AttemptRow & Record<string, unknown>>(sql`
    select a.step_id, a.number, a.agent_name as agent, a.claimed_at, a.ended_at, a.end_reason, a.message, a.phases
    from step_attempts a join step_runs s on s.id = a.step_id where s.run_id = ${runId}::uuid order by a.number`)
}

/** The output at a port, where the run is of this workspace. */
export async function findOutput(db: Queryable, p: { workspaceId: string; runId: string; node: string; port: string }): Promise<Output | undefined> {
  const [row] = await db.execute<Output & Record<string, unknown>>(sql`
    select o.type, o.digest, o.size::float8 as size, o.meta from step_outputs o join step_runs s on s.id = o.step_id join runs r on r.id = s.run_id
    where r.workspace_id = ${p.workspaceId}::uuid and r.id = ${p.runId}::uuid and s.node = ${p.node} and o.port = ${p.port}`)
  return row
}

export interface LogRow {
  id: number
  node: string
  attempt: number
  seq: number
  stream: 'stdout' | 'stderr' | 'system'
  at: string
  text: string
}

export interface LogParams {
  workspaceId: string
  runId: string
  node?: string
  search?: string
  after?: number
  limit: number
}

/** Log lines in the order of their arrival. */
export async function logsOfRun(db: Queryable, p: LogParams): Promise<LogRow[]> {
  const where: SQL[] = [sql`r.id = ${p.runId}::uuid`, sql`r.workspace_id = ${p.workspaceId}::uuid`]
  if (p.node) where.push(sql`s.node = ${p.node}`)
  if (p.search) where.push(sql`l.text ilike ${`%${p.search.replace(/[\\%_]/g, '\\$&')}%`}`)
  if (p.after !== undefined) where.push(sql`l.id > ${p.after}::bigint`)
  return db.execute<LogRow & Record<string, unknown>>(sql`
    select l.id::float8 as id, s.node, a.number as attempt, l.seq, l.stream, l.at, l.text
    from runs r join step_runs s on s.run_id = r.id join step_attempts a on a.step_id = s.id join step_logs l on l.attempt_id = a.id
    where ${sql.join(where, sql` and `)} order by l.id limit ${p.limit}`)
}

/** Locks a run for a change of its steps. */
export async function lockRun(db: Queryable, workspaceId: string, id: string): Promise<{ id: string; number: number; name: string; state: RunState; cancel_requested: boolean } | undefined> {
  const [row] = await db.execute<{ id: string; number: number; name: string; state: RunState; cancel_requested: boolean }>(sql`
    select id, number, name, state, cancel_requested_at is not null as cancel_requested from runs
    where id = ${id}::uuid and workspace_id = ${workspaceId}::uuid for update`)
  return row
}

/** Ends every step that no agent has; those that run are cancelled by their agents. Returns the agents to tell. */
export async function cancelOpenSteps(db: Queryable, runId: string): Promise<string[]> {
  await db.execute(sql`
    with stopped as (
      update step_runs set state = 'cancelled', end_reason = 'cancelled', message = 'Cancelled before it started', ended_at = clock_timestamp()
      where run_id = ${runId}::uuid and state in ('waiting', 'queued') returning id
    )
    update runs set cancel_requested_at = clock_timestamp(), remaining = remaining - (select count(*) from stopped) where id = ${runId}::uuid`)
  await finishEmptyRun(db, runId)
  const rows = await db.execute<{ agent_id: string }>(sql`
    select distinct a.agent_id from step_attempts a join step_runs s on s.id = a.step_id
    where s.run_id = ${runId}::uuid and a.ended_at is null and a.agent_id is not null`)
  return rows.map((row) => row.agent_id)
}

async function finishEmptyRun(db: Queryable, runId: string): Promise<void> {
  await db.execute(sql`
    update runs set state = 'cancelled', end_reason = 'cancelled', ended_at = clock_timestamp(), started_at = coalesce(started_at, clock_timestamp())
    where id = ${runId}::uuid and remaining = 0 and state in ('queued', 'running')`)
}

/**
 * Opens a run again: what failed, was cancelled or was skipped waits anew. Its former attempts stay. Returns how many
 * steps were opened; `settleReady` then queues those that wait for nothing.
 */
export async function reopenSteps(db: Queryable, runId: string): Promise<number> {
  // A branch that was not taken is nothing to try again.
  const opened = await db.execute<{ id: string }>(sql`
    update step_runs set state = 'waiting', end_reason = null, message = '', losses = 0, agent_losses = 0, not_before = null, ready_at = null, started_at = null, ended_at = null
    where run_id = ${runId}::uuid and state in ('failed', 'cancelled', 'skipped')
      and exists (select 1 from step_runs x where x.run_id = ${runId}::uuid and x.state in ('failed', 'cancelled')) returning id`)
  if (opened.length === 0) return 0
  await db.execute(sql`
    update step_runs s set waiting_on = (
      select count(*) from step_dependencies d join step_runs u on u.id = d.depends_on where d.step_id = s.id and u.state <> 'succeeded')
    where s.run_id = ${runId}::uuid and s.state = 'waiting'`)
  await db.execute(sql`
    update runs set state = 'queued', end_reason = null, ended_at = null, cancel_requested_at = null, remaining = ${opened.length} where id = ${runId}::uuid`)
  return opened.length
}
