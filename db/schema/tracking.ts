import { sql } from 'drizzle-orm'
import { bigint, doublePrecision, index, integer, jsonb, pgTable, primaryKey, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
import { createdAt } from './columns'
import { users, workspaces } from './identity'
import { runs } from './runs'

export type Lifecycle = 'active' | 'deleted'
export type TrackedStatus = 'RUNNING' | 'SCHEDULED' | 'FINISHED' | 'FAILED' | 'KILLED'
/** Where a tracked run comes from: a client of the MLflow protocol, a pipeline, or a command on an agent. */
export type TrackedKind = 'mlflow' | 'pipeline' | 'command'
export type Tags = Record<string, string>

/** A surrogate key that is small enough for tables with a row per metric. */
const small = () => integer('id').primaryKey().generatedAlwaysAsIdentity()
/** Milliseconds since 1970, as the MLflow protocol has them. */
const ms = (name: string) => bigint(name, { mode: 'number' })
const workspaceId = () => uuid('workspace_id').notNull().references(() => workspaces.id, { onDelete: 'cascade' })
const tags = () => jsonb('tags').$type<Tags>().notNull().default(sql`'{}'::jsonb`)

/** A named group of runs. */
export const experiments = pgTable(
  'experiments',
  {
    id: small(),
    workspaceId: workspaceId(),
    /** Counts from 0 in each workspace: the id that clients see. 0 is "Default". */
    number: integer('number').notNull(),
    name: text('name').notNull(),
    lifecycle: text('lifecycle').$type<Lifecycle>().notNull().default('active'),
    artifactLocation: text('artifact_location').notNull(),
    tags: tags(),
    createdMs: ms('created_ms').notNull(),
    updatedMs: ms('updated_ms').notNull(),
  },
  (table) => [uniqueIndex('experiments_number').on(table.workspaceId, table.number), uniqueIndex('experiments_name').on(table.workspaceId, table.name)],
)

/** One execution with parameters and metrics, whoever executes it. */
export const trackedRuns = pgTable(
  'tracked_runs',
  {
    id: small(),
    workspaceId: workspaceId(),
    /** 32 hex digits: the id that clients see. */
    runId: text('run_id').notNull(),
    experimentId: integer('experiment_id').notNull().references(() => experiments.id, { onDelete: 'cascade' }),
    kind: text('kind').$type<TrackedKind>().notNull().default('mlflow'),
    name: text('name').notNull(),
    status: text('status').$type<TrackedStatus>().notNull(),
    lifecycle: text('lifecycle').$type<Lifecycle>().notNull().default('active'),
    /** As the client says it; `createdBy` is who held the token. */
    userName: text('user_name').notNull().default(''),
    startMs: ms('start_ms').notNull(),
    endMs: ms('end_ms'),
    deletedMs: ms('deleted_ms'),
    /** Since when it is kept out of the table without being deleted. The protocol does not know of it. */
    archivedMs: ms('archived_ms'),
    artifactUri: text('artifact_uri').notNull(),
    /** The run that this one is nested in. */
    parentRunId: text('parent_run_id'),
    /** Where `kind` is pipeline: the run that it mirrors. */
    pipelineRunId: uuid('pipeline_run_id').references(() => runs.id, { onDelete: 'cascade' }),
    createdBy: uuid('created_by').references(() => users.id, { onDelete: 'set null' }),
    createdAt: createdAt(),
  },
  (table) => [
    uniqueIndex('tracked_runs_run').on(table.workspaceId, table.runId),
    index('tracked_runs_newest').on(table.experimentId, table.lifecycle, table.startMs.desc(), table.runId),
    // The three that follow keep pages of 100,000 runs quick: which are shown without a look at their rows, and two orders of the table.
    index('tracked_runs_shown').on(table.experimentId, table.lifecycle, table.id, table.archivedMs),
    index('tracked_runs_named').on(table.experimentId, table.lifecycle, sql`left(name, 128)`),
    index('tracked_runs_lasting').on(table.experimentId, table.lifecycle, sql`(end_ms - start_ms)`),
    index('tracked_runs_parent').on(table.workspaceId, table.parentRunId).where(sql`parent_run_id is not null`),
    index('tracked_runs_open').on(table.workspaceId, table.startMs).where(sql`status in ('RUNNING', 'SCHEDULED') and lifecycle = 'active' and kind <> 'pipeline'`),
    index('tracked_runs_failed').on(table.workspaceId, table.endMs).where(sql`status = 'FAILED' and lifecycle = 'active' and kind <> 'pipeline'`),
    index('tracked_runs_hours').on(table.workspaceId, table.endMs, table.startMs, table.userName).where(sql`kind = 'mlflow' and parent_run_id is null and end_ms is not null`),
    uniqueIndex('tracked_runs_pipeline').on(table.pipelineRunId).where(sql`pipeline_run_id is not null`),
  ],
)

const runKey = () => integer('run').notNull().references(() => trackedRuns.id, { onDelete: 'cascade' })

/** The beginning of a value, which is all of a shorter one: what indexes hold. */
const head = () => text('head').notNull().generatedAlwaysAs(sql`left(value, 128)`)

export const trackedParams = pgTable(
  'tracked_params',
  {
    run: runKey(),
    experimentId: integer('experiment_id').notNull(),
    key: text('key').notNull(),
    value: text('value').notNull(),
    head: head(),
    /** As the run has it; a trigger on tracked_runs keeps it so. */
    startMs: ms('start_ms').notNull(),
    /** The value as a number where it reads as one. Longer exponents than PostgreSQL knows are left out. */
    number: doublePrecision('number').generatedAlwaysAs(sql`case when length(value) <= 40 and value ~ '^[-+]?([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][-+]?[0-9]{1,2})?$' then value::float8 end`),
  },
  (table) => [
    primaryKey({ columns: [table.run, table.key] }),
    index('tracked_params_head').on(table.experimentId, table.key, table.head, table.run),
    index('tracked_params_number').on(table.experimentId, table.key, table.number, table.head, table.startMs, table.run),
  ],
)

export const trackedTags = pgTable(
  'tracked_tags',
  { run: runKey(), experimentId: integer('experiment_id').notNull(), key: text('key').notNull(), value: text('value').notNull(), head: head() },
  (table) => [primaryKey({ columns: [table.run, table.key] }), index('tracked_tags_head').on(table.experimentId, table.key, table.head, table.run)],
)

/** A metric's name as a small number, so that a point is narrow. */
export const metricKeys = pgTable('metric_keys', { id: small(), workspaceId: workspaceId(), name: text('name').notNull() }, (table) => [
  uniqueIndex('metric_keys_name').on(table.workspaceId, table.name),
])

/**
 * Every point of every metric. The key holds the whole row, so a batch that is sent twice is stored once. No foreign key: it
 * would cost a look-up a point; a trigger on tracked_runs removes the points of a run that goes.
 */
export const metricPoints = pgTable(
  'metric_points',
  {
    run: integer('run').notNull(),
    key: integer('key').notNull(),
    step: bigint('step', { mode: 'bigint' }).notNull(),
    atMs: ms('at_ms').notNull(),
    value: doublePrecision('value').notNull(),
  },
  (table) => [primaryKey({ columns: [table.run, table.key, table.step, table.atMs, table.value] })],
)

/** What lists show and search of a metric: one row a run and key. `lowest` and `highest` leave NaN out. */
export const latestMetrics = pgTable(
  'latest_metrics',
  {
    run: runKey(),
    experimentId: integer('experiment_id').notNull(),
    key: integer('key').notNull(),
    step: bigint('step', { mode: 'bigint' }).notNull(),
    atMs: ms('at_ms').notNull(),
    last: doublePrecision('last').notNull(),
    lowest: doublePrecision('lowest'),
    highest: doublePrecision('highest'),
    /** Every point before this step and instant lies in `metric_chunks`, or there is none. */
    rolledStep: bigint('rolled_step', { mode: 'bigint' }).notNull().default(sql`'-9223372036854775808'::bigint`),
    rolledMs: ms('rolled_ms').notNull().default(sql`'-9223372036854775808'::bigint`),
    /** How many points have come since, at most. */
    unrolled: integer('unrolled').notNull().default(0),
  },
  (table) => [primaryKey({ columns: [table.run, table.key] }), index('latest_metrics_search').on(table.experimentId, table.key, table.last, table.run), index('latest_metrics_order').on(table.key, table.last, table.run, table.experimentId)],
)

export const trackedDatasets = pgTable(
  'tracked_datasets',
  {
    id: small(),
    experimentId: integer('experiment_id').notNull().references(() => experiments.id, { onDelete: 'cascade' }),
    name: text('name').notNull(),
    digest: text('digest').notNull(),
    sourceType: text('source_type').notNull(),
    source: text('source').notNull(),
    schema: text('schema'),
    profile: text('profile'),
  },
  (table) => [uniqueIndex('tracked_datasets_name').on(table.experimentId, table.name, table.digest)],
)

export const trackedInputs = pgTable(
  'tracked_inputs',
  { run: runKey(), dataset: integer('dataset').notNull().references(() => trackedDatasets.id, { onDelete: 'cascade' }), tags: tags() },
  (table) => [primaryKey({ columns: [table.run, table.dataset] }), index('tracked_inputs_dataset').on(table.dataset)],
)

export type LoggedModelStatus = 'LOGGED_MODEL_PENDING' | 'LOGGED_MODEL_READY' | 'LOGGED_MODEL_UPLOAD_FAILED'

export const loggedModels = pgTable(
  'logged_models',
  {
    id: small(),
    workspaceId: workspaceId(),
    /** "m-" and 32 hex digits. */
    modelId: text('model_id').notNull(),
    experimentId: integer('experiment_id').notNull().references(() => experiments.id, { onDelete: 'cascade' }),
    name: text('name').notNull(),
    status: text('status').$type<LoggedModelStatus>().notNull(),
    statusMessage: text('status_message').notNull().default(''),
    lifecycle: text('lifecycle').$type<Lifecycle>().notNull().default('active'),
    modelType: text('model_type').notNull().default(''),
    sourceRunId: text('source_run_id').notNull().default(''),
    artifactUri: text('artifact_uri').notNull(),
    params: jsonb('params').$type<Record<string, string>>().notNull().default(sql`'{}'::jsonb`),
    tags: tags(),
    createdMs: ms('created_ms').notNull(),
    updatedMs: ms('updated_ms').notNull(),
  },
  (table) => [
    uniqueIndex('logged_models_model').on(table.workspaceId, table.modelId),
    index('logged_models_newest').on(table.experimentId, table.lifecycle, table.createdMs.desc()),
    index('logged_models_run').on(table.workspaceId, table.sourceRunId),
  ],
)

/** Metrics that a client has tied to a logged model, and to a dataset where it says so. */
export const loggedModelMetrics = pgTable(
  'logged_model_metrics',
  {
    model: integer('model').notNull().references(() => loggedModels.id, { onDelete: 'cascade' }),
    runId: text('run_id').notNull(),
    key: text('key').notNull(),
    step: bigint('step', { mode: 'bigint' }).notNull(),
    atMs: ms('at_ms').notNull(),
    value: doublePrecision('value').notNull(),
    datasetName: text('dataset_name').notNull().default(''),
    datasetDigest: text('dataset_digest').notNull().default(''),
  },
  (table) => [primaryKey({ columns: [table.model, table.key, table.step, table.atMs, table.value, table.runId, table.datasetName, table.datasetDigest] })],
)

/** Logged models that a run has read or written. */
export const modelLinks = pgTable(
  'model_links',
  {
    run: runKey(),
    kind: text('kind').$type<'input' | 'output'>().notNull(),
    modelId: text('model_id').notNull(),
    step: bigint('step', { mode: 'bigint' }).notNull(),
  },
  (table) => [primaryKey({ columns: [table.run, table.kind, table.modelId, table.step] }), index('model_links_model').on(table.modelId)],
)

/** A model of the registry, by its name. */
export const registeredModels = pgTable(
  'registered_models',
  {
    id: small(),
    workspaceId: workspaceId(),
    name: text('name').notNull(),
    description: text('description').notNull().default(''),
    tags: tags(),
    createdMs: ms('created_ms').notNull(),
    updatedMs: ms('updated_ms').notNull(),
  },
  (table) => [uniqueIndex('registered_models_name').on(table.workspaceId, table.name)],
)

export const modelVersions = pgTable(
  'model_versions',
  {
    model: integer('model').notNull().references(() => registeredModels.id, { onDelete: 'cascade' }),
    version: integer('version').notNull(),
    description: text('description').notNull().default(''),
    userName: text('user_name').notNull().default(''),
    stage: text('stage').notNull().default('None'),
    source: text('source').notNull(),
    runId: text('run_id').notNull().default(''),
    runLink: text('run_link').notNull().default(''),
    modelId: text('model_id').notNull().default(''),
    tags: tags(),
    createdMs: ms('created_ms').notNull(),
    updatedMs: ms('updated_ms').notNull(),
  },
  (table) => [primaryKey({ columns: [table.model, table.version] }), index('model_versions_logged').on(table.modelId).where(sql`model_id <> ''`), index('model_versions_run').on(table.runId).where(sql`run_id <> ''`)],
)

export const modelAliases = pgTable(
  'model_aliases',
  { model: integer('model').notNull().references(() => registeredModels.id, { onDelete: 'cascade' }), alias: text('alias').notNull(), version: integer('version').notNull() },
  (table) => [primaryKey({ columns: [table.model, table.alias] })],
)

/** Files of runs and of logged models: which blob of the artifact store lies under which path. */
export const trackedArtifacts = pgTable(
  'tracked_artifacts',
  {
    workspaceId: workspaceId(),
    /** As in the artifact's address: `<experiment>/<run>/artifacts/…` or `<experiment>/models/<model>/artifacts/…`. */
    path: text('path').notNull(),
    digest: text('digest').notNull(),
    size: ms('size').notNull(),
    createdAt: createdAt(),
    /** Of a TensorBoard event file: the content that was read last. */
    eventsDigest: text('events_digest'),
  },
  (table) => [
    uniqueIndex('tracked_artifacts_path').on(table.workspaceId, sql`${table.path} collate "C"`),
    index('tracked_artifacts_digest').on(table.digest),
    index('tracked_artifacts_events').on(table.createdAt).where(sql`path like '%tfevents%' and events_digest is distinct from digest`),
  ],
)

/** An upload in parts that is not complete yet; its secret is stored as its sha256 and lies in the address of each part. */
export const artifactUploads = pgTable('artifact_uploads', {
  id: uuid('id').primaryKey().defaultRandom(),
  workspaceId: workspaceId(),
  path: text('path').notNull(),
  secretHash: text('secret_hash').notNull().unique(),
  parts: integer('parts').notNull(),
  createdAt: createdAt(),
})

/** A way of looking at an experiment's runs, by its name: what stands in the address of the table. */
export const runViews = pgTable(
  'run_views',
  {
    id: uuid('id').primaryKey().defaultRandom(),
    workspaceId: workspaceId(),
    experimentId: integer('experiment_id').notNull().references(() => experiments.id, { onDelete: 'cascade' }),
    name: text('name').notNull(),
    /** Parts of the address: filter, order, columns, grouping. */
    query: jsonb('query').$type<Record<string, string>>().notNull(),
    createdBy: uuid('created_by').references(() => users.id, { onDelete: 'set null' }),
    createdByName: text('created_by_name').notNull(),
    createdAt: createdAt(),
  },
  (table) => [uniqueIndex('run_views_name').on(table.experimentId, table.name)],
)
