import { doublePrecision, index, integer, jsonb, pgTable, primaryKey, text, uniqueIndex, uuid, bigint } from 'drizzle-orm/pg-core'
import { sql } from 'drizzle-orm'
import type { Graph } from '@/lib/graph/schema'
import type { Intermediate, SweepConfig, SweepState, SweepValues, TrialState } from '@/lib/sweeps/schema'
import { at, createdAt, id } from './columns'
import { users, workspaces } from './identity'
import { pipelines } from './pipelines'
import { runs } from './runs'

/** A search for the values of parameters that make an objective best: many runs of one frozen graph, or of one command. */
export const sweeps = pgTable(
  'sweeps',
  {
    id: id(),
    workspaceId: uuid('workspace_id').notNull().references(() => workspaces.id, { onDelete: 'cascade' }),
    /** Counts from 1 in each workspace. */
    number: integer('number').notNull(),
    name: text('name').notNull(),
    /** Null for a command. */
    pipelineId: uuid('pipeline_id').references(() => pipelines.id, { onDelete: 'set null' }),
    /** The draft as it was when the sweep began; null for a command, whose graph is made for each trial. */
    graph: jsonb('graph').$type<Graph>(),
    config: jsonb('config').$type<SweepConfig>().notNull(),
    state: text('state').$type<SweepState>().notNull(),
    /** Why it is in this state, in words. */
    reason: text('reason').notNull().default(''),
    /** The run in which the next trials are chosen, while there is one. */
    suggestionRunId: uuid('suggestion_run_id').references(() => runs.id, { onDelete: 'set null' }),
    /** How long it went on before it was paused last, and since when it goes on. */
    spentMs: bigint('spent_ms', { mode: 'number' }).notNull().default(0),
    resumedAt: at('resumed_at').notNull().defaultNow(),
    /** Its trials run in the name of this person. */
    createdBy: uuid('created_by').references(() => users.id, { onDelete: 'set null' }),
    createdByName: text('created_by_name').notNull().default(''),
    createdAt: createdAt(),
    endedAt: at('ended_at'),
  },
  (table) => [
    uniqueIndex('sweeps_number').on(table.workspaceId, table.number),
    index('sweeps_open').on(table.state).where(sql`state in ('running', 'paused')`),
    index('sweeps_pipeline').on(table.pipelineId),
  ],
)

/** One set of values and the run that tried it. Both are written in one transaction, so that none is lost or tried twice. */
export const sweepTrials = pgTable(
  'sweep_trials',
  {
    sweepId: uuid('sweep_id').notNull().references(() => sweeps.id, { onDelete: 'cascade' }),
    /** Counts from 1. */
    number: integer('number').notNull(),
    state: text('state').$type<TrialState>().notNull(),
    values: jsonb('values').$type<SweepValues>().notNull(),
    /** Null where the values could not be run at all. */
    runId: uuid('run_id').references(() => runs.id, { onDelete: 'set null' }),
    objective: doublePrecision('objective'),
    /** Values of the objective on the way, by step. */
    series: jsonb('series').$type<Intermediate[]>().notNull().default(sql`'[]'::jsonb`),
    /** The last log line that was looked at for them. */
    logCursor: bigint('log_cursor', { mode: 'number' }).notNull().default(0),
    /** Why it failed or was stopped, in words. */
    message: text('message').notNull().default(''),
    createdAt: createdAt(),
    endedAt: at('ended_at'),
  },
  (table) => [
    primaryKey({ columns: [table.sweepId, table.number] }),
    uniqueIndex('sweep_trials_run').on(table.runId).where(sql`run_id is not null`),
    index('sweep_trials_open').on(table.sweepId).where(sql`state = 'running'`),
  ],
)
