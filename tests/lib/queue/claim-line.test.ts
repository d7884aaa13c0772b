import { expect, test, vi } from 'vitest'
import { claim } from '@/lib/queue/claim'
import { submitGraph } from '@/lib/runs/submit'
import { testContext } from '../../support/context'
import { testDatabase } from '../../support/database'
import { enter, graphOf } from './graphs'
import { drain, testAgent, testArtifacts, testQueue } from './support'

testArtifacts()
const database = await testDatabase()
const queue = testQueue(database)
const waiting = (agent: { id: string; name: string; memoryMb: number; session: string }, waitMs: number, more = {}) =>
  claim(queue, agent, { session: agent.session, slots: 1, waitMs, ready: [], python: false, ...more })

test('of many agents that wait, a few look at a hint, and all that there is work for have it at once', async () => {
  const ctx = await testContext(database.db)
  const agents = await Promise.all(Array.from({ length: 30 }, () => testAgent(queue, database)))
  await submitGraph(ctx, { graph: graphOf([enter('first', [['0']])]), pipelineId: null, name: 'first', options: {} })
  await drain(agents[0]!)
  const held = agents.map((agent) => waiting(agent, 8_000))
  await new Promise((resolve) => setTimeout(resolve, 700))
  const asked = vi.spyOn(queue, 'sql')
  const began = performance.now()
  await submitGraph(ctx, { graph: graphOf(Array.from({ length: 5 }, (_, at) => enter(`w${at}`, [[String(at)]]))), pipelineId: null, name: 'wide', options: { force: 'all' } })
  const five: number[] = []
  held.forEach((claimed) => void claimed.then((leases) => leases.length > 0 && five.push(performance.now() - began)))
  await vi.waitFor(() => expect(five).toHaveLength(5), 5_000)
  expect(Math.max(...five)).toBeLessThan(1_500)
  // Thirty would have asked again for each step.
  expect(asked.mock.calls.length).toBeLessThan(45)
  asked.mockRestore()
  expect((await Promise.all(held)).flat()).toHaveLength(5)
}, 30_000)

test('an agent of another sort is not held up by one that can do nothing of what there is', async () => {
  const ctx = await testContext(database.db)
  const [plain, able] = [await testAgent(queue, database), await testAgent(queue, database)]
  const idle = waiting(plain, 3_000)
  const busy = waiting(able, 3_000, { commands: true })
  await new Promise((resolve) => setTimeout(resolve, 300))
  const began = performance.now()
  await submitGraph(ctx, { graph: graphOf([{ id: 'run', component: 'script.command@1', params: { program: 'true', result: 'none' } }]), pipelineId: null, name: 'Command', options: {} })
  expect(await busy).toHaveLength(1)
  expect(performance.now() - began).toBeLessThan(1_500)
  expect(await idle).toEqual([])
}, 20_000)
