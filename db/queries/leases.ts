import type { AgentOrder, EnvironmentState, HeartbeatRequest } from '@/lib/protocol/messages'
import { json, type Tx } from './queue'

export interface VerdictRow {
  id: string
  verdict: 'keep' | 'cancel' | 'kill'
}

/** What an agent is to do now (a pause whose time has come is over), and what to do with its leases. */
export interface LeaseView {
  orders: AgentOrder
  leases: VerdictRow[]
}

/** What the studio thinks of each lease that an agent says it holds: to keep, to cancel, or lost; with those to cancel that it has claimed since. */
export async function viewLeases(sql: Tx, agentId: string, leases: HeartbeatRequest['leases']): Promise<LeaseView> {
  const [row] = await sql<LeaseView[]>`select ${view(sql, agentId, leases)}`
  return row!
}

const view = (sql: Tx, agentId: string, leases: HeartbeatRequest['leases']) => sql`
  coalesce((select case when orders = 'pause' and paused_until <= clock_timestamp() then 'work' else orders end from agents where id = ${agentId}::uuid), 'work') as orders,
  coalesce((select jsonb_agg(jsonb_build_object('id', v.id, 'verdict', v.verdict)) from (
    select h.id, case when a.id is null then 'kill' when r.cancel_requested_at is not null then 'cancel' else 'keep' end as verdict
    from jsonb_to_recordset(${json(leases)}::text::jsonb) as h(id uuid, fence bigint)
    left join step_attempts a on a.id = h.id and a.fence = h.fence and a.agent_id = ${agentId}::uuid and a.ended_at is null
    left join step_runs s on s.id = a.step_id
    left join runs r on r.id = s.run_id
    union
    select a.id, 'cancel' from step_attempts a join step_runs s on s.id = a.step_id join runs r on r.id = s.run_id
    where a.agent_id = ${agentId}::uuid and a.ended_at is null and r.cancel_requested_at is not null
  ) v), '[]'::jsonb) as leases`

/**
 * The agent lives: notes its load and renews every lease that it still holds. One that it was given a while ago and does
 * not know of was lost on the way (the answer to its claim never came): it runs out at once. Undefined where another process has taken its place.
 * It does not wait for the disk: should PostgreSQL crash in this half second, it is as if the agent had not been heard this once.
 */
export async function renewLeases(
  sql: Tx,
  p: { agentId: string; ttlMs: number; beat: Pick<HeartbeatRequest, 'session' | 'leases' | 'load' | 'python' | 'pythonProblem' | 'bye'> },
): Promise<LeaseView | undefined> {
  const [row] = await sql<LeaseView[]>`
    with seen as (
      update agents set seen_at = clock_timestamp(), load = ${json(p.beat.load)}::text::jsonb,
        stopped_at = case when ${p.beat.bye}::bool then coalesce(stopped_at, clock_timestamp()) end,
        capabilities = capabilities || ${json({ python: p.beat.python, pythonProblem: p.beat.pythonProblem })}::text::jsonb
      from (select set_config('synchronous_commit', 'off', true)) quickly
      where id = ${p.agentId}::uuid and session = ${p.beat.session} and removed_at is null returning id
    ), renewed as (
      update step_attempts a set expires_at = clock_timestamp() + ${p.ttlMs}::int * interval '1 millisecond', accepted_at = coalesce(a.accepted_at, clock_timestamp())
      from jsonb_to_recordset(${json(p.beat.leases)}::text::jsonb) as h(id uuid, fence bigint), seen
      where a.id = h.id and a.fence = h.fence and a.agent_id = seen.id and a.ended_at is null
    ), lost as (
      update step_attempts a set expires_at = clock_timestamp() from seen
      where a.agent_id = seen.id and a.ended_at is null and a.claimed_at < clock_timestamp() - interval '10 seconds'
        and a.id not in (select id from jsonb_to_recordset(${json(p.beat.leases)}::text::jsonb) as h(id uuid))
    )
    select ${view(sql, p.agentId, p.beat.leases)} from seen`
  return row
}

/** What an agent says of its environments, with the new lines of their builds. */
export async function saveEnvironmentStates(
  sql: Tx,
  p: { agentId: string; states: EnvironmentState[]; lines: { lockHash: string; line: string }[] },
): Promise<void> {
  const log: Record<string, string> = {}
  for (const { lockHash, line } of p.lines) log[lockHash] = `${log[lockHash] ?? ''}${line}\n`
  await sql`
    with gone as (
      -- What it does not speak of any more was evicted, or belonged to a process that has ended.
      update agent_environments set state = 'absent', done = 0, total = 0, message = '', cause = null, size_mb = null
      where agent_id = ${p.agentId}::uuid and state <> 'absent'
        and lock_hash not in (select s."lockHash" from jsonb_to_recordset(${json(p.states)}::text::jsonb) as s("lockHash" text))
    )
    insert into agent_environments as e (agent_id, lock_hash, name, version, state, done, total, message, cause, size_mb, used_at, log)
    select ${p.agentId}::uuid, s."lockHash", s.name, s.version, s.state, s.done, s.total, s.message, s.cause, s."sizeMb", s."usedAt",
           coalesce(${json(log)}::text::jsonb ->> s."lockHash", '')
    from jsonb_to_recordset(${json(p.states)}::text::jsonb)
      as s("lockHash" text, name text, version int, state text, done int, total int, message text, cause text, "sizeMb" int, "usedAt" timestamptz)
    on conflict (agent_id, lock_hash) do update
      set state = excluded.state, done = excluded.done, total = excluded.total, message = excluded.message, cause = excluded.cause,
          size_mb = excluded.size_mb, used_at = coalesce(excluded.used_at, e.used_at),
          wanted_at = case when excluded.state in ('building', 'ready') then null else e.wanted_at end,
          log = right(case when excluded.state = 'building' and e.state <> 'building' then '' else e.log end || excluded.log, 200000),
          updated_at = case when (excluded.state, excluded.done, excluded.message) is distinct from (e.state, e.done, e.message) then clock_timestamp() else e.updated_at end`
}

/** Attempts whose lease has run out, oldest first. `accepted` where their agent has ever said that it holds it. */
export async function expiredAttempts(sql: Tx, limit = 200): Promise<{ id: string; accepted: boolean; agent: string }[]> {
  return sql<{ id: string; accepted: boolean; agent: string }[]>`
    select id, accepted_at is not null as accepted, agent_name as agent from step_attempts where ended_at is null and expires_at < clock_timestamp() order by expires_at limit ${limit}`
}

/** Of the leases that an agent's former process has left children of: those still open are renewed and kept, with the next line of their log. */
export function heldLeases(sql: Tx, agentId: string, held: { id: string; fence: number }[], ttlMs: number): Promise<{ id: string; verdict: 'keep' | 'kill'; nextSeq: number }[]> {
  if (held.length === 0) return Promise.resolve([])
  return sql<{ id: string; verdict: 'keep' | 'kill'; nextSeq: number }[]>`
    with h as (
      select * from jsonb_to_recordset(${json(held)}::text::jsonb) as h(id uuid, fence bigint)
    ), kept as (
      update step_attempts a set expires_at = clock_timestamp() + ${ttlMs}::int * interval '1 millisecond', accepted_at = coalesce(a.accepted_at, clock_timestamp()) from h
      where a.id = h.id and a.fence = h.fence and a.agent_id = ${agentId}::uuid and a.ended_at is null returning a.id
    )
    select h.id, case when kept.id is null then 'kill' else 'keep' end as verdict,
      (select coalesce(max(l.seq) + 1, 0) from step_logs l where l.attempt_id = h.id)::int as "nextSeq"
    from h left join kept on kept.id = h.id`
}

/** Attempts that an agent's former process left open. */
export async function openAttemptsOf(sql: Tx, agentId: string): Promise<string[]> {
  const rows = await sql<{ id: string }[]>`select id from step_attempts where agent_id = ${agentId}::uuid and ended_at is null`
  return rows.map((row) => row.id)
}

/**
 * The time since the last sweep counts for no lease: the studio or PostgreSQL may have been away, so that none could be
 * renewed. Each gets that time back, and at least `graceMs` from now; none gets more than a whole `ttlMs`. The grace is no
 * addition: where studios die often, the lease of an agent that is gone must run out all the same.
 */
export async function forgiveLeases(sql: Tx, { ttlMs, graceMs }: { ttlMs: number; graceMs: number }): Promise<void> {
  await sql`
    with away as (
      select coalesce(clock_timestamp() - (select (value->>'at')::timestamptz from settings where key = 'sweeps'), interval '1 day') as time
    )
    update step_attempts set expires_at = least(clock_timestamp() + ${ttlMs}::int * interval '1 millisecond',
      greatest(expires_at + away.time, clock_timestamp() + ${graceMs}::int * interval '1 millisecond'))
    from away
    where ended_at is null and expires_at < clock_timestamp() + ${ttlMs}::int * interval '1 millisecond'`
}

/** The lease that a job token belongs to, while it is open. */
export async function leaseOfToken(sql: Tx, tokenHash: string): Promise<{ id: string; step_id: string } | undefined> {
  const rows = await sql<{ id: string; step_id: string }[]>`
    select id, step_id from step_attempts where job_token_hash = ${tokenHash} and ended_at is null`
  return rows[0]
}

/** True where the digest is one of the step's inputs or the data asset that it reads. */
export async function mayRead(sql: Tx, stepId: string, digest: string): Promise<boolean> {
  const rows = await sql`
    select 1 from step_runs s, jsonb_each(s.sources) i
      join step_runs u on u.node = i.value->>'node' join step_outputs o on o.step_id = u.id and o.port = i.value->>'port'
    where s.id = ${stepId}::uuid and u.run_id = s.run_id and o.digest = ${digest}
    union all
    select 1 from step_runs s where s.id = ${stepId}::uuid and s.params->'asset'->>'digest' = ${digest}
    limit 1`
  return rows.length > 0
}

export async function runOfAttempt(sql: Tx, attemptId: string): Promise<{ id: string; workspaceId: string } | undefined> {
  const rows = await sql<{ id: string; workspaceId: string }[]>`
    select s.run_id as id, s.workspace_id as "workspaceId" from step_attempts a join step_runs s on s.id = a.step_id where a.id = ${attemptId}::uuid`
  return rows[0]
}

/** Lets everybody see that the sweeps run: at most every two seconds. */
export async function noteSweep(sql: Tx): Promise<void> {
  await sql`insert into settings (key, value) values ('sweeps', jsonb_build_object('at', clock_timestamp()))
            on conflict (key) do update set value = excluded.value`
}

/**
 * Takes the lock that makes this process the one that sweeps, or makes sure that it still has it; it is held as long as
 * the connection lives. `sql` must be a client with one connection. `fresh` where it was taken just now.
 */
export async function holdSweepLock(sql: Tx): Promise<{ held: boolean; fresh: boolean }> {
  const rows = await sql<{ had: boolean; has: boolean }[]>`
    select had, case when had then true else pg_try_advisory_lock(4201, 1) end as has
    from (select exists (select 1 from pg_locks where locktype = 'advisory' and classid = 4201 and objid = 1 and pid = pg_backend_pid()
                           and database = (select oid from pg_database where datname = current_database())) as had) h`
  const { had, has } = rows[0] ?? { had: false, has: false }
  return { held: has, fresh: has && !had }
}
