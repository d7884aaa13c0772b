import { sql, type SQL } from 'drizzle-orm'
import type { Database } from '@/db/client'
import type { TrackedKind, TrackedStatus } from '@/db/schema'
import type { Order } from '@/lib/tracking/filter/schema'
import { compile, list } from './compile'
import { conditions, experimentsOf, fewest, fewRuns, keysIn, runCondition, type Keys, type RunsAsked } from './run-conditions'
import { hasBands, hasNumbers, headOf, sortedBy } from './run-orders'
import { bandedPage, headPage, page, passesOften } from './run-page'

type Queryable = Pick<Database, 'execute'>

export interface TrackedRunRow {
  id: number
  run_id: string
  experiment_id: number
  experiment_number: number
  kind: TrackedKind
  name: string
  status: TrackedStatus
  lifecycle: 'active' | 'deleted'
  archived: boolean
  user_name: string
  /** Milliseconds, as text. */
  start_ms: string
  end_ms: string | null
  artifact_uri: string
  parent_run_id: string | null
  pipeline_run_id: string | null
}

export const runColumns = sql`r.id, r.run_id, r.experiment_id, e.number as experiment_number, r.kind, r.name, r.status, r.lifecycle, r.archived_ms is not null as archived, r.user_name,
  r.start_ms, r.end_ms, r.artifact_uri, r.parent_run_id, r.pipeline_run_id`

export interface SearchRunsParams extends RunsAsked {
  orders: Order[]
  offset: number
  limit: number
  /** Of the names in the question, where they have been looked up. */
  keys?: Keys
}

/** One page of runs, by default newest first. */
export async function searchRuns(db: Queryable, p: SearchRunsParams): Promise<TrackedRunRow[]> {
  const keys = p.keys ?? (await keysIn(db, p))
  const among = experimentsOf(p.experiments)
  const [first, ...rest] = p.orders
  const [few, head] = await Promise.all([p.filter && fewRuns(db, p.filter, { among, keys }), p.filter || first?.field.kind === 'param' ? likelyHead(db, p, keys) : undefined])
  // Few are looked at one by one, whatever the planner thinks how many they are.
  if (few) return page(db, { ...sortedBy(p.orders, keys, null), where: sql`${oneOf(few)} and ${conditions(p, keys, true)}` }, p)
  const found = head && (await headPage(db, { ...head, rows: headRows }, p))
  if (found?.length === p.limit) return found
  const where = conditions(p, keys)
  const fitting = p.filter && p.offset + p.limit <= headPages && (await runsIfFew(db, where))
  if (fitting) return page(db, { ...sortedBy(p.orders, keys, null), where: oneOf(fitting) }, p)
  if (!first || !hasBands(first)) return page(db, { ...sortedBy(p.orders, keys, among), where }, p)
  return bandedPage(db, { order: first, keys, among, where, rest: sortedBy(rest, keys, among) }, p)
}

/** The keys of the runs that fit, where these are few: so they are told from the others before any is looked at closely. */
async function runsIfFew(db: Queryable, where: SQL): Promise<number[] | null> {
  const rows = await db.execute<{ id: number }>(sql`select r.id from tracked_runs r join experiments e on e.id = r.experiment_id where ${where} limit ${fewest + 1}`)
  return rows.length <= fewest ? rows.map(({ id }) => id) : null
}

/** As it is, not as a parameter; they are integers of our own. */
const oneOf = (runs: number[]) => sql`r.id = any(${sql.raw(`'{${runs.join(',')}}'`)}::int[])`

/** The keys of every run that fits, in order: for what reads all of them bit by bit. */
export async function everyRunKey(db: Queryable, p: Omit<SearchRunsParams, 'offset' | 'limit'>): Promise<number[]> {
  const keys = await keysIn(db, p)
  const { joins, clauses } = sortedBy(p.orders, keys, experimentsOf(p.experiments))
  const rows = await db.execute<{ id: number }>(sql`select r.id from tracked_runs r join experiments e on e.id = r.experiment_id ${joins} where ${conditions(p, keys)} order by ${clauses}`)
  return rows.map(({ id }) => id)
}

/** Runs by their keys, in the order of the keys. */
export async function runsByKey(db: Queryable, ids: readonly number[]): Promise<TrackedRunRow[]> {
  const rows = await db.execute<TrackedRunRow & Record<string, unknown>>(sql`
    select ${runColumns} from tracked_runs r join experiments e on e.id = r.experiment_id where r.id = any(translate(${list(ids)}, '[]', '{}')::int[])`)
  const byKey = new Map(rows.map((row) => [row.id, row]))
  return ids.flatMap((id) => byKey.get(id) ?? [])
}

/** The condition on `r` (tracked_runs) and `e` (experiments) that the runs of a question fit, for statements that add them up. */
export async function runsFitting(db: Queryable, p: RunsAsked) {
  return conditions(p, await keysIn(db, p))
}

/** How many fit. */
export async function countRuns(db: Queryable, p: RunsAsked): Promise<number> {
  const [row] = await db.execute<{ count: number }>(sql`select count(*)::int as count from tracked_runs r join experiments e on e.id = r.experiment_id where ${conditions(p, await keysIn(db, p))}`)
  return row?.count ?? 0
}

/** The newest run's own key: with `upTo` it keeps later runs out of later pages. */
export async function newestRunKey(db: Queryable): Promise<number> {
  const [row] = await db.execute<{ id: number }>(sql`select coalesce(max(id), 0)::int as id from tracked_runs`)
  return row?.id ?? 0
}

/** So far the first pages are looked for in their order; beyond that the planner knows better. */
const headRows = 2000
const headPages = 1000
/** So many tell whether the first will do; by chance fewer pass there than elsewhere. */
const probed = 400
const likely = 0.7

/**
 * How to find the page among the first runs in their order, each looked at by itself, so that a page of a filter that many runs fit costs
 * what the page costs. Undefined where the order is of several tables, or too few of the first runs seem to fit.
 */
async function likelyHead(db: Queryable, p: SearchRunsParams, keys: Keys) {
  const [order, ...more] = p.orders
  if (more.some(({ field }) => field.kind !== 'attribute') || order?.field.kind === 'tag' || p.offset + p.limit > headPages) return undefined
  const among = experimentsOf(p.experiments)
  const base = conditions({ ...p, filter: null }, keys)
  const filter = p.filter ? compile(p.filter, (comparison) => runCondition(comparison, keys, null)) : sql`true`
  const numbers = order?.field.kind !== 'param' || (await hasNumbers(db, order.field.key, among))
  const head = { ...headOf({ order, more, keys, among, where: base, numbers, most: 2 * headRows }), filter }
  if (p.filter && !(await passesOften(db, { ...head, rows: probed, hits: Math.ceil(((p.offset + p.limit) * likely * probed) / headRows) }))) return undefined
  return head
}
