import { sql, type SQL } from 'drizzle-orm'
import type { Database } from '@/db/client'
import type { TrackedRunRow } from './search-runs'
import { runColumns } from './search-runs'

type Queryable = Pick<Database, 'execute'>

export interface Sorting {
  joins: SQL
  clauses: SQL
}

interface Place {
  offset: number
  limit: number
}

/** Runs that fit, sorted as a whole. */
export async function page(db: Queryable, { joins, clauses, where }: Sorting & { where: SQL }, { offset, limit }: Place): Promise<TrackedRunRow[]> {
  return db.execute<TrackedRunRow & Record<string, unknown>>(sql`
    select ${runColumns} from tracked_runs r join experiments e on e.id = r.experiment_id ${joins} where ${where} order by ${clauses} offset ${offset} limit ${limit}`)
}

export interface Banded {
  /** The metric by which runs are ordered at first, and which way. */
  key: SQL
  ascending: boolean
  among: SQL
  where: SQL
  /** What runs of the same value are ordered by. */
  rest: Sorting
}

/**
 * Runs in the order of a metric: those that have a number, then those that have none, then those without the metric. Each of the
 * three is read in the order of an index up to the page's end, so that 100,000 runs are not sorted for the first hundred.
 */
export async function bandedPage(db: Queryable, b: Banded, place: Place): Promise<TrackedRunRow[]> {
  const rows: TrackedRunRow[] = []
  let offset = place.offset
  for (const band of bandsOf(b)) {
    const left = place.limit - rows.length
    if (left === 0) break
    const found = await db.execute<TrackedRunRow & Record<string, unknown>>(sql`select ${runColumns} from ${band.from} order by ${band.order} offset ${offset} limit ${left}`)
    rows.push(...found)
    if (found.length > 0 || offset === 0) offset = 0
    else offset -= (await db.execute<{ count: number }>(sql`select count(*)::int as count from ${band.from}`))[0]!.count
  }
  return rows
}

export interface Head {
  /** Runs as `r`, without those that only the filter leaves out. */
  from: SQL
  /** An expression of `from` by which runs are ordered before the rest; null where the rest is all. */
  first: SQL | null
  ascending: boolean
  clauses: SQL
}

export const newestHead = (where: SQL, clauses: SQL): Head => ({ from: sql`tracked_runs r join experiments e on e.id = r.experiment_id where ${where}`, first: null, ascending: true, clauses })

/** Runs that have a number of a metric, in its order. */
export const metricHead = ({ key, among, ascending, where, rest }: Banded): Head => ({
  from: sql`latest_metrics o join tracked_runs r on r.id = o.run join experiments e on e.id = r.experiment_id where o.key = ${key} and o.experiment_id ${among} and o.last < 'NaN' and ${where}`,
  first: sql`o.last`,
  ascending,
  clauses: rest.clauses,
})

/** A page of those of the first `rows` runs that pass the filter; the reading stops when the page is full. */
export async function headPage(db: Queryable, { from, first, ascending, clauses, filter, rows }: Head & { filter: SQL; rows: number }, { offset, limit }: Place): Promise<TrackedRunRow[]> {
  const direction = ascending ? sql`asc` : sql`desc`
  return db.execute<TrackedRunRow & Record<string, unknown>>(sql`
    select ${runColumns} from (select r.*, ${first ?? sql`0`} as first from ${from} order by ${first ? sql`${first} ${direction}, ` : sql``}${clauses} limit ${rows}) r
    join experiments e on e.id = r.experiment_id where ${filter} order by ${first ? sql`r.first ${direction}, ` : sql``}${clauses} offset ${offset} limit ${limit}`)
}

function bandsOf({ key, ascending, among, where, rest }: Banded): { from: SQL; order: SQL }[] {
  const having = (condition: SQL) => sql`latest_metrics o join tracked_runs r on r.id = o.run join experiments e on e.id = r.experiment_id ${rest.joins} where o.key = ${key} and o.experiment_id ${among} and ${condition} and ${where}`
  return [
    { from: having(sql`o.last < 'NaN'`), order: sql`o.last ${ascending ? sql`asc` : sql`desc`}, ${rest.clauses}` },
    { from: having(sql`o.last = 'NaN'`), order: rest.clauses },
    { from: sql`tracked_runs r join experiments e on e.id = r.experiment_id ${rest.joins} where ${where} and not exists (select from latest_metrics o where o.run = r.id and o.key = ${key})`, order: rest.clauses },
  ]
}
