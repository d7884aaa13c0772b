import { expect, test } from 'vitest'
import { createExperiment } from '@/lib/tracking/experiments/create'
import { createRun } from '@/lib/tracking/runs/create'
import { editRun } from '@/lib/tracking/runs/edit'
import { moveRun, updateRun } from '@/lib/tracking/runs/change'
import { viewTrackedRun } from '@/lib/tracking/runs/view'
import { hints, trackedTopic } from '@/lib/hints'
import { testContext } from '../../support/context'
import { testDatabase } from '../../support/database'

const database = await testDatabase()

test('a note, tags and a name are changed together with a trace, and watchers hear of it', async () => {
  const ctx = await testContext(database.db)
  const experimentId = await createExperiment(ctx, { name: 'edited' })
  const tags = [{ key: 'team', value: 'fish' }, { key: 'mlflow.source.git.commit', value: 'abc123' }]
  const { run_id: id } = await createRun(ctx, { experimentId, name: 'first', tags })
  const heard: string[] = []
  const stop = hints().subscribe(trackedTopic(ctx.workspace.id), (topic) => heard.push(topic))
  expect(await editRun(ctx, id, { name: 'better', note: 'Fewer columns.', tags: { team: null, checked: 'yes' } })).toMatchObject({ name: 'better', note: 'Fewer columns.', tags: [{ key: 'checked', value: 'yes' }], code: { commit: 'abc123' }, person: ctx.actor.name, origin: null })
  await expect.poll(() => heard, { timeout: 30_000 }).toContain(trackedTopic(ctx.workspace.id, id))
  heard.length = 0
  await updateRun(ctx, { runId: id, status: 'FINISHED', endMs: Date.now() })
  await expect.poll(() => heard, { timeout: 30_000 }).toContain(trackedTopic(ctx.workspace.id, id))
  stop()
  await expect(editRun(ctx, id, { note: 'x', tags: { 'mlflow.user': 'me' } })).rejects.toMatchObject({ code: 'invalid' })
  await expect(editRun(ctx, id, { name: ' ' })).rejects.toMatchObject({ code: 'invalid' })
  expect((await viewTrackedRun(ctx, id)).note).toBe('Fewer columns.')
  expect((await editRun(ctx, id, { note: '' })).note).toBe('')
  await expect(editRun({ ...ctx, actor: { ...ctx.actor, role: 'viewer' } as typeof ctx.actor }, id, { note: 'x' })).rejects.toMatchObject({ code: 'forbidden' })
  await expect(editRun(await testContext(database.db), id, { note: 'x' })).rejects.toMatchObject({ code: 'not_found' })
  await moveRun(ctx, id, 'deleted')
  await expect(editRun(ctx, id, { note: 'x' })).rejects.toMatchObject({ code: 'invalid' })
  expect((await database.sql`select action from activity where workspace_id = ${ctx.workspace.id} and object_kind = 'tracked_run' order by id`).map(({ action }) => action)).toEqual(['tracked_run.changed', 'tracked_run.changed', 'tracked_run.deleted'])
})
