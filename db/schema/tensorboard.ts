import { sql } from 'drizzle-orm'
import { bigint, index, integer, jsonb, pgTable, primaryKey, text, uniqueIndex } from 'drizzle-orm/pg-core'
import type { FileState, MediaKind, SummaryData } from '@/lib/tensorboard/schema'
import { at } from './columns'
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
