import type { EnvironmentRow } from './environments'
import { json, type Tx } from './queue'

/** Gives the oldest environment that waits for it to an agent to resolve; one whose agent has gone silent is given anew. */
export async function takeResolution(sql: Tx, agentId: string): Promise<Pick<EnvironmentRow, 'id' | 'name' | 'version' | 'python' | 'requirements'> | undefined> {
  const rows = await sql<Pick<EnvironmentRow, 'id' | 'name' | 'version' | 'python' | 'requirements'>[]>`
    update environments set resolver = ${agentId}::uuid, resolver_since = clock_timestamp()
    where id = (
      select id from environments
      where stage = 'resolving' and (resolver_since is null or resolver_since < clock_timestamp() - interval '3 minutes')
      order by created_at limit 1 for update skip locked)
    returning id, name, version, python, requirements`
  return rows[0]
}

/** What an agent that was given a resolution works on; undefined where it is another's by now, or done. */
export async function resolutionOf(sql: Tx, p: { id: string; agentId: string }): Promise<Pick<EnvironmentRow, 'id' | 'name' | 'workspaceId' | 'python' | 'requirements' | 'systemPackages' | 'dockerfile'> | undefined> {
  const rows = await sql<Pick<EnvironmentRow, 'id' | 'name' | 'workspaceId' | 'python' | 'requirements' | 'systemPackages' | 'dockerfile'>[]>`
    select id, name, workspace_id as "workspaceId", python, requirements, system_packages as "systemPackages", dockerfile from environments
    where id = ${p.id}::uuid and resolver = ${p.agentId}::uuid and stage = 'resolving'`
  return rows[0]
}

/**
 * Ends a resolution that this agent was given; false where it is another's by now. With `again` it stays open and is given
 * to whichever agent asks in half a minute.
 */
export async function endResolution(
  sql: Tx,
  p: { id: string; agentId: string; lock: string | null; lockHash: string | null; message: string; log: string; again: boolean },
): Promise<boolean> {
  const rows = await sql`
    update environments set stage = ${p.again ? 'resolving' : p.lock === null ? 'failed' : 'ready'}, lock = ${p.lock}, lock_hash = ${p.lockHash}, message = ${p.message}, log = ${p.log},
      resolver_since = case when ${p.again}::bool then clock_timestamp() - interval '150 seconds' else resolver_since end
    where id = ${p.id}::uuid and resolver = ${p.agentId}::uuid and stage = 'resolving' returning id`
  return rows.length > 0
}

export interface WantRow {
  name: string
  version: number
  lock_hash: string
  container: boolean
  /** The compute target whose nodes alone may take the steps. */
  target: string | null
  memory_mb: number
  waited_ms: number
  steps: number
}

/** What queued steps need, what people have asked agents to build, and whether something is to be resolved; one statement. */
export async function environmentDemand(sql: Tx): Promise<{ wants: WantRow[]; asked: { agent_id: string; lock_hash: string; name: string; version: number }[]; resolving: boolean }> {
  const [row] = await sql<{ wants: WantRow[]; asked: { agent_id: string; lock_hash: string; name: string; version: number }[]; resolving: boolean }[]>`
    with wants as (
      select split_part(s.environment, '@', 1) as name, split_part(s.environment, '@', 2)::int as version, s.environment_hash as lock_hash,
             s.requests->>'target' as target, min(coalesce(s.memory_mb, 0)) as memory_mb, count(*)::int as steps,
             round(extract(epoch from clock_timestamp() - min(coalesce(s.not_before, s.ready_at))) * 1000)::float8 as waited_ms,
             exists (select 1 from environments e where e.lock_hash = s.environment_hash and (e.dockerfile <> '' or e.system_packages <> '[]'::jsonb)) as container
      from step_runs s
      where s.state = 'queued' and s.runner = 'python' and s.environment_hash is not null and (s.not_before is null or s.not_before <= clock_timestamp())
      group by s.environment, s.environment_hash, s.requests->>'target'
    )
    select (select coalesce(jsonb_agg(to_jsonb(wants)), '[]'::jsonb) from wants) as wants,
           (select coalesce(jsonb_agg(jsonb_build_object('agent_id', agent_id, 'lock_hash', lock_hash, 'name', name, 'version', version)), '[]'::jsonb)
            from agent_environments where wanted_at is not null) as asked,
           exists (select 1 from environments where stage = 'resolving') as resolving`
  return row!
}

export interface BuilderRow {
  id: string
  name: string
  python: boolean
  containers: boolean
  /** The compute target whose node it is. */
  target: string | null
  memory_mb: number
  running: number
  works: boolean
}

/** The agents that are connected, as far as building environments goes. */
export async function builders(sql: Tx): Promise<BuilderRow[]> {
  return sql<BuilderRow[]>`
    select a.id, a.name, coalesce(jsonb_typeof(a.capabilities->'python') = 'object', false) as python, a.capabilities->>'containers' is not null as containers,
           (select t.name from compute_targets t where t.id = a.target_id) as target, coalesce((a.capabilities->>'memoryMb')::int, 0) as memory_mb,
           (select count(*)::int from step_attempts t where t.agent_id = a.id and t.ended_at is null) as running,
           a.orders = 'work' or (a.orders = 'pause' and a.paused_until <= clock_timestamp()) as works
    from agents a
    where a.removed_at is null and a.stopped_at is null and a.seen_at > clock_timestamp() - interval '20 seconds'
    order by a.name`
}

/** Runs in which a queued step waits for this environment. */
export async function runsWaitingFor(sql: Tx, lockHash: string, target: string | null): Promise<{ id: string; workspace_id: string }[]> {
  return sql<{ id: string; workspace_id: string }[]>`
    select distinct r.id, r.workspace_id from step_runs s join runs r on r.id = s.run_id
    where s.state = 'queued' and s.runner = 'python' and s.environment_hash = ${lockHash} and s.requests->>'target' is not distinct from ${target}::text limit 500`
}

/** Under the run's lock: its queued steps of this environment have failed. Returns them. */
export async function failEnvironmentSteps(sql: Tx, p: { runId: string; lockHash: string; target: string | null; message: string }): Promise<{ id: string; label: string }[]> {
  await sql`select id from runs where id = ${p.runId}::uuid for update`
  return sql<{ id: string; label: string }[]>`
    with failed as (
      update step_runs set state = 'failed', end_reason = 'environment_failed', message = ${p.message}, ended_at = clock_timestamp(), not_before = null
      where run_id = ${p.runId}::uuid and state = 'queued' and runner = 'python' and environment_hash = ${p.lockHash} and requests->>'target' is not distinct from ${p.target}::text
      returning id, coalesce(nullif(name, ''), node) as label
    ), counted as (
      update runs set remaining = remaining - (select count(*) from failed) where id = ${p.runId}::uuid
    )
    select id, label from failed`
}

/** What agents have said of these environments. */
export async function agentStatesOf(
  sql: Tx,
  lockHashes: string[],
): Promise<{ agent_id: string; lock_hash: string; state: 'absent' | 'building' | 'ready' | 'failed'; cause: 'environment' | 'host' | null; message: string }[]> {
  return sql`select agent_id, lock_hash, state, cause, message from agent_environments
             where lock_hash in (select jsonb_array_elements_text(${json(lockHashes)}::text::jsonb))`
}

/** Tells whoever holds an agent's heartbeat that there is something for it; after the commit, inside a transaction. */
export async function wakeAgent(sql: Tx, agentId: string): Promise<void> {
  await sql`select pg_notify('atelier_queue', ${`agent:${agentId}`})`
}
