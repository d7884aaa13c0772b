import { sql } from 'drizzle-orm'
import type { Database } from '@/db/client'
import type { Lifecycle, TrackedKind, TrackedStatus } from '@/db/schema'
import { nowMs } from './experiments'
import { runColumns, type TrackedRunRow } from './search-runs'

type Queryable = Pick<Database, 'execute'>

export interface NewRun {
  workspaceId: string
  runId: string
  experimentId: number
  kind: TrackedKind
  name: string
  status: TrackedStatus
  userName: string
  /** Null: now. */
  startMs: number | null
  artifactUri: string
  parentRunId: string | null
  createdBy: string | null
}

export async function insertRun(db: Queryable, p: NewRun): Promise<void> {
  await db.execute(sql`
    insert into tracked_runs (workspace_id, run_id, experiment_id, kind, name, status, user_name, start_ms, artifact_uri, parent_run_id, created_by)
    values (${p.workspaceId}::uuid, ${p.runId}, ${p.experimentId}, ${p.kind}, ${p.name}, ${p.status}, ${p.userName}, coalesce(${p.startMs}::bigint, ${nowMs}),
            ${p.artifactUri}, ${p.parentRunId}, ${p.createdBy}::uuid)`)
}

export async function findRunRow(db: Queryable, workspaceId: string, runId: string): Promise<TrackedRunRow | undefined> {
  const [row] = await db.execute<TrackedRunRow & Record<string, unknown>>(sql`
    select ${runColumns} from tracked_runs r join experiments e on e.id = r.experiment_id where r.workspace_id = ${workspaceId}::uuid and r.run_id = ${runId}`)
  return row
}

/** What is undefined stays. */
export async function updateRun(db: Queryable, id: number, p: { status?: TrackedStatus; endMs?: number; name?: string }): Promise<void> {
  await db.execute(sql`
    update tracked_runs set status = coalesce(${p.status ?? null}, status), end_ms = coalesce(${p.endMs ?? null}::bigint, end_ms), name = coalesce(${p.name ?? null}, name) where id = ${id}`)
}

export async function setRunLifecycle(db: Queryable, id: number, to: Lifecycle): Promise<void> {
  await db.execute(sql`update tracked_runs set lifecycle = ${to}, deleted_ms = ${to === 'deleted' ? nowMs : sql`null`} where id = ${id}`)
}

export async function setRunParent(db: Queryable, id: number, parentRunId: string): Promise<void> {
  await db.execute(sql`update tracked_runs set parent_run_id = ${parentRunId} where id = ${id}`)
}

export type Pairs = { key: string; value: string }[]

const rows = (pairs: Pairs) => sql`jsonb_to_recordset(${JSON.stringify(pairs).replaceAll('\\u0000', '\\ufffd')}::text::jsonb) as p(key text, value text)`

/** Keeps parameters; those that are there stay, and the ones with another value come back. */
export async function insertParams(db: Queryable, run: { id: number }, pairs: Pairs): Promise<{ key: string; was: string; given: string }[]> {
  await db.execute(sql`
    insert into tracked_params (run, experiment_id, key, value, start_ms) select r.id, r.experiment_id, p.key, p.value, r.start_ms from ${rows(pairs)}, tracked_runs r where r.id = ${run.id} order by p.key on conflict do nothing`)
  return db.execute<{ key: string; was: string; given: string }>(sql`
    select t.key, t.value as was, p.value as given from ${rows(pairs)} join tracked_params t on t.run = ${run.id} and t.key = p.key where t.value is distinct from p.value order by t.key`)
}

/** Later values of the same key within the list win. */
export async function upsertTags(db: Queryable, run: { id: number; experiment_id: number }, pairs: Pairs): Promise<void> {
  const last = [...new Map(pairs.map((pair) => [pair.key, pair])).values()]
  await db.execute(sql`
    insert into tracked_tags (run, experiment_id, key, value) select ${run.id}, ${run.experiment_id}, key, value from ${rows(last)} order by key
    on conflict (run, key) do update set value = excluded.value`)
}

/** False where there is no such tag. */
export async function deleteTag(db: Queryable, run: number, key: string): Promise<boolean> {
  return (await db.execute(sql`delete from tracked_tags where run = ${run} and key = ${key} returning key`)).length > 0
}

/** Runs nested in this one, oldest first. */
export function childRuns(db: Queryable, workspaceId: string, runId: string): Promise<TrackedRunRow[]> {
  return db.execute<TrackedRunRow & Record<string, unknown>>(sql`
    select ${runColumns} from tracked_runs r join experiments e on e.id = r.experiment_id
    where r.workspace_id = ${workspaceId}::uuid and r.parent_run_id = ${runId} and r.lifecycle = 'active' order by r.start_ms, r.run_id limit 200`)
}
