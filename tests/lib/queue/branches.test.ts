import { expect, test } from 'vitest'
import { createPipeline } from '@/lib/pipelines/create'
import type { Lease } from '@/lib/protocol/messages'
import { cancelRun } from '@/lib/runs/cancel'
import { readRun } from '@/lib/runs/read'
import { rerun } from '@/lib/runs/rerun'
import { retryRun } from '@/lib/runs/retry'
import type { RunView } from '@/lib/runs/schema'
import { submitRun } from '@/lib/runs/submit'
import { testContext } from '../../support/context'
import { testDatabase } from '../../support/database'
import { edge, enter, graphOf, select } from './graphs'
import { outputsOf, testAgent, testArtifacts, testQueue, type TestAgent } from './support'

testArtifacts()
const database = await testDatabase()
const queue = testQueue(database)
const wire = (from: string, port: string, to: string, input = 'table') => ({ from: { node: from, port }, to: { node: to, port: input } })

/** a → if; then → t1 → t2 → merge.first; else → e1 → merge.second; merge → after. */
const branched = (rows: string[][]) =>
  graphOf(
    [enter('a', rows), { id: 'if', component: 'control.if@1', name: 'Enough' }, select('t1'), select('t2'), select('e1'), { id: 'merge', component: 'control.merge@1' }, select('after')],
    [edge('a', 'if'), wire('if', 'then', 't1'), edge('t1', 't2'), wire('if', 'else', 'e1'), wire('t2', 'table', 'merge', 'first'), wire('e1', 'table', 'merge', 'second'), edge('merge', 'after')],
  )

async function start(rows: string[][]) {
  const ctx = await testContext(database.db)
  const agent = await testAgent(queue, database)
  const pipeline = await createPipeline(ctx, { name: 'p', graph: branched(rows) })
  return { ctx, agent, pipeline, run: await submitRun(ctx, pipeline.id) }
}

/** Finishes what is ready; an If gives its table at `taken` alone. */
async function drain(agent: TestAgent, taken: 'then' | 'else', stop?: (lease: Lease) => boolean): Promise<string[]> {
  const nodes: string[] = []
  for (;;) {
    const [lease] = await agent.claim()
    if (!lease || stop?.(lease)) return nodes
    nodes.push(lease.step.node)
    const outputs = await outputsOf(lease)
    const own = lease.step.node === 'if' ? { [taken]: { ...outputs[taken]!, meta: { ...outputs[taken]!.meta, found: '1 row, at least 1' } } } : outputs
    await agent.succeed(lease, { outputs: own })
  }
}
const states = (run: RunView) => Object.fromEntries(run.steps.map((step) => [step.node, step.state]))
const step = (run: RunView, node: string) => run.steps.find((other) => other.node === node)!

test('the branch not taken is skipped with the reason, the merge goes on, and the run has succeeded', async () => {
  const { ctx, agent, run } = await start([['611']])
  expect(await drain(agent, 'then')).toEqual(['a', 'if', 't1', 't2', 'merge', 'after'])
  const after = await readRun(ctx, run.id)
  expect(after).toMatchObject({ state: 'succeeded', endReason: 'succeeded', counts: { succeeded: 6, skipped: 1, failed: 0 } })
  expect(step(after, 'e1')).toMatchObject({ state: 'skipped', endReason: null, message: 'Skipped: “Enough” gave nothing at “Else” (1 row, at least 1)', attempts: [] })
})

test('a long branch is skipped whole, each step with the same cause', async () => {
  const { ctx, agent, run } = await start([['612']])
  expect(await drain(agent, 'else')).toEqual(['a', 'if', 'e1', 'merge', 'after'])
  const after = await readRun(ctx, run.id)
  expect(after.state).toBe('succeeded')
  expect([step(after, 't1').message, step(after, 't2').message]).toEqual(Array(2).fill('Skipped: “Enough” gave nothing at “Then” (1 row, at least 1)'))
})

test('a run that is reused whole skips the same branch, and is done when it is submitted', async () => {
  const { ctx, agent, pipeline } = await start([['613']])
  await drain(agent, 'else')
  const again = await submitRun(ctx, pipeline.id)
  expect(again).toMatchObject({ state: 'succeeded', counts: { succeeded: 5, reused: 5, skipped: 2 } })
  expect(step(again, 'merge').reused).not.toBeNull()
  expect((await submitRun(ctx, pipeline.id, { force: ['after'] })).counts).toMatchObject({ reused: 4, skipped: 2, queued: 1 })
  // The condition is looked at anew, and now goes the other way.
  const anew = await rerun(ctx, again.id, { from: ['if'] })
  expect(states(anew)).toMatchObject({ a: 'succeeded', if: 'queued', t1: 'waiting', merge: 'waiting' })
  expect(await drain(agent, 'then')).toEqual(expect.arrayContaining(['if', 't1', 't2', 'merge']))
  expect(states(await readRun(ctx, anew.id))).toMatchObject({ t2: 'succeeded', e1: 'skipped', merge: 'succeeded' })
})

test('a failure in the branch taken skips the merge; a retry goes on there and skips the other branch again', async () => {
  const { ctx, agent, run } = await start([['614']])
  let failed: Lease | undefined
  await drain(agent, 'then', (lease) => lease.step.node === 't2' && Boolean((failed = lease)))
  await agent.end(failed!, 'user_error', 'No such column')
  const broken = await readRun(ctx, run.id)
  expect(broken).toMatchObject({ state: 'failed', endReason: 'user_error' })
  expect(states(broken)).toEqual({ a: 'succeeded', if: 'succeeded', t1: 'succeeded', t2: 'failed', e1: 'skipped', merge: 'skipped', after: 'skipped' })
  expect(step(broken, 'merge').message).toContain('“Step t2”, which failed')
  const retried = await retryRun(ctx, run.id)
  expect(states(retried)).toMatchObject({ t2: 'queued', e1: 'skipped', merge: 'waiting', after: 'waiting' })
  expect(await drain(agent, 'then')).toEqual(['t2', 'merge', 'after'])
  expect(await readRun(ctx, run.id)).toMatchObject({ state: 'succeeded', counts: { skipped: 1, succeeded: 6 } })
  await expect(retryRun(ctx, run.id)).rejects.toThrow('there is nothing to retry')
})

test('cancelling while a branch runs cancels what is open and leaves the skipped branch as it is', async () => {
  const { ctx, agent, run } = await start([['615']])
  let held: Lease | undefined
  await drain(agent, 'then', (lease) => lease.step.node === 't1' && Boolean((held = lease)))
  await cancelRun(ctx, run.id)
  await agent.end(held!, 'cancelled')
  const after = await readRun(ctx, run.id)
  expect(after.state).toBe('cancelled')
  expect(states(after)).toMatchObject({ if: 'succeeded', t1: 'cancelled', t2: 'cancelled', e1: 'skipped', merge: 'cancelled' })
})

test('a step goes without an optional input from a branch not taken, and is skipped where all of them are', async () => {
  const ctx = await testContext(database.db)
  const agent = await testAgent(queue, database)
  const sql = (id: string) => ({ id, component: 'script.sql@1', params: { query: 'select 1' } })
  const graph = graphOf(
    [enter('a', [['616']]), { id: 'if', component: 'control.if@1' }, sql('some'), sql('none'), { id: 'rows', component: 'transform.append-rows@1' }],
    [edge('a', 'if'), wire('a', 'table', 'some', 'in1'), wire('if', 'else', 'some', 'in2'), wire('if', 'else', 'none', 'in1'), wire('a', 'table', 'rows', 'first'), wire('if', 'else', 'rows', 'second')],
  )
  const pipeline = await createPipeline(ctx, { name: 'p', graph })
  const run = await submitRun(ctx, pipeline.id)
  expect(await drain(agent, 'then')).toEqual(['a', 'if', 'some'])
  const after = await readRun(ctx, run.id)
  expect(after.state).toBe('succeeded')
  expect(states(after)).toMatchObject({ some: 'succeeded', none: 'skipped', rows: 'skipped' })
  expect((await submitRun(ctx, pipeline.id)).counts).toMatchObject({ reused: 3, skipped: 2 })
})
