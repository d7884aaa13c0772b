import { sql } from 'drizzle-orm'
import postgres from 'postgres'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { fillRuns } from '@/bin/measure/many-runs.mjs'
import { countTrackedRuns, searchRuns } from '@/lib/tracking/runs/search'
import { testContext } from '../../support/context'
import { testDatabase } from '../../support/database'

// Pages of many runs are found by several ways, by how many runs fit and how they are ordered. All must find what sorting every run finds.

const database = await testDatabase()
const filler = postgres(database.url, { max: 1, onnotice: () => {} })
const runs = 7000

interface Known {
  id: string
  name: string
  start: number
  lasted: number | null
  status: string
  shown: boolean
  params: Record<string, string>
  metrics: Record<string, number>
}

let known: Known[]
let experiment: string
let ctx: Awaited<ReturnType<typeof testContext>>

beforeAll(async () => {
  ctx = await testContext(database.db)
  experiment = String((await fillRuns(filler, ctx.workspace.slug, [{ name: 'many', runs, keys: 3 }])).get('many'))
  const all = sql`(select r.id from tracked_runs r join experiments e on e.id = r.experiment_id where e.workspace_id = ${ctx.workspace.id}::uuid)`
  await database.db.execute(sql`update tracked_runs set lifecycle = 'deleted' where id in ${all} and id % 10 = 3`)
  await database.db.execute(sql`update tracked_runs set archived_ms = 1 where id in ${all} and id % 10 = 4`)
  await database.db.execute(sql`update tracked_runs set end_ms = null, status = 'RUNNING' where id in ${all} and id % 50 = 1`)
  // A run that began later than it was made, one value for many, none for others, texts among numbers.
  await database.db.execute(sql`update tracked_runs set start_ms = start_ms + 700000000 where id in ${all} and id % 9 = 0`)
  await database.db.execute(sql`update latest_metrics set last = 1 where run in ${all} and key = (select id from metric_keys where name = 'many 1') and run % 3 = 0`)
  await database.db.execute(sql`update latest_metrics set last = 'NaN' where run in ${all} and key = (select id from metric_keys where name = 'many 1') and run % 97 = 0`)
  await database.db.execute(sql`delete from latest_metrics where run in ${all} and key = (select id from metric_keys where name = 'many 1') and run % 11 = 0`)
  await database.db.execute(sql`delete from tracked_params where run in ${all} and key = 'depth' and run % 13 = 0`)
  await database.db.execute(sql`update tracked_params set value = 'none' where run in ${all} and key = 'depth' and run % 17 = 0`)
  await database.db.execute(sql`update tracked_params set value = repeat('x', 200) || run % 2 where run in ${all} and key = 'seed' and run % 5 = 0`)
  await database.db.execute(sql`analyze`)
  const rows = await database.db.execute<{ id: string; name: string; start: string; lasted: string | null; status: string; shown: boolean; params: Record<string, string>; metrics: Record<string, number | string> | null }>(sql`
    select r.run_id as id, r.name, r.start_ms as start, (r.end_ms - r.start_ms) as lasted, r.status, r.lifecycle = 'active' and r.archived_ms is null as shown,
      (select jsonb_object_agg(key, value) from tracked_params where run = r.id) as params,
      (select jsonb_object_agg(k.name, m.last) from latest_metrics m join metric_keys k on k.id = m.key where m.run = r.id) as metrics
    from tracked_runs r where r.id in ${all}`)
  known = rows.map((row) => ({ ...row, start: Number(row.start), lasted: row.lasted === null ? null : Number(row.lasted), metrics: Object.fromEntries(Object.entries(row.metrics ?? {}).map(([key, value]) => [key, Number(value)])) }))
}, 60_000)
afterAll(() => filler.end())

type Key = (number | string | null)[]

const numberOf = (text: string | undefined) => (text !== undefined && text !== '' && Number.isFinite(Number(text)) ? Number(text) : null)
const paramKey = (name: string) => (run: Known): Key => [numberOf(run.params[name]), run.params[name]?.slice(0, 128) ?? null]
const metricKey = (name: string) => (run: Known): Key => [run.metrics[name] === undefined || Number.isNaN(run.metrics[name]) ? null : run.metrics[name]]

/** The unknown comes last, either way. */
function compare(a: Key, b: Key, ascending: boolean): number {
  for (const [index, left] of a.entries()) {
    const right = b[index]!
    if (left === right) continue
    if (left === null || right === null) return left === null ? 1 : -1
    return (left < right ? -1 : 1) * (ascending ? 1 : -1)
  }
  return 0
}

/** Of a metric's order: numbers, then what is none, then nothing. */
const rank = (name: string) => (run: Known) => (run.metrics[name] === undefined ? 2 : Number.isNaN(run.metrics[name]) ? 1 : 0)

const orders: Record<string, { key: (run: Known) => Key; rank?: (run: Known) => number }> = {
  'metrics.`many 1`': { key: metricKey('many 1'), rank: rank('many 1') },
  'params.depth': { key: paramKey('depth') },
  'params.seed': { key: paramKey('seed') },
  'attributes.duration': { key: ({ lasted }) => [lasted] },
  'attributes.run_name': { key: ({ name }) => [name] },
  'attributes.start_time': { key: ({ start }) => [start] },
}

const filters: Record<string, (run: Known) => boolean> = {
  '': () => true,
  "params.kind = 'a'": ({ params }) => params.kind === 'a',
  "metrics.`many 0` < 0.5 and params.kind = 'a'": ({ metrics, params }) => metrics['many 0']! < 0.5 && params.kind === 'a',
  'params.depth >= 7 and metrics.`many 2` > 0.4': ({ metrics, params }) => (numberOf(params.depth) ?? -1) >= 7 && metrics['many 2']! > 0.4,
  "params.depth = 'none' or params.rate < 0.02": ({ params }) => params.depth === 'none' || Number(params.rate) < 0.02,
  "params.seed LIKE 'xx%' and attributes.status = 'FAILED'": ({ params, status }) => params.seed!.startsWith('xx') && status === 'FAILED',
}

test.each(Object.keys(orders))('the pages of %s are those of all runs sorted', async (order) => {
  for (const [index, [filter, fits]] of Object.entries(filters).entries()) {
    const all = known.filter((run) => run.shown && fits(run))
    for (const ascending of index < 3 ? [true, false] : [false]) {
      const { key, rank = () => 0 } = orders[order]!
      const sorted = all.sort((a, b) => rank(a) - rank(b) || compare(key(a), key(b), ascending) || b.start - a.start || (a.id < b.id ? -1 : 1)).map(({ id }) => id)
      let token: string | null = null
      const found: string[] = []
      // The first page, and one far behind.
      for (const maxResults of index < 2 ? [100, 2400, 60] : [100]) {
        const page = await searchRuns(ctx, { experimentIds: [experiment], filter, orderBy: [`${order} ${ascending ? 'ASC' : 'DESC'}`], archived: false, maxResults, ...(token !== null && { pageToken: token }) })
        found.push(...page.rows.map(({ run_id }) => run_id))
        token = page.next
        if (token === null) break
      }
      const at = found.findIndex((id, index) => id !== sorted[index])
      expect({ filter, ascending, at, found: found.length }).toEqual({ filter, ascending, at: -1, found: Math.min(all.length, index < 2 ? 2560 : 100) })
    }
  }
})

test('as many are counted', async () => {
  for (const [filter, fits] of Object.entries(filters)) {
    expect(await countTrackedRuns(ctx, { experimentIds: [experiment], filter, archived: false })).toBe(known.filter((run) => run.shown && fits(run)).length)
  }
})
