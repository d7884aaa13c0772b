import { sql } from 'drizzle-orm'
import type { Database } from '@/db/client'
import { list, textList } from './tracking/compile'
import { runColumns, type TrackedRunRow } from './tracking/search-runs'

type Queryable = Pick<Database, 'execute'>
const among = (runs: readonly number[]) => sql`any(translate(${list(runs)}, '[]', '{}')::int[])`

/** Runs of one workspace by the ids that clients see, each with the name of its experiment; what is not there is left out. */
export function runsByIds(db: Queryable, workspaceId: string, runIds: string[]): Promise<(TrackedRunRow & { experiment_name: string })[]> {
  return db.execute<TrackedRunRow & { experiment_name: string } & Record<string, unknown>>(sql`
    select ${runColumns}, e.name as experiment_name from tracked_runs r join experiments e on e.id = r.experiment_id
    where r.workspace_id = ${workspaceId}::uuid and r.run_id in ${textList(runIds)}`)
}

/** Names of metrics that any of the runs has, those of most runs first, and how many there are in all. */
export async function metricNames(db: Queryable, p: { workspaceId: string; runs: number[]; contains: string; limit: number }): Promise<{ key: string; runs: number; total: number }[]> {
  const like = `%${p.contains.replace(/[\\%_]/g, (sign) => `\\${sign}`)}%`
  return db.execute<{ key: string; runs: number; total: number }>(sql`
    select k.name as key, m.runs, (count(*) over ())::int as total from (select key, count(*)::int as runs from latest_metrics where run = ${among(p.runs)} group by key) m
    join metric_keys k on k.id = m.key where k.workspace_id = ${p.workspaceId}::uuid and k.name ilike ${like} order by k.name like 'system/%', m.runs desc, k.name limit ${p.limit}`)
}

export interface RunFileRow {
  run: number
  path: string
  size: number
}

const patterns = {
  pictures: String.raw`\.(png|jpe?g|gif|webp|svg|bmp)$`,
  /** Numbers or pictures of confusion matrices and curves, as clients name them. */
  evaluations: String.raw`(confusion.?matrix|roc.?curve|precision.?recall|per_class_metrics)[^/]*\.(json|csv|png|jpe?g|svg|webp)$|/evaluation\.json$`,
}

/** Files of the runs that are of a kind by their name, in the order of their paths. `folders` are the runs' own folders. */
export function runFiles(db: Queryable, workspaceId: string, kind: keyof typeof patterns, folders: { run: number; folder: string }[], limit: number): Promise<RunFileRow[]> {
  return db.execute<RunFileRow & Record<string, unknown>>(sql`
    select f.run, a.path, a.size::float8 as size from jsonb_to_recordset(${JSON.stringify(folders)}::text::jsonb) as f(run int, folder text)
    join lateral (
      select path, size from tracked_artifacts where workspace_id = ${workspaceId}::uuid and path collate "C" >= f.folder || '/' and path collate "C" < f.folder || '0' and path ~* ${patterns[kind]}
      order by path collate "C" limit ${limit}
    ) a on true order by f.run, a.path collate "C"`)
}
