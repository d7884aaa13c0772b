import { expect, test } from 'vitest'
import { createExperiment } from '@/lib/tracking/experiments/create'
import { logBatch } from '@/lib/tracking/metrics/log'
import { closeTablePools } from '@/lib/data/pools'
import { createRun } from '@/lib/tracking/runs/create'
import { exportRuns } from '@/lib/tracking/runs/export'
import { groupRunTable } from '@/lib/tracking/runs/groups'
import { listSavedViews, readSavedView, removeView, saveView } from '@/lib/tracking/runs/saved-views'
import { readRunTable } from '@/lib/tracking/runs/view'
import { DuckDBInstance } from '@duckdb/node-api'
import { writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { buffer, text } from 'node:stream/consumers'
import { afterAll } from 'vitest'
import { testContext } from '../../support/context'
import { testDatabase } from '../../support/database'
import { testArtifacts } from '../queue/support'

testArtifacts()
const database = await testDatabase()
afterAll(closeTablePools)

const runs = [
  { name: 'a', depth: '9', model: 'tree', loss: 0.5 },
  { name: 'b, "quoted"', depth: '10', model: 'tree', loss: Number.NaN },
  { name: 'c', depth: 'deep', model: 'line', loss: 0.25 },
  { name: 'd', depth: null, model: null, loss: 4 },
]

async function experiment() {
  const ctx = await testContext(database.db)
  const experimentId = await createExperiment(ctx, { name: 'table' })
  for (const [index, { name, depth, model, loss }] of runs.entries()) {
    const { run_id: runId } = await createRun(ctx, { experimentId, name, startMs: 1_700_000_000_000 + index })
    const params = [...(depth === null ? [] : [{ key: 'depth', value: depth }]), ...(model === null ? [] : [{ key: 'model', value: model }])]
    await logBatch(ctx, { runId, metrics: [{ key: 'loss', value: loss, timestamp: '1', step: '0' }, { key: 'loss', value: loss * 2, timestamp: '2', step: '7' }], params, tags: [] })
  }
  return { ctx, experimentId, viewer: { ...ctx, actor: { ...ctx.actor, role: 'viewer' } as typeof ctx.actor }, stranger: await testContext(database.db) }
}

test('parameters that are numbers are ordered as numbers, before texts, and runs without one come last', async () => {
  const { ctx, experimentId } = await experiment()
  const names = async (order: string) => (await readRunTable(ctx, { experimentId, columns: ['params.depth'], order })).runs.map(({ values }) => values['params.depth'] ?? null)
  expect(await names('params.depth ASC')).toEqual(['9', '10', 'deep', null])
  expect(await names('params.depth DESC')).toEqual(['10', '9', 'deep', null])
})

test('runs are grouped by a field, with how many there are and means over those that have a number', async () => {
  const { ctx, experimentId, stranger } = await experiment()
  const { groups, more } = await groupRunTable(ctx, { experimentId, by: 'params.model', columns: ['metrics.loss', 'metrics.loss|step 0', 'params.depth', 'metrics.none'] })
  expect(more).toBe(false)
  expect(groups).toEqual([
    { value: 'tree', count: 2, means: { 'metrics.loss': { mean: 1, count: 1 }, 'metrics.loss|step 0': { mean: 0.5, count: 1 } } },
    { value: 'line', count: 1, means: { 'metrics.loss': { mean: 0.5, count: 1 }, 'metrics.loss|step 0': { mean: 0.25, count: 1 } } },
    { value: null, count: 1, means: { 'metrics.loss': { mean: 8, count: 1 }, 'metrics.loss|step 0': { mean: 4, count: 1 } } },
  ])
  expect((await groupRunTable(ctx, { experimentId, by: 'status', columns: [], filter: 'params.depth > 9' })).groups).toEqual([{ value: 'RUNNING', count: 1, means: {} }])
  await expect(groupRunTable(ctx, { experimentId, by: 'metrics.loss', columns: [] })).rejects.toMatchObject({ code: 'invalid' })
  await expect(groupRunTable(stranger, { experimentId, by: 'status', columns: [] })).rejects.toMatchObject({ code: 'not_found' })
})

test('an export holds every run of the filter in its order, whole, as CSV and as Parquet', async () => {
  const { ctx, experimentId, stranger } = await experiment()
  const asked = { experimentId, filter: 'metrics.loss > 0 OR params.depth = 10', order: 'params.depth ASC', columns: ['params.depth', 'metrics.loss|lowest', 'metrics.loss'] }
  const csv = await exportRuns(ctx, { ...asked, format: 'csv' })
  const lines = (await text(csv.stream)).trimEnd().split('\r\n')
  expect(lines[0]).toBe('run_id,run_name,status,kind,user,start_time,end_time,duration_ms,parent_run_id,params.depth,metrics.loss|lowest,metrics.loss')
  expect(lines.slice(1).map((line) => line.slice(33))).toEqual([
    `a,RUNNING,mlflow,${ctx.actor.name},2023-11-14T22:13:20.000,,,,9,0.5,1`,
    `"b, ""quoted""",RUNNING,mlflow,${ctx.actor.name},2023-11-14T22:13:20.001,,,,10,,NaN`,
    `c,RUNNING,mlflow,${ctx.actor.name},2023-11-14T22:13:20.002,,,,deep,0.25,0.5`,
    `d,RUNNING,mlflow,${ctx.actor.name},2023-11-14T22:13:20.003,,,,,4,8`,
  ])
  const parquet = await exportRuns(ctx, { ...asked, format: 'parquet' })
  expect(parquet.fileName).toBe('table runs.parquet')
  const file = path.join(tmpdir(), `runs-${process.pid}.parquet`)
  writeFileSync(file, await buffer(parquet.stream))
  const duck = await (await DuckDBInstance.create()).connect()
  const read = await duck.runAndReadAll(`select run_name, epoch_ms(start_time)::double as at, "params.depth", "metrics.loss|lowest", "metrics.loss"::text as loss from '${file}'`)
  expect(read.getRowObjectsJson()).toEqual([
    { run_name: 'a', at: 1_700_000_000_000, 'params.depth': '9', 'metrics.loss|lowest': 0.5, loss: '1.0' },
    { run_name: 'b, "quoted"', at: 1_700_000_000_001, 'params.depth': '10', 'metrics.loss|lowest': null, loss: 'nan' },
    { run_name: 'c', at: 1_700_000_000_002, 'params.depth': 'deep', 'metrics.loss|lowest': 0.25, loss: '0.5' },
    { run_name: 'd', at: 1_700_000_000_003, 'params.depth': null, 'metrics.loss|lowest': 4, loss: '8.0' },
  ])
  await expect(exportRuns(ctx, { ...asked, filter: 'metrics.loss <', format: 'csv' })).rejects.toMatchObject({ code: 'invalid' })
  await expect(exportRuns(stranger, { ...asked, format: 'csv' })).rejects.toMatchObject({ code: 'not_found' })
})

test('a view is saved for everybody under its name, replaced by the next of the name, and deleted; viewers only open it', async () => {
  const { ctx, experimentId, viewer, stranger } = await experiment()
  const first = await saveView(ctx, experimentId, { name: ' Best ', query: { filter: 'metrics.loss < 1', columns: '["metrics.loss"]' } })
  const second = await saveView(ctx, experimentId, { name: 'Best', query: { order: 'metrics.loss ASC' } })
  expect(second).toEqual({ id: first.id, name: 'Best', query: { order: 'metrics.loss ASC' }, by: ctx.actor.name })
  expect(await readSavedView(viewer, experimentId, first.id)).toEqual(second)
  expect((await listSavedViews(viewer, experimentId)).views).toEqual([second])
  await expect(saveView(viewer, experimentId, { name: 'Mine', query: {} })).rejects.toMatchObject({ code: 'forbidden' })
  await expect(removeView(viewer, experimentId, first.id)).rejects.toMatchObject({ code: 'forbidden' })
  await expect(listSavedViews(stranger, experimentId)).rejects.toMatchObject({ code: 'not_found' })
  await expect(saveView(ctx, experimentId, { name: ' ', query: {} })).rejects.toMatchObject({ code: 'invalid', message: expect.stringContaining('Give the view a name') })
  expect(await readSavedView(ctx, experimentId, 'nothing')).toBeUndefined()
  await removeView(ctx, experimentId, first.id)
  await expect(removeView(ctx, experimentId, first.id)).rejects.toMatchObject({ code: 'not_found' })
  expect((await database.sql`select action from activity where workspace_id = ${ctx.workspace.id} and object_kind = 'run_view' order by id`).map(({ action }) => action)).toEqual(['run_view.saved', 'run_view.saved', 'run_view.deleted'])
})
