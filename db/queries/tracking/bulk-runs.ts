import { sql } from 'drizzle-orm'
import type { Database } from '@/db/client'
import type { Lifecycle } from '@/db/schema'
import { nowMs } from './experiments'
import { textList } from './compile'

type Queryable = Pick<Database, 'execute'>

/** Of the given runs those of the workspace, each with its experiment's key. */
export function ownRuns(db: Queryable, workspaceId: string, runIds: string[]): Promise<{ id: number; run_id: string; experiment_id: number }[]> {
  return db.execute<{ id: number; run_id: string; experiment_id: number }>(sql`
    select id, run_id, experiment_id from tracked_runs where workspace_id = ${workspaceId}::uuid and run_id in ${textList(runIds)} order by id for update`)
}

/** Of the given keys those whose rows are still there, locked until the end of the transaction. */
export function lockRuns(db: Queryable, ids: number[]): Promise<{ id: number; run_id: string; experiment_id: number }[]> {
  return db.execute<{ id: number; run_id: string; experiment_id: number }>(sql`select id, run_id, experiment_id from tracked_runs where id = ${among(ids)} order by id for update`)
}

const among = (ids: number[]) => sql`any(translate(${JSON.stringify(ids)}, '[]', '{}')::int[])`

/** Returns how many were not there already. */
export async function moveRuns(db: Queryable, ids: number[], to: Lifecycle): Promise<number> {
  const rows = await db.execute(sql`update tracked_runs set lifecycle = ${to}, deleted_ms = ${to === 'deleted' ? nowMs : sql`null`} where id = ${among(ids)} and lifecycle <> ${to} returning id`)
  return rows.length
}

/** Returns how many were not so already. */
export async function archiveRuns(db: Queryable, ids: number[], archived: boolean): Promise<number> {
  const rows = await db.execute(sql`update tracked_runs set archived_ms = ${archived ? nowMs : sql`null`} where id = ${among(ids)} and (archived_ms is null) = ${archived} returning id`)
  return rows.length
}

export async function tagRuns(db: Queryable, ids: number[], key: string, value: string): Promise<void> {
  await db.execute(sql`
    insert into tracked_tags (run, experiment_id, key, value) select id, experiment_id, ${key}, ${value} from tracked_runs where id = ${among(ids)}
    on conflict (run, key) do update set value = excluded.value`)
}

/** Returns how many had the tag. */
export async function untagRuns(db: Queryable, ids: number[], key: string): Promise<number> {
  return (await db.execute(sql`delete from tracked_tags where run = ${among(ids)} and key = ${key} returning run`)).length
}
