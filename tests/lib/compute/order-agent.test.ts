import { afterAll, expect, test } from 'vitest'
import { heartbeat } from '@/lib/queue/heartbeat'
import { hello } from '@/lib/queue/hello'
import { removeAgent } from '@/lib/compute/create-agent'
import { drainAgent, pauseAgent, resumeAgent, stopAgent } from '@/lib/compute/order-agent'
import { readAgent, readCompute } from '@/lib/compute/read'
import { listActivity } from '@/lib/activity/list'
import { cancelRun } from '@/lib/runs/cancel'
import { readRun } from '@/lib/runs/read'
import { submitGraph } from '@/lib/runs/submit'
import type { HeartbeatRequest } from '@/lib/protocol/messages'
import { testContext } from '../../support/context'
import { testDatabase } from '../../support/database'
import { chain } from '../queue/graphs'
import { testAgent, testArtifacts, testQueue } from '../queue/support'

testArtifacts()
const database = await testDatabase()
const queue = testQueue(database)
afterAll(() => database.close())

const beatOf = (session: string, more: Partial<HeartbeatRequest> = {}): HeartbeatRequest => ({
  session,
  leases: [],
  waitMs: 0,
  environments: [],
  load: { cpu: 0.5, memoryUsedMb: 100, diskFreeMb: 5000, diskTotalMb: 10_000, gpus: [], running: 0, cache: null },
  buildLog: [],
  python: null,
  pythonProblem: null,
  log: [],
  orders: 'work',
  bye: false,
  ...more,
})
const submit = (ctx: Awaited<ReturnType<typeof testContext>>) => submitGraph(ctx, { graph: chain(1), pipelineId: null, name: 'test', options: { force: 'all' } })
const actions = async (ctx: Awaited<ReturnType<typeof testContext>>) => (await listActivity(ctx, {})).rows.map((entry) => entry.action)

test('a paused agent takes nothing until it is resumed, and its held heartbeat hears of both at once', async () => {
  const ctx = await testContext(database.db, { role: 'owner' })
  const agent = await testAgent(queue, database)
  await submit(ctx)
  const held = heartbeat(queue, agent.id, beatOf(agent.session, { waitMs: 20_000 }))
  await pauseAgent(ctx, agent.id, { note: 'disk is being changed' })
  expect((await held).orders).toEqual({ state: 'pause' })
  expect(await readAgent(ctx, agent.id)).toMatchObject({ state: 'paused', note: 'disk is being changed', pausedUntil: null })
  expect(await agent.claim()).toEqual([])
  const paused = heartbeat(queue, agent.id, beatOf(agent.session, { waitMs: 20_000, orders: 'pause' }))
  await resumeAgent(ctx, agent.id)
  expect((await paused).orders).toEqual({ state: 'work' })
  const [lease] = await agent.claim()
  await agent.succeed(lease!)
  expect(await actions(ctx)).toEqual(expect.arrayContaining(['agent.paused', 'agent.resumed']))
})

test('a pause ends by itself at its time, and one in the past is refused', async () => {
  const ctx = await testContext(database.db, { role: 'owner' })
  const agent = await testAgent(queue, database)
  await expect(pauseAgent(ctx, agent.id, { until: '2020-01-01T00:00:00Z' })).rejects.toMatchObject({ code: 'invalid' })
  await pauseAgent(ctx, agent.id, { until: new Date(Date.now() + 60_000).toISOString() })
  const run = await submit(ctx)
  expect(await agent.claim()).toEqual([])
  await database.sql`update agents set paused_until = clock_timestamp() - interval '1 second' where id = ${agent.id}`
  expect((await readAgent(ctx, agent.id)).state).not.toBe('paused')
  const [lease] = await agent.claim()
  await agent.succeed(lease!)
  expect((await readRun(ctx, run.id)).state).toBe('succeeded')
})

test('a draining agent finishes what it has, takes nothing with its report, and is stopped after its farewell', async () => {
  const ctx = await testContext(database.db, { role: 'owner' })
  const agent = await testAgent(queue, database)
  await submit(ctx)
  const [lease] = await agent.claim()
  const next = await submit(ctx)
  await drainAgent(ctx, agent.id)
  expect((await readAgent(ctx, agent.id)).state).toBe('draining')
  expect(await agent.succeed(lease!, { claim: { session: agent.session, slots: 1, waitMs: 0, ready: [], python: false } })).toEqual([])
  await heartbeat(queue, agent.id, beatOf(agent.session, { orders: 'drain', bye: true }))
  expect((await readAgent(ctx, agent.id)).state).toBe('stopped')
  // Started again by hand, it works again.
  const { session } = await hello(queue, agent, { name: agent.name, capabilities: { cpus: 1, memoryMb: 8000, platform: '', agentVersion: '', python: null, slots: 1 } })
  expect((await readAgent(ctx, agent.id)).state).toBe('connected')
  expect(await agent.claim(1, { session })).toHaveLength(1)
  await cancelRun(ctx, next.id)
})

test('one that is started again by its supervisor stays drained until it is resumed', async () => {
  const ctx = await testContext(database.db, { role: 'owner' })
  const agent = await testAgent(queue, database)
  const capabilities = { cpus: 1, memoryMb: 8000, platform: '', agentVersion: '', python: null, slots: 1, stays: true }
  await stopAgent(ctx, agent.id)
  const { session } = await hello(queue, agent, { name: agent.name, capabilities })
  expect((await heartbeat(queue, agent.id, beatOf(session))).orders).toEqual({ state: 'stop' })
  await heartbeat(queue, agent.id, beatOf(session, { orders: 'stop', bye: true }))
  expect((await readAgent(ctx, agent.id)).state).toBe('stopped')
  await resumeAgent(ctx, agent.id)
  expect((await readAgent(ctx, agent.id)).state).toBe('connected')
  expect((await heartbeat(queue, agent.id, beatOf(session, { orders: 'stop', bye: true }))).orders).toEqual({ state: 'work' })
})

test('a queued step is cancelled with no agent alive', async () => {
  const ctx = await testContext(database.db, { role: 'owner' })
  for (const { id } of (await readCompute(ctx)).agents) await removeAgent(ctx, id)
  const run = await submit(ctx)
  await cancelRun(ctx, run.id)
  expect(await readRun(ctx, run.id)).toMatchObject({ state: 'cancelled', steps: [{ state: 'cancelled' }] })
})

test('a stranger and a viewer order nothing', async () => {
  const agent = await testAgent(queue, database)
  const viewer = await testContext(database.db, { role: 'viewer' })
  for (const order of [() => pauseAgent(viewer, agent.id, {}), () => resumeAgent(viewer, agent.id), () => drainAgent(viewer, agent.id), () => stopAgent(viewer, agent.id)]) {
    await expect(order()).rejects.toMatchObject({ code: 'forbidden' })
  }
  await expect(drainAgent(await testContext(database.db, { role: 'owner' }), '00000000-0000-4000-8000-000000000000')).rejects.toMatchObject({ code: 'not_found' })
})
