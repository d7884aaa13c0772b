import { json, type Tx } from './queue'
import type { StepRow } from './runs'

/** What queued steps of one workspace need alike. */
export type QueuedNeeds = Pick<StepRow, 'runner' | 'environment' | 'environment_hash' | 'memory_mb' | 'requests'> & { workspace_id: string }

/** Every different need among the queued steps of all workspaces. */
export function queuedNeeds(sql: Tx): Promise<QueuedNeeds[]> {
  return sql<QueuedNeeds[]>`
    select workspace_id, runner, environment, environment_hash, memory_mb, requests from step_runs where state = 'queued'
    group by workspace_id, runner, environment, environment_hash, memory_mb, requests`
}

const columns = '(workspace_id uuid, runner text, environment text, environment_hash text, memory_mb int, requests jsonb, reason text)'
const alike = `s.workspace_id = n.workspace_id and s.runner = n.runner and s.environment is not distinct from n.environment and s.environment_hash is not distinct from n.environment_hash
  and s.memory_mb is not distinct from n.memory_mb and s.requests = n.requests`

/** Since now nobody can run these; of the others it is forgotten. */
export async function noteUnplaceable(sql: Tx, needs: QueuedNeeds[]): Promise<void> {
  await sql`
    with needs as (
      select * from jsonb_to_recordset(${json(needs)}::text::jsonb) as n${sql.unsafe(columns)}
    ), found as (
      select s.id, s.unplaceable_since, exists (select 1 from needs n where ${sql.unsafe(alike)}) as never from step_runs s where s.state = 'queued'
    )
    update step_runs s set unplaceable_since = case when found.never then clock_timestamp() end from found
    where s.id = found.id and s.state = 'queued' and (found.unplaceable_since is not null) <> found.never`
}

/** Runs of which a step could be run by nobody for this long. */
export function runsWithUnplaceable(sql: Tx, hours: number): Promise<{ id: string; workspace_id: string }[]> {
  return sql<{ id: string; workspace_id: string }[]>`
    select distinct r.id, r.workspace_id from step_runs s join runs r on r.id = s.run_id
    where s.state = 'queued' and s.unplaceable_since < clock_timestamp() - ${hours}::float8 * interval '1 hour' limit 500`
}

/** Under the run's lock: its steps that nobody could run for this long have failed, each with the reason of its needs. Returns them. */
export async function failUnplaceable(sql: Tx, p: { runId: string; hours: number; needs: (QueuedNeeds & { reason: string })[] }): Promise<{ id: string; label: string }[]> {
  await sql`select id from runs where id = ${p.runId}::uuid for update`
  return sql<{ id: string; label: string }[]>`
    with failed as (
      update step_runs s set state = 'failed', end_reason = 'unplaceable', message = n.reason, ended_at = clock_timestamp(), not_before = null
      from jsonb_to_recordset(${json(p.needs)}::text::jsonb) as n${sql.unsafe(columns)}
      where s.run_id = ${p.runId}::uuid and s.state = 'queued' and s.unplaceable_since < clock_timestamp() - ${p.hours}::float8 * interval '1 hour' and ${sql.unsafe(alike)}
      returning s.id, coalesce(nullif(s.name, ''), s.node) as label
    ), counted as (
      update runs set remaining = remaining - (select count(*) from failed) where id = ${p.runId}::uuid
    )
    select id, label from failed`
}
