import type { Tx } from './queue'

/** True where a step that asks for more than a slot waits or runs anywhere. */
export async function anyDemanding(sql: Tx): Promise<boolean> {
  const [row] = await sql<{ any: boolean }[]>`select exists (select 1 from step_runs where state in ('queued', 'running') and demanding) as any`
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
  /** Slots that its open attempts keep free beside their own, since they ask for more than one CPU. */
  blocked: number
}

/** What an agent has left beside its open attempts; a step that says nothing counts as one CPU and the memory it is known to need. */
export async function capacityLeft(sql: Tx, agentId: string): Promise<Capacity | undefined> {
  const [row] = await sql<Capacity[]>`
    with held as (
      select a.gpus, coalesce((s.requests->>'cpus')::float8, 1) as cpus, coalesce((s.requests->>'memoryMb')::int, s.memory_mb, 0) as memory, s.demanding
      from step_attempts a join step_runs s on s.id = a.step_id where a.agent_id = ${agentId}::uuid and a.ended_at is null
    )
    select (a.capabilities->>'cpus')::float8 - coalesce((select sum(cpus) from held), 0) as cpus,
      ((a.capabilities->>'memoryMb')::int - coalesce((select sum(memory) from held), 0))::float8 as "memoryMb",
      coalesce((select sum(ceil(cpus) - 1) from held where demanding and cpus > 1), 0)::int as blocked,
      array(select g->>'uuid' from jsonb_array_elements(coalesce(a.capabilities->'gpus', '[]'::jsonb)) g
            where not exists (select 1 from held where g->>'uuid' = any(held.gpus))) as gpus,
      array(select jsonb_array_elements_text(coalesce(a.capabilities->'tags', '[]'::jsonb))) as tags
    from agents a where a.id = ${agentId}::uuid`
  return row
}

export interface DemandingStep {
  id: string
  cpus: number | null
  memoryMb: number | null
  gpus: number | null
  tags: string[] | null
  priority: number
}

/** Demanding steps that this agent may take if it has room: those of higher priority first, then runs with fewer steps running, then who waits longest. */
export function demandingSteps(sql: Tx, p: { agentId: string; python: boolean; commands: boolean; ready: string[] }): Promise<DemandingStep[]> {
  return sql<DemandingStep[]>`
    select s.id, (s.requests->>'cpus')::float8 as cpus, coalesce((s.requests->>'memoryMb')::int, s.memory_mb) as "memoryMb", (s.requests->>'gpus')::int as gpus,
      (select array_agg(t) from jsonb_array_elements_text(coalesce(s.requests->'tags', '[]'::jsonb)) t) as tags, coalesce((s.requests->>'priority')::int, 0) as priority
    from step_runs s join runs r on r.id = s.run_id and r.state in ('queued', 'running')
    join agents a on a.id = ${p.agentId}::uuid left join compute_targets t on t.id = a.target_id
    where s.state = 'queued' and s.demanding and s.requests->>'target' is not distinct from t.name and (s.not_before is null or s.not_before <= clock_timestamp())
      and (s.runner = 'table' or (s.runner = 'command' and ${p.commands}::bool) or (${p.python}::bool and s.runner = 'python' and s.environment_hash = any(${p.ready}::text[])))
    order by priority desc,
      (select count(*) from step_runs x join runs y on y.id = x.run_id where x.state = 'running' and y.created_by is not distinct from r.created_by),
      (select count(*) from step_runs x where x.run_id = s.run_id and x.state = 'running'), s.ready_at, s.position
    limit 200`
}
