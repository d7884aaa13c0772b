import { sql, type SQL } from 'drizzle-orm'
import type { Database } from '@/db/client'
import { arrayText } from '../array-text'
import { spansOf, type Point } from './point-spans'

type Queryable = Pick<Database, 'execute'>
/** The run, by its key and its experiment's. */
type Target = { id: number; experiment_id: number }

/**
 * Stores points of one run in one statement: the history (a point that is there already is left out) and, by key, the latest
 * one with the lowest and highest. The latest has the highest step, then instant, then value. A point that comes before others
 * undoes the chunks from there on. Answers with the keys of which many points lie outside of chunks.
 */
export function insertPoints(db: Queryable, run: Target, points: readonly Point[], many = 8192): Promise<number[]> {
  return store(db, run, points, many, sql`on conflict do nothing`)
}

/**
 * `insertPoints` outside of a transaction for points that are new as good as always: PostgreSQL looks for each only once. Where one is
 * there already, all are stored again the other way.
 */
export async function insertNewPoints(db: Database, run: Target, points: readonly Point[], many = 8192): Promise<number[]> {
  try {
    return await store(db, run, points, many, sql``)
  } catch (error) {
    if (!isDuplicate(error)) throw error
    return insertPoints(db, run, points, many)
  }
}

const duplicate = '23505'

function isDuplicate(error: unknown): boolean {
  for (let at = error; at instanceof Error; at = at.cause) if ((at as { code?: unknown }).code === duplicate) return true
  return false
}

async function store(db: Queryable, run: Target, points: readonly Point[], many: number, onConflict: SQL): Promise<number[]> {
  const spans = spansOf(points)
  const rows = await db.execute<{ key: number }>(sql`
    with added as (
      insert into metric_points (run, key, step, at_ms, value)
      select ${run.id}::int, key, step, at_ms, value
      from unnest(${arrayText(points, ({ key }) => key)}::int[], ${arrayText(points, ({ step }) => step)}::bigint[], ${arrayText(points, ({ atMs }) => atMs)}::bigint[],
        ${arrayText(points, ({ value }) => value)}::float8[]) as p(key, step, at_ms, value) ${onConflict}
    ), kept as (
      insert into latest_metrics as m (run, experiment_id, key, step, at_ms, last, lowest, highest, rolled_step, rolled_ms, unrolled)
      select ${run.id}::int, ${run.experiment_id}::int, key, step, at_ms, last, lowest, highest, first_step, first_ms, points
      from unnest(${arrayText(spans, ({ key }) => key)}::int[], ${arrayText(spans, ({ last }) => last.step)}::bigint[], ${arrayText(spans, ({ last }) => last.atMs)}::bigint[],
        ${arrayText(spans, ({ last }) => last.value)}::float8[], ${arrayText(spans, ({ lowest }) => lowest)}::float8[], ${arrayText(spans, ({ highest }) => highest)}::float8[],
        ${arrayText(spans, ({ first }) => first.step)}::bigint[], ${arrayText(spans, ({ first }) => first.atMs)}::bigint[], ${arrayText(spans, ({ points }) => points)}::int[]
      ) as s(key, step, at_ms, last, lowest, highest, first_step, first_ms, points)
      on conflict (run, key) do update set
        step = case when (excluded.step, excluded.at_ms, excluded.last) > (m.step, m.at_ms, m.last) then excluded.step else m.step end,
        at_ms = case when (excluded.step, excluded.at_ms, excluded.last) > (m.step, m.at_ms, m.last) then excluded.at_ms else m.at_ms end,
        last = case when (excluded.step, excluded.at_ms, excluded.last) > (m.step, m.at_ms, m.last) then excluded.last else m.last end,
        lowest = least(m.lowest, excluded.lowest), highest = greatest(m.highest, excluded.highest),
        rolled_step = least(m.rolled_step, excluded.rolled_step),
        rolled_ms = case when (excluded.rolled_step, excluded.rolled_ms) < (m.rolled_step, m.rolled_ms) then excluded.rolled_ms else m.rolled_ms end,
        unrolled = m.unrolled + excluded.unrolled
      returning key, unrolled
    )
    select key from kept where unrolled >= ${many}::int`)
  return rows.map(({ key }) => key)
}
