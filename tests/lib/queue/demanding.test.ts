import { beforeEach, describe, expect, test } from 'vitest'
import { startSession } from '@/db/queries/compute'
import { fitDemanding } from '@/lib/queue/fit-demanding'
import { submitGraph } from '@/lib/runs/submit'
import { testContext } from '../../support/context'
import { testDatabase } from '../../support/database'
import { enter, graphOf } from './graphs'
import { testAgent, testArtifacts, testQueue, type TestAgent } from './support'

testArtifacts()
const database = await testDatabase({ max: 20 })
const queue = testQueue(database)
beforeEach(() => database.sql`delete from runs`)

async function agentWith(more: { cpus?: number; memoryMb?: number; gpus?: string[]; tags?: string[]; resources?: Record<string, number>; slots?: number }): Promise<TestAgent> {
  const agent = await testAgent(queue, database)
  const { cpus = 8, memoryMb = 8000, gpus = [], tags = [], resources = {}, slots = 8 } = more
  const capabilities = { cpus, memoryMb, platform: 'test', agentVersion: '0', python: null, pythonProblem: null, tags, resources, slots, gpus: gpus.map((uuid) => ({ uuid, name: 'Test card', memoryMb: 1000 })) }
  await startSession(queue.sql, { agentId: agent.id, session: agent.session, capabilities })
  return agent
}

let made = 0
/** A run of as many steps as `requests`, each with its own wishes. */
async function waiting(requests: Record<string, unknown>[], name = 'asks', own?: Awaited<ReturnType<typeof testContext>>): Promise<string> {
  const ctx = own ?? (await testContext(database.db))
  const nodes = requests.map((_, at) => enter(`s${at}`, [[String(made++)]]))
  const run = await submitGraph(ctx, { graph: graphOf(nodes), pipelineId: null, name, options: { force: 'all' } })
  for (const [at, wish] of requests.entries()) await database.sql`update step_runs set requests = ${JSON.stringify(wish)}::text::jsonb where run_id = ${run.id} and node = ${`s${at}`}`
  return run.id
}
const nodes = (leases: { step: { node: string } }[]) => leases.map(({ step }) => step.node).sort()

describe('GPUs', () => {
  test('are given all or none, by UUID, and are another step’s only when the first has ended', async () => {
    await waiting([{ gpus: 2 }, { gpus: 2 }, { gpus: 4 }])
    const agent = await agentWith({ gpus: ['GPU-a', 'GPU-b', 'GPU-c'] })
    const first = await agent.claim(3)
    expect(first.map(({ gpus }) => gpus)).toEqual([['GPU-a', 'GPU-b']])
    expect(await agent.claim(2)).toEqual([])
    await agent.succeed(first[0]!)
    const second = await agent.claim(3)
    expect(second.map(({ gpus }) => gpus)).toEqual([['GPU-a', 'GPU-b']])
    // Four are more than there are.
    await agent.succeed(second[0]!)
    expect(await agent.claim(3)).toEqual([])
  })

  test('are never shared, however many claims of the agent come at once', async () => {
    await waiting(Array.from({ length: 12 }, () => ({ gpus: 1 })))
    const agent = await agentWith({ gpus: Array.from({ length: 6 }, (_, at) => `GPU-${at}`), slots: 12, cpus: 12 })
    const claims = await Promise.all(Array.from({ length: 12 }, () => agent.claim(2)))
    const given = claims.flat().flatMap(({ gpus }) => gpus)
    expect(given).toHaveLength(6)
    expect(new Set(given).size).toBe(6)
  }, 30_000)

  test('a step that asks for none is given none', async () => {
    await waiting([{}])
    const [lease] = await (await agentWith({ gpus: ['GPU-a'] })).claim()
    expect(lease!.gpus).toEqual([])
  })
})

test('CPUs asked for keep slots free, and steps without wishes share what is left', async () => {
  await waiting([{ cpus: 6 }])
  const agent = await agentWith({ cpus: 8, slots: 8 })
  expect(nodes(await agent.claim(8, { waitMs: 10_000 }))).toEqual(['s0'])
  await waiting(Array.from({ length: 8 }, () => ({})))
  // Seven slots are free, five of them belong to the six CPUs.
  expect(await agent.claim(7)).toHaveLength(2)
  await waiting([{ cpus: 3 }])
  expect(await agent.claim(5)).toEqual([])
})

test('memory asked for is what the step gets, and two that do not fit together wait for each other', async () => {
  await waiting([{ memoryMb: 5000 }, { memoryMb: 5000 }])
  const agent = await agentWith({ memoryMb: 8000 })
  const [lease, more] = await agent.claim(2)
  expect(more).toBeUndefined()
  expect(lease).toMatchObject({ memoryMb: 5000, memoryLimitMb: 5000 })
  await agent.succeed(lease!)
  expect(await agent.claim(2)).toHaveLength(1)
})

test('every tag must be there', async () => {
  await waiting([{ tags: ['licensed', 'fast'] }])
  expect(await (await agentWith({ tags: ['licensed'] })).claim()).toEqual([])
  expect(await (await agentWith({ tags: ['fast', 'licensed', 'big'] })).claim()).toHaveLength(1)
})

test('a higher priority comes first, a low one after all others', async () => {
  await waiting([{ priority: -5 }, {}, { priority: 1 }, { priority: 9 }])
  const agent = await agentWith({})
  const order: string[] = []
  for (let at = 0; at < 4; at++) {
    const [lease] = await agent.claim(1)
    order.push(lease!.step.node)
    await agent.succeed(lease!)
  }
  expect(order).toEqual(['s3', 's2', 's1', 's0'])
})

test.each([[{}], [{ cpus: 1 }]])('a person with many runs does not hold up one with a single run, steps asking for %o', async (wish) => {
  const [many, one] = [await testContext(database.db), await testContext(database.db)]
  const theirs: string[] = []
  for (let at = 0; at < 3; at++) theirs.push(await waiting([wish, wish, wish], 'many', many))
  const agent = await agentWith({})
  expect(await agent.claim(2)).toHaveLength(2)
  const single = await waiting([wish], 'one', one)
  const [lease] = await agent.claim(1)
  expect(lease!.runId).toBe(single)
  const [after] = await agent.claim(1)
  expect(theirs).toContain(after!.runId)
})

test('the answer to “done” hands over a demanding step too', async () => {
  await waiting([{ gpus: 1 }, { gpus: 1 }])
  const agent = await agentWith({ gpus: ['GPU-a'] })
  const [lease] = await agent.claim(1)
  const next = await agent.succeed(lease!, { claim: { session: agent.session, slots: 1, waitMs: 0, ready: [], python: false } })
  expect(next.map(({ gpus }) => gpus)).toEqual([['GPU-a']])
})

test('an agent whose disk is nearly full takes nothing until there is room', async () => {
  await waiting([{}])
  const agent = await agentWith({})
  const free = (mb: number) => database.sql`update agents set load = ${JSON.stringify({ cpu: 0, memoryUsedMb: 1, diskFreeMb: mb })}::text::jsonb where id = ${agent.id}`
  await free(1_500)
  expect(await agent.claim()).toEqual([])
  await free(50_000)
  expect(await agent.claim()).toHaveLength(1)
})

test('named resources are counted like GPUs, and an agent without them takes nothing that asks for them', async () => {
  await waiting([{ resources: { licence: 1 } }, { resources: { licence: 1 } }, { resources: { licence: 1 } }])
  expect(await (await agentWith({})).claim(3, { waitMs: 500 })).toEqual([])
  const agent = await agentWith({ resources: { licence: 2 } })
  const leases = await agent.claim(3)
  expect(leases).toHaveLength(2)
  expect(await agent.claim(3)).toEqual([])
  await agent.succeed(leases[0]!)
  expect(await agent.claim(3)).toHaveLength(1)
})

test('what does not fit is passed over for what does', () => {
  const step = (id: string, more: object) => ({ id, workspaceId: 'w', demanding: true, cpus: null, memoryMb: null, gpus: null, tags: null, resources: null, priority: 0, ...more })
  const capacity = { cpus: 4, memoryMb: 1000, gpus: ['a'], tags: [], resources: { licence: 2 }, blocked: 0 }
  expect(fitDemanding([step('big', { cpus: 5 }), step('one', { gpus: 1 }), step('two', { gpus: 1 }), step('three', { cpus: 3 }), step('four', { memoryMb: 1001 })], capacity, 9)).toEqual([
    { id: 'one', gpus: ['a'] },
    { id: 'three', gpus: [] },
  ])
  expect(fitDemanding([step('five', { resources: { licence: 1.5 } }), step('six', { resources: { licence: 1 } }), step('seven', { resources: { tpu: 1 } }), step('eight', { resources: { licence: 0.5 } })], capacity, 9).map(({ id }) => id)).toEqual(['five', 'eight'])
})
