import type { Tx } from './queue'

/** True where a step waits or runs anywhere that asks for more than a slot, or whose workspace has a quota. */
export async function anyDemanding(sql: Tx): Promise<boolean> {
  const [row] = await sql<{ any: boolean }[]>`select exists (select 1 from step_runs where state in ('queued', 'running') and demanding)
    or exists (select 1 from workspace_quotas q join step_runs s on s.workspace_id = q.workspace_id and s.state in ('queued', 'running')) as any`
  return row?.any ?? false
}

/**
 * Until the end of the transaction no other claim of this agent sees or changes what it has left. Take it in a statement of
 * its own: what is read afterwards is then read after the other's commit.
 */
export async function lockCapacity(sql: Tx, agentId: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${agentId}, 4202))`
}

export interface Capacity {
  cpus: number
  memoryMb: number
  /** UUIDs of those that no open attempt holds. */
  gpus: string[]
  tags: string[]
  /** Of its own making, by name, such as licences; Ray knows them by the same word. */
  resources: Record<string, number>
  /** Slots that its open attempts keep free beside their own, since they ask for more than one CPU. */
  blocked: number
}

/** What an agent has left beside its open attempts; a step that says nothing counts as one CPU and the memory it is known to need. */
export async function capacityLeft(sql: Tx, agentId: string): Promise<Capacity | undefined> {
  const [row] = await sql<Capacity[]>`
    with held as (
      select a.gpus, s.requests->'resources' as resources, coalesce((s.requests->>'cpus')::float8, 1) as cpus, coalesce((s.requests->>'memoryMb')::int, s.memory_mb, 0) as memory, s.demanding
      from step_attempts a join step_runs s on s.id = a.step_id where a.agent_id = ${agentId}::uuid and a.ended_at is null
    )
    select (a.capabilities->>'cpus')::float8 - coalesce((select sum(cpus) from held), 0) as cpus,
      ((a.capabilities->>'memoryMb')::int - coalesce((select sum(memory) from held), 0))::float8 as "memoryMb",
      coalesce((select sum(ceil(cpus) - 1) from held where demanding and cpus > 1), 0)::int as blocked,
      array(select g->>'uuid' from jsonb_array_elements(coalesce(a.capabilities->'gpus', '[]'::jsonb)) g
            where not exists (select 1 from held where g->>'uuid' = any(held.gpus))) as gpus,
      array(select jsonb_array_elements_text(coalesce(a.capabilities->'tags', '[]'::jsonb))) as tags,
      (select coalesce(jsonb_object_agg(o.key, o.value::float8 - coalesce((select sum((held.resources->>o.key)::float8) from held), 0)), '{}'::jsonb)
       from jsonb_each_text(coalesce(a.capabilities->'resources', '{}'::jsonb)) o) as resources
    from agents a where a.id = ${agentId}::uuid`
  return row
}

export interface DemandingStep {
  id: string
  workspaceId: string
  /** It asks for more than a slot; otherwise it is here since its workspace has a quota. */
  demanding: boolean
  cpus: number | null
  memoryMb: number | null
  gpus: number | null
  tags: string[] | null
  resources: Record<string, number> | null
  priority: number
}

/**
 * Demanding steps, and all of the workspaces in `limited`, that this agent may take if it has room: those of higher priority
 * first, then people and runs with fewer steps running, then the older run, then who waits longest. At most 200 of each kind and limited workspace.
 */
export function demandingSteps(sql: Tx, p: { agentId: string; memoryMb: number; python: boolean; commands: boolean; ready: string[]; limited: string[] }): Promise<DemandingStep[]> {
  return sql<DemandingStep[]>`
    with running as (
      select r.id, r.created_by, x.steps from (select run_id, count(*) as steps from step_runs where state = 'running' group by run_id) x join runs r on r.id = x.run_id
    ), open_runs as (
      select r.id, r.created_at, coalesce((select steps from running where running.id = r.id), 0) as busy,
        coalesce((select sum(steps) from running where running.created_by is not distinct from r.created_by), 0) as owner_busy
      from runs r where r.state in ('queued', 'running')
    ), waiting as (
      select s.id, s.workspace_id, s.demanding, s.requests, s.memory_mb, row_number() over (order by coalesce((s.requests->>'priority')::int, 0) desc, r.owner_busy, r.busy, r.created_at, s.ready_at, s.position) as place
      from step_runs s join open_runs r on r.id = s.run_id
      join agents a on a.id = ${p.agentId}::uuid left join compute_targets t on t.id = a.target_id
      where s.state = 'queued' and (s.demanding or (s.workspace_id = any(${p.limited}::uuid[]) and coalesce(s.memory_mb, 0) <= ${p.memoryMb}::int))
        and s.requests->>'target' is not distinct from t.name and (s.not_before is null or s.not_before <= clock_timestamp())
        and (s.runner = 'table' or (s.runner = 'command' and ${p.commands}::bool) or (${p.python}::bool and s.runner = 'python' and s.environment_hash = any(${p.ready}::text[])))
    )
    select s.id, s.workspace_id as "workspaceId", s.demanding, s.requests->'resources' as resources, (s.requests->>'cpus')::float8 as cpus,
      coalesce((s.requests->>'memoryMb')::int, s.memory_mb) as "memoryMb", (s.requests->>'gpus')::int as gpus,
      (select array_agg(t) from jsonb_array_elements_text(coalesce(s.requests->'tags', '[]'::jsonb)) t) as tags, coalesce((s.requests->>'priority')::int, 0) as priority
    from (select *, row_number() over (partition by demanding, case when workspace_id = any(${p.limited}::uuid[]) then workspace_id end order by place) as nth from waiting) s
    where s.nth <= 200 order by s.place`
}
