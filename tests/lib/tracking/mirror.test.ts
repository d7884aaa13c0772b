import { expect, test, vi } from 'vitest'
import { createVersion } from '@/lib/registry/versions'
import { createModel } from '@/lib/registry/models'
import { createPipeline } from '@/lib/pipelines/create'
import { retryRun } from '@/lib/runs/retry'
import { submitRun } from '@/lib/runs/submit'
import { listExperiments } from '@/lib/tracking/experiments/search'
import { openFile } from '@/lib/tracking/artifacts/files'
import { keepMirroring } from '@/lib/tracking/mirror/keep-mirroring'
import { mirrorRuns } from '@/lib/tracking/mirror/mirror-runs'
import { datasetsOf, metricsOf, paramsOf } from '@/lib/tracking/mirror/values'
import { readRunTable, viewTrackedRun } from '@/lib/tracking/runs/view'
import { testContext } from '../../support/context'
import { testDatabase } from '../../support/database'
import { chain, edge, enter, graphOf, select } from '../queue/graphs'
import { drain, testAgent, testArtifacts, testQueue } from '../queue/support'

testArtifacts()
const database = await testDatabase()
const queue = testQueue(database)

test('a run of a pipeline is a tracked run of the experiment of its pipeline, told twice and stored once', async () => {
  const ctx = await testContext(database.db)
  const agent = await testAgent(queue, database)
  const graph = { ...graphOf([enter('a'), select('b')], [edge('a', 'b')]), parameters: [{ name: 'depth', type: 'integer' as const, default: 3 }] }
  const pipeline = await createPipeline(ctx, { name: 'Penguins', graph })
  const run = await submitRun(ctx, pipeline.id, { parameters: { depth: 5 } })
  await keepMirroring(database.db)
  const experiment = (await listExperiments(ctx, {})).experiments.find(({ name }) => name === 'Penguins')!
  const table = () => readRunTable(ctx, { experimentId: experiment.id, columns: ['params.depth', 'metrics.accuracy'] })
  expect((await table()).runs).toMatchObject([{ name: 'Run 1', kind: 'pipeline', status: 'SCHEDULED', endMs: null, pipelineRunId: run.id, values: { 'params.depth': '5' } }])

  const [first] = await agent.claim()
  await agent.succeed(first!)
  const [second] = await agent.claim()
  await agent.succeed(second!, { metrics: { accuracy: 0.75 } })
  await database.sql`update step_outputs set type = 'model' where step_id = (select id from step_runs where run_id = ${run.id} and node = 'b')`
  await mirrorRuns(database.db)
  await database.sql`update runs set mirrored_state = null`
  await keepMirroring(database.db)
  const [row, ...more] = (await table()).runs
  expect(more).toEqual([])
  expect(row).toMatchObject({ status: 'FINISHED', values: { 'params.depth': '5', 'metrics.accuracy': 0.75 } })
  expect(row!.endMs).toBeGreaterThanOrEqual(row!.startMs)
  const detail = await viewTrackedRun(ctx, row!.id)
  expect(detail.params).toContainEqual({ key: 'Step b/columns', value: '["a"]' })
  expect(detail.models).toMatchObject([{ name: 'Step b', status: 'ready' }])

  // What a pipeline has trained is registered as any other model, and its file can be read.
  await createModel(ctx, { name: 'penguins' })
  const version = await createVersion(ctx, { name: 'penguins', source: `models:/${detail.models[0]!.id}`, runId: row!.id, modelId: detail.models[0]!.id })
  expect(version).toMatchObject({ version: 1, run_id: row!.id, model_id: detail.models[0]!.id })
  expect((await openFile(ctx, `${detail.models[0]!.artifactPath}/model.joblib`)).size).toBeGreaterThan(0)
})

test('what failed and is tried again goes on in the same tracked run; a reused model is linked to where it was trained', async () => {
  const ctx = await testContext(database.db)
  const agent = await testAgent(queue, database)
  const pipeline = await createPipeline(ctx, { name: 'Again', graph: chain(2) })
  const run = await submitRun(ctx, pipeline.id)
  const [lease] = await agent.claim()
  await agent.end(lease!, 'user_error', 'The column is missing.')
  await keepMirroring(database.db)
  const experiment = (await listExperiments(ctx, {})).experiments.find(({ name }) => name === 'Again')!
  const table = async () => (await readRunTable(ctx, { experimentId: experiment.id, columns: ['tags.atelier.failed'] })).runs
  expect(await table()).toMatchObject([{ status: 'FAILED', values: { 'tags.atelier.failed': expect.stringContaining('The column is missing.') } }])
  await retryRun(ctx, run.id)
  await drain(agent)
  await database.sql`update step_outputs set type = 'model' where step_id in (select id from step_runs where run_id = ${run.id})`
  await keepMirroring(database.db)
  expect(await table()).toMatchObject([{ status: 'FINISHED' }])
  await submitRun(ctx, pipeline.id)
  await keepMirroring(database.db)
  const [newest, oldest] = await table()
  expect(newest).toMatchObject({ name: 'Run 2', status: 'FINISHED' })
  const models = async (id: string) => (await database.sql<{ model_id: string }[]>`select model_id from model_links l join tracked_runs r on r.id = l.run where r.run_id = ${id} order by 1`).map(({ model_id }) => model_id)
  expect(await models(newest!.id)).toEqual(await models(oldest!.id))
  expect(await models(newest!.id)).toHaveLength(2)
})

test('settings and metrics of several steps are told apart by the steps’ names', () => {
  const step = (node: string, name: string, more: object) => ({ node, name, params: {}, metrics: {}, end_ms: '5', ...more })
  const steps = [step('x', 'Train', { params: { depth: 3, columns: [], note: '' } }), step('y', 'Train', { params: { depth: 4, code: 'x'.repeat(900) } }), step('z', 'Score', { metrics: { f1: 1, only: 2 } }), step('w', 'Other', { metrics: { f1: 0.5 } })]
  const params = paramsOf({ parameters: [], options: {} }, steps)
  expect(params.map(({ key }) => key)).toEqual(['Train (x)/depth', 'Train (y)/depth', 'Train (y)/code'])
  expect(params[2]!.value).toHaveLength(500)
  expect(metricsOf(steps).map(({ name, value }) => [name, value])).toEqual([['Score/f1', 1], ['only', 2], ['Other/f1', 0.5]])
  const asset = { name: 'penguins', version: 2, digest: 'a'.repeat(64) }
  expect(datasetsOf([{ params: { asset } }, { params: { asset } }])).toMatchObject([{ name: 'penguins', source: '{"name":"penguins","version":2}' }])
})

test('however many newer runs cannot be written, an older one is; they are tried again in another state', async () => {
  const ctx = await testContext(database.db)
  const pipeline = await createPipeline(ctx, { name: 'Older', graph: graphOf([enter('a')], []) })
  const run = await submitRun(ctx, pipeline.id)
  await keepMirroring(database.db)
  await database.sql`update runs set mirrored_state = null where id = ${run.id}`
  // No graph has such parameters: reading one of these fails.
  await database.sql`
    insert into runs (workspace_id, number, pipeline_id, name, state, graph, options, remaining, created_at)
    select workspace_id, 100 + n, pipeline_id, 'broken', 'running', jsonb_build_object('parameters', 5), '{}'::jsonb, 1, now() + interval '1 hour' from runs, generate_series(1, 60) n where id = ${run.id}`
  const told = vi.spyOn(console, 'error').mockImplementation(() => undefined)
  await keepMirroring(database.db)
  expect(told).toHaveBeenCalledTimes(60)
  told.mockRestore()
  const shown = async () => (await database.sql<{ name: string; mirrored: string | null; count: number }[]>`select name, mirrored_state as mirrored, count(*)::int as count from runs where workspace_id = ${ctx.workspace.id} group by 1, 2 order by 1`).map((row) => ({ ...row }))
  expect(await shown()).toEqual([{ name: 'Older', mirrored: 'queued', count: 1 }, { name: 'broken', mirrored: null, count: 60 }])
  await database.sql`update runs set state = 'failed', graph = '{}'::jsonb where name = 'broken' and workspace_id = ${ctx.workspace.id}`
  await keepMirroring(database.db)
  expect(await shown()).toEqual([{ name: 'Older', mirrored: 'queued', count: 1 }, { name: 'broken', mirrored: 'failed', count: 60 }])
})
