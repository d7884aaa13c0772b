import { sql } from 'drizzle-orm'
import type { Database } from '@/db/client'
import type { AgentCapabilities, AgentLoad, AgentOrder } from '@/lib/protocol/messages'
import { json, type Tx } from './queue'

type Queryable = Pick<Database, 'execute'>

/** An agent counts as connected for this long after its last heartbeat. */
const connectedFor = sql`interval '20 seconds'`

export interface AgentRow {
  id: string
  name: string
  capabilities: AgentCapabilities | null
  load: AgentLoad | null
  created_at: string
  seen_at: string | null
  /** A pause whose time has come is over: `work`. */
  orders: AgentOrder
  note: string
  paused_until: string | null
  stopped_at: string | null
  connected: boolean
  environments: { name: string; version: number; lockHash: string; state: 'absent' | 'building' | 'ready' | 'failed'; done: number; total: number; message: string; cause?: 'environment' | 'host' | null; sizeMb?: number | null; usedAt?: string | null; updatedAt: string }[]
  /** Name of the cluster whose node it is: it takes that one's steps alone. */
  target: string | null
  /** What it runs now, with what that takes of it: a step that asks for no CPUs counts as one. */
  running: { runId: string; runNumber: number; workspaceId: string; node: string; name: string; component: string; since: string; cpus: number; memoryMb: number; gpus: number }[]
}

/** Every agent that was not removed, or the one of the id, with its environments and what it runs. */
export async function listAgents(db: Queryable, id: string | null = null): Promise<AgentRow[]> {
  return db.execute<AgentRow & Record<string, unknown>>(sql`
    select a.id, a.name, a.capabilities, a.load, a.created_at, a.seen_at, a.note, a.paused_until, a.stopped_at,
      case when a.orders = 'pause' and a.paused_until <= clock_timestamp() then 'work' else a.orders end as orders,
      coalesce(a.seen_at > clock_timestamp() - ${connectedFor}, false) as connected, (select t.name from compute_targets t where t.id = a.target_id) as target,
      (select coalesce(jsonb_agg(jsonb_build_object('name', e.name, 'version', e.version, 'lockHash', e.lock_hash, 'state', e.state, 'done', e.done, 'total', e.total,
          'message', e.message, 'cause', e.cause, 'sizeMb', e.size_mb, 'usedAt', e.used_at, 'updatedAt', e.updated_at) order by e.name), '[]'::jsonb) from agent_environments e where e.agent_id = a.id) as environments,
      (select coalesce(jsonb_agg(jsonb_build_object('runId', r.id, 'runNumber', r.number, 'workspaceId', r.workspace_id, 'node', s.node, 'name', s.name,
          'component', s.component, 'since', t.claimed_at, 'cpus', coalesce((s.requests->>'cpus')::float8, 1), 'gpus', coalesce(cardinality(t.gpus), 0),
          'memoryMb', coalesce((s.requests->>'memoryMb')::float8, s.memory_mb, 0)) order by t.claimed_at), '[]'::jsonb)
        from step_attempts t join step_runs s on s.id = t.step_id join runs r on r.id = s.run_id where t.agent_id = a.id and t.ended_at is null) as running
    from agents a where a.removed_at is null and (${id}::uuid is null or a.id = ${id}::uuid) order by a.name`)
}

/** Megabytes of memory of the largest agent that is connected; null where none is. */
export async function largestAgentMb(db: Queryable): Promise<number | null> {
  const [row] = await db.execute<{ largest: number | null }>(sql`
    select max((a.capabilities->>'memoryMb')::int) as largest from agents a where a.removed_at is null and a.seen_at > clock_timestamp() - ${connectedFor}`)
  return row?.largest ?? null
}

export async function environmentLog(db: Queryable, agentId: string, lockHash: string): Promise<string | undefined> {
  const [row] = await db.execute<{ log: string }>(sql`select log from agent_environments where agent_id = ${agentId}::uuid and lock_hash = ${lockHash}`)
  return row?.log
}

/** Median seconds that each component's latest 200 attempts took. */
export async function medianSeconds(db: Queryable, components: string[]): Promise<Map<string, number>> {
  if (components.length === 0) return new Map()
  const rows = await db.execute<{ component: string; seconds: number }>(sql`
    select component, percentile_cont(0.5) within group (order by seconds) as seconds from (
      select s.component, extract(epoch from s.ended_at - s.started_at)::float8 as seconds from step_runs s
      where s.state = 'succeeded' and s.started_at is not null and s.component in (select jsonb_array_elements_text(${json(components)}::text::jsonb))
      order by s.ended_at desc limit 500
    ) latest group by component`)
  return new Map(rows.map((row) => [row.component, Number(row.seconds)]))
}

/** Makes an agent, or gives the one of that name a new credential: the former one ends. Whoever does so wants it to work. */
export async function upsertAgent(db: Queryable, p: { name: string; tokenHash: string }): Promise<{ id: string; created: boolean }> {
  const [known] = await db.execute<{ id: string }>(sql`
    update agents set token_hash = ${p.tokenHash}, orders = case when orders = 'pause' then orders else 'work' end where id = (select id from agents where name = ${p.name} and removed_at is null order by created_at limit 1) returning id`)
  if (known) return { id: known.id, created: false }
  const [made] = await db.execute<{ id: string }>(sql`insert into agents (name, token_hash) values (${p.name}, ${p.tokenHash}) returning id`)
  return { id: made!.id, created: true }
}

/** The agent may not come back; its open leases run out at once. */
export async function removeAgent(db: Queryable, id: string): Promise<{ name: string } | undefined> {
  const [row] = await db.execute<{ name: string }>(sql`
    with removed as (
      update agents set removed_at = clock_timestamp(), token_hash = 'removed:' || id where id = ${id}::uuid and removed_at is null returning id, name
    ), lost as (
      update step_attempts a set expires_at = clock_timestamp() from removed where a.agent_id = removed.id and a.ended_at is null
    )
    select name from removed`)
  return row
}

export interface AgentIdentity {
  id: string
  name: string
  capabilities: AgentCapabilities | null
  session: string
}

export async function agentOfToken(sql_: Tx, tokenHash: string): Promise<AgentIdentity | undefined> {
  const rows = await sql_<AgentIdentity[]>`select id, name, capabilities, session from agents where token_hash = ${tokenHash} and removed_at is null`
  return rows[0]
}

/**
 * A process of the agent introduces itself; from now on its session counts. An order to drain or stop was for the former one,
 * but where that is started again whenever it ends; a pause stays.
 */
export async function startSession(sql_: Tx, p: { agentId: string; session: string; capabilities: AgentCapabilities }): Promise<void> {
  await sql_`update agents set session = ${p.session}, capabilities = ${json(p.capabilities)}::text::jsonb, seen_at = clock_timestamp(), stopped_at = null,
    orders = case when orders = 'pause' or ${p.capabilities.stays ?? false}::bool then orders else 'work' end where id = ${p.agentId}::uuid`
}
