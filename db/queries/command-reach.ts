import { sql } from 'drizzle-orm'
import type { Database } from '@/db/client'
import { textList } from './tracking/compile'

type Queryable = Pick<Database, 'execute'>

interface Within {
  workspaceId: string
  /** The run of the command. */
  root: string
}

/** Whether the run that `asked` yields is the root or below it: from there up to the root, however deep. */
const climbs = ({ workspaceId, root }: Within, asked: ReturnType<typeof sql>) => sql`
  with recursive up as (
    select t.run_id as asked, t.run_id, t.parent_run_id from tracked_runs t where t.workspace_id = ${workspaceId}::uuid and t.run_id in (${asked})
    union
    select up.asked, t.run_id, t.parent_run_id from up join tracked_runs t on t.workspace_id = ${workspaceId}::uuid and t.run_id = up.parent_run_id
    where up.run_id <> ${root}
  ) select distinct asked from up where run_id = ${root}`

/** Which of these runs are the root or below it. */
export async function runsReached(db: Queryable, p: Within & { runs: readonly string[] }): Promise<string[]> {
  const rows = await db.execute<{ asked: string }>(climbs(p, sql`select id from ${textList([...new Set(p.runs)])} as g(id)`))
  return rows.map(({ asked }) => asked)
}

/** Whether a logged model was made by a run at or below the root. */
export async function loggedModelReached(db: Queryable, p: Within & { modelId: string }): Promise<boolean> {
  const rows = await db.execute(climbs(p, sql`select source_run_id from logged_models where workspace_id = ${p.workspaceId}::uuid and model_id = ${p.modelId}`))
  return rows.length > 0
}

const pathOf = (uri: ReturnType<typeof sql>) => sql`regexp_replace(${uri}, '^mlflow-artifacts:(//[^/]*)?/', '')`
const holds = (uri: ReturnType<typeof sql>, path: string) => sql`(${path} = ${pathOf(uri)} or starts_with(${path}, ${pathOf(uri)} || '/'))`

/** Whether a path of artifacts lies among those of a run, or of a model made by a run, at or below the root. */
export async function pathReached(db: Queryable, p: Within & { path: string }): Promise<boolean> {
  const parts = textList(p.path.split('/'))
  const rows = await db.execute(
    climbs(p, sql`
      select run_id from tracked_runs where workspace_id = ${p.workspaceId}::uuid and run_id in ${parts} and ${holds(sql`artifact_uri`, p.path)}
      union all
      select source_run_id from logged_models where workspace_id = ${p.workspaceId}::uuid and model_id in ${parts} and ${holds(sql`artifact_uri`, p.path)}`),
  )
  return rows.length > 0
}

/** Whether a path lies among the files of a logged or a registered model of the workspace. */
export async function isPathOfModel(db: Queryable, p: { workspaceId: string; path: string }): Promise<boolean> {
  const [row] = await db.execute<{ is: boolean }>(sql`
    select exists (select 1 from logged_models where workspace_id = ${p.workspaceId}::uuid and model_id in ${textList(p.path.split('/'))} and lifecycle = 'active' and ${holds(sql`artifact_uri`, p.path)})
      or exists (select 1 from model_versions v join registered_models m on m.id = v.model
                 where m.workspace_id = ${p.workspaceId}::uuid and v.source like 'mlflow-artifacts:/%' and ${holds(sql`v.source`, p.path)}) as is`)
  return row!.is
}
