import { sql, type SQL } from 'drizzle-orm'
import type { Database } from '@/db/client'
import type { TrackedKind, TrackedStatus } from '@/db/schema'
import type { Comparison, Field, Filter, Order } from '@/lib/tracking/filter/schema'
import { asNumber, compareNumber, compareText, compile, list, ordered, textList } from './compile'
import { bandedPage, headPage, metricHead, newestHead, page, type Sorting } from './run-page'

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

export interface SearchRunsParams {
  workspaceId: string
  /** The experiments' own keys. */
  experiments: number[]
  filter: Filter | null
  orders: Order[]
  lifecycle: 'active' | 'deleted' | 'any'
  /** Where it is left out, archived runs are among the others. */
  archived?: boolean
  /** Only runs that were there when the first page was asked for. */
  upTo?: number
  offset: number
  limit: number
}

const attributes: Record<string, SQL> = {
  run_id: sql`r.run_id`,
  run_name: sql`r.name`,
  experiment_id: sql`e.number::text`,
  status: sql`r.status`,
  user_id: sql`r.user_name`,
  artifact_uri: sql`r.artifact_uri`,
  lifecycle_stage: sql`r.lifecycle`,
  kind: sql`r.kind`,
  start_time: sql`r.start_ms`,
  end_time: sql`r.end_ms`,
  duration: sql`(r.end_ms - r.start_ms)`,
}
const numeric = new Set(['start_time', 'end_time', 'duration'])

/** An attribute of `r` (tracked_runs) or `e` (experiments) by its name in filters. */
export const runAttribute = (name: string): SQL => attributes[name]!

/** One page of runs, by default newest first. */
export async function searchRuns(db: Queryable, p: SearchRunsParams): Promise<TrackedRunRow[]> {
  const keys = await keysIn(db, p)
  const among = experimentsOf(p.experiments)
  const few = p.filter && (await fewRuns(db, p.filter, { among, keys }))
  const where = few ? sql`r.id = any(${sql.raw(`'{${few.join(',')}}'`)}::int[]) and ${conditions(p, keys)}` : conditions(p, keys)
  const [first, ...rest] = p.orders
  if (!few && p.filter) {
    const found = await firstOfIndex(db, p, keys)
    if (found) return found
  }
  if (few || first?.field.kind !== 'metric') return page(db, { ...sortedBy(p.orders, keys, among), where }, p)
  return bandedPage(db, { key: keyOf(keys, first.field.key), among, ascending: first.ascending, where, rest: sortedBy(rest, keys, among) }, p)
}

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
export async function runsFitting(db: Queryable, p: Omit<SearchRunsParams, 'orders' | 'offset' | 'limit'>): Promise<SQL> {
  return conditions(p, await keysIn(db, p))
}

/** How many fit. */
export async function countRuns(db: Queryable, p: Omit<SearchRunsParams, 'orders' | 'offset' | 'limit'>): Promise<number> {
  const [row] = await db.execute<{ count: number }>(sql`select count(*)::int as count from tracked_runs r join experiments e on e.id = r.experiment_id where ${conditions(p, await keysIn(db, p))}`)
  return row?.count ?? 0
}

/** The newest run's own key: with `upTo` it keeps later runs out of later pages. */
export async function newestRunKey(db: Queryable): Promise<number> {
  const [row] = await db.execute<{ id: number }>(sql`select coalesce(max(id), 0)::int as id from tracked_runs`)
  return row?.id ?? 0
}

/** So far the first pages are looked for in the order of an index; beyond that the planner knows better. */
const headRows = 2000
const headPages = 1000

/**
 * The page out of the first runs in an order that an index gives, each looked at by itself, so that a page of a filter that many
 * runs fit costs what the page costs. Undefined where no index has the order, or too few of the first runs fit.
 */
async function firstOfIndex(db: Queryable, p: SearchRunsParams, keys: Keys): Promise<TrackedRunRow[] | undefined> {
  const [order, ...more] = p.orders
  const newest = order === undefined && p.experiments.length === 1
  if (more.length > 0 || !(newest || order?.field.kind === 'metric') || p.offset + p.limit > headPages) return undefined
  const among = experimentsOf(p.experiments)
  const base = conditions({ ...p, filter: null }, keys)
  const { clauses } = sortedBy([], keys, among)
  const filter = compile(p.filter!, (comparison) => runCondition(comparison, keys, among, sql`offset 0`))
  const head = newest ? newestHead(base, clauses) : metricHead({ key: keyOf(keys, order!.field.key), among, ascending: order!.ascending, where: base, rest: { joins: sql``, clauses } })
  const rows = await headPage(db, { ...head, filter, rows: headRows }, p)
  return rows.length === p.limit ? rows : undefined
}

function conditions(p: Omit<SearchRunsParams, 'orders' | 'offset' | 'limit'>, keys: Keys): SQL {
  const among = experimentsOf(p.experiments)
  const where = [sql`r.workspace_id = ${p.workspaceId}::uuid`, sql`r.experiment_id ${among}`]
  if (p.lifecycle !== 'any') where.push(sql.raw(`r.lifecycle = '${p.lifecycle}'`))
  if (p.archived !== undefined) where.push(p.archived ? sql`r.archived_ms is not null` : sql`r.archived_ms is null`)
  if (p.upTo !== undefined) where.push(sql`r.id <= ${p.upTo}`)
  if (p.filter) where.push(compile(p.filter, (comparison) => runCondition(comparison, keys, among)))
  return sql.join(where, sql` and `)
}

/** Literal, so that the planner sees how many there are; they are integers of our own. */
const experimentsOf = (keys: number[]) => sql.raw(keys.length === 1 ? `= ${Math.trunc(keys[0]!)}` : `= any('{${keys.map((key) => Math.trunc(key)).join(',')}}'::int[])`)

type Keys = ReadonlyMap<string, number>

/** Metric names of the question with their keys. They go into the statement as they are, so that the planner knows how many rows each has. */
async function keysIn(db: Queryable, p: { workspaceId: string; filter: Filter | null; orders?: Order[] }): Promise<Keys> {
  const fields = [...(p.orders ?? []).map(({ field }) => field), ...(p.filter ? fieldsOf(p.filter) : [])]
  const names = [...new Set(fields.flatMap(({ kind, key }) => (kind === 'metric' ? [key] : [])))]
  if (names.length === 0) return new Map()
  const rows = await db.execute<{ id: number; name: string }>(sql`select id, name from metric_keys where workspace_id = ${p.workspaceId}::uuid and name in ${textList(names)}`)
  return new Map(rows.map(({ id, name }) => [name, id]))
}

function fieldsOf(filter: Filter): Field[] {
  if (filter.op === 'compare') return [filter.field]
  return filter.op === 'not' ? fieldsOf(filter.of) : filter.of.flatMap(fieldsOf)
}

/** A name that no run has is key 0, which no metric has. */
const keyOf = (keys: Keys, name: string) => sql.raw(String(Math.trunc(keys.get(name) ?? 0)))

/** `fence` closes a sub-query: with `offset 0` it is asked of each run, and never turned into a join of all. */
function runCondition(comparison: Comparison, keys: Keys, among: SQL, fence: SQL = sql``): SQL {
  const { kind, key } = comparison.field
  const absent = comparison.comparator === 'IS NULL'
  const present = absent ? sql`not exists` : sql`exists`
  const open = absent || comparison.comparator === 'IS NOT NULL'
  if (kind === 'attribute') {
    const column = attributes[key]!
    return numeric.has(key) ? compareNumber(column, comparison) : compareText(column, comparison)
  }
  if (kind === 'metric') {
    const value = open ? sql`true` : compareNumber(sql`m.last`, comparison)
    return sql`${present} (select from latest_metrics m where m.run = r.id and m.experiment_id ${among} and m.key = ${keyOf(keys, key)} and ${value} ${fence})`
  }
  if (kind === 'dataset') {
    const column = key === 'context' ? sql`(i.tags ->> 'mlflow.data.context')` : key === 'name' ? sql`d.name` : sql`d.digest`
    return sql`${present} (select from tracked_inputs i join tracked_datasets d on d.id = i.dataset where i.run = r.id and ${open ? sql`${column} is not null` : compareText(column, comparison)} ${fence})`
  }
  const table = kind === 'param' ? sql`tracked_params` : sql`tracked_tags`
  return sql`${present} (select from ${table} v where v.run = r.id and v.experiment_id ${among} and v.key = ${key} and ${open ? sql`true` : valueCondition(comparison)} ${fence})`
}

/** The first 128 characters are what the index holds. */
function valueCondition(comparison: Comparison): SQL {
  const [value] = comparison.values
  const condition = compareText(sql`v.value`, comparison)
  return comparison.comparator === '=' && typeof value === 'string' ? sql`left(v.value, 128) = left(${value}, 128) and ${condition}` : condition
}

/** So many runs are looked at one by one in no time. */
const fewest = 3000
const narrowing = new Set(['=', '<', '<=', '>', '>=', 'BETWEEN', 'IN'])

/** Where one of the conditions that all must hold is met by few runs, as its index tells: these. */
async function fewRuns(db: Queryable, filter: Filter, { among, keys }: { among: SQL; keys: Keys }): Promise<number[] | null> {
  for (const leaf of filter.op === 'and' ? filter.of : [filter]) {
    if (leaf.op !== 'compare' || !narrowing.has(leaf.comparator)) continue
    const { kind, key } = leaf.field
    // Texts that are compared as numbers are in no index.
    if (kind === 'attribute' || kind === 'dataset' || (kind !== 'metric' && leaf.values.some((value) => typeof value === 'number'))) continue
    const table = kind === 'metric' ? sql`latest_metrics` : kind === 'param' ? sql`tracked_params` : sql`tracked_tags`
    const fits = kind === 'metric' ? sql`v.key = ${keyOf(keys, key)} and ${compareNumber(sql`v.last`, leaf)}` : sql`v.key = ${key} and ${valueCondition(leaf)}`
    const rows = await db.execute<{ run: number }>(sql`select v.run from ${table} v where v.experiment_id ${among} and ${fits} limit ${fewest + 1}`)
    if (rows.length <= fewest) return rows.map(({ run }) => run)
  }
  return null
}

/** Word for word as the index has it: without `nulls last` the planner does not see that it is the same. */
const newestFirst = sql`r.start_ms desc nulls last`

function sortedBy(orders: Order[], keys: Keys, among: SQL): Sorting {
  const joins: SQL[] = []
  const clauses: SQL[] = []
  for (const [index, { field, ascending }] of orders.entries()) {
    const name = sql.raw(`o${index}`)
    if (field.kind === 'attribute') clauses.push(ordered(attributes[field.key]!, ascending))
    else if (field.kind === 'metric') {
      joins.push(sql`left join latest_metrics ${name} on ${name}.run = r.id and ${name}.experiment_id ${among} and ${name}.key = ${keyOf(keys, field.key)}`)
      clauses.push(sql`(case when ${name}.last is null then 2 when ${name}.last = 'NaN' then 1 else 0 end)`, ordered(sql`${name}.last`, ascending))
    } else {
      const table = field.kind === 'param' ? sql`tracked_params` : sql`tracked_tags`
      joins.push(sql`left join ${table} ${name} on ${name}.run = r.id and ${name}.experiment_id ${among} and ${name}.key = ${field.key}`)
      // Numbers before texts, and as numbers: 9 before 10.
      clauses.push(ordered(asNumber(sql`${name}.value`), ascending), ordered(sql`${name}.value`, ascending))
    }
  }
  if (!orders.some(({ field }) => field.kind === 'attribute' && field.key === 'start_time')) clauses.push(newestFirst)
  clauses.push(sql`r.run_id`)
  return { joins: sql.join(joins, sql` `), clauses: sql.join(clauses, sql`, `) }
}

export interface RunValues {
  params: { run: number; key: string; value: string }[]
  tags: { run: number; key: string; value: string }[]
  metrics: MetricRow[]
}

export interface MetricRow {
  run: number
  key: string
  /** Whole numbers as text. */
  step: string
  at_ms: string
  last: number
  lowest: number | null
  highest: number | null
}

/** What the runs hold; with `only`, the columns that are shown and no others, and all of a kind that it does not speak of. */
export async function valuesOfRuns(db: Queryable, workspaceId: string, runs: number[], only?: { params?: string[]; tags?: string[]; metrics?: string[] }): Promise<RunValues> {
  if (runs.length === 0) return { params: [], tags: [], metrics: [] }
  const among = sql`run = any(translate(${list(runs)}, '[]', '{}')::int[])`
  const within = (names: string[] | undefined) => (names ? sql`and key in ${textList(names)}` : sql``)
  const pairs = (table: SQL, names: string[] | undefined) =>
    names?.length === 0 ? Promise.resolve([]) : db.execute<{ run: number; key: string; value: string }>(sql`select run, key, value from ${table} where ${among} ${within(names)} order by key`)
  const metrics = () =>
    only?.metrics?.length === 0
      ? Promise.resolve([])
      : db.execute<MetricRow & Record<string, unknown>>(sql`
          select m.run, k.name as key, m.step, m.at_ms, m.last, m.lowest, m.highest from latest_metrics m join metric_keys k on k.id = m.key
          where m.${among} ${only?.metrics ? sql`and k.workspace_id = ${workspaceId}::uuid and k.name in ${textList(only.metrics)}` : sql``} order by k.name`)
  const [params, tags, found] = await Promise.all([pairs(sql`tracked_params`, only?.params), pairs(sql`tracked_tags`, only?.tags), metrics()])
  return { params, tags, metrics: found }
}

/** Metrics at the given steps, which are whole numbers as text; of several points at one step the latest. */
export async function metricsAtSteps(db: Queryable, workspaceId: string, runs: number[], wanted: { key: string; step: string }[]): Promise<{ run: number; key: string; step: string; value: number }[]> {
  if (runs.length === 0 || wanted.length === 0) return []
  return db.execute<{ run: number; key: string; step: string; value: number }>(sql`
    select distinct on (m.run, m.key, m.step) m.run, k.name as key, m.step::text as step, m.value
    from jsonb_to_recordset(${JSON.stringify(wanted)}::text::jsonb) as w(key text, step bigint)
    join metric_keys k on k.workspace_id = ${workspaceId}::uuid and k.name = w.key
    join metric_points m on m.run = any(translate(${list(runs)}, '[]', '{}')::int[]) and m.key = k.id and m.step = w.step
    order by m.run, m.key, m.step, m.at_ms desc, m.value desc`)
}
