import { expect, test } from 'vitest'
import { deleteAlias, setAlias } from '@/lib/registry/aliases'
import { changeModel, changeVersion, removeModel, removeVersion } from '@/lib/registry/change'
import { listModels, viewModel, viewVersion } from '@/lib/registry/pages'
import { registerModel } from '@/lib/registry/register'
import { createExperiment } from '@/lib/tracking/experiments/create'
import { logBatch } from '@/lib/tracking/metrics/log'
import { createLoggedModel, finishLoggedModel } from '@/lib/tracking/models/logged'
import { createRun } from '@/lib/tracking/runs/create'
import { testContext } from '../../support/context'
import { testDatabase } from '../../support/database'

const database = await testDatabase()

async function logged() {
  const ctx = await testContext(database.db)
  const experimentId = await createExperiment(ctx, { name: 'models' })
  const { run_id: runId } = await createRun(ctx, { experimentId, name: 'trained' })
  await logBatch(ctx, { runId, metrics: [{ key: 'accuracy', value: 0.9, timestamp: '1', step: '0' }], params: [{ key: 'depth', value: '3' }], tags: [] })
  const { row } = await createLoggedModel(ctx, { experimentId, name: 'forest', sourceRunId: runId })
  const actions = async () => (await database.sql<{ action: string }[]>`select action from activity where workspace_id = ${ctx.workspace.id} and object_kind = 'model' order by id`).map(({ action }) => action)
  return { ctx, runId, modelId: row.model_id, actions, viewer: { ...ctx, actor: { ...ctx.actor, role: 'viewer' } as typeof ctx.actor }, stranger: await testContext(database.db) }
}

test('a model of a run is registered with its model at once or not at all, and its version knows where it comes from', async () => {
  const { ctx, runId, modelId, actions, viewer, stranger } = await logged()
  await expect(registerModel(ctx, 'birds', { modelId })).rejects.toMatchObject({ code: 'conflict', message: expect.stringContaining('not complete') })
  await finishLoggedModel(ctx, modelId, 'LOGGED_MODEL_READY')
  await expect(registerModel(ctx, 'bad/name', { modelId })).rejects.toMatchObject({ code: 'invalid' })
  await expect(registerModel(ctx, 'birds', { modelId, tags: [{ key: '../x', value: '' }] })).rejects.toMatchObject({ code: 'invalid' })
  expect((await listModels(ctx, {})).models).toEqual([])
  await expect(registerModel(viewer, 'birds', { modelId })).rejects.toMatchObject({ code: 'forbidden' })
  await expect(registerModel(stranger, 'birds', { modelId })).rejects.toMatchObject({ code: 'not_found' })
  await expect(registerModel(ctx, 'birds', {})).rejects.toMatchObject({ code: 'invalid' })

  expect(await registerModel(ctx, 'birds', { modelId, description: 'The first.' })).toMatchObject({ version: 1, runId, modelId, description: 'The first.', by: ctx.actor.name })
  expect(await registerModel(ctx, 'birds', { source: 's3://elsewhere/model' })).toMatchObject({ version: 2, runId: '' })
  expect(await actions()).toEqual(['model.registered', 'model.version_added', 'model.version_added'])
  expect(await viewVersion(viewer, 'birds', '1')).toMatchObject({ run: { id: runId, name: 'trained', experimentName: 'models' }, metrics: [{ key: 'accuracy', last: 0.9 }], params: [{ key: 'depth', value: '3' }], artifactPath: expect.stringContaining(modelId) })
  expect(await viewVersion(ctx, 'birds', '2')).toMatchObject({ run: null, artifactPath: null, artifactUri: 's3://elsewhere/model', metrics: [] })
  await registerModel(ctx, 'birds', { source: `runs:/${runId}/forest`, runId })
  expect(await viewVersion(ctx, 'birds', '3')).toMatchObject({ artifactPath: expect.stringMatching(new RegExp(`${runId}/artifacts/forest$`)) })
  await expect(viewVersion(stranger, 'birds', '1')).rejects.toMatchObject({ code: 'not_found' })
  await expect(viewVersion(ctx, 'birds', '4')).rejects.toMatchObject({ code: 'not_found' })
})

test('what an alias leads to is not deleted; descriptions, tags and names change with a trace', async () => {
  const { ctx, modelId, actions, viewer, stranger } = await logged()
  await finishLoggedModel(ctx, modelId, 'LOGGED_MODEL_READY')
  await registerModel(ctx, 'birds', { modelId })
  await registerModel(ctx, 'birds', { modelId })
  await setAlias(ctx, 'birds', 'champion', '1')
  await setAlias(ctx, 'birds', 'champion', '2')
  expect((await listModels(viewer, { contains: 'IRD' })).models).toMatchObject([{ name: 'birds', versions: 2, latest: 2, aliases: [{ alias: 'champion', version: 2 }] }])
  await expect(removeVersion(ctx, 'birds', '2')).rejects.toMatchObject({ code: 'conflict', message: expect.stringContaining('“champion”') })
  await expect(removeModel(ctx, 'birds')).rejects.toMatchObject({ code: 'conflict' })
  await expect(removeVersion(viewer, 'birds', '1')).rejects.toMatchObject({ code: 'forbidden' })
  await expect(removeModel(stranger, 'birds')).rejects.toMatchObject({ code: 'not_found' })
  await removeVersion(ctx, 'birds', '1')
  await expect(setAlias(ctx, 'birds', 'champion', '1')).rejects.toMatchObject({ code: 'not_found' })

  await changeVersion(ctx, 'birds', '2', { description: 'Better.', tags: { checked: 'yes' } })
  await expect(changeModel(ctx, 'birds', { name: 'bad/name', tags: { team: 'fish' } })).rejects.toMatchObject({ code: 'invalid' })
  expect((await viewModel(ctx, 'birds')).model.tags).toEqual([])
  await changeModel(ctx, 'birds', { name: 'owls', description: 'For the count.', tags: { team: 'birds' } })
  await changeVersion(ctx, 'owls', '2', { tags: { checked: null } })
  await expect(changeModel(viewer, 'owls', { description: '' })).rejects.toMatchObject({ code: 'forbidden' })
  expect(await viewModel(ctx, 'owls')).toMatchObject({ model: { description: 'For the count.', tags: [{ key: 'team', value: 'birds' }] }, versions: [{ version: 2, description: 'Better.', tags: [], aliases: ['champion'] }] })
  await deleteAlias(ctx, 'owls', 'champion')
  await removeModel(ctx, 'owls')
  await expect(viewModel(ctx, 'owls')).rejects.toMatchObject({ code: 'not_found' })
  expect((await actions()).slice(3)).toEqual(['model.alias_set', 'model.alias_set', 'model.version_deleted', 'model.tagged', 'model.described', 'model.tagged', 'model.described', 'model.renamed', 'model.untagged', 'model.alias_removed', 'model.deleted'])
})
