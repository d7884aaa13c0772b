import { sql } from 'drizzle-orm'
import type { Database } from '@/db/client'
import type { AgentLoad, AgentOrder } from '@/lib/protocol/messages'
import { json, type Tx } from './queue'

type Queryable = Pick<Database, 'execute'>

export interface OrderChange {
  orders: AgentOrder
  note?: string
  /** ISO 8601; null: until somebody resumes it. */
  pausedUntil?: string | null
}

/** Gives an agent new orders; its held heartbeat hears of them with the commit. Undefined where there is no such agent. */
export async function orderAgent(db: Queryable, id: string, change: OrderChange): Promise<{ name: string } | undefined> {
  const [row] = await db.execute<{ name: string }>(sql`
    update agents set orders = ${change.orders}, note = ${change.note ?? ''}, paused_until = ${change.pausedUntil ?? null}::timestamptz,
      stopped_at = case when ${change.orders} = 'work' and coalesce((capabilities->>'stays')::bool, false) then null else stopped_at end
    where id = ${id}::uuid and removed_at is null returning name, pg_notify('atelier_queue', 'agent:' || id)::text`)
  return row
}

/** Keeps a measurement, unless there is one of the last 14 seconds. A crash of PostgreSQL may lose it: hundreds of agents do not wait for the disk. */
export async function sampleLoad(sql_: Tx, agentId: string, load: AgentLoad): Promise<void> {
  await sql_`
    insert into agent_metrics (agent_id, cpu, memory_used_mb, disk_free_mb, running, gpus)
    select ${agentId}::uuid, ${load.cpu}, ${Math.round(load.memoryUsedMb)}, ${load.diskFreeMb ?? null}, ${load.running ?? 0}, ${json(load.gpus ?? [])}::text::jsonb
    from (select set_config('synchronous_commit', 'off', true)) quickly
    where not exists (select 1 from agent_metrics where agent_id = ${agentId}::uuid and at > clock_timestamp() - interval '14 seconds')
    on conflict do nothing`
}

/** Forgets measurements older than a day. */
export async function sweepMetrics(sql_: Tx): Promise<void> {
  await sql_`delete from agent_metrics where at < clock_timestamp() - interval '24 hours'`
}

/** Appends to what an agent has said of itself; the last 200,000 characters are kept. */
export async function appendAgentLog(sql_: Tx, agentId: string, lines: string[]): Promise<void> {
  const text = `${lines.join('\n')}\n`.replaceAll('\u0000', '�')
  await sql_`
    insert into agent_logs as l (agent_id, text) values (${agentId}::uuid, right(${text}, 200000))
    on conflict (agent_id) do update set text = right(l.text || excluded.text, 200000)`
}

export async function agentLog(db: Queryable, agentId: string): Promise<string> {
  const [row] = await db.execute<{ text: string }>(sql`select text from agent_logs where agent_id = ${agentId}::uuid`)
  return row?.text ?? ''
}

export interface MetricRow {
  at: string
  cpu: number
  memory_used_mb: number
  disk_free_mb: number | null
  running: number
  gpus: { uuid: string; busy: number | null; memoryUsedMb: number | null }[]
}

/** An agent's measurements of the last hours, oldest first: means over equal parts of the time, `points` at most. */
export async function agentMetrics(db: Queryable, p: { agentId: string; minutes: number; points: number }): Promise<MetricRow[]> {
  const width = sql`${(p.minutes * 60) / p.points}::float8`
  return db.execute<MetricRow & Record<string, unknown>>(sql`
    select to_timestamp(max(extract(epoch from at))) as at, avg(cpu)::float8 as cpu, avg(memory_used_mb)::float8 as memory_used_mb,
      avg(disk_free_mb)::float8 as disk_free_mb, avg(running)::float8 as running, (array_agg(gpus order by at desc))[1] as gpus
    from agent_metrics where agent_id = ${p.agentId}::uuid and at > clock_timestamp() - ${p.minutes} * interval '1 minute'
    group by floor(extract(epoch from at)::float8 / ${width}) order by 1`)
}

export interface HistoryRow {
  id: string
  run_id: string
  run_number: number
  workspace_id: string
  node: string
  name: string
  component: string
  number: number
  claimed_at: string
  ended_at: string | null
  end_reason: string | null
  message: string
  peak_memory_mb: number | null
}

/** What an agent has run, latest first. */
export async function agentHistory(db: Queryable, p: { agentId: string; limit: number }): Promise<HistoryRow[]> {
  return db.execute<HistoryRow & Record<string, unknown>>(sql`
    select a.id, r.id as run_id, r.number as run_number, r.workspace_id, s.node, s.name, s.component, a.number, a.claimed_at, a.ended_at, a.end_reason, a.message, a.peak_memory_mb
    from step_attempts a join step_runs s on s.id = a.step_id join runs r on r.id = s.run_id
    where a.agent_id = ${p.agentId}::uuid order by a.claimed_at desc limit ${p.limit}`)
}
