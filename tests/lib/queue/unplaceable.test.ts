import { beforeEach, expect, test } from 'vitest'
import { startSession } from '@/db/queries/compute'
import { createTarget } from '@/lib/clusters/manage'
import { giveUpUnplaceable } from '@/lib/queue/give-up-unplaceable'
import { setQuota } from '@/lib/quotas/set-quota'
import { readRun } from '@/lib/runs/read'
import { submitGraph } from '@/lib/runs/submit'
import { testContext } from '../../support/context'
import { testDatabase } from '../../support/database'
import { chain, enter, graphOf } from './graphs'
import { testAgent, testArtifacts, testQueue } from './support'

testArtifacts()
const database = await testDatabase()
const queue = testQueue(database)
const ctx = await testContext(database.db, { role: 'admin' })
beforeEach(() => database.sql`delete from runs`)

const wish = (runId: string, node: string, requests: object) => database.sql`update step_runs set requests = ${JSON.stringify(requests)}::text::jsonb where run_id = ${runId} and node = ${node}`
const submit = async (graph: Parameters<typeof submitGraph>[1]['graph']) => (await submitGraph(ctx, { graph, pipelineId: null, name: 'test', options: { force: 'all' } })).id
const hoursPass = (hours: number) => database.sql`update step_runs set unplaceable_since = unplaceable_since - ${hours}::float8 * interval '1 hour' where unplaceable_since is not null`
const tick = (hours = 24) => giveUpUnplaceable(queue, database.db, hours)

test('a step that nobody can run ends as unplaceable after its time, once, and the run goes on without it', async () => {
  const agent = await testAgent(queue, database)
  const graph = graphOf([enter('hopeless', [['1']]), enter('other', [['2']])])
  const runId = await submit(graph)
  await wish(runId, 'hopeless', { gpus: 1 })
  const state = async (node: string) => (await readRun(ctx, runId)).steps.find((step) => step.node === node)!

  expect((await state('hopeless')).waitReason).toBe('No agent has a GPU. Add one that has under Compute')
  expect(await tick()).toBe(0)
  expect((await state('hopeless')).waitReason).toBe('No agent has a GPU. Add one that has under Compute. If that stays so, the step ends in 24 h')
  await hoursPass(23)
  expect(await tick()).toBe(0)
  await hoursPass(2)
  // Never, where that was chosen.
  expect(await tick(0)).toBe(0)
  expect(await tick()).toBe(1)
  expect(await state('hopeless')).toMatchObject({ state: 'failed', endReason: 'unplaceable', message: 'Nobody could run this step for 24 h. No agent has a GPU. Add one that has under Compute. Then run it again.', attempts: [] })
  expect(await tick()).toBe(0)
  const [lease] = await agent.claim()
  expect(lease!.step.node).toBe('other')
  await agent.succeed(lease!)
  expect(await readRun(ctx, runId)).toMatchObject({ state: 'failed', endReason: 'unplaceable', counts: { succeeded: 1, failed: 1 } })
})

test('time counts only while nobody could: an agent that comes, busy or away, ends it', async () => {
  const runId = await submit(chain(2))
  const first = (await readRun(ctx, runId)).steps[0]!.node
  await wish(runId, first, { tags: ['rare'] })
  const since = async () => (await database.sql<{ since: string | null }[]>`select unplaceable_since as since from step_runs where run_id = ${runId} and state = 'queued'`)[0]!.since
  await tick()
  await hoursPass(23.9)
  expect(await since()).not.toBeNull()
  const rare = await testAgent(queue, database)
  await startSession(queue.sql, { agentId: rare.id, session: rare.session, capabilities: { cpus: 2, memoryMb: 8000, platform: 'test', agentVersion: '0', python: null, pythonProblem: null, tags: ['rare'], slots: 2 } })
  await database.sql`update agents set seen_at = clock_timestamp() - interval '3 days' where id = ${rare.id}`
  await hoursPass(5)
  expect(await tick()).toBe(0)
  expect(await since()).toBeNull()
  await database.sql`update agents set removed_at = clock_timestamp() where id = ${rare.id}`
  expect(await tick()).toBe(0)
  await hoursPass(25)
  expect(await tick()).toBe(1)
  expect((await readRun(ctx, runId)).steps.map((step) => step.state)).toEqual(['failed', 'skipped'])
})

test('a cluster that could launch a fitting node is hope, however few it has; one too small or gone, and a quota too low, are none', async () => {
  await createTarget(ctx, { name: 'grows', engine: 'ray', address: 'http://127.0.0.1:9', maxNodes: 1, memoryMb: 4000 })
  const runId = await submit(graphOf(['fits', 'large', 'gone', 'beyond'].map((node, at) => enter(node, [[String(at)]]))))
  await wish(runId, 'fits', { target: 'grows', memoryMb: 4000 })
  await wish(runId, 'large', { target: 'grows', memoryMb: 4001 })
  await wish(runId, 'gone', { target: 'was-here' })
  await wish(runId, 'beyond', { target: 'grows', cpus: 8 })
  await setQuota(ctx, { cpus: 4 })
  await tick()
  await hoursPass(25)
  expect(await tick()).toBe(3)
  const steps = Object.fromEntries((await readRun(ctx, runId)).steps.map((step) => [step.node, step]))
  expect(steps.fits!.state).toBe('queued')
  expect(steps.large!.message).toMatch(/^Nobody could run this step for 24 h\. A node of “grows” has 4 GB of memory, and the step asks for 4 GB/)
  expect(steps.gone!.message).toContain('There is no cluster “was-here” any more')
  expect(steps.beyond!.message).toContain('The step asks for 8 CPUs, and the workspace’s quota is 4')
  await setQuota(ctx, { cpus: null })
})
