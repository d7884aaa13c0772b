import { expect, test } from 'vitest'
import { startSession } from '@/db/queries/compute'
import { claim } from '@/lib/queue/claim'
import { hello } from '@/lib/queue/hello'
import { heartbeat } from '@/lib/queue/heartbeat'
import { sweepLeases } from '@/lib/queue/sweep'
import { appendLogs } from '@/lib/queue/append-logs'
import { budget } from '@/lib/queue/end-attempt'
import { acceptMs } from '@/lib/queue/queue'
import { cancelRun } from '@/lib/runs/cancel'
import { readRun } from '@/lib/runs/read'
import { submitGraph } from '@/lib/runs/submit'
import type { Context } from '@/lib/context'
import type { Graph } from '@/lib/graph/schema'
import { testContext } from '../../support/context'
import { testDatabase } from '../../support/database'
import { chain, enter, graphOf, edge, select } from './graphs'
import { drain, testAgent, testArtifacts, testQueue, outputsOf } from './support'

testArtifacts()
const database = await testDatabase()
const queue = testQueue(database)

const submit = (ctx: Context, graph: Graph) => submitGraph(ctx, { graph, pipelineId: null, name: 'test', options: { force: 'all' } })
/** Of a lease that its agent has taken up, unless told. */
const expire = (leaseId: string, accepted = true) => database.sql`
  update step_attempts set expires_at = clock_timestamp() - interval '1 second', accepted_at = case when ${accepted}::bool then coalesce(accepted_at, claimed_at) end where id = ${leaseId}`
const skipBackoff = () => database.sql`update step_runs set not_before = null`
const beatOf = (session: string, leases: { id: string; fence: number }[], waitMs = 0) => ({
  session,
  leases,
  waitMs,
  environments: [],
  load: { cpu: 0, memoryUsedMb: 0, diskFreeMb: null, diskTotalMb: null, gpus: [], running: leases.length, cache: null },
  buildLog: [],
  python: null,
  pythonProblem: null,
  log: [],
  orders: 'work' as const,
  bye: false,
})

test('a lease that ran out is given to another agent, and the first one is refused from then on', async () => {
  const ctx = await testContext(database.db)
  const [first, second] = [await testAgent(queue, database), await testAgent(queue, database)]
  const run = await submit(ctx, chain(1))
  const [lost] = await first.claim()
  await expire(lost!.id)
  expect(await sweepLeases(queue)).toBe(1)
  expect(await second.claim()).toEqual([]) // backs off
  await skipBackoff()
  const [again] = await second.claim()
  expect(again!.fence).toBeGreaterThan(lost!.fence)
  expect(again!.attempt).toBe(2)

  await expect(first.succeed(lost!)).rejects.toMatchObject({ code: 'stale_lease' })
  expect(await heartbeat(queue, first.id, beatOf(first.session, [{ id: lost!.id, fence: lost!.fence }]))).toMatchObject({ leases: [{ id: lost!.id, verdict: 'kill' }] })
  expect((await readRun(ctx, run.id)).steps[0]).toMatchObject({ state: 'running', outputs: {} })

  await second.succeed(again!)
  const after = await readRun(ctx, run.id)
  expect(after.state).toBe('succeeded')
  expect(after.steps[0]!.attempts).toMatchObject([{ number: 1, endReason: 'lease_lost' }, { number: 2, endReason: 'succeeded' }])
})

test('steps claimed for an agent that has hung up are queued again', async () => {
  const ctx = await testContext(database.db)
  const agent = await testAgent(queue, database)
  const run = await submit(ctx, chain(1))
  const gone = AbortSignal.abort()
  expect(await claim(queue, agent, { session: agent.session, slots: 1, waitMs: 0, ready: [], python: false }, gone)).toEqual([])
  expect((await readRun(ctx, run.id)).steps[0]).toMatchObject({ state: 'queued', attempts: [{ endReason: 'preempted', message: expect.stringContaining('gone') }] })
  await skipBackoff()
  expect(await agent.claim()).toHaveLength(1)
})

test('a wrong fence or another agent cannot end, extend or write to a lease', async () => {
  const ctx = await testContext(database.db)
  const [holder, other] = [await testAgent(queue, database), await testAgent(queue, database)]
  const run = await submit(ctx, chain(1))
  const [lease] = await holder.claim()
  await expect(holder.succeed({ ...lease!, fence: lease!.fence - 1 })).rejects.toMatchObject({ code: 'stale_lease' })
  await expect(other.succeed(lease!)).rejects.toMatchObject({ code: 'stale_lease' })
  const chunks = [{ seq: 0, stream: 'stdout' as const, text: 'x', at: 0 }]
  await expect(appendLogs(queue, other.id, lease!.id, { fence: lease!.fence, chunks })).rejects.toMatchObject({ code: 'stale_lease' })
  await expire(lease!.id)
  await heartbeat(queue, other.id, beatOf(other.session, [{ id: lease!.id, fence: lease!.fence }]))
  expect(await sweepLeases(queue)).toBe(1)
  expect((await readRun(ctx, run.id)).steps[0]!.state).toBe('queued')
  await skipBackoff()
  await drain(holder)
})

test('a heartbeat keeps a lease alive, and one that lost its place is refused', async () => {
  const ctx = await testContext(database.db)
  const agent = await testAgent(queue, database)
  await submit(ctx, chain(1))
  const [lease] = await agent.claim()
  await expire(lease!.id)
  const held = [{ id: lease!.id, fence: lease!.fence }]
  expect(await heartbeat(queue, agent.id, beatOf(agent.session, held))).toMatchObject({ leases: [{ id: lease!.id, verdict: 'keep' }] })
  expect(await sweepLeases(queue)).toBe(0)
  await startSession(queue.sql, { agentId: agent.id, session: 'another', capabilities: { cpus: 1, memoryMb: 1, platform: '', agentVersion: '', python: null, pythonProblem: null, tags: [], slots: 1 } })
  await expect(heartbeat(queue, agent.id, beatOf(agent.session, held))).rejects.toMatchObject({ code: 'conflict' })
  expect(await agent.claim()).toEqual([])
  await agent.succeed(lease!)
})

test('an agent that starts again gives back what its former process held, at once', async () => {
  const ctx = await testContext(database.db)
  const agent = await testAgent(queue, database)
  const run = await submit(ctx, chain(1))
  const [lease] = await agent.claim()
  const capabilities = { cpus: 1, memoryMb: 8000, platform: '', agentVersion: '', python: null, pythonProblem: null, tags: [], slots: 1, gpus: [], diskFreeMb: null, pythons: [], containers: null, target: null }
  const answer = await hello(queue, agent, { name: agent.name, capabilities })
  expect(answer.session).not.toBe(agent.session)
  expect((await readRun(ctx, run.id)).steps[0]).toMatchObject({ state: 'queued', attempts: [{ endReason: 'lease_lost' }] })
  await expect(agent.succeed(lease!)).rejects.toMatchObject({ code: 'stale_lease' })
  await skipBackoff()
  await drain(await testAgent(queue, database))
})

test('a claim whose answer never came runs out at the next heartbeat but one', async () => {
  const ctx = await testContext(database.db)
  const agent = await testAgent(queue, database)
  await submit(ctx, chain(1))
  const [lease] = await agent.claim()
  await heartbeat(queue, agent.id, beatOf(agent.session, []))
  expect(await sweepLeases(queue)).toBe(0)
  await database.sql`update step_attempts set claimed_at = clock_timestamp() - interval '11 seconds' where id = ${lease!.id}`
  await heartbeat(queue, agent.id, beatOf(agent.session, []))
  expect(await sweepLeases(queue)).toBe(1)
  await skipBackoff()
  await drain(agent)
})

test('the third loss of infrastructure ends a step; a fault of the step ends it at once', async () => {
  const ctx = await testContext(database.db)
  const agent = await testAgent(queue, database)
  const run = await submit(ctx, chain(2))
  for (const reason of ['preempted', 'data_unavailable', 'preempted'] as const) {
    await skipBackoff()
    const [lease] = await agent.claim()
    await agent.end(lease!, reason)
  }
  const after = await readRun(ctx, run.id)
  expect(after).toMatchObject({ state: 'failed', endReason: 'preempted', counts: { failed: 1, skipped: 1 } })
  expect(after.steps[0]!.attempts.map((attempt) => attempt.endReason)).toEqual(['preempted', 'data_unavailable', 'preempted'])

  const other = await submit(ctx, chain(1))
  const [lease] = await agent.claim()
  await agent.end(lease!, 'user_error', 'Column “a” is missing')
  expect(await readRun(ctx, other.id)).toMatchObject({ state: 'failed', endReason: 'user_error', steps: [{ message: 'Column “a” is missing', attempts: [{ number: 1 }] }] })
})

test('losses of agents do not end a step that would get on, and end one under which every agent dies', async () => {
  const ctx = await testContext(database.db)
  const agent = await testAgent(queue, database)
  const run = await submit(ctx, chain(1))
  const reasons: string[] = []
  for (let loss = 0; loss < budget.agents; loss++) {
    await skipBackoff()
    const [lease] = await agent.claim()
    reasons.push('lease_lost')
    await heartbeat(queue, agent.id, beatOf(agent.session, [{ id: lease!.id, fence: lease!.fence }]))
    await expire(lease!.id)
    await sweepLeases(queue)
    expect((await readRun(ctx, run.id)).state).toBe(loss + 1 < budget.agents ? 'running' : 'failed')
  }
  const after = await readRun(ctx, run.id)
  expect(after.endReason).toBe('lease_lost')
  expect(after.steps[0]!.attempts.map((attempt) => attempt.endReason)).toEqual(reasons)
})

test('what an agent was given and never said that it has goes to another, and is no loss of the step', async () => {
  const ctx = await testContext(database.db)
  const agent = await testAgent(queue, database)
  const run = await submit(ctx, chain(1))
  for (let round = 0; round < budget.agents + 1; round++) {
    await skipBackoff()
    const [lease] = await agent.claim()
    const [{ left }] = await database.sql<[{ left: number }]>`select extract(epoch from expires_at - clock_timestamp())::float as left from step_attempts where id = ${lease!.id}`
    expect(left).toBeLessThanOrEqual(acceptMs / 1000)
    await expire(lease!.id, false)
    expect(await sweepLeases(queue)).toBe(1)
    await expect(agent.succeed(lease!)).rejects.toMatchObject({ code: 'stale_lease' })
  }
  const between = (await readRun(ctx, run.id)).steps[0]!
  expect(between.state).toBe('queued')
  expect(new Set(between.attempts.map((attempt) => attempt.endReason))).toEqual(new Set(['preempted']))
  expect(between.attempts.at(-1)!.message).toBe(`${agent.name} was given this step and never said that it has it`)
  await skipBackoff()
  await drain(agent)
  expect((await readRun(ctx, run.id)).state).toBe('succeeded')
})

test('a step that agents hand back as they stop is never out of tries for it, but not for ever', async () => {
  const ctx = await testContext(database.db)
  const agent = await testAgent(queue, database)
  const run = await submit(ctx, chain(1))
  for (let round = 0; round < budget.attempts; round++) {
    expect((await readRun(ctx, run.id)).endedAt).toBeNull()
    await skipBackoff()
    const [lease] = await agent.claim()
    await agent.end(lease!, 'preempted', 'Handed back', { handedBack: true })
  }
  expect(await readRun(ctx, run.id)).toMatchObject({ state: 'failed', endReason: 'preempted' })
})

test('what is downstream of a failure is skipped and says why; other branches go on', async () => {
  const ctx = await testContext(database.db)
  const agent = await testAgent(queue, database)
  const graph = graphOf([enter('a'), select('b'), select('c'), enter('x', [['2']]), select('y')], [edge('a', 'b'), edge('b', 'c'), edge('x', 'y')])
  const run = await submit(ctx, graph)
  const leases = await agent.claim(5)
  const byNode = new Map(leases.map((lease) => [lease.step.node, lease]))
  await agent.end(byNode.get('a')!, 'user_error')
  const between = await readRun(ctx, run.id)
  expect(between.state).toBe('running')
  expect(between.steps.find((step) => step.node === 'c')).toMatchObject({ state: 'skipped', message: 'Skipped: it needs “Enter data”, which failed' })
  await agent.succeed(byNode.get('x')!)
  expect(await drain(agent)).toEqual(['y'])
  expect(await readRun(ctx, run.id)).toMatchObject({ state: 'failed', counts: { succeeded: 2, failed: 1, skipped: 2 } })
})

test('done hands over the next step of the chain in the same answer', async () => {
  const ctx = await testContext(database.db)
  const agent = await testAgent(queue, database)
  await submit(ctx, graphOf([enter('other', [['9']])]))
  const run = await submit(ctx, chain(3))
  const all = await agent.claim(5)
  const request = { session: agent.session, slots: 1, waitMs: 0, ready: [], python: false }
  const first = all.find((lease) => lease.runId === run.id)!
  const [second] = await agent.succeed(first, { claim: request })
  expect(second!.step.node).toBe('s1')
  expect(second!.inputs.table!.digest).toBe((await outputsOf(first)).table!.digest)
  const [third] = await agent.succeed(second!, { claim: request })
  expect(third!.step.node).toBe('s2')
  expect(await agent.succeed(third!, { claim: request })).toEqual([])
  expect((await readRun(ctx, run.id)).state).toBe('succeeded')
  await agent.succeed(all.find((lease) => lease.runId !== run.id)!)
})

test('a wide run does not hold up the runs behind it', async () => {
  const ctx = await testContext(database.db)
  const agent = await testAgent(queue, database)
  const wide = await submit(ctx, graphOf(Array.from({ length: 30 }, (_, index) => enter(`w${index}`))))
  const [first, second] = await agent.claim(2)
  const late = await submit(ctx, chain(3, [['8']]))
  const request = { session: agent.session, slots: 1, waitMs: 0, ready: [], python: false }
  let lease = first!
  const order: string[] = []
  for (let round = 0; round < 4; round++) {
    const [next] = await agent.succeed(lease, { claim: request })
    order.push(next!.runId === late.id ? next!.step.node : 'wide')
    lease = next!
  }
  expect(order).toEqual(['s0', 's1', 's2', 'wide'])
  expect((await readRun(ctx, late.id)).state).toBe('succeeded')
  await agent.succeed(lease)
  await agent.succeed(second!)
  await cancelRun(ctx, wide.id)
})

test('cancelling ends what waits at once and tells the agent at once', async () => {
  const ctx = await testContext(database.db)
  const agent = await testAgent(queue, database)
  const run = await submit(ctx, chain(3))
  const [lease] = await agent.claim()
  const held = heartbeat(queue, agent.id, beatOf(agent.session, [{ id: lease!.id, fence: lease!.fence }], 20_000))
  const cancelled = await cancelRun(ctx, run.id)
  expect(cancelled).toMatchObject({ state: 'running', cancelRequested: true, counts: { running: 1, cancelled: 2 } })
  expect(await held).toMatchObject({ leases: [{ id: lease!.id, verdict: 'cancel' }] })
  await agent.end(lease!, 'cancelled')
  expect(await readRun(ctx, run.id)).toMatchObject({ state: 'cancelled', endReason: 'cancelled', counts: { cancelled: 3 } })
  await expect(cancelRun(ctx, run.id)).rejects.toMatchObject({ code: 'conflict' })
})

test('whatever comes first of cancel and done, the run ends once and right', async () => {
  const ctx = await testContext(database.db)
  const agent = await testAgent(queue, database)
  const ends: string[] = []
  for (let round = 0; round < 20; round++) {
    const run = await submit(ctx, chain(2))
    const [lease] = await agent.claim()
    const request = { session: agent.session, slots: 1, waitMs: 0, ready: [], python: false }
    const [next] = await Promise.all([agent.succeed(lease!, { claim: request }), cancelRun(ctx, run.id)])
    for (const following of next) await agent.end(following, 'cancelled')
    const after = await readRun(ctx, run.id)
    expect(after).toMatchObject({ state: 'cancelled', counts: { succeeded: 1, cancelled: 1 } })
    expect(after.endedAt).not.toBeNull()
    ends.push(next.length > 0 ? 'done first' : 'cancel first')
  }
  expect(ends).toHaveLength(20)
})

test('a lost agent whose run was cancelled does not run the step again', async () => {
  const ctx = await testContext(database.db)
  const agent = await testAgent(queue, database)
  const run = await submit(ctx, chain(1))
  const [lease] = await agent.claim()
  await cancelRun(ctx, run.id)
  await expire(lease!.id)
  await sweepLeases(queue)
  expect(await readRun(ctx, run.id)).toMatchObject({ state: 'cancelled', steps: [{ state: 'cancelled' }] })
})

test('expiry and done at the same moment: one of them counts', async () => {
  const ctx = await testContext(database.db)
  const agent = await testAgent(queue, database)
  for (let round = 0; round < 20; round++) {
    const run = await submit(ctx, chain(1))
    const [lease] = await agent.claim()
    await expire(lease!.id)
    const [reported, swept] = await Promise.allSettled([agent.succeed(lease!), sweepLeases(queue)])
    const lost = swept.status === 'fulfilled' && swept.value === 1
    expect(reported.status).toBe(lost ? 'rejected' : 'fulfilled')
    expect((await readRun(ctx, run.id)).steps[0]!.state).toBe(lost ? 'queued' : 'succeeded')
    await skipBackoff()
    await drain(agent)
    expect((await readRun(ctx, run.id)).state).toBe('succeeded')
  }
})

test('log lines that are sent twice are kept once, in order of arrival', async () => {
  const ctx = await testContext(database.db)
  const agent = await testAgent(queue, database)
  const run = await submit(ctx, chain(1))
  const [lease] = await agent.claim()
  const line = (seq: number) => ({ seq, stream: 'stdout' as const, text: `line ${seq} \u0000`, at: 1_000 })
  await appendLogs(queue, agent.id, lease!.id, { fence: lease!.fence, chunks: [line(0), line(1)] })
  await appendLogs(queue, agent.id, lease!.id, { fence: lease!.fence, chunks: [line(1), line(2)] })
  await agent.succeed(lease!, { logs: [line(2), line(3)] })
  const { readLogs } = await import('@/lib/runs/logs')
  const page = await readLogs(ctx, run.id, { limit: 3 })
  expect(page.lines.map((entry) => entry.text)).toEqual(['line 0 �', 'line 1 �', 'line 2 �'])
  expect((await readLogs(ctx, run.id, { after: page.next! })).lines.map((entry) => entry.seq)).toEqual([3])
  expect((await readLogs(ctx, run.id, { search: 'LINE 2' })).lines).toHaveLength(1)
  await expect(readLogs(await testContext(database.db), run.id)).rejects.toMatchObject({ code: 'not_found' })
})
