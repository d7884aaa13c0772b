import { and, desc, eq, sql } from 'drizzle-orm'
import type { Database } from '@/db/client'
import { environments } from '@/db/schema'
import { json } from './queue'

/** A database or a transaction in it. */
type Queryable = Pick<Database, 'select' | 'insert' | 'update' | 'delete' | 'execute'>

export type EnvironmentRow = typeof environments.$inferSelect

/** Every version of a workspace's environments, newest first; with `name` of that one alone. */
export async function environmentRows(db: Queryable, workspaceId: string, name?: string): Promise<EnvironmentRow[]> {
  return db
    .select()
    .from(environments)
    .where(and(eq(environments.workspaceId, workspaceId), name === undefined ? undefined : eq(environments.name, name)))
    .orderBy(environments.name, desc(environments.version))
}

/** A version without what is long: its lock, its log and where it came from. */
export interface EnvironmentHead extends Pick<EnvironmentRow, 'name' | 'version' | 'description' | 'python' | 'lockHash' | 'stage' | 'message' | 'createdByName'> {
  container: boolean
  archived: boolean
  createdAt: string
  /** Of the newest version alone; 0 for the others. */
  packages: number
}

/** Every version of a workspace's environments, newest first. */
export async function environmentHeads(db: Queryable, workspaceId: string): Promise<EnvironmentHead[]> {
  return db.execute<EnvironmentHead & Record<string, unknown>>(sql`
    select e.name, e.version, e.description, e.python, e.lock_hash as "lockHash", e.stage, e.message, e.created_by_name as "createdByName", e.created_at as "createdAt",
           e.dockerfile <> '' or e.system_packages <> '[]'::jsonb as container, e.archived_at is not null as archived,
           case when e.lock is null or e.version < max(e.version) over (partition by e.name) then 0
             else (select count(distinct translate(lower(m[1]), '_.', '--'))::int from regexp_matches(e.lock, '^([A-Za-z0-9][A-Za-z0-9._-]*)(?:\\[[^]]*\\])?==', 'gn') m) end as packages
    from environments e where e.workspace_id = ${workspaceId}::uuid order by e.name, e.version desc`)
}

/** Holds a name of a workspace until the transaction's end, so that two that make a version of it get two numbers. */
export async function lockEnvironmentName(db: Queryable, workspaceId: string, name: string): Promise<void> {
  await db.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`environment:${workspaceId}:${name}`}, 4201))`)
}

export async function insertEnvironment(db: Queryable, row: typeof environments.$inferInsert): Promise<string> {
  const [made] = await db.insert(environments).values(row).returning({ id: environments.id })
  return made!.id
}

export async function deleteEnvironment(db: Queryable, id: string): Promise<void> {
  await db.delete(environments).where(eq(environments.id, id))
}

/** Takes every version of a name away from new steps, or gives them back. */
export async function setEnvironmentArchived(db: Queryable, workspaceId: string, name: string, archived: boolean): Promise<void> {
  await db
    .update(environments)
    .set({ archivedAt: archived ? sql`now()` : null })
    .where(and(eq(environments.workspaceId, workspaceId), eq(environments.name, name)))
}

export interface AgentEnvironmentRow {
  agent_id: string
  agent: string
  connected: boolean
  lock_hash: string
  state: 'absent' | 'building' | 'ready' | 'failed'
  done: number
  total: number
  message: string
  cause: 'environment' | 'host' | null
  size_mb: number | null
  used_at: string | null
  wanted: boolean
  updated_at: string
}

/** What the agents that were not removed have said of these environments. */
export async function agentEnvironmentRows(db: Queryable, lockHashes: string[]): Promise<AgentEnvironmentRow[]> {
  if (lockHashes.length === 0) return []
  return db.execute<AgentEnvironmentRow & Record<string, unknown>>(sql`
    select e.agent_id, a.name as agent, coalesce(a.seen_at > clock_timestamp() - interval '20 seconds', false) as connected, e.lock_hash, e.state, e.done, e.total,
           e.message, e.cause, e.size_mb, e.used_at, e.wanted_at is not null as wanted, e.updated_at
    from agent_environments e join agents a on a.id = e.agent_id and a.removed_at is null
    where e.lock_hash in (select jsonb_array_elements_text(${json(lockHashes)}::text::jsonb))
    order by a.name`)
}

/** When a step of the workspace last began in each of these, by lock hash. */
export async function environmentUses(db: Queryable, workspaceId: string, lockHashes: string[]): Promise<Map<string, string>> {
  if (lockHashes.length === 0) return new Map()
  const rows = await db.execute<{ hash: string; at: string | null }>(sql`
    select h.hash, (select max(s.ready_at) from step_runs s where s.workspace_id = ${workspaceId}::uuid and s.environment_hash = h.hash) as at
    from (select jsonb_array_elements_text(${json(lockHashes)}::text::jsonb) as hash) h`)
  return new Map(rows.flatMap((row) => (row.at ? [[row.hash, row.at] as const] : [])))
}

export interface EnvironmentRunRow {
  id: string
  number: number
  name: string
  state: string
  created_at: string
}

/** The latest runs of a workspace with a step in this environment. */
export async function environmentRuns(db: Queryable, workspaceId: string, lockHash: string, limit = 20): Promise<EnvironmentRunRow[]> {
  return db.execute<EnvironmentRunRow & Record<string, unknown>>(sql`
    select r.id, r.number, r.name, r.state, r.created_at from runs r
    where r.workspace_id = ${workspaceId}::uuid and r.id in (
      select run_id from step_runs where workspace_id = ${workspaceId}::uuid and environment_hash = ${lockHash})
    order by r.created_at desc limit ${limit}::int`)
}

/** The definition that an agent builds from; the same hash means the same in every workspace. */
export async function environmentByHash(db: Queryable, lockHash: string): Promise<EnvironmentRow | undefined> {
  const [row] = await db.select().from(environments).where(eq(environments.lockHash, lockHash)).orderBy(environments.createdAt).limit(1)
  return row
}

/** Orders a build on agents; what is building or ready there is left alone. Returns the agents that were asked. */
export async function orderBuilds(db: Queryable, p: { lockHash: string; name: string; version: number; agents: string[] }): Promise<string[]> {
  const rows = await db.execute<{ agent_id: string }>(sql`
    insert into agent_environments as e (agent_id, lock_hash, name, version, state, wanted_at)
    select a.id, ${p.lockHash}, ${p.name}, ${p.version}::int, 'absent', clock_timestamp() from agents a
    where a.removed_at is null and a.id in (select jsonb_array_elements_text(${json(p.agents)}::text::jsonb)::uuid)
    on conflict (agent_id, lock_hash) do update set wanted_at = clock_timestamp() where e.state not in ('ready', 'building')
    returning agent_id`)
  return rows.map((row) => row.agent_id)
}

/** Which of these run in a container. */
export async function imageHashes(db: Pick<Database, 'execute'>, lockHashes: string[]): Promise<Set<string>> {
  if (lockHashes.length === 0) return new Set()
  const rows = await db.execute<{ hash: string }>(sql`
    select distinct lock_hash as hash from environments
    where lock_hash in (select jsonb_array_elements_text(${json(lockHashes)}::text::jsonb)) and (dockerfile <> '' or system_packages <> '[]'::jsonb)`)
  return new Set(rows.map((row) => row.hash))
}
