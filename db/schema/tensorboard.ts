import { sql } from 'drizzle-orm'
import { bigint, customType, index, integer, jsonb, pgTable, primaryKey, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
import type { FileState, MediaKind, SummaryData } from '@/lib/tensorboard/schema'
import { at, createdAt, id } from './columns'
import { workspaces } from './identity'
import { runs } from './runs'
import { trackedRuns } from './tracking'

const runKey = () => integer('run').notNull().references(() => trackedRuns.id, { onDelete: 'cascade' })

/** How far each TensorBoard event file among a run's artifacts has been read. */
export const eventFiles = pgTable(
  'event_files',
  {
    id: integer('id').primaryKey().generatedAlwaysAsIdentity(),
    run: runKey(),
    /** Below the run's artifact folder. */
    path: text('path').notNull(),
    /** The content that was read last. */
    digest: text('digest').notNull(),
    /** Bytes: all of it, and from its beginning what was read whole. */
    size: bigint('size', { mode: 'number' }).notNull(),
    readTo: bigint('read_to', { mode: 'number' }).notNull(),
    /** The last bytes before `readTo` in hex: what has grown still has them there. */
    mark: text('mark').notNull().default(''),
    state: text('state').$type<FileState>().notNull(),
    /** The plugin that each tag names in its first record. */
    plugins: jsonb('plugins').$type<Record<string, string>>().notNull().default(sql`'{}'::jsonb`),
    /** How many values of each kind were left out. */
    leftOut: jsonb('left_out').$type<Record<string, number>>().notNull().default(sql`'{}'::jsonb`),
    readAt: at('read_at').notNull().defaultNow(),
  },
  (table) => [uniqueIndex('event_files_path').on(table.run, table.path)],
)

const bytea = customType<{ data: Uint8Array; driverData: Buffer }>({ dataType: () => 'bytea' })

/** What event files of running commands have been read of, piece by piece, until the files themselves are among the artifacts. */
export const eventPieces = pgTable(
  'event_pieces',
  {
    id: integer('id').primaryKey().generatedAlwaysAsIdentity(),
    run: runKey(),
    /** Below the run's artifact folder, as in `event_files`. */
    path: text('path').notNull(),
    /** Where it begins in the file, in bytes. It counts up to where the next begins, or to where the file has been read. */
    place: bigint('place', { mode: 'number' }).notNull(),
    bytes: bytea('bytes').notNull(),
  },
  (table) => [uniqueIndex('event_pieces_place').on(table.run, table.path, table.place)],
)

/** Images, histograms and texts of runs, by step. A value that is logged again at the same step replaces the older one. */
export const runSummaries = pgTable(
  'run_summaries',
  {
    run: runKey(),
    kind: text('kind').$type<MediaKind>().notNull(),
    name: text('name').notNull(),
    step: bigint('step', { mode: 'bigint' }).notNull(),
    /** Place among several of one name and step. */
    ordinal: integer('ordinal').notNull(),
    atMs: bigint('at_ms', { mode: 'number' }).notNull(),
    /** Of an image, in the artifact store. */
    digest: text('digest'),
    data: jsonb('data').$type<SummaryData>().notNull(),
  },
  (table) => [primaryKey({ columns: [table.run, table.kind, table.name, table.step, table.ordinal] }), index('run_summaries_digest').on(table.digest).where(sql`digest is not null`)],
)

/** A real TensorBoard that runs on an agent, as the one step of a run, over the event files of tracked runs. */
export const tensorboards = pgTable(
  'tensorboards',
  {
    id: id(),
    workspaceId: uuid('workspace_id').notNull().references(() => workspaces.id, { onDelete: 'cascade' }),
    /** The run whose step it is. */
    runId: uuid('run_id').notNull().references(() => runs.id, { onDelete: 'cascade' }),
    /** Ids of the tracked runs that it shows, in order. */
    shows: jsonb('shows').$type<string[]>().notNull(),
    createdAt: createdAt(),
    /** Since when it answers; null before that. */
    readyAt: at('ready_at'),
  },
  (table) => [uniqueIndex('tensorboards_run').on(table.runId), index('tensorboards_workspace').on(table.workspaceId, table.createdAt)],
)

/** What browsers ask of a TensorBoard, on its way through the studio to the agent and back; each row lives as long as its request. */
export const tensorboardRequests = pgTable(
  'tensorboard_requests',
  {
    id: id(),
    board: uuid('board').notNull().references(() => tensorboards.id, { onDelete: 'cascade' }),
    method: text('method').notNull(),
    /** Below the TensorBoard's own address, with the query. */
    path: text('path').notNull(),
    headers: jsonb('headers').$type<Record<string, string>>().notNull(),
    body: bytea('body'),
    createdAt: createdAt(),
    /** When the agent has fetched it. */
    takenAt: at('taken_at'),
    /** The answer's; null before there is one. */
    status: integer('status'),
    answerHeaders: jsonb('answer_headers').$type<Record<string, string>>(),
    answer: bytea('answer'),
  },
  (table) => [index('tensorboard_requests_open').on(table.board, table.createdAt).where(sql`taken_at is null`)],
)
