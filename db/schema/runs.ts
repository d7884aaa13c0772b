import { bigint, bigserial, boolean, index, integer, jsonb, pgSequence, pgTable, primaryKey, real, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
import { sql } from 'drizzle-orm'
import type { CommandSpec } from '@/lib/commands/schema'
import type { RunCompute } from '@/lib/graph/compute-schema'
import type { ParameterValues } from '@/lib/graph/parameters'
import type { Graph } from '@/lib/graph/schema'
import type { EndReason, RunState, StepState } from '@/lib/protocol/states'
import type { StepGroup } from '@/lib/workspace-components/expand'
import { at, createdAt, id } from './columns'
import { agents } from './compute'
import { users, workspaces } from './identity'
import { pipelines } from './pipelines'

/** How a run was asked for. */
export interface RunOptions {
  /** Node ids to compute anew though an equal step has succeeded; `'all'` for every one. */
  force?: string[] | 'all'
  /** Run only these nodes and what they need. */
  until?: string[]
  /** The run that this one repeats, and from which node on. */
  rerunOf?: string
  from?: string[]
  /** Values given for the pipeline's parameters; the others had their defaults. */
  parameters?: ParameterValues
  /** What each of its steps asks of where it runs. */
  compute?: RunCompute
  /** The sweep that asked for it; `trial` is null where it chooses the next trials. */
  sweep?: { id: string; trial: number | null }
  /** The command that it runs, whose tracked run shows it; `rerunOf`: the tracked run that it repeats. */
  command?: { trackedRun: string; spec: CommandSpec; rerunOf?: string }
}

/** One execution of a pipeline, frozen at submission. */
export const runs = pgTable(
  'runs',
  {
    id: id(),
    workspaceId: uuid('workspace_id').notNull().references(() => workspaces.id, { onDelete: 'cascade' }),
    /** Counts from 1 in each workspace; people say "run 12". */
    number: integer('number').notNull(),
    pipelineId: uuid('pipeline_id').references(() => pipelines.id, { onDelete: 'set null' }),
    name: text('name').notNull(),
    state: text('state').$type<RunState>().notNull(),
    endReason: text('end_reason').$type<EndReason>(),
    graph: jsonb('graph').$type<Graph>().notNull(),
    options: jsonb('options').$type<RunOptions>().notNull().default(sql`'{}'::jsonb`),
    /** Steps that run for one card of the graph: what is inside sub-pipelines. */
    groups: jsonb('groups').$type<StepGroup[]>().notNull().default(sql`'[]'::jsonb`),
    /** Steps not yet final; the run ends when it reaches zero. */
    remaining: integer('remaining').notNull(),
    cancelRequestedAt: at('cancel_requested_at'),
    createdBy: uuid('created_by').references(() => users.id, { onDelete: 'set null' }),
    createdByName: text('created_by_name').notNull().default(''),
    createdAt: createdAt(),
    startedAt: at('started_at'),
    endedAt: at('ended_at'),
    /** The state that its tracked run shows; null before there is one. */
    mirroredState: text('mirrored_state').$type<RunState>(),
  },
  (table) => [
    uniqueIndex('runs_number').on(table.workspaceId, table.number),
    index('runs_workspace').on(table.workspaceId, table.createdAt),
    index('runs_pipeline').on(table.pipelineId, table.createdAt),
    index('runs_failed').on(table.workspaceId, table.endedAt).where(sql`state = 'failed'`),
    index('runs_open').on(table.state).where(sql`state in ('queued', 'running')`),
    index('runs_unmirrored').on(table.createdAt).where(sql`mirrored_state is distinct from state`),
  ],
)

/** One pass of a For each: `of` is the step as drawn, `index` counts from 1, `value` is null for the rows without one. */
export interface Iteration {
  of: string
  index: number
  value: string | null
}

/** The parts of a cache key, kept so that a miss can be explained. */
export interface KeyParts {
  component: string
  params: Record<string, unknown>
  /** By input port: the digest of its content. A data asset that the step reads is filed under `asset`. */
  inputs: Record<string, string>
  environment: string | null
}

export const stepRuns = pgTable(
  'step_runs',
  {
    id: id(),
    runId: uuid('run_id').notNull().references(() => runs.id, { onDelete: 'cascade' }),
    workspaceId: uuid('workspace_id').notNull(),
    node: text('node').notNull(),
    name: text('name').notNull(),
    component: text('component').notNull(),
    params: jsonb('params').$type<Record<string, unknown>>().notNull(),
    /** Topological position, for listing. */
    position: integer('position').notNull(),
    state: text('state').$type<StepState>().notNull(),
    endReason: text('end_reason').$type<EndReason>(),
    /** Why it failed or was skipped, in words for a person. */
    message: text('message').notNull().default(''),
    /** Upstream steps that have not succeeded yet. */
    waitingOn: integer('waiting_on').notNull(),
    runner: text('runner').$type<'table' | 'python' | 'command'>().notNull(),
    environment: text('environment'),
    environmentHash: text('environment_hash'),
    memoryMb: integer('memory_mb'),
    /** What it asks of where it runs, frozen at submission; `target` is a compute target's name. */
    requests: jsonb('requests').$type<Record<string, unknown>>().notNull().default(sql`'{}'::jsonb`),
    /** Asks for more than a slot: a claim looks at what the agent has left. */
    demanding: boolean('demanding').generatedAlwaysAs(sql`requests ?| array['cpus', 'memoryMb', 'gpus', 'tags', 'priority', 'resources']`),
    timeoutSeconds: integer('timeout_seconds'),
    deterministic: boolean('deterministic').notNull().default(true),
    /** By input port, the node and port that feed it. */
    sources: jsonb('sources').$type<Record<string, { node: string; port: string }>>().notNull(),
    forced: boolean('forced').notNull().default(false),
    /** sha256 of component, params and environment; with the inputs' digests it makes the cache key. Null: never reused. */
    keyBase: text('key_base'),
    cacheKey: text('cache_key'),
    keyParts: jsonb('key_parts').$type<KeyParts>(),
    /** The latest succeeded step run of the same pipeline and node at submission: what a miss is compared with. */
    comparedWith: uuid('compared_with'),
    /** The step run whose outputs these are. */
    reusedFrom: uuid('reused_from'),
    /** "Reused from run 3" or "parameter max_depth changed 3 → 5", in words. */
    reuseNote: text('reuse_note').notNull().default(''),
    /** Where it is of one pass of a For each. */
    iteration: jsonb('iteration').$type<Iteration>(),
    metrics: jsonb('metrics').$type<Record<string, number>>().notNull().default(sql`'{}'::jsonb`),
    attempts: integer('attempts').notNull().default(0),
    /** Since the step was last asked for: losses of infrastructure that a living agent has reported, and agents lost under the step. */
    losses: integer('losses').notNull().default(0),
    agentLosses: integer('agent_losses').notNull().default(0),
    /** Not before this instant: back-off after a loss. */
    notBefore: at('not_before'),
    readyAt: at('ready_at'),
    /** Since when nobody is known who could ever take it, while it is queued. */
    unplaceableSince: at('unplaceable_since'),
    startedAt: at('started_at'),
    endedAt: at('ended_at'),
  },
  (table) => [
    uniqueIndex('step_runs_node').on(table.runId, table.node),
    index('step_runs_queue').on(table.readyAt, table.position).where(sql`state = 'queued'`),
    index('step_runs_ready').on(table.runId, table.readyAt, table.position).where(sql`state = 'queued'`),
    index('step_runs_demanding').on(table.readyAt).where(sql`state in ('queued', 'running') and demanding`),
    index('step_runs_running').on(table.runId).where(sql`state = 'running'`),
    index('step_runs_environment').on(table.workspaceId, table.environmentHash, table.readyAt).where(sql`environment_hash is not null`),
    index('step_runs_cache').on(table.workspaceId, table.cacheKey).where(sql`state = 'succeeded' and cache_key is not null`),
  ],
)

export const stepDependencies = pgTable(
  'step_dependencies',
  {
    stepId: uuid('step_id').notNull().references(() => stepRuns.id, { onDelete: 'cascade' }),
    dependsOn: uuid('depends_on').notNull().references(() => stepRuns.id, { onDelete: 'cascade' }),
  },
  (table) => [primaryKey({ columns: [table.stepId, table.dependsOn] }), index('step_dependencies_up').on(table.dependsOn)],
)

export const stepOutputs = pgTable(
  'step_outputs',
  {
    stepId: uuid('step_id').notNull().references(() => stepRuns.id, { onDelete: 'cascade' }),
    port: text('port').notNull(),
    type: text('type').notNull(),
    digest: text('digest').notNull(),
    size: bigint('size', { mode: 'number' }).notNull(),
    meta: jsonb('meta').$type<Record<string, unknown>>().notNull(),
  },
  (table) => [primaryKey({ columns: [table.stepId, table.port] }), index('step_outputs_digest').on(table.digest)],
)

/** Grows with every claim: the fencing token. */
export const fences = pgSequence('fences')

/** One lease on one step: who tried, until when, and how it ended. Every attempt stays visible. */
export const stepAttempts = pgTable(
  'step_attempts',
  {
    id: id(),
    stepId: uuid('step_id').notNull().references(() => stepRuns.id, { onDelete: 'cascade' }),
    number: integer('number').notNull(),
    fence: bigint('fence', { mode: 'number' }).notNull(),
    jobTokenHash: text('job_token_hash').notNull(),
    agentId: uuid('agent_id').references(() => agents.id, { onDelete: 'set null' }),
    agentName: text('agent_name').notNull(),
    claimedAt: at('claimed_at').notNull().defaultNow(),
    /** When its agent first said that it holds the lease. */
    acceptedAt: at('accepted_at'),
    expiresAt: at('expires_at').notNull(),
    endedAt: at('ended_at'),
    endReason: text('end_reason').$type<EndReason>(),
    message: text('message').notNull().default(''),
    phases: jsonb('phases').$type<Record<string, number>>().notNull().default(sql`'{}'::jsonb`),
    peakMemoryMb: real('peak_memory_mb'),
    /** UUIDs of the GPUs that it was given, its own until it ends. */
    gpus: text('gpus').array(),
  },
  (table) => [
    uniqueIndex('step_attempts_number').on(table.stepId, table.number),
    index('step_attempts_open').on(table.expiresAt).where(sql`ended_at is null`),
    uniqueIndex('step_attempts_job').on(table.jobTokenHash),
    index('step_attempts_agent').on(table.agentId, table.claimedAt),
    index('step_attempts_ended').on(table.endedAt).where(sql`ended_at is not null`),
  ],
)

export const stepLogs = pgTable(
  'step_logs',
  {
    attemptId: uuid('attempt_id').notNull().references(() => stepAttempts.id, { onDelete: 'cascade' }),
    seq: integer('seq').notNull(),
    stream: text('stream').$type<'stdout' | 'stderr' | 'system'>().notNull(),
    text: text('text').notNull(),
    at: at('at').notNull(),
    /** Grows in the order of arrival within a run, so that a reader's cursor skips nothing. */
    id: bigserial('id', { mode: 'number' }).notNull(),
  },
  (table) => [primaryKey({ columns: [table.attemptId, table.seq] })],
)
