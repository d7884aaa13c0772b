import { sql, type SQL } from 'drizzle-orm'
import type { Database } from '@/db/client'
import { bandOrder, bandsOf, type Band, type Ordered, type Sorting } from './run-orders'
import type { TrackedRunRow } from './search-runs'
import { runColumns } from './search-runs'

type Queryable = Pick<Database, 'execute'>

interface Place {
  offset: number
  limit: number
}

/** Runs that fit, sorted as a whole. */
export async function page(db: Queryable, { joins, clauses, where }: Sorting & { where: SQL }, { offset, limit }: Place): Promise<TrackedRunRow[]> {
  return db.execute<TrackedRunRow & Record<string, unknown>>(sql`
    select ${runColumns} from tracked_runs r join experiments e on e.id = r.experiment_id ${joins} where ${where} order by ${clauses} offset ${offset} limit ${limit}`)
}

/**
 * Runs in an order that `hasBands`, band after band. Each is read in the order of an index up to the page's end, so that
 * 100,000 runs are not sorted for the first hundred.
 */
export async function bandedPage(db: Queryable, ordered: Ordered, place: Place): Promise<TrackedRunRow[]> {
  const rows: TrackedRunRow[] = []
  let offset = place.offset
  for (const band of bandsOf(ordered)) {
    const left = place.limit - rows.length
    if (left === 0) break
    const found = await db.execute<TrackedRunRow & Record<string, unknown>>(sql`select ${runColumns} from ${band.from} order by ${bandOrder(band)} offset ${offset} limit ${left}`)
    rows.push(...found)
    if (found.length > 0 || offset === 0) offset = 0
    else offset -= (await db.execute<{ count: number }>(sql`select count(*)::int as count from ${band.from}`))[0]!.count
  }
  return rows
}

/** Whether `hits` of the first `rows` runs of a band pass the filter. */
export async function passesOften(db: Queryable, { filter, rows, hits, ...band }: Band & { filter: SQL; rows: number; hits: number }): Promise<boolean> {
  const found = await db.execute(sql`select from (select r.* from ${band.from} order by ${bandOrder(band)} limit ${rows}) r join experiments e on e.id = r.experiment_id where ${filter} limit ${hits}`)
  return found.length === hits
}

/** A page of those of the first `rows` runs of a band that pass the filter; the reading stops when the page is full. */
export async function headPage(db: Queryable, { filter, rows, ...band }: Band & { filter: SQL; rows: number }, { offset, limit }: Place): Promise<TrackedRunRow[]> {
  const names = band.first.map((_, index) => sql.raw(`first${index}`))
  const firsts = sql.join(band.first.map((first, index) => sql`, ${first} as ${names[index]!}`), sql``)
  const outside = names.map((name) => sql`r.${name}`)
  return db.execute<TrackedRunRow & Record<string, unknown>>(sql`
    select ${runColumns} from (select r.*${firsts} from ${band.from} order by ${bandOrder(band)} limit ${rows}) r
    join experiments e on e.id = r.experiment_id where ${filter} order by ${bandOrder(band, outside)} offset ${offset} limit ${limit}`)
}
