import type postgres from 'postgres'
import type { EndReason } from '@/lib/protocol/states'
import type { LogChunk, Output, Phases } from '@/lib/protocol/messages'

/** The driver itself or one of its transactions: these statements are prepared once per connection. */
export type Tx = postgres.Sql | postgres.TransactionSql

/** PostgreSQL's text holds no NUL. */
const clean = (text: string) => text.replaceAll('\u0000', '�')
export const json = (value: unknown) => JSON.stringify(value).replaceAll('\\u0000', '\\ufffd')

export interface ClaimParams {
  agentId: string
  agentName: string
  session: string
  /** One per step that may be claimed. */
  tokenHashes: string[]
  python: boolean
  commands: boolean
  ready: string[]
  memoryMb: number
  ttlMs: number
  /** Among equals the steps of this run come first: its inputs are already on the agent. */
  preferRun: string | null
  /** Megabytes of disk below which the agent takes nothing. */
  minDiskMb: number
  /** These steps alone, each with its GPUs; otherwise all but the demanding ones. */
  chosen?: ChosenStep[]
  /** Of workspaces with a quota these steps alone, so many as that has room for; none where left out. */
  allowed?: string[]
}

/** A demanding step that fits what its agent has left. */
export interface ChosenStep {
  id: string
  gpus: string[]
}

export interface ClaimedRow {
  id: string
  fence: string
  number: number
  place: number
  run_id: string
  workspace_id: string
  run_state: string
  step_id: string
  node: string
  name: string
  component: string
  params: Record<string, unknown>
  environment: string | null
  environment_hash: string | null
  memory_mb: number | null
  requests: { memoryMb?: number }
  gpus: string[] | null
  timeout_seconds: number | null
  inputs: Record<string, Output>
}

/**
 * Claims up to `tokenHashes.length` ready steps that fit the agent, and writes their attempts, in one statement. People share
 * alike, and so do the runs of each: who has the fewest steps running comes first, so that neither a wide run nor many runs
 * hold up those of others. Among equals the older run comes first: one that lost a step with its agent need not wait behind the
 * first steps of all that were begun after it.
 */
export function claimSteps(sql: Tx, p: ClaimParams): Promise<ClaimedRow[]> {
  const chosen = p.chosen?.map(({ id }) => id) ?? null
  const allowed = p.allowed ?? []
  // Others may take some of them at the same moment: those are passed over, and the list is long enough for the next.
  const listed = p.tokenHashes.length * 8 + 24
  return sql<ClaimedRow[]>`
    with agent as (
      -- A node of a cluster takes that one's steps alone, any other agent those that name none.
      select a.id, t.name as target from agents a left join compute_targets t on t.id = a.target_id
      where a.id = ${p.agentId} and a.session = ${p.session} and a.removed_at is null
        and (a.orders = 'work' or (a.orders = 'pause' and a.paused_until <= clock_timestamp()))
        and coalesce((a.load->>'diskFreeMb')::int, ${p.minDiskMb}::int) >= ${p.minDiskMb}::int
    ), running as (
      select r.id, r.created_by, x.steps from (select run_id, count(*) as steps from step_runs where state = 'running' group by run_id) x join runs r on r.id = x.run_id
    ), open_runs as (
      select r.id, r.created_at, coalesce((select steps from running where running.id = r.id), 0) as busy,
        coalesce((select sum(steps) from running where running.created_by is not distinct from r.created_by), 0) as owner_busy
      from runs r
      where r.state in ('queued', 'running') and exists (
        select 1 from step_runs q, agent
        where q.run_id = r.id and q.state = 'queued' and (case when ${chosen}::uuid[] is null then not q.demanding and (q.workspace_id not in (select workspace_id from workspace_quotas) or q.id = any(${allowed}::uuid[])) else q.id = any(${chosen}::uuid[]) end) and q.requests->>'target' is not distinct from agent.target and (q.not_before is null or q.not_before <= clock_timestamp())
          and (q.runner = 'table' or (q.runner = 'command' and ${p.commands}::bool) or (${p.python}::bool and q.runner = 'python' and q.environment_hash = any(${p.ready}::text[])))
          and coalesce(q.memory_mb, 0) <= ${p.memoryMb}::int)
      order by r.created_at limit 200
    ), candidates as materialized (
      select q.id, row_number() over (order by r.owner_busy + q.nth, r.busy + q.nth, (r.id = ${p.preferRun}::uuid) desc nulls last, r.created_at, q.ready_at, q.position) as rank
      from agent, open_runs r cross join lateral (
        select id, ready_at, position, row_number() over (order by ready_at, position) as nth from step_runs
        where run_id = r.id and state = 'queued' and (case when ${chosen}::uuid[] is null then not demanding and (workspace_id not in (select z.workspace_id from workspace_quotas z) or id = any(${allowed}::uuid[])) else id = any(${chosen}::uuid[]) end) and requests->>'target' is not distinct from agent.target and (not_before is null or not_before <= clock_timestamp())
          and (runner = 'table' or (runner = 'command' and ${p.commands}::bool) or (${p.python}::bool and runner = 'python' and environment_hash = any(${p.ready}::text[])))
          and coalesce(memory_mb, 0) <= ${p.memoryMb}::int
        order by ready_at, position limit (select greatest(${p.tokenHashes.length + 4}::int, ${listed}::int / greatest(count(*), 1)) from open_runs)
      ) q
    ), picked as (
      -- Written so that each is looked up by its id: of a new run's steps nothing is known, and the queue would be read once for each.
      select s.id, c.rank as place from candidates c join step_runs s on s.id = c.id
      where c.rank <= ${listed}::int and s.state || '' = 'queued' order by c.rank limit ${p.tokenHashes.length}::int
      for update of s skip locked
    ), taken as (
      update step_runs s set state = 'running', attempts = s.attempts + 1, started_at = clock_timestamp(), not_before = null
      from (select id, row_number() over (order by place) as place from picked) picked where s.id = picked.id
      returning s.*, picked.place
    ), written as (
      insert into step_attempts (step_id, number, fence, job_token_hash, agent_id, agent_name, claimed_at, expires_at, gpus)
      select id, attempts, nextval('fences'), (${p.tokenHashes}::text[])[place], ${p.agentId}, ${p.agentName},
             clock_timestamp(), clock_timestamp() + ${p.ttlMs}::int * interval '1 millisecond',
             (select c.gpus from jsonb_to_recordset(${json(p.chosen ?? [])}::text::jsonb) as c(id uuid, gpus text[]) where c.id = taken.id)
      from taken
      returning id, step_id, fence, number, gpus
    )
    select w.id, w.fence, w.number, t.place, t.run_id, t.workspace_id, r.state as run_state, t.id as step_id, t.node, t.name,
           t.component, t.params, t.environment, t.environment_hash, t.memory_mb, t.requests, w.gpus, t.timeout_seconds, i.inputs
    from taken t join written w on w.step_id = t.id join runs r on r.id = t.run_id
    cross join lateral (
      select coalesce(jsonb_object_agg(s.key, jsonb_build_object('type', o.type, 'digest', o.digest, 'size', o.size, 'meta', '{}'::jsonb)), '{}'::jsonb) as inputs
      from jsonb_each(t.sources) s
      join step_runs u on u.run_id = t.run_id and u.node = s.value->>'node'
      join step_outputs o on o.step_id = u.id and o.port = s.value->>'port'
    ) i
    order by t.place`
}

/** A run's first claimed step makes it running. Its own statement: a claim must never wait for a run's lock. */
export async function markRunsRunning(sql: Tx, runIds: string[]): Promise<void> {
  await sql`update runs set state = 'running', started_at = coalesce(started_at, clock_timestamp())
            where id = any(${runIds}::uuid[]) and state = 'queued'`
}

export interface LockedRun {
  run_id: string
  workspace_id: string
  step_id: string
  node: string
  name: string
  losses: number
  agent_losses: number
  attempts: number
  cancel_requested: boolean
}

/** Locks the run of an attempt: whatever changes a run's steps, but for the claim, happens under this lock. */
export async function lockRunOfAttempt(sql: Tx, attemptId: string): Promise<LockedRun | undefined> {
  const rows = await sql<LockedRun[]>`
    select r.id as run_id, r.workspace_id, s.id as step_id, s.node, s.name, s.losses, s.agent_losses, s.attempts, r.cancel_requested_at is not null as cancel_requested
    from step_attempts a join step_runs s on s.id = a.step_id join runs r on r.id = s.run_id
    where a.id = ${attemptId}::uuid
    for update of r`
  return rows[0]
}

export interface AttemptEnd {
  attemptId: string
  reason: EndReason
  message: string
  phases: Phases
  peakMemoryMb: number | null
}

/** Who may end an attempt: the agent that holds it, by its fence, or the sweep once the lease has run out. */
export type AttemptGuard = { by: 'holder'; agentId: string; fence: number } | { by: 'expiry' } | { by: 'restart'; agentId: string }

/** Ends an attempt that is still open. False where it was not: the lease is stale, nothing was written. */
export async function endAttempt(sql: Tx, end: AttemptEnd, guard: AttemptGuard): Promise<boolean> {
  const agentId = guard.by === 'expiry' ? null : guard.agentId
  const fence = guard.by === 'holder' ? guard.fence : null
  const rows = await sql`
    update step_attempts
    set ended_at = clock_timestamp(), accepted_at = case when ${guard.by === 'holder'}::bool then coalesce(accepted_at, clock_timestamp()) else accepted_at end,
        end_reason = ${end.reason}, message = ${clean(end.message)}, phases = ${json(end.phases)}::text::jsonb,
        peak_memory_mb = ${end.peakMemoryMb}
    where id = ${end.attemptId}::uuid and ended_at is null
      and (${agentId}::uuid is null or agent_id = ${agentId}::uuid)
      and (${fence}::bigint is null or fence = ${fence}::bigint)
      and (${guard.by !== 'expiry'}::bool or expires_at < clock_timestamp())
    returning id`
  return rows.length === 1
}

export interface Success {
  run_id: string
  workspace_id: string
  remaining: number
  /** Steps whose last input has just come. */
  freed: number
}

/**
 * An attempt succeeds, in one statement: the run is locked, the lease checked and ended, outputs and metrics written, and
 * what waits downstream waits for one less. Undefined where the lease is stale; nothing was written then.
 */
export async function succeedAttempt(
  sql: Tx,
  p: Omit<AttemptEnd, 'reason' | 'message'> & { agentId: string; fence: number; outputs: Record<string, Output>; metrics: Record<string, number> },
): Promise<Success | undefined> {
  const outputs = json(Object.entries(p.outputs).map(([port, output]) => ({ port, ...output })))
  const rows = await sql<Success[]>`
    with locked as materialized (
      select r.id as run_id, r.workspace_id, a.id as attempt_id, s.id as step_id
      from step_attempts a join step_runs s on s.id = a.step_id join runs r on r.id = s.run_id
      where a.id = ${p.attemptId}::uuid
      for update of r
    ), ended as (
      update step_attempts a set ended_at = clock_timestamp(), accepted_at = coalesce(a.accepted_at, clock_timestamp()), end_reason = 'succeeded', phases = ${json(p.phases)}::text::jsonb, peak_memory_mb = ${p.peakMemoryMb}
      from locked
      where a.id = locked.attempt_id and a.ended_at is null and a.agent_id = ${p.agentId}::uuid and a.fence = ${p.fence}::bigint
      returning locked.step_id, locked.run_id, locked.workspace_id
    ), step as (
      update step_runs s set state = 'succeeded', end_reason = 'succeeded', message = '', metrics = ${json(p.metrics)}::text::jsonb, ended_at = clock_timestamp()
      from ended where s.id = ended.step_id returning s.id
    ), outputs as (
      select o.* from ended, jsonb_to_recordset(${outputs}::text::jsonb) as o(port text, type text, digest text, size bigint, meta jsonb)
    ), kept as (
      insert into blobs (digest, size) select distinct digest, size from outputs order by digest on conflict do nothing
    ), written as (
      insert into step_outputs (step_id, port, type, digest, size, meta)
      select step.id, port, type, digest, size, coalesce(meta, '{}'::jsonb) from step, outputs
    ), freed as (
      update step_runs d set waiting_on = d.waiting_on - 1
      from step_dependencies e join step on e.depends_on = step.id
      where d.id = e.step_id
      returning d.waiting_on
    ), run as (
      update runs r set remaining = r.remaining - 1, state = case when r.state = 'queued' then 'running' else r.state end,
                        started_at = coalesce(r.started_at, clock_timestamp())
      from ended where r.id = ended.run_id returning r.id, r.workspace_id, r.remaining
    )
    select run.id as run_id, run.workspace_id, run.remaining, (select count(*)::int from freed where waiting_on = 0) as freed from run`
  return rows[0]
}

/** A running step ends without success. Returns how many steps of the run are still open. */
export async function endStep(
  sql: Tx,
  p: { stepId: string; runId: string; state: 'failed' | 'cancelled'; reason: EndReason; message: string },
): Promise<number> {
  const rows = await sql<{ remaining: number }[]>`
    with step as (
      update step_runs set state = ${p.state}, end_reason = ${p.reason}, message = ${clean(p.message)}, ended_at = clock_timestamp()
      where id = ${p.stepId}::uuid and state = 'running' returning id
    )
    update runs set remaining = remaining - (select count(*) from step) where id = ${p.runId}::uuid returning remaining`
  return rows[0]?.remaining ?? 0
}

/** Everything downstream of a step that did not succeed is skipped, saying because of which step. */
export async function skipDownstream(sql: Tx, p: { stepId: string; runId: string; message: string }): Promise<number> {
  const rows = await sql<{ remaining: number }[]>`
    with recursive below(id) as (
      select step_id from step_dependencies where depends_on = ${p.stepId}::uuid
      union select e.step_id from step_dependencies e join below on e.depends_on = below.id
    ), skipped as (
      update step_runs set state = 'skipped', message = ${clean(p.message)}, ended_at = clock_timestamp()
      where id in (select id from below) and state = 'waiting' returning id
    )
    update runs set remaining = remaining - (select count(*) from skipped) where id = ${p.runId}::uuid returning remaining`
  return rows[0]?.remaining ?? 0
}

/** After a loss of infrastructure the step is queued again, not before `backoffMs` have passed. `counts`: as what the loss is counted. */
export async function requeueStep(sql: Tx, p: { stepId: string; backoffMs: number; message: string; counts: 'agent' | 'loss' | 'nothing' }): Promise<void> {
  await sql`update step_runs
            set state = 'queued', losses = losses + ${p.counts === 'loss' ? 1 : 0}, agent_losses = agent_losses + ${p.counts === 'agent' ? 1 : 0}, message = ${clean(p.message)}, started_at = null,
                not_before = clock_timestamp() + ${p.backoffMs}::int * interval '1 millisecond'
            where id = ${p.stepId}::uuid and state = 'running'`
}

/** A run with nothing left open ends: cancelled if that was asked for and cost a step, else failed, else succeeded. */
export async function finishRun(sql: Tx, runId: string): Promise<void> {
  await sql`
    with states as (
      select coalesce(bool_or(state = 'failed'), false) as failed, coalesce(bool_or(state = 'cancelled'), false) as cancelled,
             (array_agg(end_reason order by ended_at) filter (where state = 'failed'))[1] as reason
      from step_runs where run_id = ${runId}::uuid
    )
    update runs set ended_at = clock_timestamp(), started_at = coalesce(started_at, clock_timestamp()),
      state = case when states.cancelled then 'cancelled' when states.failed then 'failed' else 'succeeded' end,
      end_reason = case when states.cancelled then 'cancelled' when states.failed then states.reason else 'succeeded' end
    from states where id = ${runId}::uuid and remaining = 0 and state in ('queued', 'running')`
}

/** Appends log chunks of an open attempt. One that was sent twice is kept once. False where the attempt has ended or the fence is not its own. */
export async function appendLogs(sql: Tx, p: { attemptId: string; fence: number; agentId: string; chunks: LogChunk[] }): Promise<boolean> {
  const rows = await sql<{ known: boolean }[]>`
    with attempt as materialized (
      -- One writer a run at a time until its commit: ids are then visible in their order, and a tailing reader misses none.
      select a.id, pg_advisory_xact_lock(hashtextextended(s.run_id::text, 4201)) from step_attempts a join step_runs s on s.id = a.step_id
      where a.id = ${p.attemptId}::uuid and a.fence = ${p.fence}::bigint and a.agent_id = ${p.agentId}::uuid and a.ended_at is null
    ), written as (
      insert into step_logs (attempt_id, seq, stream, text, at)
      select attempt.id, c.seq, c.stream, c.text, to_timestamp(c.at / 1000)
      from attempt, jsonb_to_recordset(${json(p.chunks)}::text::jsonb) as c(seq int, stream text, text text, at float8)
      on conflict do nothing
    )
    select exists (select 1 from attempt) as known`
  return rows[0]?.known ?? false
}
