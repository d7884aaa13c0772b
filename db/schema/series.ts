import { bigint, doublePrecision, integer, pgTable, primaryKey } from 'drizzle-orm/pg-core'
import { trackedRuns } from './tracking'

const whole = (name: string) => bigint(name, { mode: 'bigint' })

/**
 * Metric points by the `size`, in the order of the points' own key, with what a chart needs of them: so that a chart reads a
 * few rows however many points there are. Every 8 chunks make one of the next size. Only what lies before
 * `latest_metrics.rolled_step` is true; what comes after is read from the points.
 */
export const metricChunks = pgTable(
  'metric_chunks',
  {
    run: integer('run').notNull().references(() => trackedRuns.id, { onDelete: 'cascade' }),
    key: integer('key').notNull(),
    /** Points in it: 32, 256 or 2048. */
    size: integer('size').notNull(),
    /** Place among the chunks of its size, from 0. */
    ordinal: integer('ordinal').notNull(),
    firstStep: whole('first_step').notNull(),
    lastStep: whole('last_step').notNull(),
    lastMs: whole('last_ms').notNull(),
    lastValue: doublePrecision('last_value').notNull(),
    minMs: whole('min_ms').notNull(),
    maxMs: whole('max_ms').notNull(),
    /** Of the finite values; null where there is none. */
    lowest: doublePrecision('lowest'),
    lowestStep: whole('lowest_step'),
    lowestMs: whole('lowest_ms'),
    highest: doublePrecision('highest'),
    highestStep: whole('highest_step'),
    highestMs: whole('highest_ms'),
    sum: doublePrecision('sum').notNull(),
    finite: integer('finite').notNull(),
    nans: integer('nans').notNull(),
    ups: integer('ups').notNull(),
    downs: integer('downs').notNull(),
    /** Of the first value that is not finite. */
    oddStep: whole('odd_step'),
    oddMs: whole('odd_ms'),
  },
  (table) => [primaryKey({ columns: [table.run, table.key, table.size, table.ordinal] })],
)
