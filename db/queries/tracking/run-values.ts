import { sql, type SQL } from 'drizzle-orm'
import type { Database } from '@/db/client'
import { list, textList } from './compile'

type Queryable = Pick<Database, 'execute'>

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

/**
 * The latest values of all metrics of runs, by the run's key: JSON objects `{"key", "value", "timestamp", "step"}` with commas between them, as
 * the MLflow protocol writes them. A hundred runs may have a hundred thousand; PostgreSQL writes them faster than they are read and written here.
 */
export async function metricsAsText(db: Queryable, runs: readonly number[]): Promise<Map<number, string>> {
  if (runs.length === 0) return new Map()
  const among = sql`run = any(translate(${list(runs)}, '[]', '{}')::int[])`
  const rows = await db.execute<{ run: number; metrics: string }>(sql`
    with keys as materialized (select id, '{"key":' || to_json(name)::text || ',"value":' as head from metric_keys where id in (select key from latest_metrics where ${among}))
    select m.run, string_agg(concat(k.head, m.last, ',"timestamp":', m.at_ms, ',"step":', m.step, '}'), ',') as metrics from latest_metrics m join keys k on k.id = m.key where m.${among} group by m.run`)
  // What is no number, and whole numbers beyond those that every reader holds exactly, are texts. Within a name a quotation mark has a backslash.
  return new Map(rows.map(({ run, metrics }) => [run, metrics.replace(odd, '"$1":"$2"')]))
}

const odd = /"(value|timestamp|step)":(NaN|-?Infinity|-?\d{16,}(?![\d.e]))/g

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
