import { sql, type SQL } from 'drizzle-orm'
import type { Database } from '@/db/client'
import type { Graph } from '@/lib/graph/schema'
import type { EndReason, RunState } from '@/lib/protocol/states'
import type { Role } from '@/lib/permissions'
import type { Intermediate, SweepConfig, SweepState, SweepValues, TrialState } from '@/lib/sweeps/schema'
import { json } from './queue'

type Queryable = Pick<Database, 'execute'>

/** Instants come as text in PostgreSQL's own form. */
export interface SweepRow {
  id: string
  workspace_id: string
  number: number
  name: string
  pipeline_id: string | null
  pipeline_name: string | null
  config: SweepConfig
  state: SweepState
  reason: string
  suggestion_run_id: string | null
  /** How long it has gone on, without its pauses. */
  elapsed_ms: number
  created_by_id: string | null
  created_by: string
  created_at: string
  ended_at: string | null
}

const columns = sql`s.id, s.workspace_id, s.number, s.name, s.pipeline_id, p.name as pipeline_name, s.config, s.state, s.reason, s.suggestion_run_id,
  (s.spent_ms + case when s.state = 'running' then extract(epoch from clock_timestamp() - s.resumed_at) * 1000 else 0 end)::float8 as elapsed_ms,
  s.created_by as created_by_id, s.created_by_name as created_by, s.created_at, s.ended_at`

export interface NewSweep {
  workspaceId: string
  name: string
  pipelineId: string | null
  graph: Graph | null
  config: SweepConfig
  createdBy: string | null
  createdByName: string
}

/** Writes a sweep under the workspace's next number. */
export async function insertSweep(db: Queryable, sweep: NewSweep): Promise<{ id: string; number: number }> {
  // Held until the commit, so that two never take one number.
  await db.execute(sql`select id from workspaces where id = ${sweep.workspaceId}::uuid for no key update`)
  const [row] = await db.execute<{ id: string; number: number }>(sql`
    insert into sweeps (workspace_id, number, name, pipeline_id, graph, config, state, created_by, created_by_name)
    select ${sweep.workspaceId}::uuid, coalesce(max(number), 0) + 1, ${sweep.name}, ${sweep.pipelineId}::uuid, ${sweep.graph && json(sweep.graph)}::text::jsonb,
           ${json(sweep.config)}::text::jsonb, 'running', ${sweep.createdBy}::uuid, ${sweep.createdByName}
    from sweeps where workspace_id = ${sweep.workspaceId}::uuid returning id, number`)
  return row!
}

export async function findSweep(db: Queryable, workspaceId: string, id: string): Promise<SweepRow | undefined> {
  const [row] = await db.execute<SweepRow & Record<string, unknown>>(sql`
    select ${columns} from sweeps s left join pipelines p on p.id = s.pipeline_id where s.workspace_id = ${workspaceId}::uuid and s.id = ${id}::uuid`)
  return row
}

export interface SweepListRow extends SweepRow {
  trials: number
  open: number
  best: number | null
}

/** Newest first, with how many trials each has and its best objective. */
export async function listSweeps(db: Queryable, workspaceId: string, p: { pipelineId?: string; before?: number; limit: number }): Promise<SweepListRow[]> {
  const where: SQL[] = [sql`s.workspace_id = ${workspaceId}::uuid`]
  if (p.pipelineId) where.push(sql`s.pipeline_id = ${p.pipelineId}::uuid`)
  if (p.before !== undefined) where.push(sql`s.number < ${p.before}`)
  return db.execute<SweepListRow & Record<string, unknown>>(sql`
    select ${columns}, t.trials, t.open, case when s.config->'objective'->>'direction' = 'minimize' then t.lowest else t.highest end as best
    from sweeps s left join pipelines p on p.id = s.pipeline_id
    cross join lateral (
      select count(*)::int as trials, (count(*) filter (where state = 'running'))::int as open,
             min(objective) filter (where state = 'succeeded') as lowest, max(objective) filter (where state = 'succeeded') as highest
      from sweep_trials where sweep_id = s.id) t
    where ${sql.join(where, sql` and `)} order by s.number desc limit ${p.limit}`)
}

export interface TrialRow {
  number: number
  state: TrialState
  values: SweepValues
  run_id: string | null
  run_number: number | null
  run_state: RunState | null
  objective: number | null
  series: Intermediate[]
  log_cursor: number
  message: string
  created_at: string
  started_at: string | null
  ended_at: string | null
}

/** In the order in which they began. */
export async function trialsOf(db: Queryable, sweepId: string): Promise<TrialRow[]> {
  return db.execute<TrialRow & Record<string, unknown>>(sql`
    select t.number, t.state, t.values, t.run_id, r.number as run_number, r.state as run_state, t.objective, t.series, t.log_cursor::float8 as log_cursor, t.message,
           t.created_at, r.started_at, t.ended_at
    from sweep_trials t left join runs r on r.id = t.run_id where t.sweep_id = ${sweepId}::uuid order by t.number`)
}

/** Every sweep that has something to do: it goes on, or a trial of it still runs. */
export async function openSweeps(db: Queryable): Promise<string[]> {
  const rows = await db.execute<{ id: string }>(sql`
    select id from sweeps where state = 'running' union select sweep_id from sweep_trials where state = 'running'`)
  return rows.map((row) => row.id)
}

/** Locks a sweep for a change; undefined where there is none, or with `skip` where somebody else has it. */
export async function lockSweep(db: Queryable, id: string, options: { workspaceId?: string; skip?: boolean } = {}): Promise<(SweepRow & { graph: Graph | null }) | undefined> {
  const [row] = await db.execute<SweepRow & { graph: Graph | null } & Record<string, unknown>>(sql`
    select ${columns}, s.graph from sweeps s left join pipelines p on p.id = s.pipeline_id
    where s.id = ${id}::uuid ${options.workspaceId ? sql`and s.workspace_id = ${options.workspaceId}::uuid` : sql``} for update of s ${options.skip ? sql`skip locked` : sql``}`)
  return row
}

/** Changes what a sweep does. The clock stands still but while it is running. */
export async function setSweepState(db: Queryable, id: string, state: SweepState, reason: string): Promise<void> {
  await db.execute(sql`
    update sweeps set state = ${state}, reason = ${reason},
      spent_ms = spent_ms + case when state = 'running' then (extract(epoch from clock_timestamp() - resumed_at) * 1000)::bigint else 0 end,
      resumed_at = clock_timestamp(), ended_at = case when ${state}::text in ('running', 'paused') then null else clock_timestamp() end
    where id = ${id}::uuid`)
}

/** Gives a sweep other limits and whoever resumes it as its owner. */
export async function setSweepConfig(db: Queryable, id: string, p: { config: SweepConfig; createdBy: string | null; createdByName: string }): Promise<void> {
  await db.execute(sql`
    update sweeps set config = ${json(p.config)}::text::jsonb, created_by = ${p.createdBy}::uuid, created_by_name = ${p.createdByName} where id = ${id}::uuid`)
}

export async function setSuggestionRun(db: Queryable, id: string, runId: string | null): Promise<void> {
  await db.execute(sql`update sweeps set suggestion_run_id = ${runId}::uuid where id = ${id}::uuid`)
}

export interface NewTrial {
  sweepId: string
  number: number
  values: SweepValues
  state: TrialState
  runId: string | null
  message: string
}

export async function insertTrial(db: Queryable, trial: NewTrial): Promise<void> {
  await db.execute(sql`
    insert into sweep_trials (sweep_id, number, state, values, run_id, message, ended_at)
    values (${trial.sweepId}::uuid, ${trial.number}::int, ${trial.state}, ${json(trial.values)}::text::jsonb, ${trial.runId}::uuid, ${trial.message},
            case when ${trial.state}::text <> 'running' then clock_timestamp() end)`)
}

export interface TrialChange {
  state: TrialState
  objective: number | null
  series: readonly Intermediate[]
  logCursor: number
  message: string
}

/** Writes what is known of a trial. One that has ended stays as it is. */
export async function updateTrial(db: Queryable, sweepId: string, number: number, change: TrialChange): Promise<void> {
  await db.execute(sql`
    update sweep_trials set state = ${change.state}, objective = ${change.objective}::float8, series = ${json(change.series)}::text::jsonb, log_cursor = ${change.logCursor}::bigint,
      message = ${change.message}, ended_at = case when ${change.state}::text = 'running' then null else clock_timestamp() end
    where sweep_id = ${sweepId}::uuid and number = ${number}::int and state = 'running'`)
}

export interface RunFacts {
  state: RunState
  end_reason: EndReason | null
  /** Of each step that measured something, in their order; not those of passes of a For each. */
  measured: { node: string; metrics: Record<string, number> }[]
  /** What the first step that failed says. */
  failure: string | null
}

/** How the run of a trial is; undefined where it is gone. */
export async function runFacts(db: Queryable, runId: string): Promise<RunFacts | undefined> {
  const [row] = await db.execute<RunFacts & Record<string, unknown>>(sql`
    select r.state, r.end_reason,
      coalesce((select jsonb_agg(jsonb_build_object('node', s.node, 'metrics', s.metrics) order by s.position) from step_runs s where s.run_id = r.id and s.metrics <> '{}'::jsonb and s.iteration is null), '[]'::jsonb) as measured,
      (select coalesce(nullif(s.name, ''), s.node) || ': ' || s.message from step_runs s where s.run_id = r.id and s.state = 'failed' order by s.position limit 1) as failure
    from runs r where r.id = ${runId}::uuid`)
  return row
}

/** Log lines of a run that hold this text, after a line; of one step where it is named. `last` is the newest line looked at. */
export async function linesWith(db: Queryable, p: { runId: string; node?: string; text: string; after: number; limit: number }): Promise<{ lines: string[]; last: number }> {
  const rows = await db.execute<{ id: number; text: string }>(sql`
    select l.id::float8 as id, left(l.text, 2000) as text from step_runs s join step_attempts a on a.step_id = s.id join step_logs l on l.attempt_id = a.id
    where s.run_id = ${p.runId}::uuid and l.id > ${p.after}::bigint and l.stream <> 'system' and strpos(lower(l.text), ${p.text.toLowerCase()}) > 0 ${p.node ? sql`and s.node = ${p.node}` : sql``}
    order by l.id limit ${p.limit}`)
  return { lines: rows.map((row) => row.text), last: rows.at(-1)?.id ?? p.after }
}

/** What a command has logged of a metric to its own run, one value a step, in order of the steps: the last thousand. */
export async function loggedSeries(db: Queryable, p: { runId: string; metric: string }): Promise<{ step: number; value: number }[]> {
  return db.execute<{ step: number; value: number }>(sql`
    select step, value from (
      select distinct on (p.step) p.step::float8 as step, p.value from tracked_runs t
      join metric_keys k on k.workspace_id = t.workspace_id and k.name = ${p.metric} join metric_points p on p.run = t.id and p.key = k.id
      where t.pipeline_run_id = ${p.runId}::uuid and t.kind = 'command' and p.value not in ('NaN', 'Infinity', '-Infinity')
      order by p.step desc, p.at_ms desc limit 1000
    ) newest order by step`)
}

/** Where the values lie that a run has chosen. */
export async function suggestionOutput(db: Queryable, runId: string): Promise<string | undefined> {
  const [row] = await db.execute<{ digest: string }>(sql`
    select o.digest from step_outputs o join step_runs s on s.id = o.step_id where s.run_id = ${runId}::uuid and o.port = 'suggestions' limit 1`)
  return row?.digest
}

export interface OwnerRow {
  slug: string
  workspace_name: string
  name: string | null
  email: string | null
  role: Role | null
}

/** In whose name the trials of a sweep run, with the role that they have now; null where they have left. */
export async function ownerOf(db: Queryable, p: { workspaceId: string; userId: string | null }): Promise<OwnerRow | undefined> {
  const [row] = await db.execute<OwnerRow & Record<string, unknown>>(sql`
    select w.slug, w.name as workspace_name, u.name, u.email, m.role
    from workspaces w left join users u on u.id = ${p.userId}::uuid and u.disabled_at is null left join members m on m.workspace_id = w.id and m.user_id = u.id where w.id = ${p.workspaceId}::uuid`)
  return row
}

/** What steps of a pipeline have measured lately: by step and metric, how many runs did. */
export async function measuredBy(db: Queryable, workspaceId: string, pipelineId: string): Promise<{ node: string; name: string; metric: string; value: number }[]> {
  return db.execute<{ node: string; name: string; metric: string; value: number }>(sql`
    with newest as (select id from runs where workspace_id = ${workspaceId}::uuid and pipeline_id = ${pipelineId}::uuid and state = 'succeeded' order by created_at desc limit 5)
    select distinct on (s.node, m.key) s.node, s.name, m.key as metric, (m.value)::float8 as value
    from step_runs s join newest n on n.id = s.run_id join runs r on r.id = s.run_id cross join lateral jsonb_each_text(s.metrics) m
    where s.iteration is null order by s.node, m.key, r.created_at desc`)
}
