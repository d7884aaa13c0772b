import { sql, type SQL } from 'drizzle-orm'
import type { Database } from '@/db/client'
import type { Lifecycle, Tags } from '@/db/schema'
import type { Comparison, Filter, Order } from '@/lib/tracking/filter/schema'
import { compareKey, compareNumber, compareText, compile, list, ordered } from './compile'

type Queryable = Pick<Database, 'execute'>

export interface ExperimentRow {
  id: number
  number: number
  name: string
  lifecycle: Lifecycle
  artifact_location: string
  tags: Tags
  /** Milliseconds, as text. */
  created_ms: string
  updated_ms: string
}

const columns = sql`e.id, e.number, e.name, e.lifecycle, e.artifact_location, e.tags, e.created_ms, e.updated_ms`
export const nowMs = sql`(extract(epoch from clock_timestamp()) * 1000)::bigint`

/** Makes experiment 0 where there is none. */
export async function insertDefaultExperiment(db: Queryable, workspaceId: string): Promise<void> {
  await db.execute(sql`
    insert into experiments (workspace_id, number, name, artifact_location, created_ms, updated_ms)
    values (${workspaceId}::uuid, 0, 'Default', 'mlflow-artifacts:/0', ${nowMs}, ${nowMs}) on conflict do nothing`)
}

/** Undefined where the name is taken. For a transaction: two who ask at once wait for each other at the workspace's row. */
export async function insertExperiment(db: Queryable, p: { workspaceId: string; name: string; artifactLocation: string | null; tags: Tags }): Promise<ExperimentRow | undefined> {
  await db.execute(sql`select id from workspaces where id = ${p.workspaceId}::uuid for no key update`)
  const [row] = await db.execute<ExperimentRow & Record<string, unknown>>(sql`
    with free as (select coalesce(max(number), 0) + 1 as number from experiments where workspace_id = ${p.workspaceId}::uuid)
    insert into experiments as e (workspace_id, number, name, artifact_location, tags, created_ms, updated_ms)
    select ${p.workspaceId}::uuid, number, ${p.name}, coalesce(${p.artifactLocation}::text, 'mlflow-artifacts:/' || number), ${JSON.stringify(p.tags)}::text::jsonb, ${nowMs}, ${nowMs} from free
    on conflict (workspace_id, name) do nothing returning ${columns}`)
  return row
}

export async function findExperiment(db: Queryable, workspaceId: string, by: { number: number } | { name: string }): Promise<ExperimentRow | undefined> {
  const which = 'number' in by ? sql`e.number = ${by.number}` : sql`e.name = ${by.name}`
  const [row] = await db.execute<ExperimentRow & Record<string, unknown>>(sql`select ${columns} from experiments e where e.workspace_id = ${workspaceId}::uuid and ${which}`)
  return row
}

/** The keys of those of the given numbers that exist. */
export async function experimentKeys(db: Queryable, workspaceId: string, numbers: number[]): Promise<number[]> {
  const rows = await db.execute<{ id: number }>(sql`
    select id from experiments where workspace_id = ${workspaceId}::uuid and number = any(translate(${list(numbers)}, '[]', '{}')::int[])`)
  return rows.map(({ id }) => id)
}

const attributes: Record<string, SQL> = { name: sql`e.name`, experiment_id: sql`e.number::text`, creation_time: sql`e.created_ms`, last_update_time: sql`e.updated_ms` }
const numeric = new Set(['creation_time', 'last_update_time'])

function condition(comparison: Comparison): SQL {
  const { kind, key } = comparison.field
  if (kind === 'tag') return compareKey(sql`e.tags`, comparison)
  return numeric.has(key) ? compareNumber(attributes[key]!, comparison) : compareText(attributes[key]!, comparison)
}

export interface SearchExperimentsParams {
  workspaceId: string
  lifecycle: Lifecycle | 'any'
  filter: Filter | null
  orders: Order[]
  offset: number
  limit: number
}

/** Newest first unless `orders` say otherwise. */
export function searchExperiments(db: Queryable, p: SearchExperimentsParams): Promise<ExperimentRow[]> {
  const where = [sql`e.workspace_id = ${p.workspaceId}::uuid`]
  if (p.lifecycle !== 'any') where.push(sql`e.lifecycle = ${p.lifecycle}`)
  if (p.filter) where.push(compile(p.filter, condition))
  const order = p.orders.map(({ field, ascending }) => ordered(field.kind === 'tag' ? sql`(e.tags ->> ${field.key})` : field.key === 'experiment_id' ? sql`e.number` : attributes[field.key]!, ascending))
  if (order.length === 0) order.push(sql`e.created_ms desc`)
  return db.execute<ExperimentRow & Record<string, unknown>>(sql`
    select ${columns} from experiments e where ${sql.join(where, sql` and `)} order by ${sql.join([...order, sql`e.number desc`], sql`, `)} offset ${p.offset} limit ${p.limit}`)
}

/** False where another experiment has the name. */
export async function renameExperiment(db: Queryable, id: number, name: string): Promise<boolean> {
  const rows = await db.execute(sql`
    update experiments e set name = ${name}, updated_ms = ${nowMs}
    where id = ${id} and not exists (select from experiments o where o.workspace_id = e.workspace_id and o.name = ${name} and o.id <> e.id) returning id`)
  return rows.length > 0
}

export async function setExperimentTag(db: Queryable, id: number, key: string, value: string | null): Promise<void> {
  const tags = value === null ? sql`tags - ${key}::text` : sql`tags || jsonb_build_object(${key}::text, ${value}::text)`
  await db.execute(sql`update experiments set tags = ${tags}, updated_ms = ${nowMs} where id = ${id}`)
}

/** Moves the experiment out of sight or back, and with it the runs that went at the same time. False where it was there already. */
export async function setExperimentLifecycle(db: Queryable, id: number, to: Lifecycle): Promise<boolean> {
  const rows = await db.execute(
    to === 'deleted'
      ? sql`with e as (update experiments set lifecycle = 'deleted', updated_ms = ${nowMs} where id = ${id} and lifecycle = 'active' returning id, updated_ms),
            gone as (update tracked_runs r set lifecycle = 'deleted', deleted_ms = e.updated_ms from e where r.experiment_id = e.id and r.lifecycle = 'active')
            select id from e`
      : sql`with before as (select id, updated_ms from experiments where id = ${id} and lifecycle = 'deleted' for update),
            back as (update tracked_runs r set lifecycle = 'active', deleted_ms = null from before b where r.experiment_id = b.id and r.lifecycle = 'deleted' and r.deleted_ms = b.updated_ms)
            update experiments e set lifecycle = 'active', updated_ms = ${nowMs} from before b where e.id = b.id returning e.id`,
  )
  return rows.length > 0
}

/** For the list: how many runs are active in each, and when the newest began. */
export function countExperimentRuns(db: Queryable, ids: number[]): Promise<{ experiment_id: number; runs: number; newest_ms: string | null }[]> {
  return db.execute<{ experiment_id: number; runs: number; newest_ms: string | null }>(sql`
    select experiment_id, count(*)::int as runs, max(start_ms) as newest_ms from tracked_runs
    where experiment_id = any(translate(${list(ids)}, '[]', '{}')::int[]) and lifecycle = 'active' group by experiment_id`)
}
