import { sql } from 'drizzle-orm'
import * as Y from 'yjs'
import { describe, expect, it } from 'vitest'
import type { Context } from '@/lib/context'
import { appendUpdate } from '@/lib/drafts/append-update'
import { edgesOf, nodesOf } from '@/lib/drafts/document'
import { loadDraft } from '@/lib/drafts/load-updates'
import { createPipeline } from '@/lib/pipelines/create'
import { deletePipeline } from '@/lib/pipelines/delete'
import { listVersions, publishVersion, readVersion } from '@/lib/pipelines/versions'
import { testContext } from '../../support/context'
import { testDatabase } from '../../support/database'

const { db } = await testDatabase()
const graph = {
  nodes: [
    { id: 'load', component: 'data.import@1', params: { asset: { name: 'penguins', version: 'latest' } } },
    { id: 'keep', component: 'transform.select-columns@1', position: { x: 0, y: 120 } },
  ],
  edges: [{ from: { node: 'load', port: 'table' }, to: { node: 'keep', port: 'table' } }],
}

async function start(role?: 'viewer') {
  const ctx = await testContext(db)
  const { id } = await createPipeline(ctx, { name: 'Penguins', graph })
  const reader: Context = role && ctx.actor.kind === 'user' ? { ...ctx, actor: { ...ctx.actor, role } } : ctx
  return { ctx, id, reader }
}

async function edit(ctx: Context, id: string, change: (doc: Y.Doc) => void) {
  const doc = new Y.Doc()
  Y.applyUpdate(doc, (await loadDraft(ctx, id)).update)
  const before = Y.encodeStateVector(doc)
  doc.transact(() => change(doc))
  await appendUpdate(ctx, { pipelineId: id, update: Y.encodeStateAsUpdate(doc, before), origin: 'tab' })
}

describe('published versions', () => {
  it('freeze the draft, with who, when and a note', async () => {
    const { ctx, id } = await start()
    expect(await listVersions(ctx, id)).toEqual([])
    const first = await publishVersion(ctx, id, { note: '  First that runs ' })
    expect(first).toMatchObject({ version: 1, note: 'First that runs', steps: 2, createdBy: ctx.actor.kind === 'user' && ctx.actor.name })
    await edit(ctx, id, (doc) => {
      nodesOf(doc).delete('keep')
      edgesOf(doc).delete('keep.table')
    })
    const second = await publishVersion(ctx, id)
    expect(second).toMatchObject({ version: 2, note: '', steps: 1 })
    expect((await listVersions(ctx, id)).map(({ version, steps }) => [version, steps])).toEqual([[2, 1], [1, 2]])
    expect((await readVersion(ctx, id, '1')).graph).toMatchObject(graph)
    expect((await readVersion(ctx, id, '1')).createdAt).toBe(first.createdAt)
  })

  it('leave a row in the activity', async () => {
    const { ctx, id } = await start()
    await publishVersion(ctx, id, { note: 'For the report' })
    const rows = await db.execute<{ details: unknown; name: string }>(sql`select details, object_name as name from activity where workspace_id = ${ctx.workspace.id} and action = 'pipeline.published'`)
    expect([...rows]).toEqual([{ name: 'Penguins', details: { version: 1, note: 'For the report' } }])
  })

  it('get each a number of their own when several publish at once', async () => {
    const { ctx, id } = await start()
    const made = await Promise.all([publishVersion(ctx, id, { note: 'a' }), publishVersion(ctx, id, { note: 'b' })])
    expect(made.map(({ version }) => version).sort()).toEqual([1, 2])
    expect(await listVersions(ctx, id)).toHaveLength(2)
  })

  it('are read but not published by a viewer', async () => {
    const { ctx, id, reader } = await start('viewer')
    await publishVersion(ctx, id)
    expect(await listVersions(reader, id)).toHaveLength(1)
    await expect(publishVersion(reader, id)).rejects.toMatchObject({ code: 'forbidden' })
    expect(await listVersions(ctx, id)).toHaveLength(1)
  })

  it('are not there for another workspace, nor of a pipeline in the trash', async () => {
    const { ctx, id } = await start()
    await publishVersion(ctx, id)
    const stranger = await testContext(db, { role: 'owner' })
    for (const attempt of [() => listVersions(stranger, id), () => readVersion(stranger, id, '1'), () => publishVersion(stranger, id)]) {
      await expect(attempt()).rejects.toMatchObject({ code: 'not_found' })
    }
    expect(await listVersions(ctx, id)).toHaveLength(1)
    await deletePipeline(ctx, id)
    await expect(listVersions(ctx, id)).rejects.toMatchObject({ code: 'not_found' })
  })

  it.each(['0', '2', '1.0', '-1', 'latest', '99999999999999999999'])('there is no version %s of one that has a single version', async (number) => {
    const { ctx, id } = await start()
    await publishVersion(ctx, id)
    await expect(readVersion(ctx, id, number)).rejects.toMatchObject({ code: 'not_found' })
  })

  it('refuse an empty pipeline and a note that is too long', async () => {
    const ctx = await testContext(db)
    const { id } = await createPipeline(ctx, { name: 'Empty' })
    await expect(publishVersion(ctx, id)).rejects.toMatchObject({ code: 'invalid', message: expect.stringContaining('no steps') })
    const full = await createPipeline(ctx, { name: 'Full', graph })
    await expect(publishVersion(ctx, full.id, { note: 'x'.repeat(2001) })).rejects.toMatchObject({ code: 'invalid' })
    expect(await listVersions(ctx, full.id)).toEqual([])
  })
})
