import { bigint, bigserial, customType, foreignKey, index, integer, jsonb, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core'
import type { Graph } from '@/lib/graph/schema'
import { at, createdAt, id } from './columns'
import { users, workspaces } from './identity'

const bytea = customType<{ data: Uint8Array; driverData: Buffer }>({
  dataType: () => 'bytea',
  fromDriver: (value) => new Uint8Array(value),
  toDriver: (value) => Buffer.from(value),
})

/** A pipeline and its draft. `graph` is the draft read out of the Yjs document at `revision`. */
export const pipelines = pgTable(
  'pipelines',
  {
    id: id(),
    workspaceId: uuid('workspace_id').notNull().references(() => workspaces.id, { onDelete: 'cascade' }),
    name: text('name').notNull(),
    description: text('description').notNull().default(''),
    graph: jsonb('graph').$type<Graph>().notNull(),
    /** The last `pipeline_updates.seq` that `graph` includes. */
    revision: bigint('revision', { mode: 'number' }).notNull().default(0),
    /** Grows with every change of a comment, for noticing one whose notification was lost. */
    commentsRevision: bigint('comments_revision', { mode: 'number' }).notNull().default(0),
    createdBy: uuid('created_by').references(() => users.id, { onDelete: 'set null' }),
    createdAt: createdAt(),
    updatedAt: at('updated_at').notNull().defaultNow(),
    deletedAt: at('deleted_at'),
  },
  (table) => [index('pipelines_workspace').on(table.workspaceId, table.updatedAt)],
)

/** The draft's Yjs updates, append-only; a compaction replaces a prefix by one merged update. */
export const pipelineUpdates = pgTable(
  'pipeline_updates',
  {
    seq: bigserial('seq', { mode: 'number' }).primaryKey(),
    pipelineId: uuid('pipeline_id').notNull().references(() => pipelines.id, { onDelete: 'cascade' }),
    update: bytea('update').notNull(),
    actorId: text('actor_id'),
    /** The editing tab's id, so that it does not get its own update back. */
    origin: text('origin').notNull().default(''),
    at: at('at').notNull().defaultNow(),
  },
  (table) => [index('pipeline_updates_pipeline').on(table.pipelineId, table.seq)],
)

/** Published versions: frozen, numbered from 1. */
export const pipelineVersions = pgTable(
  'pipeline_versions',
  {
    pipelineId: uuid('pipeline_id').notNull().references(() => pipelines.id, { onDelete: 'cascade' }),
    version: integer('version').notNull(),
    graph: jsonb('graph').$type<Graph>().notNull(),
    note: text('note').notNull().default(''),
    createdBy: uuid('created_by').references(() => users.id, { onDelete: 'set null' }),
    createdAt: createdAt(),
  },
  (table) => [primaryKey({ columns: [table.pipelineId, table.version] })],
)

/** Comments on steps of a draft. A comment without a parent begins a thread and says whether it is resolved. */
export const pipelineComments = pgTable(
  'pipeline_comments',
  {
    id: id(),
    pipelineId: uuid('pipeline_id').notNull().references(() => pipelines.id, { onDelete: 'cascade' }),
    /** The step's id. A thread outlives its step: undo brings both back. */
    node: text('node').notNull(),
    parentId: uuid('parent_id'),
    body: text('body').notNull(),
    authorId: uuid('author_id').references(() => users.id, { onDelete: 'set null' }),
    createdAt: createdAt(),
    editedAt: at('edited_at'),
    resolvedAt: at('resolved_at'),
    resolvedBy: uuid('resolved_by').references(() => users.id, { onDelete: 'set null' }),
  },
  (table) => [index('pipeline_comments_pipeline').on(table.pipelineId, table.createdAt), foreignKey({ columns: [table.parentId], foreignColumns: [table.id] }).onDelete('cascade')],
)
