import { sql } from 'drizzle-orm'
import type { Database } from '@/db/client'
import { arrayText } from './array-text'

type Queryable = Pick<Database, 'execute'>

/** Points of a chunk, from the finest; each next size holds eight of the one before. */
export const chunkSizes = [32, 256, 2048] as const

/** Locks a series of points until the transaction ends, so that nobody adds to it meanwhile. False where there is none. */
export async function lockSeries(db: Queryable, p: { run: number; key: number }): Promise<boolean> {
  const rows = await db.execute(sql`select 1 from latest_metrics where run = ${p.run}::int and key = ${p.key}::int for update`)
  return rows.length > 0
}

/** Takes out the chunks that points have come into since they were made. The series is locked. */
export async function dropStaleChunks(db: Queryable, p: { run: number; key: number }): Promise<void> {
  await db.execute(sql`
    delete from metric_chunks c using latest_metrics m
    where m.run = ${p.run}::int and m.key = ${p.key}::int and c.run = m.run and c.key = m.key and (c.last_step, c.last_ms) >= (m.rolled_step, m.rolled_ms)`)
}

export interface PointColumns {
  /** Each a list as PostgreSQL writes arrays, all of one length, in the order of the points' key; null where there is no point. */
  steps: string | null
  instants: string | null
  values: string | null
  /** How many finest chunks there are. */
  chunks: number
}

/** The points after the last of the finest chunks, `limit` at most. */
export async function pointsAfterChunks(db: Queryable, p: { run: number; key: number; limit: number }): Promise<PointColumns> {
  const [columns] = await db.execute<PointColumns & Record<string, unknown>>(sql`
    with last as (
      select ordinal, last_step, last_ms, last_value from metric_chunks where run = ${p.run}::int and key = ${p.key}::int and size = ${chunkSizes[0]}::int order by ordinal desc limit 1
    ), rest as (
      select step, at_ms, value from metric_points where run = ${p.run}::int and key = ${p.key}::int
        and (step, at_ms, value) > (coalesce((select last_step from last), -9223372036854775808), coalesce((select last_ms from last), -9223372036854775808), coalesce((select last_value from last), '-Infinity'))
      order by step, at_ms, value limit ${p.limit}::int
    )
    select array_agg(step)::text as steps, array_agg(at_ms)::text as instants, array_agg(value)::text as values, coalesce((select ordinal from last), -1) + 1 as chunks from rest`)
  return columns!
}

/** A chunk of points as they lie in `metric_chunks`; steps and instants as text. */
export interface Chunk {
  ordinal: number
  firstStep: string
  lastStep: string
  lastMs: string
  lastValue: number
  minMs: string
  maxMs: string
  /** Of the finite values; null where there is none. */
  lowest: number | null
  lowestStep: string | null
  lowestMs: string | null
  highest: number | null
  highestStep: string | null
  highestMs: string | null
  sum: number
  finite: number
  nans: number
  ups: number
  downs: number
  oddStep: string | null
  oddMs: string | null
}

export async function insertFinestChunks(db: Queryable, p: { run: number; key: number }, chunks: readonly Chunk[]): Promise<void> {
  const of = (name: keyof Chunk) => arrayText(chunks, (chunk) => chunk[name])
  await db.execute(sql`
    insert into metric_chunks (run, key, size, ordinal, first_step, last_step, last_ms, last_value, min_ms, max_ms,
      lowest, lowest_step, lowest_ms, highest, highest_step, highest_ms, sum, finite, nans, ups, downs, odd_step, odd_ms)
    select ${p.run}::int, ${p.key}::int, ${chunkSizes[0]}::int, c.* from unnest(${of('ordinal')}::int[], ${of('firstStep')}::bigint[], ${of('lastStep')}::bigint[], ${of('lastMs')}::bigint[],
      ${of('lastValue')}::float8[], ${of('minMs')}::bigint[], ${of('maxMs')}::bigint[], ${of('lowest')}::float8[], ${of('lowestStep')}::bigint[], ${of('lowestMs')}::bigint[],
      ${of('highest')}::float8[], ${of('highestStep')}::bigint[], ${of('highestMs')}::bigint[], ${of('sum')}::float8[], ${of('finite')}::int[], ${of('nans')}::int[], ${of('ups')}::int[],
      ${of('downs')}::int[], ${of('oddStep')}::bigint[], ${of('oddMs')}::bigint[]) as c`)
}

/** Makes chunks of eight that are there already, where eight are complete. */
export async function insertCoarserChunks(db: Queryable, p: { run: number; key: number; from: number; size: number }): Promise<void> {
  await db.execute(sql`
    insert into metric_chunks (run, key, size, ordinal, first_step, last_step, last_ms, last_value, min_ms, max_ms,
      lowest, lowest_step, lowest_ms, highest, highest_step, highest_ms, sum, finite, nans, ups, downs, odd_step, odd_ms)
    select ${p.run}::int, ${p.key}::int, ${p.size}::int, ordinal / 8,
      min(first_step), max(last_step), (array_agg(last_ms order by ordinal desc))[1], (array_agg(last_value order by ordinal desc))[1], min(min_ms), max(max_ms),
      min(lowest), (array_agg(lowest_step order by lowest, ordinal))[1], (array_agg(lowest_ms order by lowest, ordinal))[1],
      max(highest), (array_agg(highest_step order by highest desc nulls last, ordinal))[1], (array_agg(highest_ms order by highest desc nulls last, ordinal))[1],
      sum(sum), sum(finite), sum(nans), sum(ups), sum(downs),
      (array_agg(odd_step order by ordinal) filter (where odd_step is not null))[1], (array_agg(odd_ms order by ordinal) filter (where odd_step is not null))[1]
    from metric_chunks
    where run = ${p.run}::int and key = ${p.key}::int and size = ${p.from}::int
      and ordinal >= 8 * (select coalesce(max(ordinal), -1) + 1 from metric_chunks where run = ${p.run}::int and key = ${p.key}::int and size = ${p.size}::int)
    group by ordinal / 8 having count(*) = 8`)
}

/** Says how far the chunks reach: to the first point after them. */
export async function markRolled(db: Queryable, p: { run: number; key: number }): Promise<void> {
  await db.execute(sql`
    with last as (
      select last_step, last_ms, last_value from metric_chunks where run = ${p.run}::int and key = ${p.key}::int and size = ${chunkSizes[0]}::int order by ordinal desc limit 1
    ), rest as (
      select m.step, m.at_ms from metric_points m, last
      where m.run = ${p.run}::int and m.key = ${p.key}::int and (m.step, m.at_ms, m.value) > (last.last_step, last.last_ms, last.last_value)
    ), next as (select step, at_ms, (select count(*) from rest) as points from rest order by step, at_ms limit 1)
    update latest_metrics set rolled_step = next.step, rolled_ms = next.at_ms, unrolled = next.points from next where run = ${p.run}::int and key = ${p.key}::int`)
}
