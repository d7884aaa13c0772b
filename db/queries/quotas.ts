import { sql } from 'drizzle-orm'
import type { Database } from '@/db/client'
import type { Tx } from './queue'

type Queryable = Pick<Database, 'execute'>

/** What running steps may take, or take, at a time; memory in MB. */
export interface QuotaAmounts<T> {
  steps: T
  cpus: T
  memoryMb: T
  gpus: T
}
export type QuotaLimits = QuotaAmounts<number | null>

export interface QuotaRow {
  /** Null: as much as there is. */
  limits: QuotaLimits
  used: QuotaAmounts<number>
}

/** A step that says nothing takes one CPU and the memory that it is known to need. */
const usedBy = sql`jsonb_build_object('steps', count(*), 'cpus', coalesce(sum(coalesce((s.requests->>'cpus')::float8, 1)), 0),
  'memoryMb', coalesce(sum(coalesce((s.requests->>'memoryMb')::int, s.memory_mb, 0)), 0), 'gpus', coalesce(sum((s.requests->>'gpus')::int), 0))`

/** A workspace's quota and what its running steps take of it. */
export async function quotaOf(db: Queryable, workspaceId: string): Promise<QuotaRow> {
  const [row] = await db.execute<QuotaRow & Record<string, unknown>>(sql`
    select jsonb_build_object('steps', q.steps, 'cpus', q.cpus, 'memoryMb', q.memory_mb, 'gpus', q.gpus) as limits,
      (select ${usedBy} from step_runs s where s.workspace_id = w.id and s.state = 'running') as used
    from (select ${workspaceId}::uuid as id) w left join workspace_quotas q on q.workspace_id = w.id`)
  return row!
}

/** Sets a workspace's quota; without any limit it has none. */
export async function setQuota(db: Queryable, workspaceId: string, { steps, cpus, memoryMb, gpus }: QuotaLimits): Promise<void> {
  if ([steps, cpus, memoryMb, gpus].every((limit) => limit === null)) {
    await db.execute(sql`delete from workspace_quotas where workspace_id = ${workspaceId}::uuid`)
    return
  }
  await db.execute(sql`
    insert into workspace_quotas (workspace_id, steps, cpus, memory_mb, gpus) values (${workspaceId}::uuid, ${steps}, ${cpus}, ${memoryMb}, ${gpus})
    on conflict (workspace_id) do update set steps = excluded.steps, cpus = excluded.cpus, memory_mb = excluded.memory_mb, gpus = excluded.gpus`)
}

/**
 * Until the end of the transaction no other claim takes a step of these workspaces: those with a quota in which a step waits.
 * In a statement of its own, as `lockCapacity`.
 */
export async function lockQuotas(tx: Tx): Promise<string[]> {
  const rows = await tx<{ id: string }[]>`
    select w.id, pg_advisory_xact_lock(hashtextextended(w.id::text, 4203))
    from (select q.workspace_id as id from workspace_quotas q
          where exists (select 1 from step_runs s where s.workspace_id = q.workspace_id and s.state = 'queued') order by q.workspace_id) w`
  return rows.map(({ id }) => id)
}

/** What of each workspace's quota is left, by its id; read under its lock. Infinite where there is no limit. */
export async function quotasLeft(tx: Tx, workspaceIds: string[]): Promise<Map<string, QuotaAmounts<number>>> {
  if (workspaceIds.length === 0) return new Map()
  const rows = await tx<({ id: string } & QuotaLimits)[]>`
    select q.workspace_id as id, q.steps - u.steps as steps, q.cpus - u.cpus as cpus, q.memory_mb - u.memory as "memoryMb", q.gpus - u.gpus as gpus
    from workspace_quotas q cross join lateral (
      select count(*)::int as steps, coalesce(sum(coalesce((s.requests->>'cpus')::float8, 1)), 0) as cpus,
        coalesce(sum(coalesce((s.requests->>'memoryMb')::int, s.memory_mb, 0)), 0)::int as memory, coalesce(sum((s.requests->>'gpus')::int), 0)::int as gpus
      from step_runs s where s.workspace_id = q.workspace_id and s.state = 'running'
    ) u where q.workspace_id = any(${workspaceIds}::uuid[])`
  const left = (limit: number | null) => limit ?? Infinity
  return new Map(rows.map((row) => [row.id, { steps: left(row.steps), cpus: left(row.cpus), memoryMb: left(row.memoryMb), gpus: left(row.gpus) }]))
}
