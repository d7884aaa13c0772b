import { expect, test } from 'vitest'
import { rmSync } from 'node:fs'
import { artifactStore } from '@/lib/artifacts/store'
import { createPipeline } from '@/lib/pipelines/create'
import { listRuns } from '@/lib/runs/list'
import { readRun } from '@/lib/runs/read'
import { rerun } from '@/lib/runs/rerun'
import { retryRun } from '@/lib/runs/retry'
import { cancelRun } from '@/lib/runs/cancel'
import { submitGraph, submitRun } from '@/lib/runs/submit'
import { readOutput } from '@/lib/runs/output'
import type { RunView } from '@/lib/runs/schema'
import { testContext } from '../../support/context'
import { testDatabase } from '../../support/database'
import { chain, edge, enter, graphOf, select } from '../queue/graphs'
import { drain, testAgent, testArtifacts, testQueue } from '../queue/support'

testArtifacts()
const database = await testDatabase()
const queue = testQueue(database)
const notes = (run: RunView) => Object.fromEntries(run.steps.map((step) => [step.node, step.reused ? `run ${step.reused.runNumber}` : step.reuseNote]))

async function pipelineOf(graph: ReturnType<typeof graphOf>, role: 'author' | 'viewer' = 'author') {
  const ctx = await testContext(database.db)
  const pipeline = await createPipeline(ctx, { name: 'p', graph })
  return { ctx: role === 'author' ? ctx : { ...ctx, actor: { ...ctx.actor, role } as typeof ctx.actor }, pipeline }
}

test('the second run of a pipeline is reused whole, and is done when it is submitted', async () => {
  const { ctx, pipeline } = await pipelineOf(chain(100, [['1'], ['2']]))
  const agent = await testAgent(queue, database)
  const first = await submitRun(ctx, pipeline.id)
  expect(first).toMatchObject({ number: 1, state: 'queued', counts: { queued: 1, waiting: 99 } })
  await drain(agent)
  expect((await readRun(ctx, first.id)).state).toBe('succeeded')
  const started = performance.now()
  const second = await submitRun(ctx, pipeline.id)
  const took = performance.now() - started
  expect(second).toMatchObject({ number: 2, state: 'succeeded', endReason: 'succeeded', counts: { succeeded: 100, reused: 100 } })
  expect(second.steps.every((step) => step.reused?.runId === first.id && Object.keys(step.outputs).length === 1)).toBe(true)
  expect(took).toBeLessThan(1000)
})

test('a change makes that step and what follows new, each saying why; the rest is reused', async () => {
  const ctx = await testContext(database.db)
  const agent = await testAgent(queue, database)
  const graph = (rows: string[][]) => graphOf([enter('a', rows), select('b'), enter('x', [['7']]), select('y')], [edge('a', 'b'), edge('x', 'y')])
  const pipeline = await createPipeline(ctx, { name: 'p', graph: graph([['1']]) })
  const submit = (rows: string[][], force?: string[]) => submitGraph(ctx, { graph: graph(rows), pipelineId: pipeline.id, name: 'p', options: { force } })
  const first = await submit([['1']])
  expect(notes(first)).toMatchObject({ a: 'first run of this step', b: '' })
  await drain(agent)
  const second = await submit([['2']])
  await drain(agent)
  const after = await readRun(ctx, second.id)
  expect(notes(after)).toMatchObject({ b: 'input table changed', x: 'run 1', y: 'run 1' })
  expect(after.steps.find((step) => step.node === 'a')!.reuseNote).toMatch(/^parameter table changed/)

  // Back to what was: the older result is found, though the last run had another.
  expect(notes(await submit([['1']]))).toEqual({ a: 'run 1', b: 'run 1', x: 'run 1', y: 'run 1' })

  const forced = await submit([['1']], ['b'])
  expect(notes(forced)).toEqual({ a: 'run 1', b: 'forced: computed anew as asked', x: 'run 1', y: 'run 1' })
  await drain(agent)
})

test('a result whose blob is gone is computed again', async () => {
  const { ctx, pipeline } = await pipelineOf(chain(2, [['41']]))
  const agent = await testAgent(queue, database)
  const first = await submitRun(ctx, pipeline.id)
  await drain(agent)
  const { digest } = await readOutput(ctx, { runId: first.id, node: 's1', port: 'table' })
  rmSync(artifactStore().path(digest))
  const second = await submitRun(ctx, pipeline.id)
  expect(notes(second)).toEqual({ s0: 'run 1', s1: 'the earlier result is no longer stored' })
  expect(await drain(agent)).toEqual(['s1'])
})

test('a run up to a step holds that step and what it needs', async () => {
  const { ctx, pipeline } = await pipelineOf(graphOf([enter('a', [['51']]), select('b'), select('c'), select('d')], [edge('a', 'b'), edge('b', 'c'), edge('a', 'd')]))
  const run = await submitRun(ctx, pipeline.id, { until: ['b'] })
  expect(run.steps.map((step) => step.node)).toEqual(['a', 'b'])
  await expect(submitRun(ctx, pipeline.id, { until: ['nope'] })).rejects.toMatchObject({ code: 'invalid' })
  await cancelRun(ctx, run.id)
})

test('rerun from a step computes it and all downstream anew, as a new run', async () => {
  const { ctx, pipeline } = await pipelineOf(chain(4, [['61']]))
  const agent = await testAgent(queue, database)
  const first = await submitRun(ctx, pipeline.id)
  await drain(agent)
  const again = await rerun(ctx, first.id, { from: ['s2'] })
  expect(again.number).toBe(2)
  expect(again.options).toMatchObject({ rerunOf: first.id, from: ['s2'] })
  expect(await drain(agent)).toEqual(['s2', 's3'])
  expect(notes(await readRun(ctx, again.id))).toMatchObject({ s0: 'run 1', s1: 'run 1', s2: 'forced: computed anew as asked', s3: 'forced: computed anew as asked' })
})

test('retry opens the same run: what succeeded stays, former attempts stay', async () => {
  const { ctx, pipeline } = await pipelineOf(chain(3, [['71']]))
  const agent = await testAgent(queue, database)
  const run = await submitRun(ctx, pipeline.id)
  const [first] = await agent.claim()
  await agent.succeed(first!)
  await expect(retryRun(ctx, run.id)).rejects.toMatchObject({ code: 'conflict' })
  const [second] = await agent.claim()
  await agent.end(second!, 'user_error', 'no')
  expect((await readRun(ctx, run.id)).state).toBe('failed')
  const open = await retryRun(ctx, run.id)
  expect(open).toMatchObject({ id: run.id, state: 'queued', endReason: null, endedAt: null, counts: { succeeded: 1, queued: 1, waiting: 1 } })
  expect(await drain(agent)).toEqual(['s1', 's2'])
  const after = await readRun(ctx, run.id)
  expect(after.state).toBe('succeeded')
  expect(after.steps[1]!.attempts).toMatchObject([{ number: 1, endReason: 'user_error' }, { number: 2, endReason: 'succeeded' }])
  await expect(retryRun(ctx, run.id)).rejects.toMatchObject({ code: 'conflict' })
})

test('a cancelled run is retried where it was', async () => {
  const { ctx, pipeline } = await pipelineOf(chain(3, [['81']]))
  const agent = await testAgent(queue, database)
  const run = await submitRun(ctx, pipeline.id)
  await cancelRun(ctx, run.id)
  expect((await readRun(ctx, run.id)).state).toBe('cancelled')
  await retryRun(ctx, run.id)
  expect(await drain(agent)).toEqual(['s0', 's1', 's2'])
  expect(await readRun(ctx, run.id)).toMatchObject({ state: 'succeeded', cancelRequested: false })
})

test('a graph with a problem is refused in the words of the designer', async () => {
  const { ctx, pipeline } = await pipelineOf(graphOf([select('lonely')]))
  await expect(submitRun(ctx, pipeline.id)).rejects.toMatchObject({
    code: 'invalid',
    details: { problems: expect.arrayContaining([expect.objectContaining({ node: 'lonely', severity: 'error' })]) },
  })
  const missing = await createPipeline(ctx, { name: 'q', graph: graphOf([{ id: 'i', component: 'data.import@1', params: { asset: { name: 'nope', version: 'latest' } } }]) })
  await expect(submitRun(ctx, missing.id)).rejects.toThrow('There is no data asset “nope” in this workspace')
  const empty = await createPipeline(ctx, { name: 'e', graph: graphOf([]) })
  await expect(submitRun(ctx, empty.id)).rejects.toMatchObject({ code: 'invalid' })
  expect((await listRuns(ctx)).runs).toEqual([])
})

test('a thousand steps side by side are submitted at once and all end', { timeout: 60_000 }, async () => {
  const ids = Array.from({ length: 999 }, (_, index) => `w${index}`)
  const graph = graphOf([enter('a', [['91']]), ...ids.map((id) => select(id))], ids.map((id) => edge('a', id)))
  const { ctx, pipeline } = await pipelineOf(graph)
  const agent = await testAgent(queue, database)
  const started = performance.now()
  const run = await submitRun(ctx, pipeline.id, { force: 'all' })
  expect(performance.now() - started).toBeLessThan(3000)
  expect(run.counts).toMatchObject({ total: 1000, queued: 1, waiting: 999 })
  expect((await drain(agent)).length).toBe(1000)
  expect((await readRun(ctx, run.id)).state).toBe('succeeded')
})

test('a stranger finds nothing, and a viewer may look but not run', async () => {
  const { ctx, pipeline } = await pipelineOf(chain(1, [['95']]))
  const run = await submitRun(ctx, pipeline.id)
  const stranger = await testContext(database.db)
  const viewer = { ...ctx, actor: { ...ctx.actor, role: 'viewer' } as typeof ctx.actor }
  for (const refused of [
    () => submitRun(stranger, pipeline.id),
    () => readRun(stranger, run.id),
    () => cancelRun(stranger, run.id),
    () => retryRun(stranger, run.id),
    () => rerun(stranger, run.id),
    () => readOutput(stranger, { runId: run.id, node: 's0', port: 'table' }),
    () => readRun(stranger, 'not-an-id'),
  ]) await expect(refused()).rejects.toMatchObject({ code: 'not_found' })
  expect((await listRuns(stranger)).runs).toEqual([])
  expect((await readRun(viewer, run.id)).id).toBe(run.id)
  for (const refused of [() => submitRun(viewer, pipeline.id), () => cancelRun(viewer, run.id), () => retryRun(viewer, run.id), () => rerun(viewer, run.id)]) {
    await expect(refused()).rejects.toMatchObject({ code: 'forbidden' })
  }
  await cancelRun(ctx, run.id)
})

test('the list pages by cursor and filters by pipeline and state', async () => {
  const { ctx, pipeline } = await pipelineOf(chain(1, [['96']]))
  const other = await createPipeline(ctx, { name: 'other', graph: chain(1, [['97']]) })
  for (let count = 0; count < 3; count++) await cancelRun(ctx, (await submitRun(ctx, pipeline.id)).id)
  await submitRun(ctx, other.id)
  const page = await listRuns(ctx, { limit: 2 })
  expect(page.runs.map((run) => run.number)).toEqual([4, 3])
  expect((await listRuns(ctx, { limit: 2, cursor: page.next! })).runs.map((run) => run.number)).toEqual([2, 1])
  expect((await listRuns(ctx, { pipeline: other.id })).runs).toMatchObject([{ number: 4, pipelineName: 'other', counts: { total: 1 } }])
  expect((await listRuns(ctx, { state: 'queued,running' })).runs.map((run) => run.number)).toEqual([4])
  // By the day (UTC) on which they were asked for, and by who asked; midnight may lie between.
  const today = (await listRuns(ctx)).runs.at(-1)!.createdAt.slice(0, 10)
  const days = (from: string, to?: string) => listRuns(ctx, { from, ...(to && { to }) })
  expect([(await days(today)).runs.length, (await days('2000-01-01', '2000-01-02')).runs.length, (await days('2000-01-01', today)).runs.at(-1)!.number]).toEqual([4, 0, 1])
  expect((await listRuns(ctx, { person: ctx.actor.name })).runs).toHaveLength(4)
  expect((await listRuns(ctx, { person: 'nobody' })).runs).toEqual([])
  await expect(listRuns(ctx, { from: 'yesterday' })).rejects.toThrow('A day is written as 2026-01-31')
  expect((await listRuns(ctx, { pipeline: pipeline.id, before: 3 })).runs.map((run) => run.number)).toEqual([2, 1])
})
