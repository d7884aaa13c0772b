import { sql } from 'drizzle-orm'
import type { NodeState, Room } from '@/db/schema/clusters'
import type { Queryable } from './clusters'
import { json } from './queue'

export interface NodeRow {
  id: string
  state: NodeState
  room: Room
  agent_id: string | null
  agent_name: string | null
  external_id: string
  reason: string
  created_at: string
  ended_at: string | null
  /** The provider has said yes. */
  launched: boolean
  expired: boolean
  /** Its agent is heard of. */
  beats: boolean
  /** Its agent said that it ends. */
  stopped: boolean
  /** Seconds since its agent was last heard of; null before the first time. */
  silent_seconds: number | null
  /** Seconds since it last held a lease, came, or was launched. */
  idle_seconds: number
  /** Seconds since it was asked to end. */
  ending_seconds: number | null
  /** What its open leases take. */
  leases: { cpus: number; memoryMb: number; gpus: number }[]
  running: { runId: string; runNumber: number; workspaceId: string; name: string; since: string }[]
}

/** A target's nodes, the latest first: all that are open, and `past` of those that have ended. */
export async function nodesOf(db: Queryable, targetId: string, past: number): Promise<NodeRow[]> {
  return db.execute<NodeRow & Record<string, unknown>>(sql`
    select n.id, n.state, n.room, n.agent_id, a.name as agent_name, n.external_id, n.reason, n.created_at, n.ended_at,
      n.launched_at is not null as launched, n.expires_at < clock_timestamp() as expired,
      coalesce(a.seen_at > clock_timestamp() - interval '30 seconds', false) as beats, a.stopped_at is not null as stopped,
      extract(epoch from clock_timestamp() - a.seen_at)::float8 as silent_seconds,
      extract(epoch from clock_timestamp() - greatest(n.created_at, n.live_at, last.ended_at))::float8 as idle_seconds,
      extract(epoch from clock_timestamp() - n.ending_at)::float8 as ending_seconds, held.leases, held.running
    from (
      (select *, null::timestamptz as ending_at from cluster_nodes where target_id = ${targetId}::uuid and state in ('launching', 'live'))
      union all (select *, ended_at from cluster_nodes where target_id = ${targetId}::uuid and state in ('draining', 'terminating'))
      union all (select *, ended_at from cluster_nodes where target_id = ${targetId}::uuid and state in ('gone', 'failed') order by ended_at desc limit ${past})
    ) n left join agents a on a.id = n.agent_id
    left join lateral (select max(t.ended_at) as ended_at from step_attempts t where t.agent_id = n.agent_id) last on true
    cross join lateral (
      select coalesce(jsonb_agg(jsonb_build_object('cpus', coalesce((s.requests->>'cpus')::float8, 0), 'gpus', coalesce((s.requests->>'gpus')::int, 0),
          'memoryMb', coalesce((s.requests->>'memoryMb')::float8, s.memory_mb, 0))) filter (where s.id is not null), '[]'::jsonb) as leases,
        coalesce(jsonb_agg(jsonb_build_object('runId', r.id, 'runNumber', r.number, 'workspaceId', r.workspace_id, 'name', coalesce(nullif(s.name, ''), s.node),
          'since', t.claimed_at) order by t.claimed_at) filter (where s.id is not null), '[]'::jsonb) as running
      from step_attempts t join step_runs s on s.id = t.step_id join runs r on r.id = s.run_id where t.agent_id = n.agent_id and t.ended_at is null
    ) held
    order by n.created_at desc`)
}

/** The intent: written before anything is launched. Undefined where as many are open as there may be. */
export async function insertNode(db: Queryable, p: { targetId: string; room: Room; maxNodes: number; launchSeconds: number }): Promise<string | undefined> {
  const [row] = await db.execute<{ id: string }>(sql`
    insert into cluster_nodes (target_id, room, expires_at)
    select ${p.targetId}::uuid, ${json(p.room)}::text::jsonb, clock_timestamp() + ${p.launchSeconds} * interval '1 second'
    where (select count(*) from cluster_nodes where target_id = ${p.targetId}::uuid and state not in ('gone', 'failed')) < ${p.maxNodes} returning id`)
  return row?.id
}

/** Where the node will be, and the token with which its agent joins; one of an earlier try ends. */
export async function setNodeJoin(db: Queryable, id: string, p: { joinHash: string; externalId: string }): Promise<void> {
  await db.execute(sql`
    update cluster_nodes set external_id = ${p.externalId}, join_hash = case when agent_id is null then ${p.joinHash} end where id = ${id}::uuid`)
}

/** The provider said yes. */
export async function noteLaunched(db: Queryable, id: string, externalId: string): Promise<void> {
  await db.execute(sql`update cluster_nodes set launched_at = coalesce(launched_at, clock_timestamp()), external_id = ${externalId} where id = ${id}::uuid`)
}

/** From one of the states `from` to `to`; false where it is in another one by now. */
export async function moveNode(db: Queryable, id: string, p: { from: NodeState[]; to: NodeState; reason: string }): Promise<boolean> {
  const ends = p.to !== 'launching' && p.to !== 'live'
  const rows = await db.execute(sql`
    update cluster_nodes set state = ${p.to}, reason = ${p.reason}, live_at = case when ${p.to} = 'live' then clock_timestamp() else live_at end,
      ended_at = case when ${ends}::bool then clock_timestamp() end, join_hash = case when ${p.to} in ('gone', 'failed') then null else join_hash end
    where id = ${id}::uuid and state = any(string_to_array(${p.from.join(',')}, ',')) returning id`)
  return rows.length > 0
}

/** The agent of a node that ends takes nothing new, finishes what it holds, then ends. */
export async function drainAgentOf(db: Queryable, nodeId: string): Promise<string | undefined> {
  const [row] = await db.execute<{ id: string }>(sql`
    update agents a set orders = 'drain' from cluster_nodes n where n.id = ${nodeId}::uuid and a.id = n.agent_id and a.removed_at is null and a.orders <> 'stop' returning a.id`)
  return row?.id
}

/** Uses a node's join token up: its agent is made, once. In a transaction. Undefined where the token is no node's, or the launch is over. */
export async function joinNode(db: Queryable, p: { joinHash: string; name: string; tokenHash: string }): Promise<{ id: string; name: string } | undefined> {
  const [node] = await db.execute<{ id: string; target_id: string }>(sql`
    update cluster_nodes set join_hash = null
    where join_hash = ${p.joinHash} and state = 'launching' and agent_id is null and expires_at > clock_timestamp() returning id, target_id`)
  if (!node) return undefined
  const [agent] = await db.execute<{ id: string; name: string }>(sql`
    insert into agents (name, token_hash, target_id) values (${p.name}, ${p.tokenHash}, ${node.target_id}::uuid) returning id, name`)
  await db.execute(sql`update cluster_nodes set agent_id = ${agent!.id}::uuid where id = ${node.id}::uuid`)
  return agent
}
