import { expect, test } from 'vitest'
import { startSession } from '@/db/queries/compute'
import { claim } from '@/lib/queue/claim'
import type { Context } from '@/lib/context'
import type { Lease } from '@/lib/protocol/messages'
import { readRun } from '@/lib/runs/read'
import { submitGraph } from '@/lib/runs/submit'
import { testContext } from '../../support/context'
import { testDatabase } from '../../support/database'
import { edge, graphOf } from './graphs'
import { outputsOf, testAgent, testArtifacts, testQueue } from './support'

testArtifacts()
const database = await testDatabase()
const queue = testQueue(database)

const columns = Array.from({ length: 30 }, (_, at) => ({ name: at === 0 ? 'a' : `n${at}`, type: 'number' }))
const typed = { columns: columns.slice(0, 2), rows: [['1', '2']] }
const graph = graphOf([{ id: 'rows', component: 'data.enter@1', params: { table: typed } }, { id: 'train', component: 'learn.train-regressor@1', params: { target: 'a', algorithm: 'ridge' } }], [edge('rows', 'train')])
const submit = (ctx: Context) => submitGraph(ctx, { graph, pipelineId: null, name: 'large', options: {} })

/** As if the table had so many rows. */
async function measured(lease: Lease, rows: number) {
  const outputs = await outputsOf(lease)
  return { outputs: { table: { ...outputs.table!, meta: { rows, columns } } } }
}

test('a learning step that fits no agent waits, says how much it needs and what to do, and goes to one that is large enough', async () => {
  const ctx = await testContext(database.db)
  const agent = await testAgent(queue, database)
  const run = await submit(ctx)
  const [lease] = await agent.claim()
  const environment = async () => (await database.sql<{ environment_hash: string }[]>`select environment_hash from step_runs where run_id = ${run.id} and node = 'train'`)[0]!.environment_hash
  const ready = { python: true, ready: [await environment()] }
  await agent.succeed(lease!, await measured(lease!, 10_000_000))
  expect(await agent.claim(1, ready)).toEqual([])
  const waiting = async (id: string) => (await readRun(ctx, id)).steps.find(({ node }) => node === 'train')!
  expect((await waiting(run.id)).waitReason).toMatch(/^Needs about 2\d GB of memory; the largest agent has 8 GB\. Cancel the run and put Sample before this step/)
  // The same where its input is there already when the run is submitted.
  const again = await submit(ctx)
  expect(again.counts.reused).toBe(1)
  expect((await waiting(again.id)).waitReason).toMatch(/^Needs about 2\d GB/)

  const large = { ...(await testAgent(queue, database)), memoryMb: 64_000 }
  await startSession(queue.sql, { agentId: large.id, session: 'large', capabilities: { cpus: 2, memoryMb: 64_000, platform: 'test', agentVersion: '0', python: null, pythonProblem: null, tags: [], slots: 2 } })
  const [first] = await claim(queue, large, { session: 'large', slots: 1, waitMs: 0, ...ready })
  expect(first!.step.node).toBe('train')
  expect(first!.memoryMb).toBeGreaterThan(20_000)
})

test('a small one asks for nothing', async () => {
  const ctx = await testContext(database.db)
  const agent = await testAgent(queue, database)
  const run = await submit(ctx)
  const [lease] = await agent.claim()
  await agent.succeed(lease!, await measured(lease!, 1_000))
  const [{ memory_mb: need } = { memory_mb: undefined }] = await database.sql<{ memory_mb: number | null }[]>`select memory_mb from step_runs where run_id = ${run.id} and node = 'train'`
  expect(need).toBeNull()
})
