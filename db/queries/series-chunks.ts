import { sql } from 'drizzle-orm'
import type { Database } from '@/db/client'

type Queryable = Pick<Database, 'execute'>

/** Points of a chunk, from the finest; each next size holds eight of the one before. */
export const chunkSizes = [32, 256, 2048] as const

/** Locks a series of points until the transaction ends, so that nobody adds to it meanwhile. False where there is none. */
export async function lockSeries(db: Queryable, p: { run: number; key: number }): Promise<boolean> {
  const rows = await db.execute(sql`select 1 from latest_metrics where run = ${p.run} and key = ${p.key} for update`)
  return rows.length > 0
}

/** Takes out the chunks that points have come into since they were made. The series is locked. */
export async function dropStaleChunks(db: Queryable, p: { run: number; key: number }): Promise<void> {
  await db.execute(sql`
    delete from metric_chunks c using latest_metrics m
    where m.run = ${p.run} and m.key = ${p.key} and c.run = m.run and c.key = m.key and (c.last_step, c.last_ms) >= (m.rolled_step, m.rolled_ms)`)
}

/** Makes the finest chunks of the points after the last one. The newest point stays outside, so that there is one to say where the chunks end. */
export async function insertFinestChunks(db: Queryable, p: { run: number; key: number }): Promise<void> {
  // As it is, not as a parameter: PostgreSQL groups only by what it sees to be the same.
  const size = sql.raw(String(chunkSizes[0]))
  await db.execute(sql`
    with last as (
      select ordinal, last_step, last_ms, last_value from metric_chunks where run = ${p.run} and key = ${p.key} and size = ${size} order by ordinal desc limit 1
    ), points as (
      select step, at_ms, value, row_number() over (order by step, at_ms, value) - 1 as place, count(*) over () as points
      from metric_points where run = ${p.run} and key = ${p.key}
        and (step, at_ms, value) > (coalesce((select last_step from last), -9223372036854775808), coalesce((select last_ms from last), -9223372036854775808), coalesce((select last_value from last), '-Infinity'))
    ), kept as (select *, value > '-Infinity' and value < 'Infinity' as real from points where place < (points - 1) / ${size} * ${size})
    insert into metric_chunks (run, key, size, ordinal, first_step, last_step, last_ms, last_value, min_ms, max_ms,
      lowest, lowest_step, lowest_ms, highest, highest_step, highest_ms, sum, finite, nans, ups, downs, odd_step, odd_ms)
    select ${p.run}, ${p.key}, ${size}, coalesce((select ordinal from last), -1) + 1 + place / ${size},
      min(step), max(step), (array_agg(at_ms order by place desc))[1], (array_agg(value order by place desc))[1], min(at_ms), max(at_ms),
      min(value) filter (where real), (array_agg(step order by value, place) filter (where real))[1], (array_agg(at_ms order by value, place) filter (where real))[1],
      max(value) filter (where real), (array_agg(step order by value desc, place) filter (where real))[1], (array_agg(at_ms order by value desc, place) filter (where real))[1],
      coalesce(sum(value) filter (where real), 0), count(*) filter (where real), count(*) filter (where value = 'NaN'), count(*) filter (where value = 'Infinity'), count(*) filter (where value = '-Infinity'),
      (array_agg(step order by place) filter (where not real))[1], (array_agg(at_ms order by place) filter (where not real))[1]
    from kept group by place / ${size}`)
}

/** Makes chunks of eight that are there already, where eight are complete. */
export async function insertCoarserChunks(db: Queryable, p: { run: number; key: number; from: number; size: number }): Promise<void> {
  await db.execute(sql`
    insert into metric_chunks (run, key, size, ordinal, first_step, last_step, last_ms, last_value, min_ms, max_ms,
      lowest, lowest_step, lowest_ms, highest, highest_step, highest_ms, sum, finite, nans, ups, downs, odd_step, odd_ms)
    select ${p.run}, ${p.key}, ${p.size}, ordinal / 8,
      min(first_step), max(last_step), (array_agg(last_ms order by ordinal desc))[1], (array_agg(last_value order by ordinal desc))[1], min(min_ms), max(max_ms),
      min(lowest), (array_agg(lowest_step order by lowest, ordinal))[1], (array_agg(lowest_ms order by lowest, ordinal))[1],
      max(highest), (array_agg(highest_step order by highest desc nulls last, ordinal))[1], (array_agg(highest_ms order by highest desc nulls last, ordinal))[1],
      sum(sum), sum(finite), sum(nans), sum(ups), sum(downs),
      (array_agg(odd_step order by ordinal) filter (where odd_step is not null))[1], (array_agg(odd_ms order by ordinal) filter (where odd_step is not null))[1]
    from metric_chunks
    where run = ${p.run} and key = ${p.key} and size = ${p.from}
      and ordinal >= 8 * (select coalesce(max(ordinal), -1) + 1 from metric_chunks where run = ${p.run} and key = ${p.key} and size = ${p.size})
    group by ordinal / 8 having count(*) = 8`)
}

/** Says how far the chunks reach: to the first point after them. */
export async function markRolled(db: Queryable, p: { run: number; key: number }): Promise<void> {
  await db.execute(sql`
    with last as (
      select last_step, last_ms, last_value from metric_chunks where run = ${p.run} and key = ${p.key} and size = ${chunkSizes[0]} order by ordinal desc limit 1
    ), rest as (
      select m.step, m.at_ms from metric_points m, last
      where m.run = ${p.run} and m.key = ${p.key} and (m.step, m.at_ms, m.value) > (last.last_step, last.last_ms, last.last_value)
    ), next as (select step, at_ms, (select count(*) from rest) as points from rest order by step, at_ms limit 1)
    update latest_metrics set rolled_step = next.step, rolled_ms = next.at_ms, unrolled = next.points from next where run = ${p.run} and key = ${p.key}`)
}
