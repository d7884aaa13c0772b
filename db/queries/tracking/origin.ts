import { sql } from 'drizzle-orm'
import type { Database } from '@/db/client'

type Queryable = Pick<Database, 'execute'>

export interface OriginRow {
  /** Who was signed in, or held the token; null where nobody was, or is not here any more. */
  person: string | null
  /** Of a run of a pipeline. */
  number: number | null
  pipeline_id: string | null
  pipeline_name: string | null
  rerun_of: { id: string; number: number } | null
  sweep: { id: string; number: number; name: string; trial: number } | null
  /** `name@version`, of its Python steps. */
  environments: string[]
}

/** Where a tracked run comes from: who made it, and of a pipeline's run why it ran and with which environments. */
export async function originOfRun(db: Queryable, run: number): Promise<OriginRow | undefined> {
  const [row] = await db.execute<OriginRow & Record<string, unknown>>(sql`
    select u.name as person, p.number, p.pipeline_id, l.name as pipeline_name,
      (select jsonb_build_object('id', o.id, 'number', o.number) from runs o where o.workspace_id = r.workspace_id and o.id::text = p.options->>'rerunOf') as rerun_of,
      (select jsonb_build_object('id', s.id, 'number', s.number, 'name', s.name, 'trial', t.number) from sweep_trials t join sweeps s on s.id = t.sweep_id where t.run_id = p.id) as sweep,
      coalesce((select jsonb_agg(distinct e.environment) from step_runs e where e.run_id = p.id and e.environment is not null), '[]'::jsonb) as environments
    from tracked_runs r left join users u on u.id = r.created_by left join runs p on p.id = r.pipeline_run_id left join pipelines l on l.id = p.pipeline_id
    where r.id = ${run}`)
  return row
}
