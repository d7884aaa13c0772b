import { sql } from 'drizzle-orm'
import type { Database } from '@/db/client'
import type { Engine, Room, TargetConfig } from '@/db/schema/clusters'
import { json } from './queue'

export type Queryable = Pick<Database, 'execute'>

/** As in compute.ts: an agent counts as heard of for this long after its last heartbeat. */
const heardFor = sql`interval '20 seconds'`

export interface TargetRow {
  id: string
  name: string
  engine: Engine
  min_nodes: number
  max_nodes: number
  idle_seconds: number
  slots: number
  cpus: number | null
  memory_mb: number | null
  gpus: number
  config: TargetConfig
  secret: string | null
  problem: string
  failures: number
  cooling: boolean
  created_by_name: string
  created_at: string
  deleting: boolean
  /** Nodes that are there or coming, those that are heard of, and those that hold a lease. */
  nodes: number
  live: number
  busy: number
  /** Steps that name it. */
  running: number
  waiting: number
}

/** Every target that was not removed, or the one of the name. */
export async function listTargets(db: Queryable, name: string | null = null): Promise<TargetRow[]> {
  return db.execute<TargetRow & Record<string, unknown>>(sql`
    select t.id, t.name, t.engine, t.min_nodes, t.max_nodes, t.idle_seconds, t.slots, t.cpus, t.memory_mb, t.gpus, t.config, t.secret, t.problem, t.failures,
      coalesce(t.cool_until > clock_timestamp(), false) as cooling, t.created_by_name, t.created_at, t.deleting_at is not null as deleting,
      n.nodes, n.live, n.busy, n.running,
      (select count(*)::int from step_runs s where s.state = 'queued' and s.requests->>'target' = t.name) as waiting
    from compute_targets t cross join lateral (
      select count(*)::int as nodes, (count(*) filter (where a.seen_at > clock_timestamp() - ${heardFor} and a.stopped_at is null))::int as live,
        (count(*) filter (where l.leases > 0))::int as busy, coalesce(sum(l.leases), 0)::int as running
      from cluster_nodes c left join agents a on a.id = c.agent_id
      left join lateral (select count(*)::int as leases from step_attempts x where x.agent_id = c.agent_id and x.ended_at is null) l on true
      where c.target_id = t.id and c.state not in ('gone', 'failed')
    ) n
    where t.removed_at is null and (${name}::text is null or t.name = ${name}) order by t.name`)
}

export interface TargetValues {
  minNodes: number
  maxNodes: number
  idleSeconds: number
  slots: number
  cpus: number | null
  memoryMb: number | null
  gpus: number
  config: TargetConfig
}

/** Undefined where the name is taken. */
export async function insertTarget(db: Queryable, p: TargetValues & { name: string; engine: Engine; secret: string | null; createdByName: string }): Promise<{ id: string } | undefined> {
  const [row] = await db.execute<{ id: string }>(sql`
    insert into compute_targets (name, engine, min_nodes, max_nodes, idle_seconds, slots, cpus, memory_mb, gpus, config, secret, created_by_name)
    values (${p.name}, ${p.engine}, ${p.minNodes}, ${p.maxNodes}, ${p.idleSeconds}, ${p.slots}, ${p.cpus}, ${p.memoryMb}, ${p.gpus}, ${json(p.config)}::text::jsonb, ${p.secret}, ${p.createdByName})
    on conflict do nothing returning id`)
  return row
}

/** A change by a person: what had failed is tried anew. `secret` undefined leaves the stored one. */
export async function updateTarget(db: Queryable, id: string, p: TargetValues & { secret: string | null | undefined }): Promise<void> {
  await db.execute(sql`
    update compute_targets set min_nodes = ${p.minNodes}, max_nodes = ${p.maxNodes}, idle_seconds = ${p.idleSeconds}, slots = ${p.slots}, cpus = ${p.cpus},
      memory_mb = ${p.memoryMb}, gpus = ${p.gpus}, config = ${json(p.config)}::text::jsonb, problem = '', failures = 0, cool_until = null,
      secret = case when ${p.secret === undefined}::bool then secret else ${p.secret ?? null} end
    where id = ${id}::uuid`)
}

/** Its nodes drain; the autoscaler removes it when the last is gone. */
export async function markDeleting(db: Queryable, id: string): Promise<void> {
  await db.execute(sql`update compute_targets set deleting_at = coalesce(deleting_at, clock_timestamp()) where id = ${id}::uuid`)
}

/** Forgets a target without nodes, with the secret that it had. False where a node is left. */
export async function removeTarget(db: Queryable, id: string): Promise<boolean> {
  const rows = await db.execute(sql`
    update compute_targets t set removed_at = clock_timestamp(), secret = null where id = ${id}::uuid and deleting_at is not null
      and not exists (select 1 from cluster_nodes n where n.target_id = t.id and n.state not in ('gone', 'failed')) returning id`)
  return rows.length > 0
}

/** What the autoscaler found wrong; empty where all is well again. */
export async function noteProblem(db: Queryable, id: string, problem: string): Promise<void> {
  await db.execute(sql`update compute_targets set problem = ${problem} where id = ${id}::uuid and problem <> ${problem}`)
}

/** A launch failed: after each in a row no other for longer, 10 minutes at most. */
export async function noteFailure(db: Queryable, id: string, problem: string): Promise<void> {
  await db.execute(sql`
    update compute_targets set problem = ${problem}, failures = failures + 1,
      cool_until = clock_timestamp() + least(600, 5 * power(2, least(failures, 8))) * interval '1 second' where id = ${id}::uuid`)
}

/** A node has come: the launches work. */
export async function noteSuccess(db: Queryable, id: string): Promise<void> {
  await db.execute(sql`update compute_targets set problem = '', failures = 0, cool_until = null where id = ${id}::uuid`)
}

export interface WaitingRow {
  id: string
  cpus: number
  memory_mb: number
  gpus: number
  resources: Record<string, number> | null
}

/** Steps that are queued for a target, the oldest first. One that backs off after a loss is among them: its turn comes. */
export async function waitingFor(db: Queryable, name: string, limit: number): Promise<WaitingRow[]> {
  return db.execute<WaitingRow & Record<string, unknown>>(sql`
    select s.id, coalesce((s.requests->>'cpus')::float8, 0) as cpus, coalesce((s.requests->>'memoryMb')::float8, s.memory_mb, 0)::float8 as memory_mb,
      coalesce((s.requests->>'gpus')::int, 0) as gpus, s.requests->'resources' as resources
    from step_runs s join runs r on r.id = s.run_id
    where s.state = 'queued' and r.state in ('queued', 'running') and r.cancel_requested_at is null and s.requests->>'target' = ${name}
    order by s.ready_at, s.position limit ${limit}`)
}

export interface SampleRow {
  at: string
  desired: number
  live: number
  busy: number
  launching: number
  running: number
  waiting: number
}

export async function insertSample(db: Queryable, targetId: string, p: Omit<SampleRow, 'at'>): Promise<void> {
  await db.execute(sql`
    insert into target_samples (target_id, desired, live, busy, launching, running, waiting)
    values (${targetId}::uuid, ${p.desired}, ${p.live}, ${p.busy}, ${p.launching}, ${p.running}, ${p.waiting}) on conflict do nothing`)
}

/** Forgets what is older than a week. */
export async function sweepSamples(db: Queryable): Promise<void> {
  await db.execute(sql`delete from target_samples where at < clock_timestamp() - interval '7 days'`)
  await db.execute(sql`delete from cluster_nodes where state in ('gone', 'failed') and ended_at < clock_timestamp() - interval '7 days'`)
}

/** What a cluster had in the last minutes, oldest first; of each of at most `points` equal parts of the time the last sample. */
export async function targetSamples(db: Queryable, p: { targetId: string; minutes: number; points: number }): Promise<SampleRow[]> {
  const width = sql`${(p.minutes * 60) / p.points}::float8`
  return db.execute<SampleRow & Record<string, unknown>>(sql`
    select distinct on (part) at, desired, live, busy, launching, running, waiting
    from (select *, floor(extract(epoch from at)::float8 / ${width}) as part from target_samples
      where target_id = ${p.targetId}::uuid and at > clock_timestamp() - ${p.minutes} * interval '1 minute') samples
    order by part, at desc`)
}
