import { expect, it } from 'vitest'
import { listActivity, listActivityFacets } from '@/lib/activity/list'
import { recordActivity } from '@/lib/activity/record'
import { testContext } from '../../support/context'
import { testDatabase } from '../../support/database'

const { db, sql } = await testDatabase()

it('is kept with the change or not at all', async () => {
  const ctx = await testContext(db, { role: 'admin' })
  await expect(
    db.transaction(async (tx) => {
      await recordActivity({ ...ctx, db: tx }, { action: 'pipeline.created', object: { kind: 'pipeline', name: 'Lost' } })
      throw new Error('the change failed')
    }),
  ).rejects.toThrow('the change failed')
  expect((await listActivity(ctx, {})).rows).toEqual([])
})

it('pages by cursor, filters, and keeps workspaces apart', async () => {
  const ctx = await testContext(db, { role: 'admin' })
  const other = await testContext(db, { role: 'owner' })
  await recordActivity(other, { action: 'pipeline.created', object: { kind: 'pipeline', name: 'Elsewhere' } })
  for (let count = 1; count <= 5; count++) await recordActivity(ctx, { action: count % 2 ? 'pipeline.edited' : 'run.submitted', object: { kind: count % 2 ? 'pipeline' : 'run', id: String(count), name: `Object ${count}` }, details: { count } })
  const first = await listActivity(ctx, { limit: 2 })
  expect(first.rows.map(({ object }) => object.id)).toEqual(['5', '4'])
  const second = await listActivity(ctx, { limit: 2, cursor: first.next! })
  expect(second.rows.map(({ object }) => object.id)).toEqual(['3', '2'])
  const last = await listActivity(ctx, { limit: 2, cursor: second.next! })
  expect(last).toMatchObject({ rows: [{ object: { id: '1' }, details: { count: 1 } }], next: null })
  expect((await listActivity(ctx, { kind: 'run' })).rows.map(({ object }) => object.id)).toEqual(['4', '2'])
  await sql`update activity set at = now() - interval '10 days' where object_id = '4'`
  expect((await listActivity(ctx, { kind: 'run', days: '7' })).rows.map(({ object }) => object.id)).toEqual(['2'])
  expect((await listActivity(ctx, { days: 'nonsense', cursor: 'x' })).rows).toHaveLength(5)
  expect(await listActivityFacets(ctx)).toEqual({ actors: [ctx.actor.kind === 'user' ? ctx.actor.name : ''], kinds: ['pipeline', 'run'] })
})

it('refuses those who may not read it', async () => {
  for (const role of ['author', 'labeler', 'viewer'] as const) {
    const ctx = await testContext(db, { role })
    await expect(listActivity(ctx, {})).rejects.toMatchObject({ code: 'forbidden' })
    await expect(listActivityFacets(ctx)).rejects.toMatchObject({ code: 'forbidden' })
  }
})
