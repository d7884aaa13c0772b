import { expect, test } from 'vitest'
import { createPipeline } from '@/lib/pipelines/create'
import type { Lease } from '@/lib/protocol/messages'
import { cancelRun } from '@/lib/runs/cancel'
import { readRun } from '@/lib/runs/read'
import { rerun } from '@/lib/runs/rerun'
import { retryRun } from '@/lib/runs/retry'
import type { RunView } from '@/lib/runs/schema'
import { submitRun } from '@/lib/runs/submit'
import { createOwn } from '@/lib/workspace-components/create'
import { testContext } from '../../support/context'
import { testDatabase } from '../../support/database'
import { edge, enter, graphOf, select } from './graphs'
import { outputsOf, testAgent, testArtifacts, testQueue, type TestAgent } from './support'

testArtifacts()
const database = await testDatabase()
const queue = testQueue(database)

const each = (params: object) => ({ id: 'each', component: 'control.for-each@1', name: 'Each', params: { component: 'transform.select-columns@1', settings: { columns: ['a'] }, ...params } })
const byGroup = (rows: string[][]) => graphOf([enter('in', rows), each({ column: 'a' }), select('after')], [edge('in', 'each'), edge('each', 'after')])
const byValue = (rows: string[][], values: string) =>
  graphOf([enter('in', rows), each({ over: 'values', component: 'transform.sample@1', settings: { method: 'first', size: 'rows' }, param: 'rows', values }), select('after')], [edge('in', 'each'), edge('each', 'after')])

async function start(graph: ReturnType<typeof graphOf>) {
  const ctx = await testContext(database.db)
  const agent = await testAgent(queue, database)
  const pipeline = await createPipeline(ctx, { name: 'p', graph })
  return { ctx, agent, pipeline, run: await submitRun(ctx, pipeline.id) }
}

/** Finishes what is ready; the step that lists the groups finds these. */
async function drain(agent: TestAgent, groups: (string | null)[] = [], stop?: (lease: Lease) => boolean): Promise<string[]> {
  const nodes: string[] = []
  for (;;) {
    const [lease] = await agent.claim()
    if (!lease || stop?.(lease)) return nodes
    nodes.push(lease.step.node)
    const outputs = await outputsOf(lease)
    if (lease.step.node.endsWith('.values')) outputs.table!.meta.values = groups
    const pass = /\.([0-9]+)$/.exec(lease.step.node)
    await agent.succeed(lease, { outputs, metrics: pass ? { score: Number(pass[1]) } : {} })
  }
}
const states = (run: RunView) => Object.fromEntries(run.steps.map((step) => [step.node, step.state]))
const step = (run: RunView, node: string) => run.steps.find((other) => other.node === node)!

test('passes over values are steps of their own, side by side, and one step collects them with their metrics', async () => {
  const { ctx, agent, run } = await start(byValue([['711']], '2, 4, 8'))
  expect(run.steps.map((other) => other.node)).toEqual(['in', 'each.1', 'each.2', 'each.3', 'each.collect', 'after'])
  expect(run.groups).toMatchObject([{ node: 'each', inside: ['each.1', 'each.2', 'each.3', 'each.collect'], outputs: { table: { node: 'each.collect', port: 'table' } } }])
  expect(step(run, 'each.2')).toMatchObject({ name: 'Each › 4', component: 'transform.sample@1', iteration: { of: 'each', index: 2, value: '4' }, params: { rows: 4, method: 'first' } })
  await agent.succeed((await agent.claim())[0]!)
  const leases = await agent.claim(5)
  expect(leases.map((lease) => lease.step.node).sort()).toEqual(['each.1', 'each.2', 'each.3'])
  for (const lease of leases) await agent.succeed(lease, { metrics: { score: lease.step.params.rows as number } })
  const [collect] = await agent.claim()
  expect(collect).toMatchObject({
    inputs: { item1: { type: 'table' }, item2: {}, item3: {} },
    step: { node: 'each.collect', params: { '@part': 'collect', '@items': [{ port: 'item1', value: '2', metrics: { score: 2 } }, { value: '4' }, { value: '8', metrics: { score: 8 } }] } },
  })
  await agent.succeed(collect!)
  expect(await drain(agent)).toEqual(['after'])
  const done = await readRun(ctx, run.id)
  expect(done).toMatchObject({ state: 'succeeded', counts: { total: 6, succeeded: 6 } })
  // A pass's metrics are its own, not those of the run.
  expect(done.metrics).toEqual({})
  expect(step(done, 'each.collect').params).not.toHaveProperty('@items')
})

test('passes over groups are made when the groups are known', async () => {
  const { ctx, agent, run } = await start(byGroup([['721']]))
  expect(run.steps.map((other) => other.node)).toEqual(['in', 'each.values', 'each.collect', 'after'])
  expect(await drain(agent, ['x', null])).toEqual(['in', 'each.values', 'each.1.rows', 'each.2.rows', 'each.1', 'each.2', 'each.collect', 'after'])
  const done = await readRun(ctx, run.id)
  expect(done).toMatchObject({ state: 'succeeded', counts: { total: 8, succeeded: 8 } })
  expect(step(done, 'each.1.rows')).toMatchObject({ name: 'Each › x › Rows', iteration: { index: 1, value: 'x' } })
  expect(step(done, 'each.2')).toMatchObject({ name: 'Each › missing', iteration: { index: 2, value: null }, sources: { table: { node: 'each.2.rows', port: 'table' } } })
  expect(done.groups[0]!.inside.sort()).toEqual(['each.1', 'each.1.rows', 'each.2', 'each.2.rows', 'each.collect', 'each.values'])
  expect(step(done, 'after').sources).toEqual({ table: { node: 'each.collect', port: 'table' } })
})

test('passes that are made later ask for what their run asks for, its time limit too', async () => {
  const { ctx, agent, pipeline, run: other } = await start(byGroup([['741']]))
  await cancelRun(ctx, other.id)
  const run = await submitRun(ctx, pipeline.id, { compute: { cpus: 1, timeoutSeconds: 60 } })
  await drain(agent, ['x', 'y'])
  const asked = await database.sql`select distinct requests, timeout_seconds, count(*) over ()::int as steps from step_runs where run_id = ${run.id}`
  expect(asked).toEqual([{ requests: { cpus: 1, timeoutSeconds: 60 }, timeout_seconds: 60, steps: 8 }])
})

test.each(['groups', 'values'])('passes over %s ask for what their For each asks for, before what their run does', async (over) => {
  const graph = over === 'groups' ? byGroup([['743']]) : byValue([['743']], '2, 4')
  const { ctx, agent, pipeline, run: other } = await start({ ...graph, nodes: graph.nodes.map((node) => (node.id === 'each' ? { ...node, compute: { memoryMb: 64, timeoutSeconds: 30 } } : node)) })
  await cancelRun(ctx, other.id)
  const run = await submitRun(ctx, pipeline.id, { compute: { priority: 4, timeoutSeconds: 60 } })
  await drain(agent, ['x', 'y'])
  const asked = await database.sql`select node, requests, timeout_seconds as seconds from step_runs where run_id = ${run.id} and node in ('each.1', 'each.2', 'after') order by node`
  const pass = { requests: { memoryMb: 64, priority: 4, timeoutSeconds: 30 }, seconds: 30 }
  expect(asked).toEqual([{ node: 'after', requests: { priority: 4, timeoutSeconds: 60 }, seconds: 60 }, { node: 'each.1', ...pass }, { node: 'each.2', ...pass }])
})

test('a second run is reused whole when it is submitted, passes included; another group costs that pass alone', async () => {
  const { ctx, agent, pipeline } = await start(byGroup([['731']]))
  await drain(agent, ['x', 'y'])
  expect(await submitRun(ctx, pipeline.id)).toMatchObject({ state: 'succeeded', counts: { total: 8, reused: 8 } })
  const forced = await submitRun(ctx, pipeline.id, { force: ['each.values'] })
  expect(states(forced)).toMatchObject({ 'each.values': 'queued', 'each.collect': 'waiting', after: 'waiting' })
  expect(await drain(agent, ['x', 'y', 'z'])).toEqual(['each.values', 'each.3.rows', 'each.3', 'each.collect', 'after'])
  const after = await readRun(ctx, forced.id)
  expect(step(after, 'each.1').reused).toMatchObject({ runNumber: 1, node: 'each.1' })
  expect(step(after, 'each.3').reuseNote).toBe('first run of this step')
  // From here on: every pass is computed anew, though none of them was there at the submission.
  const anew = await rerun(ctx, forced.id, { from: ['each'] })
  expect(await drain(agent, ['x', 'y', 'z'])).toHaveLength(9)
  expect((await readRun(ctx, anew.id)).counts).toMatchObject({ reused: 1, succeeded: 10 })
})

test('where one pass fails the others go on, and a retry tries that one alone', async () => {
  const { ctx, agent, run } = await start(byGroup([['741']]))
  let failing: Lease | undefined
  await drain(agent, ['x', 'y', 'z'], (lease) => lease.step.node === 'each.2' && Boolean((failing = lease)))
  await agent.end(failing!, 'user_error', 'Too few rows')
  await drain(agent)
  const broken = await readRun(ctx, run.id)
  expect(broken).toMatchObject({ state: 'failed', endReason: 'user_error' })
  expect(states(broken)).toMatchObject({ 'each.1': 'succeeded', 'each.2': 'failed', 'each.3': 'succeeded', 'each.collect': 'skipped', after: 'skipped' })
  expect(step(broken, 'each.collect').message).toBe('Skipped: it needs “Each › y”, which failed')
  await retryRun(ctx, run.id)
  expect(await drain(agent)).toEqual(['each.2', 'each.collect', 'after'])
  expect(await readRun(ctx, run.id)).toMatchObject({ state: 'succeeded', counts: { total: 10, succeeded: 10 } })
})

test('cancelling ends passes that wait and those that run', async () => {
  const { ctx, agent, run } = await start(byGroup([['751']]))
  let held: Lease | undefined
  await drain(agent, ['x', 'y'], (lease) => lease.step.node === 'each.1' && Boolean((held = lease)))
  await cancelRun(ctx, run.id)
  await agent.end(held!, 'cancelled')
  const after = await readRun(ctx, run.id)
  expect(after.state).toBe('cancelled')
  expect(states(after)).toMatchObject({ 'each.1': 'cancelled', 'each.2': 'cancelled', 'each.collect': 'cancelled' })
  await retryRun(ctx, run.id)
  expect(await drain(agent)).toEqual(['each.1', 'each.2', 'each.collect', 'after'])
})

test('a run cancelled before the groups are known makes no passes', async () => {
  const { ctx, agent, run } = await start(byGroup([['761']]))
  let held: Lease | undefined
  await drain(agent, [], (lease) => lease.step.node === 'each.values' && Boolean((held = lease)))
  await cancelRun(ctx, run.id)
  const outputs = await outputsOf(held!)
  await agent.succeed(held!, { outputs: { table: { ...outputs.table!, meta: { values: ['x'] } } } })
  expect(await readRun(ctx, run.id)).toMatchObject({ state: 'cancelled', counts: { total: 4 } })
})

test('what cannot be done for each is refused before the run', async () => {
  const ctx = await testContext(database.db)
  const many = await createPipeline(ctx, { name: 'p', graph: byValue([['771']], Array.from({ length: 201 }, (_, n) => n + 1).join()) })
  await expect(submitRun(ctx, many.id)).rejects.toThrow('These are 201 values; For each takes 200 at most')
})

test('200 passes are made and queued at once', async () => {
  const { ctx, agent, run } = await start(byGroup([['781']]))
  const groups = Array.from({ length: 200 }, (_, n) => `group ${n}`)
  const started = performance.now()
  await drain(agent, groups, (lease) => lease.step.node.endsWith('.rows'))
  expect(performance.now() - started).toBeLessThan(3000)
  expect((await readRun(ctx, run.id)).counts).toMatchObject({ total: 404, succeeded: 2, queued: 199, running: 1, waiting: 202 })
  await cancelRun(ctx, run.id)
})

test('a sub-pipeline is done for each with all its steps, as a card inside the card', async () => {
  const ctx = await testContext(database.db)
  const agent = await testAgent(queue, database)
  const own = await createOwn(ctx, {
    declaration: {
      kind: 'sub-pipeline',
      name: 'Keep twice',
      summary: 'Keeps a column, then keeps it again',
      graph: graphOf([select('one'), { ...select('off'), disabled: true }, select('two')], [edge('one', 'off'), edge('off', 'two')]),
      inputs: [{ name: 'table', label: 'Rows', to: [{ node: 'one', port: 'table' }] }],
      outputs: [{ name: 'table', label: 'Rows', from: { node: 'two', port: 'table' } }],
      params: [{ name: 'columns', label: 'Columns', node: 'two', param: 'columns' }],
    },
    note: '',
  })
  const pipeline = await createPipeline(ctx, { name: 'p', graph: graphOf([enter('in', [['791']]), each({ column: 'a', component: `${own.id}@1`, settings: { columns: ['a'] } })], [edge('in', 'each')]) })
  const run = await submitRun(ctx, pipeline.id)
  expect(await drain(agent, ['x', 'y'])).toEqual(['in', 'each.values', 'each.1.rows', 'each.2.rows', 'each.1.one', 'each.2.one', 'each.1.two', 'each.2.two', 'each.collect'])
  const done = await readRun(ctx, run.id)
  expect(done.state).toBe('succeeded')
  expect(step(done, 'each.2.two')).toMatchObject({ name: 'Each › y › Step two', iteration: { index: 2, value: 'y' }, sources: { table: { node: 'each.2.one', port: 'table' } } })
  expect(step(done, 'each.collect').sources).toEqual({ item1: { node: 'each.1.two', port: 'table' }, item2: { node: 'each.2.two', port: 'table' } })
  expect(done.groups.map(({ node, name, inside }) => [node, name, inside.length])).toEqual([['each', 'Each', 8], ['each.1', 'Each › x', 2], ['each.2', 'Each › y', 2]])
})

test('a For each inside a sub-pipeline is unrolled there', async () => {
  const ctx = await testContext(database.db)
  const agent = await testAgent(queue, database)
  const own = await createOwn(ctx, {
    declaration: {
      kind: 'sub-pipeline',
      name: 'By group',
      summary: 'One column of each group',
      graph: graphOf([each({ column: 'a' }), select('last')], [edge('each', 'last')]),
      inputs: [{ name: 'table', label: 'Rows', to: [{ node: 'each', port: 'table' }] }],
      outputs: [{ name: 'table', label: 'Rows', from: { node: 'last', port: 'table' } }],
      params: [],
    },
    note: '',
  })
  const pipeline = await createPipeline(ctx, { name: 'p', graph: graphOf([enter('in', [['792']]), { id: 'outer', component: `${own.id}@1` }, select('after')], [edge('in', 'outer'), edge('outer', 'after')]) })
  const run = await submitRun(ctx, pipeline.id)
  expect(await drain(agent, ['x'])).toEqual(['in', 'outer.each.values', 'outer.each.1.rows', 'outer.each.1', 'outer.each.collect', 'outer.last', 'after'])
  const done = await readRun(ctx, run.id)
  expect(done.state).toBe('succeeded')
  expect(done.groups.find((group) => group.node === 'outer')!.inside.sort()).toEqual(['outer.each.1', 'outer.each.1.rows', 'outer.each.collect', 'outer.each.values', 'outer.last'])
})
