import { sql } from 'drizzle-orm'
import * as Y from 'yjs'
import { describe, expect, it } from 'vitest'
import { appendUpdate, compactAfter } from '@/lib/drafts/append-update'
import { docToGraph, nodeMap, nodesOf } from '@/lib/drafts/document'
import { loadDraft, loadUpdates } from '@/lib/drafts/load-updates'
import { createPipeline } from '@/lib/pipelines/create'
import { deletePipeline } from '@/lib/pipelines/delete'
import { readPipeline } from '@/lib/pipelines/read'
import type { Context } from '@/lib/context'
import { testContext } from '../../support/context'
import { testDatabase } from '../../support/database'

const { db } = await testDatabase()
const step = (id: string) => ({ id, component: 'transform.select-columns@1', name: '', note: '', params: {}, position: { x: 0, y: 0 } })

async function start() {
  const ctx = await testContext(db)
  const { id } = await createPipeline(ctx, { name: 'Draft', graph: { nodes: [step('first')], edges: [] } })
  return { ctx, id }
}

/** A client that loaded the draft; `edit` gives the update that its edit makes. */
async function client(ctx: Context, id: string) {
  const doc = new Y.Doc()
  Y.applyUpdate(doc, (await loadDraft(ctx, id)).update, 'server')
  const edit = (change: (doc: Y.Doc) => void): Uint8Array => {
    const updates: Uint8Array[] = []
    const note = (update: Uint8Array) => updates.push(update)
    doc.on('update', note)
    doc.transact(() => change(doc))
    doc.off('update', note)
    return Y.mergeUpdates(updates)
  }
  return { doc, edit, add: (node: string) => edit((d) => void nodesOf(d).set(node, nodeMap(step(node), nodesOf(d).size))) }
}

const rows = async (id: string) => Number((await db.execute<{ n: string }>(sql`select count(*) as n from pipeline_updates where pipeline_id = ${id}`))[0]!.n)

describe('appending to a draft', () => {
  it('brings the stored graph to the new revision', async () => {
    const { ctx, id } = await start()
    const one = await client(ctx, id)
    const { revision } = await appendUpdate(ctx, { pipelineId: id, update: one.add('second'), origin: 'tab' })
    const stored = await readPipeline(ctx, id)
    expect(stored.revision).toBe(revision)
    expect(stored.graph).toEqual(docToGraph(one.doc))
    expect(stored.graph.nodes.map((node) => node.id)).toEqual(['first', 'second'])
  })

  it('merges what two clients write at the same moment: nothing is lost', async () => {
    const { ctx, id } = await start()
    const clients = await Promise.all([client(ctx, id), client(ctx, id), client(ctx, id)])
    const edits = clients.flatMap((each, who) => Array.from({ length: 20 }, (_, n) => ({ who, update: each.add(`c${who}-${n}`) })))
    // In order for each client, all clients at once.
    await Promise.all(
      clients.map(async (_, who) => {
        for (const { update } of edits.filter((edit) => edit.who === who)) await appendUpdate(ctx, { pipelineId: id, update, origin: `tab-${who}` })
      }),
    )
    const { graph, revision } = await readPipeline(ctx, id)
    expect(graph.nodes).toHaveLength(61)
    expect((await loadUpdates(ctx, id, 0)).at(-1)!.seq).toBe(revision)
    for (const each of clients) {
      Y.applyUpdate(each.doc, (await loadDraft(ctx, id)).update)
      expect(docToGraph(each.doc)).toEqual(graph)
    }
  })

  it('takes a repeated update for what it is', async () => {
    const { ctx, id } = await start()
    const update = (await client(ctx, id)).add('second')
    const first = await appendUpdate(ctx, { pipelineId: id, update, origin: 'tab' })
    const again = await appendUpdate(ctx, { pipelineId: id, update, origin: 'tab' })
    expect(again).toEqual(first)
    expect(await rows(id)).toBe(2)
  })

  it('asks for what is missing when an update builds on one that it never got', async () => {
    const { ctx, id } = await start()
    const one = await client(ctx, id)
    one.add('lost')
    const second = one.edit((doc) => void nodesOf(doc).get('lost')!.set('name', 'Named'))
    await expect(appendUpdate(ctx, { pipelineId: id, update: second, origin: 'tab' })).rejects.toMatchObject({ code: 'conflict', details: { reason: 'missing_updates' } })
    expect((await readPipeline(ctx, id)).graph.nodes).toHaveLength(1)
    await appendUpdate(ctx, { pipelineId: id, update: Y.encodeStateAsUpdate(one.doc), origin: 'tab' })
    expect((await readPipeline(ctx, id)).graph.nodes[1]).toMatchObject({ id: 'lost', name: 'Named' })
  })

  it('refuses noise and what is too large, and goes on as before', async () => {
    const { ctx, id } = await start()
    await expect(appendUpdate(ctx, { pipelineId: id, update: new Uint8Array([9, 9, 9, 200]), origin: '' })).rejects.toMatchObject({ code: 'invalid' })
    await expect(appendUpdate(ctx, { pipelineId: id, update: new Uint8Array(5 * 1024 * 1024), origin: '' })).rejects.toMatchObject({ code: 'too_large' })
    await appendUpdate(ctx, { pipelineId: id, update: (await client(ctx, id)).add('after'), origin: '' })
    expect((await readPipeline(ctx, id)).graph.nodes.map((node) => node.id)).toEqual(['first', 'after'])
  })

  it('merges a long log into one row that still brings everybody up to date', async () => {
    const { ctx, id } = await start()
    const one = await client(ctx, id)
    const late = await client(ctx, id)
    const since = (await loadDraft(ctx, id)).seq
    for (let n = 0; n < compactAfter; n++) {
      const update = one.edit((doc) => void nodesOf(doc).get('first')!.set('name', `Name ${n}`))
      await appendUpdate(ctx, { pipelineId: id, update, origin: 'tab' })
    }
    expect(await rows(id)).toBeLessThan(5)
    for (const row of await loadUpdates(ctx, id, since)) {
      expect(row.origin).not.toBe('tab')
      Y.applyUpdate(late.doc, row.update)
    }
    expect(docToGraph(late.doc).nodes[0]!.name).toBe(`Name ${compactAfter - 1}`)
    expect((await readPipeline(ctx, id)).graph).toEqual(docToGraph(late.doc))
  })

  it('writes one line of activity for a sitting, not one for each key', async () => {
    const { ctx, id } = await start()
    const colleague: Context = { ...ctx, actor: (await testContext(db)).actor }
    const one = await client(ctx, id)
    for (const node of ['a', 'b']) await appendUpdate(colleague, { pipelineId: id, update: one.add(node), origin: '' })
    const found = await db.execute<{ action: string }>(sql`select action from activity where object_id = ${id} order by id`)
    expect(found.map((row) => row.action)).toEqual(['pipeline.created', 'pipeline.edited'])
  })

  it('is refused to strangers, to viewers, and for a draft in the trash', async () => {
    const { ctx, id } = await start()
    const update = (await client(ctx, id)).add('second')
    await expect(appendUpdate(await testContext(db), { pipelineId: id, update, origin: '' })).rejects.toMatchObject({ code: 'not_found' })
    const viewer = { ...ctx, actor: { ...ctx.actor, role: 'viewer' } } as Context
    await expect(appendUpdate(viewer, { pipelineId: id, update, origin: '' })).rejects.toMatchObject({ code: 'forbidden' })
    await deletePipeline(ctx, id)
    await expect(appendUpdate(ctx, { pipelineId: id, update, origin: '' })).rejects.toMatchObject({ code: 'not_found' })
    expect(await rows(id)).toBe(1)
  })
})
