import { sql } from 'drizzle-orm'
import type { Database } from '@/db/client'

type Queryable = Pick<Database, 'execute'>

export interface RunViewRow {
  id: string
  name: string
  query: Record<string, string>
  created_by_name: string
}

const columns = sql`v.id, v.name, v.query, v.created_by_name`

/** By name. */
export function listRunViews(db: Queryable, experimentId: number): Promise<RunViewRow[]> {
  return db.execute<RunViewRow & Record<string, unknown>>(sql`select ${columns} from run_views v where v.experiment_id = ${experimentId} order by v.name, v.id`)
}

export async function findRunView(db: Queryable, experimentId: number, id: string): Promise<RunViewRow | undefined> {
  const [row] = await db.execute<RunViewRow & Record<string, unknown>>(sql`select ${columns} from run_views v where v.experiment_id = ${experimentId} and v.id = ${id}::uuid`)
  return row
}

/** One of the same name is replaced. */
export async function saveRunView(db: Queryable, p: { workspaceId: string; experimentId: number; name: string; query: Record<string, string>; createdBy: string | null; createdByName: string }): Promise<RunViewRow> {
  const [row] = await db.execute<RunViewRow & Record<string, unknown>>(sql`
    insert into run_views as v (workspace_id, experiment_id, name, query, created_by, created_by_name)
    values (${p.workspaceId}::uuid, ${p.experimentId}, ${p.name}, ${JSON.stringify(p.query)}::text::jsonb, ${p.createdBy}::uuid, ${p.createdByName})
    on conflict (experiment_id, name) do update set query = excluded.query, created_by = excluded.created_by, created_by_name = excluded.created_by_name returning ${columns}`)
  return row!
}

export async function deleteRunView(db: Queryable, experimentId: number, id: string): Promise<void> {
  await db.execute(sql`delete from run_views where experiment_id = ${experimentId} and id = ${id}::uuid`)
}
