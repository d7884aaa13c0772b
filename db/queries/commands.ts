import { sql } from 'drizzle-orm'
import type { Database } from '@/db/client'
import type { RunOptions, TrackedStatus } from '@/db/schema'
import type { Role } from '@/lib/permissions'

type Queryable = Pick<Database, 'execute'>

/** Ties a tracked run to the run that does its work. */
export async function tieToRun(db: Queryable, p: { workspaceId: string; runId: string; pipelineRunId: string }): Promise<{ id: number; experiment_id: number }> {
  const [row] = await db.execute<{ id: number; experiment_id: number }>(sql`
    update tracked_runs set pipeline_run_id = ${p.pipelineRunId}::uuid where workspace_id = ${p.workspaceId}::uuid and run_id = ${p.runId} returning id, experiment_id`)
  return row!
}

/** Gives a command's tracked run the state of its run, with why it failed. What a client has said of it since does not count. */
export async function mirrorCommand(db: Queryable, p: { pipelineRunId: string; status: TrackedStatus; startMs: string; endMs: string | null }): Promise<{ id: number; experiment_id: number; run_id: string } | undefined> {
  const [row] = await db.execute<{ id: number; experiment_id: number; run_id: string }>(sql`
    update tracked_runs set status = ${p.status}, start_ms = ${p.startMs}::bigint, end_ms = ${p.endMs}::bigint where pipeline_run_id = ${p.pipelineRunId}::uuid returning id, experiment_id, run_id`)
  return row
}

export interface CommandRow {
  id: string
  number: number
  options: RunOptions
  environment: string | null
  environment_hash: string | null
}

/** The run behind the tracked run of a command. */
export async function commandOf(db: Queryable, workspaceId: string, runId: string): Promise<CommandRow | undefined> {
  const [row] = await db.execute<CommandRow & Record<string, unknown>>(sql`
    select r.id, r.number, r.options, s.environment, s.environment_hash from tracked_runs t join runs r on r.id = t.pipeline_run_id
    left join lateral (select environment, environment_hash from step_runs s where s.run_id = r.id order by s.position limit 1) s on true
    where t.workspace_id = ${workspaceId}::uuid and t.run_id = ${runId} and t.kind = 'command' and r.options ? 'command'`)
  return row
}

export interface JobRow {
  options: RunOptions
  workspace_id: string
  slug: string
  workspace_name: string
  user_id: string
  user_name: string
  email: string
  role: Role
  /** Its tracked run: by its key and by its id. */
  tracked_run: number
  run_id: string
  experiment_id: number
  experiment_number: number
}

/** The command of an open lease, by the hash of its job token, with whoever began it as they are now. */
export async function jobOfToken(db: Queryable, hash: string): Promise<JobRow | undefined> {
  const [row] = await db.execute<JobRow & Record<string, unknown>>(sql`
    select r.options, w.id as workspace_id, w.slug, w.name as workspace_name, u.id as user_id, u.name as user_name, u.email, m.role, t.id as tracked_run, t.run_id, t.experiment_id, e.number as experiment_number
    from step_attempts a join step_runs s on s.id = a.step_id join runs r on r.id = s.run_id join workspaces w on w.id = r.workspace_id
    join tracked_runs t on t.pipeline_run_id = r.id join experiments e on e.id = t.experiment_id join users u on u.id = r.created_by join members m on m.workspace_id = w.id and m.user_id = u.id
    where a.job_token_hash = ${hash} and a.ended_at is null and r.options ? 'command' and u.disabled_at is null`)
  return row
}
