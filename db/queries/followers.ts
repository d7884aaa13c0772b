import type { Sql } from '../client'

export interface FollowerRow {
  node: string
  component: string
  params: Record<string, unknown>
  /** By input port, the output port of the step before it. */
  ports: Record<string, string>
  /** The step that it follows. */
  after: string
}

/** The table steps of a run that take all their inputs from one step and are the only ones to take anything from it, and that ask for nothing but a slot. */
export function followersOf(sql: Sql, runId: string): Promise<FollowerRow[]> {
  return sql<FollowerRow[]>`
    with taken as (
      select s.id, x.key as port, x.value->>'node' as after, x.value->>'port' as from_port
      from step_runs s cross join lateral jsonb_each(s.sources) x where s.run_id = ${runId}
    ), single as (
      select id, min(after) as after, jsonb_object_agg(port, from_port) as ports from taken group by id having count(distinct after) = 1
    ), lonely as (
      select after from taken group by after having count(distinct id) = 1
    )
    select s.node, s.component, s.params, single.ports, single.after
    from single join lonely using (after) join step_runs s on s.id = single.id
    where s.runner = 'table' and not s.demanding and s.memory_mb is null and s.environment is null and s.requests = '{}'::jsonb`
}
