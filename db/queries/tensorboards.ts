import { sql } from 'drizzle-orm'
import type { Database } from '@/db/client'

type Queryable = Pick<Database, 'execute'>

export interface BoardRow {
  id: string
  run_id: string
  shows: string[]
  ready: boolean
  workspace_id: string
  slug: string
}

const columns = sql`b.id, b.run_id, b.shows, b.ready_at is not null as ready, b.workspace_id, w.slug`

export async function insertBoard(db: Queryable, p: { workspaceId: string; runId: string; shows: string[] }): Promise<string> {
  const [row] = await db.execute<{ id: string }>(sql`
    insert into tensorboards (workspace_id, run_id, shows) values (${p.workspaceId}::uuid, ${p.runId}::uuid, ${JSON.stringify(p.shows)}::text::jsonb) returning id`)
  return row!.id
}

/** By its id alone: who may see it is asked by its workspace. */
export async function findBoard(db: Queryable, id: string): Promise<BoardRow | undefined> {
  const [row] = await db.execute<BoardRow & Record<string, unknown>>(sql`select ${columns} from tensorboards b join workspaces w on w.id = b.workspace_id where b.id = ${id}::uuid`)
  return row
}

/** The newest that shows just these runs and has not ended. */
export async function openBoard(db: Queryable, p: { workspaceId: string; shows: string[] }): Promise<BoardRow | undefined> {
  const [row] = await db.execute<BoardRow & Record<string, unknown>>(sql`
    select ${columns} from tensorboards b join workspaces w on w.id = b.workspace_id join runs r on r.id = b.run_id
    where b.workspace_id = ${p.workspaceId}::uuid and b.shows = ${JSON.stringify(p.shows)}::text::jsonb and r.state in ('queued', 'running') and r.cancel_requested_at is null
    order by b.created_at desc limit 1`)
  return row
}

/** The TensorBoard of an open lease, by the hash of its job token. */
export async function boardOfToken(db: Queryable, hash: string): Promise<BoardRow | undefined> {
  const [row] = await db.execute<BoardRow & Record<string, unknown>>(sql`
    select ${columns} from step_attempts a join step_runs s on s.id = a.step_id join tensorboards b on b.run_id = s.run_id join workspaces w on w.id = b.workspace_id
    where a.job_token_hash = ${hash} and a.ended_at is null`)
  return row
}

export async function setBoardReady(db: Queryable, id: string, ready: boolean): Promise<void> {
  await db.execute(sql`update tensorboards set ready_at = ${ready ? sql`clock_timestamp()` : sql`null`} where id = ${id}::uuid and (ready_at is null) = ${ready}`)
}

export interface BoardFile {
  run_id: string
  run_name: string
  /** Below the run's artifacts. */
  path: string
  digest: string | null
  /** Of one that a running command writes, which is no artifact yet: its first piece. */
  piece: number | null
  /** Bytes; of one that is being written what has been read of it. */
  size: number
}

/** The event files of runs, by run and path: those among their artifacts, and those that their commands are writing. A run's folder is named by its id. */
export function boardFiles(db: Queryable, p: { workspaceId: string; shows: string[]; digest?: string }): Promise<BoardFile[]> {
  return db.execute<BoardFile & Record<string, unknown>>(sql`
    with shown as (
      select r.id, r.workspace_id, r.run_id, r.name, regexp_replace(r.artifact_uri, '^mlflow-artifacts:(//[^/]*)?/', '') as folder from tracked_runs r
      where r.workspace_id = ${p.workspaceId}::uuid and r.lifecycle = 'active' and r.run_id in (select jsonb_array_elements_text(${JSON.stringify(p.shows)}::text::jsonb)) and r.artifact_uri like 'mlflow-artifacts:/%'
    ), handed_in as (
      select r.id, r.run_id, r.name as run_name, substr(a.path, length(r.folder) + 2) as path, a.digest, null::int as piece, a.size::float8 as size
      from shown r join tracked_artifacts a on a.workspace_id = r.workspace_id and a.path collate "C" >= r.folder || '/' and a.path collate "C" < r.folder || '0'
      where a.path like '%tfevents%'
    ), growing as (
      select r.id, r.run_id, r.name as run_name, f.path, null as digest, p.id as piece, f.read_to::float8 as size
      from shown r join event_files f on f.run = r.id join event_pieces p on p.run = f.run and p.path = f.path and p.place = 0
      where f.read_to > 0 and not exists (select from handed_in h where h.id = f.run and h.path = f.path)
    )
    select run_id, run_name, path, digest, piece, size from (select * from handed_in union all select * from growing) files
    where ${p.digest === undefined ? sql`true` : sql`digest = ${p.digest}`} order by run_id, path`)
}

export interface BoardRequest {
  id: string
  method: string
  path: string
  headers: Record<string, string>
  /** Base64. */
  body: string | null
}

export async function insertBoardRequest(db: Queryable, p: { board: string; method: string; path: string; headers: Record<string, string>; body: Buffer | null }): Promise<string> {
  const [row] = await db.execute<{ id: string }>(sql`
    insert into tensorboard_requests (board, method, path, headers, body)
    values (${p.board}::uuid, ${p.method}, ${p.path}, ${JSON.stringify(p.headers)}::text::jsonb, decode(${p.body?.toString('base64') ?? null}::text, 'base64')) returning id`)
  return row!.id
}

export async function countBoardRequests(db: Queryable, board: string): Promise<number> {
  const [row] = await db.execute<{ count: number }>(sql`select count(*)::int as count from tensorboard_requests where board = ${board}::uuid`)
  return row!.count
}

/** Hands the oldest to whoever asks. What nobody waits for any more goes. */
export async function takeBoardRequests(db: Queryable, board: string, limit: number): Promise<BoardRequest[]> {
  await db.execute(sql`delete from tensorboard_requests where board = ${board}::uuid and created_at < clock_timestamp() - interval '2 minutes'`)
  return db.execute<BoardRequest & Record<string, unknown>>(sql`
    update tensorboard_requests set taken_at = clock_timestamp() where id in (
      select id from tensorboard_requests where board = ${board}::uuid and taken_at is null order by created_at limit ${limit} for update skip locked)
    returning id, method, path, headers, encode(body, 'base64') as body`)
}

/** False where nobody waits for it. */
export async function answerBoardRequest(db: Queryable, p: { board: string; id: string; status: number; headers: Record<string, string>; answer: Buffer }): Promise<boolean> {
  const rows = await db.execute(sql`
    update tensorboard_requests set status = ${p.status}, answer_headers = ${JSON.stringify(p.headers)}::text::jsonb, answer = decode(${p.answer.toString('base64')}, 'base64')
    where id = ${p.id}::uuid and board = ${p.board}::uuid and status is null returning id`)
  return rows.length > 0
}

export interface BoardAnswer {
  status: number
  headers: Record<string, string>
  answer: Buffer
}

/** Takes the answer out where it has come. */
export async function takeBoardAnswer(db: Queryable, id: string): Promise<BoardAnswer | undefined> {
  const [row] = await db.execute<BoardAnswer & Record<string, unknown>>(sql`
    delete from tensorboard_requests where id = ${id}::uuid and status is not null returning status, answer_headers as headers, answer`)
  return row
}

export async function dropBoardRequest(db: Queryable, id: string): Promise<void> {
  await db.execute(sql`delete from tensorboard_requests where id = ${id}::uuid`)
}
