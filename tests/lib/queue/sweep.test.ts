import { afterAll, expect, test, vi } from 'vitest'
import { connect } from '@/db/client'
import { forgiveLeases } from '@/db/queries/leases'
import { Hints, runTopic } from '@/lib/queue/hints'
import { sweepForever } from '@/lib/queue/sweep'
import { cancelRun } from '@/lib/runs/cancel'
import { readRun } from '@/lib/runs/read'
import { submitGraph } from '@/lib/runs/submit'
import { testContext } from '../../support/context'
import { testDatabase } from '../../support/database'
import { chain, enter, graphOf } from './graphs'
import { testAgent, testArtifacts, testQueue } from './support'

testArtifacts()
const database = await testDatabase()
const stop = new AbortController()
afterAll(() => stop.abort())

/** A replica of the studio with a pool of its own, which sweeps ten times faster. */
function replica(name: string, leads: string[]) {
  const own = connect(database.url, { max: 3 })
  const lock = connect(database.url, { max: 1 })
  const control = new AbortController()
  const ended = sweepForever(testQueue(own), lock.sql, { signal: AbortSignal.any([stop.signal, control.signal]), everyMs: 100, chores: [{ name: 'note', everyMs: 50, run: async () => leads.push(name) }] })
  return {
    stop: async () => {
      control.abort()
      await ended
      await Promise.all([own.close(), lock.close()])
    },
  }
}

const lease = (id: string, seconds: number) => database.sql`update step_attempts set expires_at = clock_timestamp() + ${seconds} * interval '1 second' where id = ${id}`

test('one replica sweeps at a time; another takes over when it ends; a cut connection is no end', async () => {
  const leads: string[] = []
  const [a, b] = [replica('a', leads), replica('b', leads)]
  await vi.waitFor(() => expect(leads.length).toBeGreaterThan(3), 5_000)
  expect(new Set(leads).size).toBe(1)

  // PostgreSQL drops everybody, as when it restarts.
  vi.spyOn(console, 'error').mockImplementation(() => {})
  await database.sql`select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()`
  leads.length = 0
  await vi.waitFor(() => expect(leads.length).toBeGreaterThan(3), 10_000)
  vi.restoreAllMocks()

  const ctx = await testContext(database.db)
  const queue = testQueue(database)
  const agent = await testAgent(queue, database)
  const run = await submitGraph(ctx, { graph: graphOf([enter('a')]), pipelineId: null, name: 'r', options: {} })
  const [held] = await agent.claim()
  await lease(held!.id, -1)
  await vi.waitFor(async () => expect((await readRun(ctx, run.id)).steps[0]!.state).toBe('queued'), 5_000)
  await cancelRun(ctx, run.id)

  const leader = leads.at(-1)
  await (leader === 'a' ? a : b).stop()
  leads.length = 0
  await vi.waitFor(() => expect(leads.length).toBeGreaterThan(3), 5_000)
  expect(new Set(leads)).toEqual(new Set([leader === 'a' ? 'b' : 'a']))
  await (leader === 'a' ? b : a).stop()
}, 40_000)

test('however often the sweeps change hands, the lease of an agent that is gone runs out in time', async () => {
  const ctx = await testContext(database.db)
  const agent = await testAgent(testQueue(database), database)
  const run = await submitGraph(ctx, { graph: chain(1, [['6']]), pipelineId: null, name: 'r', options: {} })
  const [held] = await agent.claim()
  await lease(held!.id, 30)
  const left = async () => Number((await database.sql`select extract(epoch from expires_at - clock_timestamp()) as left from step_attempts where id = ${held!.id}`)[0]!.left)
  let seconds = 0
  for (; (await left()) > 0 && seconds < 300; seconds += 12) {
    // Twelve seconds pass, in the last two of which nobody sweeps.
    await database.sql`update step_attempts set expires_at = expires_at - interval '12 seconds' where id = ${held!.id}`
    if ((await left()) <= 0) continue
    await database.sql`insert into settings (key, value) values ('sweeps', jsonb_build_object('at', clock_timestamp() - interval '2 seconds')) on conflict (key) do update set value = excluded.value`
    await forgiveLeases(database.sql, { ttlMs: 30_000, graceMs: 10_000 })
    expect(await left()).toBeGreaterThan(9)
  }
  expect(seconds).toBeLessThanOrEqual(60)
  await cancelRun(ctx, run.id)
})

test('a studio that comes back does not end what agents still hold', async () => {
  const ctx = await testContext(database.db)
  const agent = await testAgent(testQueue(database), database)
  const run = await submitGraph(ctx, { graph: chain(1, [['5']]), pipelineId: null, name: 'r', options: {} })
  const [held] = await agent.claim()
  await lease(held!.id, -60)
  // Nobody has swept since before that.
  await database.sql`update settings set value = jsonb_build_object('at', clock_timestamp() - interval '65 seconds') where key = 'sweeps'`
  const leads: string[] = []
  const studio = replica('back', leads)
  await vi.waitFor(() => expect(leads.length).toBeGreaterThan(5), 5_000)
  await agent.succeed(held!)
  expect((await readRun(ctx, run.id)).steps[0]).toMatchObject({ state: 'succeeded', attempts: [{ number: 1, endReason: 'succeeded' }] })
  await studio.stop()
}, 20_000)

test('watchers of a run hear of a change within 150 ms, also after the connection was cut', async () => {
  const ctx = await testContext(database.db)
  const own = connect(database.url, { max: 2 })
  const hints = new Hints(own.sql)
  const agent = await testAgent(testQueue(database), database)
  const heard: number[] = []
  const forget = hints.subscribe(runTopic('', ctx.workspace.id), () => heard.push(performance.now()))
  const change = async () => {
    await submitGraph(ctx, { graph: graphOf([enter('a')]), pipelineId: null, name: 'r', options: { force: 'all' } })
    const [held] = await agent.claim()
    await new Promise((resolve) => setTimeout(resolve, 300))
    heard.length = 0
    const started = performance.now()
    await agent.succeed(held!)
    const took = performance.now() - started
    await vi.waitFor(() => expect(heard.length).toBeGreaterThan(0), 3_000)
    return heard[0]! - started - took
  }
  await change()
  expect(await change()).toBeLessThan(150)
  await database.sql`select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and query ilike 'listen%'`
  await vi.waitFor(async () => expect(await change()).toBeLessThan(150), 10_000)
  forget()
  await own.close()
}, 30_000)
