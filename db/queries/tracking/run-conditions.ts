import { sql, type SQL } from 'drizzle-orm'
import type { Database } from '@/db/client'
import type { Comparison, Field, Filter, Order } from '@/lib/tracking/filter/schema'
import { asNumber, compareNumber, compareText, compile, textList } from './compile'

type Queryable = Pick<Database, 'execute'>

export interface RunsAsked {
  workspaceId: string
  /** The experiments' own keys. */
  experiments: number[]
  filter: Filter | null
  lifecycle: 'active' | 'deleted' | 'any'
  /** Where it is left out, archived runs are among the others. */
  archived?: boolean
  /** Only runs that were there when the first page was asked for. */
  upTo?: number
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

/** Literal, so that the planner sees how many there are; they are integers of our own. */
export const experimentsOf = (keys: number[]) => sql.raw(keys.length === 1 ? `= ${Math.trunc(keys[0]!)}` : `= any('{${keys.map((key) => Math.trunc(key)).join(',')}}'::int[])`)

export type Keys = ReadonlyMap<string, number>

/** Metric names of the question with their keys. They go into the statement as they are, so that the planner knows how many rows each has. */
export async function keysIn(db: Queryable, p: { workspaceId: string; filter: Filter | null; orders?: Order[] }): Promise<Keys> {
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
export const keyOf = (keys: Keys, name: string) => sql.raw(String(Math.trunc(keys.get(name) ?? 0)))

/** The condition on `r` (tracked_runs) and `e` (experiments) that runs fit. The workspace is asked of the experiment: so an index alone tells which runs are shown. `each`: the filter is asked of each run by itself. */
export function conditions(p: RunsAsked, keys: Keys, each = false): SQL {
  const among = experimentsOf(p.experiments)
  const where = [sql`e.workspace_id = ${p.workspaceId}::uuid`, sql`r.experiment_id ${among}`]
  if (p.lifecycle !== 'any') where.push(sql.raw(`r.lifecycle = '${p.lifecycle}'`))
  if (p.archived !== undefined) where.push(p.archived ? sql`r.archived_ms is not null` : sql`r.archived_ms is null`)
  if (p.upTo !== undefined) where.push(sql`r.id <= ${p.upTo}`)
  if (p.filter) where.push(compile(p.filter, (comparison) => runCondition(comparison, keys, each ? null : among)))
  return sql.join(where, sql` and `)
}

/** `among` null: the sub-query is asked of each run by itself, and never turned into a join of all. */
export function runCondition(comparison: Comparison, keys: Keys, among: SQL | null): SQL {
  const [fence, within] = among ? [sql``, (table: SQL) => sql`and ${table}.experiment_id ${among}`] : [sql`offset 0`, () => sql``]
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
    return sql`${present} (select from latest_metrics m where m.run = r.id ${within(sql`m`)} and m.key = ${keyOf(keys, key)} and ${value} ${fence})`
  }
  if (kind === 'dataset') {
    const column = key === 'context' ? sql`(i.tags ->> 'mlflow.data.context')` : key === 'name' ? sql`d.name` : sql`d.digest`
    return sql`${present} (select from tracked_inputs i join tracked_datasets d on d.id = i.dataset where i.run = r.id and ${open ? sql`${column} is not null` : compareText(column, comparison)} ${fence})`
  }
  const table = kind === 'param' ? sql`tracked_params` : sql`tracked_tags`
  return sql`${present} (select from ${table} v where v.run = r.id ${within(sql`v`)} and v.key = ${key} and ${open ? sql`true` : valueCondition(comparison)} ${fence})`
}

/** How many characters of a value stand in its column `head`: a shorter one is all there. */
const headLength = 128

/** A condition on a parameter or tag `v`, of its indexed columns where they tell all. */
function valueCondition(comparison: Comparison): SQL {
  const { comparator, values, field } = comparison
  if (values.some((value) => typeof value === 'number')) return compareNumber(field.kind === 'param' ? sql`v.number` : asNumber(sql`v.value`), comparison)
  const all = (comparator === '=' || comparator === 'IN') && values.every((value) => [...String(value)].length < headLength)
  if (all) return sql`v.head in (${sql.join(values.map((value) => sql`${value}`), sql`, `)})`
  return comparator === '=' ? sql`v.head = left(${values[0]}, ${sql.raw(String(headLength))}) and ${compareText(sql`v.value`, comparison)}` : compareText(sql`v.value`, comparison)
}

/** So many runs are looked at one by one in no time. */
export const fewest = 3000
const narrowing = new Set(['=', '<', '<=', '>', '>=', 'BETWEEN', 'IN'])

/** Where one of the conditions that all must hold is met by few runs, as its index tells: these. All are asked at once: none takes long. */
export async function fewRuns(db: Queryable, filter: Filter, { among, keys }: { among: SQL; keys: Keys }): Promise<number[] | null> {
  const asked = (filter.op === 'and' ? filter.of : [filter]).flatMap((leaf) => {
    if (leaf.op !== 'compare' || !narrowing.has(leaf.comparator)) return []
    const { kind, key } = leaf.field
    // A tag that is compared as a number is in no index.
    if (kind === 'attribute' || kind === 'dataset' || (kind === 'tag' && leaf.values.some((value) => typeof value === 'number'))) return []
    const table = kind === 'metric' ? sql`latest_metrics` : kind === 'param' ? sql`tracked_params` : sql`tracked_tags`
    const fits = kind === 'metric' ? sql`v.key = ${keyOf(keys, key)} and ${compareNumber(sql`v.last`, leaf)}` : sql`v.key = ${key} and ${valueCondition(leaf)}`
    return [sql`select v.run from ${table} v where v.experiment_id ${among} and ${fits} limit ${fewest + 1}`]
  })
  const found = await Promise.all(asked.map((runs) => db.execute<{ runs: number[] | null }>(sql`select case when count(*) <= ${fewest} then coalesce(json_agg(run), '[]') end as runs from (${runs}) few`)))
  return found.find(([row]) => row!.runs !== null)?.[0]?.runs ?? null
}
