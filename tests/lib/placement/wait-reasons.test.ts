import { randomBytes } from 'node:crypto'
import { expect, test } from 'vitest'
import { startSession } from '@/db/queries/compute'
import type { StepRequests } from '@/db/queries/runs'
import { createTarget } from '@/lib/clusters/manage'
import { registerAgent } from '@/lib/compute/create-agent'
import { drainAgent, pauseAgent, resumeAgent } from '@/lib/compute/order-agent'
import { HeartbeatRequest } from '@/lib/protocol/messages'
import { claim } from '@/lib/queue/claim'
import { heartbeat } from '@/lib/queue/heartbeat'
import { readRun } from '@/lib/runs/read'
import { submitGraph } from '@/lib/runs/submit'
import { testContext } from '../../support/context'
import { testDatabase } from '../../support/database'
import { chain } from '../queue/graphs'
import { testAgent, testArtifacts, testQueue } from '../queue/support'

testArtifacts()
const database = await testDatabase()
const queue = testQueue(database)
const admin = await testContext(database.db, { role: 'admin' })

async function agentWith(more: { gpus?: number; slots?: number; tags?: string[] }) {
  const { id, name } = await registerAgent(database.db, { name: `agent-${randomBytes(4).toString('hex')}` })
  const session = randomBytes(4).toString('hex')
  const gpus = Array.from({ length: more.gpus ?? 0 }, (_, at) => ({ uuid: `GPU-${name}-${at}`, name: 'L4', memoryMb: 24_000 }))
  const capabilities = { cpus: 4, memoryMb: 8000, platform: 'test', agentVersion: '0', python: null, pythonProblem: null, tags: more.tags ?? [], slots: more.slots ?? 8, gpus }
  await startSession(queue.sql, { agentId: id, session, capabilities })
  const beat = (diskFreeMb: number) =>
    heartbeat(queue, id, HeartbeatRequest.parse({ session, environments: [], leases: [], load: { cpu: 0, memoryUsedMb: 0, diskFreeMb }, waitMs: 0 }))
  const take = () => claim(queue, { id, name, memoryMb: 8000 }, { session, slots: 1, waitMs: 0, ready: [], python: false })
  return { id, name, beat, take }
}

/** A run of one step that asks for this much. */
async function submit(requests: StepRequests): Promise<string> {
  const { id } = await submitGraph(admin, { graph: chain(1), pipelineId: null, name: 'test', options: { force: 'all' } })
  await database.sql`update step_runs set requests = ${JSON.stringify(requests)}::text::jsonb where run_id = ${id}`
  return id
}
const reason = async (run: string) => (await readRun(admin, run)).steps[0]!.waitReason

test('what a step asks for, and what agents hold and are told, is read from the database', async () => {
  const gpu = await agentWith({ gpus: 2 })
  const plain = await testAgent(queue, database)
  // So that it is known how long such a step takes.
  await submit({})
  const [first] = await plain.claim()
  await plain.succeed(first!)
  await database.sql`update step_runs set ended_at = started_at + interval '50 seconds' where id = ${first!.step.id}`

  const holder = await submit({ gpus: 2 })
  expect(await reason(holder)).toBe(`About to start on ${gpu.name}`)
  expect((await gpu.take()).map(({ runId }) => runId)).toEqual([holder])
  const one = await submit({ gpus: 1 })
  expect(await reason(one)).toMatch(new RegExp(`^The GPUs of ${gpu.name} are in use; the next is free in about [45]\\d s$`))
  expect(await reason(await submit({ cpus: 5 }))).toBe('No agent has 5 CPUs; the largest has 4. Add a larger one under Compute, or ask for fewer')
  expect(await reason(await submit({ tags: ['licensed'] }))).toBe('No agent has the tag “licensed”. Start one with it: --tags licensed')

  await pauseAgent(admin, gpu.id, { note: 'driver update', until: new Date(Date.now() + 25 * 60_000).toISOString() })
  expect(await reason(one)).toBe(`Agent ${gpu.name}, the only one that fits, is paused for another 25 minutes: driver update. Resume it under Compute, or wait`)
  await drainAgent(admin, gpu.id)
  expect(await reason(one)).toBe(`Agent ${gpu.name}, the only one that fits, finishes what it runs, then ends. Resume it under Compute, or add another`)
  await resumeAgent(admin, gpu.id)
  await gpu.beat(1500)
  expect(await reason(one)).toBe(`${gpu.name} has less than 2 GB of disk left and takes no step: free some space there`)
  await gpu.beat(50_000)
  expect(await reason(one)).toContain('are in use')
})

test('CPUs and memory count as held by what runs, one CPU where a step asks for none', async () => {
  const agent = await agentWith({ tags: ['mine'] })
  const mine = async (requests: StepRequests) => submit({ tags: ['mine'], ...requests })
  await mine({ memoryMb: 5000 })
  expect(await agent.take()).toHaveLength(1)
  expect(await reason(await mine({ cpus: 4 }))).toMatch(new RegExp(`^${agent.name} has 3 of its 4 CPUs free, and the step asks for 4`))
  expect(await reason(await mine({ memoryMb: 4000 }))).toMatch(new RegExp(`^${agent.name} has 3 GB of its 8 GB of memory free, and the step asks for 4 GB`))
  expect(await reason(await mine({ cpus: 3, memoryMb: 3000 }))).toBe(`About to start on ${agent.name}`)
})

test('a node of a cluster is no agent for a step that names none', async () => {
  const node = await agentWith({ tags: ['node'] })
  const run = await submit({ tags: ['node'] })
  expect(await reason(run)).toBe(`About to start on ${node.name}`)
  const target = await createTarget(admin, { name: `t-${randomBytes(3).toString('hex')}`, engine: 'processes' })
  await database.sql`update agents set target_id = (select id from compute_targets where name = ${target.name}) where id = ${node.id}`
  expect(await reason(run)).toContain('No agent has the tag “node”')
  expect(await reason(await submit({ target: target.name, tags: ['node'] }))).toBe(`The nodes of “${target.name}” do not have the tag “node”. Give it to the cluster under Compute, or choose another`)
})
