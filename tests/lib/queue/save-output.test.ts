import { sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { findComponent } from '@/lib/catalog'
import { saveMistake } from '@/lib/catalog/data/save'
import { AssetName } from '@/lib/data/asset-name'
import { readData } from '@/lib/data/read-data'
import { submitGraph } from '@/lib/runs/submit'
import { testContext } from '../../support/context'
import { testDatabase } from '../../support/database'
import { edge, enter, graphOf } from './graphs'
import { testAgent, testArtifacts, testQueue } from './support'

testArtifacts()
const database = await testDatabase()
const queue = testQueue(database)

const saving = (value: string, name: string) => graphOf([enter('data', [[value]]), { id: 'save', component: 'data.save@1', params: { name } }], [edge('data', 'save')])

/** Runs it as an agent does whose Save step passes its table on. */
async function run(ctx: Awaited<ReturnType<typeof testContext>>, value: string, name: string, meta: object = { saved: name }) {
  const agent = await testAgent(queue, database)
  await submitGraph(ctx, { pipelineId: null, name: 'Nightly', graph: saving(value, name), options: { force: 'all' } })
  for (;;) {
    const leases = await agent.claim(5)
    if (leases.length === 0) return
    for (const lease of leases) {
      const input = lease.inputs.table
      await agent.succeed(lease, input ? { outputs: { table: { ...input, meta: { rows: 1, columns: [{ name: 'a', type: 'integer' }], ...meta } } } } : {})
    }
  }
}

test('a saved table is the next version of its asset, once', async () => {
  const ctx = await testContext(database.db)
  await run(ctx, '1', 'Clean sales')
  await run(ctx, '1', 'Clean sales')
  await run(ctx, '2', 'Clean sales')
  const asset = await readData(ctx, 'Clean sales')
  expect(asset.versions.map(({ version, state, rows, source }) => [version, state, rows, source.kind, source.runNumber])).toEqual([[2, 'ready', 1, 'pipeline', 3], [1, 'ready', 1, 'pipeline', 1]])
  expect(asset.latest).toMatchObject({ columns: [{ name: 'a', type: 'integer' }], createdBy: ctx.actor.name, source: { title: 'Nightly' } })
  const activity = await database.db.execute<{ action: string; actor_name: string }>(sql`select action, actor_name from activity where workspace_id = ${ctx.workspace.id} and object_kind = 'data' order by id`)
  expect(activity.map(({ action, actor_name }) => [action, actor_name])).toEqual([['data.created', ctx.actor.name], ['data.version_added', ctx.actor.name]])
})

test('an agent cannot save what the step does not say', async () => {
  const ctx = await testContext(database.db)
  await run(ctx, '7', 'Mine', { saved: 'Theirs' })
  await expect(readData(ctx, 'Theirs')).rejects.toMatchObject({ code: 'not_found' })
  expect((await readData(ctx, 'Mine')).versions).toHaveLength(1)
})

test('a name that cannot be is a problem while drawing', () => {
  const save = findComponent('data.save@1')!
  const problems = (name: string) => save.infer({ params: { name, description: '' }, inputs: { table: [] }, connected: new Set(['table']), asset: () => undefined }).problems
  expect([problems('')[0]?.message, problems('a:b')[0]?.severity, problems('new')[0]?.message]).toEqual(['Name the data asset', 'error', '“new” is taken by a page of the studio; choose another name'])
  for (const name of ['', 'a:b', '/x', 'new', 'gallery', 'datastores', 'Sales 2024 (b)', 'ä', 'x.']) expect(saveMistake({ name, description: '' }) === undefined).toBe(AssetName.safeParse(name).success)
})

test('the table passes as it is', () => {
  const columns = [{ name: 'a', type: 'integer' as const }]
  expect(findComponent('data.save@1')!.infer({ params: { name: 'x', description: '' }, inputs: { table: columns }, connected: new Set(['table']), asset: () => undefined }).outputs).toEqual({ table: columns })
})
