import { sql } from 'drizzle-orm'
import type { Database } from '@/db/client'
import type { FileState, MediaKind, SummaryData } from '@/lib/tensorboard/schema'

type Queryable = Pick<Database, 'execute'>

export interface UnreadFile {
  workspace_id: string
  slug: string
  /** In the store of artifacts, and below the run's own folder. */
  artifact_path: string
  path: string
  digest: string
  /** Bytes, as text. */
  size: string
  run: number
  run_id: string
  experiment_id: number
}

/** Event files of runs whose content has not been read, oldest first. A run's folder is named by its id. */
export function unreadEventFiles(db: Queryable, limit: number): Promise<UnreadFile[]> {
  return db.execute<UnreadFile & Record<string, unknown>>(sql`
    select a.workspace_id, w.slug, a.path as artifact_path, substring(a.path from '[0-9a-f]{32}/artifacts/(.*)$') as path, a.digest, a.size, r.id as run, r.run_id, r.experiment_id
    from tracked_artifacts a join workspaces w on w.id = a.workspace_id
    join tracked_runs r on r.workspace_id = a.workspace_id and r.run_id = substring(a.path from '([0-9a-f]{32})/artifacts/')
    where a.path like '%tfevents%' and a.events_digest is distinct from a.digest
    order by a.created_at limit ${limit}`)
}

/** Where the file has other content by now, it comes up again. */
export async function markEventsRead(db: Queryable, workspaceId: string, path: string, digest: string): Promise<void> {
  await db.execute(sql`update tracked_artifacts set events_digest = ${digest} where workspace_id = ${workspaceId}::uuid and path collate "C" = ${path}`)
}

export interface EventFileRow {
  path: string
  digest: string
  size: string
  read_to: string
  mark: string
  state: FileState
  plugins: Record<string, string>
  left_out: Record<string, number>
}

export async function eventFilesOf(db: Queryable, run: number, path?: string): Promise<EventFileRow[]> {
  return db.execute<EventFileRow & Record<string, unknown>>(sql`
    select path, digest, size, read_to, mark, state, plugins, left_out from event_files where run = ${run} ${path === undefined ? sql`` : sql`and path = ${path}`} order by path`)
}

/** Condition on `tracked_artifacts`: an event file below the folder. */
const eventFilesBelow = (workspaceId: string, folder: string) => sql`workspace_id = ${workspaceId}::uuid and path collate "C" >= ${`${folder}/`} and path collate "C" < ${`${folder}0`} and path like '%tfevents%'`

/** The run has an event file, read or not: among its artifacts, or one that it is writing. */
export async function hasEventFiles(db: Queryable, workspaceId: string, { run, folder }: { run: number; folder: string | null }): Promise<boolean> {
  const [row] = await db.execute<{ found: boolean }>(sql`
    select exists (select from event_files where run = ${run}) ${folder === null ? sql`` : sql`or exists (select from tracked_artifacts where ${eventFilesBelow(workspaceId, folder)})`} as found`)
  return row!.found
}

export async function countUnread(db: Queryable, workspaceId: string, folder: string): Promise<number> {
  const [row] = await db.execute<{ count: number }>(sql`
    select count(*)::int as count from tracked_artifacts where ${eventFilesBelow(workspaceId, folder)} and events_digest is distinct from digest`)
  return row!.count
}

export interface EventFileProgress {
  run: number
  path: string
  digest: string
  size: number
  readTo: number
  mark: string
  state: FileState
  plugins: Record<string, string>
  leftOut: Record<string, number>
}

export async function putEventFile(db: Queryable, p: EventFileProgress): Promise<void> {
  await db.execute(sql`
    insert into event_files (run, path, digest, size, read_to, mark, state, plugins, left_out)
    values (${p.run}, ${p.path}, ${p.digest}, ${p.size}, ${p.readTo}, ${p.mark}, ${p.state}, ${JSON.stringify(p.plugins)}::text::jsonb, ${JSON.stringify(p.leftOut)}::text::jsonb)
    on conflict (run, path) do update set digest = excluded.digest, size = excluded.size, read_to = excluded.read_to, mark = excluded.mark, state = excluded.state,
      plugins = excluded.plugins, left_out = excluded.left_out, read_at = now()`)
}

export interface NewSummary {
  kind: MediaKind
  name: string
  step: string
  ordinal: number
  atMs: number
  digest: string | null
  data: SummaryData
}

/** What is told again for a step replaces what was told earlier. Names, steps and ordinals must not repeat within one call. */
export async function insertSummaries(db: Queryable, run: number, rows: readonly NewSummary[]): Promise<void> {
  await db.execute(sql`
    insert into run_summaries as s (run, kind, name, step, ordinal, at_ms, digest, data)
    select ${run}, kind, name, step::bigint, ordinal, "atMs", digest, data from jsonb_to_recordset(${JSON.stringify(rows)}::text::jsonb) as g(kind text, name text, step text, ordinal int, "atMs" bigint, digest text, data jsonb)
    on conflict (run, kind, name, step, ordinal) do update set at_ms = excluded.at_ms, digest = excluded.digest, data = excluded.data where excluded.at_ms >= s.at_ms`)
}

export async function countSummaries(db: Queryable, run: number): Promise<Record<MediaKind, number>> {
  const rows = await db.execute<{ kind: MediaKind; count: number }>(sql`select kind, count(*)::int as count from run_summaries where run = ${run} group by kind`)
  return { image: 0, histogram: 0, text: 0, ...Object.fromEntries(rows.map(({ kind, count }) => [kind, count])) }
}

export interface SummaryNameRow {
  kind: MediaKind
  name: string
  steps: number
  first_step: string
  last_step: string
}

export function summaryNames(db: Queryable, run: number): Promise<SummaryNameRow[]> {
  return db.execute<SummaryNameRow & Record<string, unknown>>(sql`
    select kind, name, count(distinct step)::int as steps, min(step) as first_step, max(step) as last_step from run_summaries where run = ${run} group by kind, name order by kind, name`)
}

export interface SummaryRow {
  step: string
  ordinal: number
  at_ms: string
  digest: string | null
  data: SummaryData
}

/** What a run has of one name, by step: the newest where there is more than `limit`. */
export function summariesOf(db: Queryable, p: { run: number; kind: MediaKind; name: string; limit: number }): Promise<SummaryRow[]> {
  return db.execute<SummaryRow & Record<string, unknown>>(sql`
    select * from (
      select step, ordinal, at_ms, digest, data from run_summaries where run = ${p.run} and kind = ${p.kind} and name = ${p.name} order by step desc, ordinal desc limit ${p.limit}
    ) newest order by step, ordinal`)
}

/** An image of a run by its content. */
export async function imageOf(db: Queryable, run: number, digest: string): Promise<SummaryData | undefined> {
  const [row] = await db.execute<{ data: SummaryData }>(sql`select data from run_summaries where run = ${run} and kind = 'image' and digest = ${digest} limit 1`)
  return row?.data
}
