import { describe, expect, it } from 'vitest'
import { sql } from 'drizzle-orm'
import { dataAssets, dataAssetVersions } from '@/db/schema'
import type { Context } from '@/lib/context'
import { loadDraft } from '@/lib/drafts/load-updates'
import { docToGraph } from '@/lib/drafts/document'
import { changePipeline } from '@/lib/pipelines/change'
import { createPipeline } from '@/lib/pipelines/create'
import { deletePipeline } from '@/lib/pipelines/delete'
import { duplicatePipeline } from '@/lib/pipelines/duplicate'
import { exportFileName, exportPipeline } from '@/lib/pipelines/export'
import { listPipelines } from '@/lib/pipelines/list'
import { pipelineProblems } from '@/lib/pipelines/problems'
import { readPipeline } from '@/lib/pipelines/read'
import { CreatePipelineInput } from '@/lib/pipelines/schema'
import * as Y from 'yjs'
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

const actions = async (ctx: Context) => {
  const rows = await db.execute<{ action: string }>(sql`select action from activity where workspace_id = ${ctx.workspace.id} order by id`)
  return rows.map((row) => row.action)
}

describe('a pipeline', () => {
  it('is created with a draft whose document says the same as its graph', async () => {
    const ctx = await testContext(db)
    const made = await createPipeline(ctx, { name: '  Penguins ', graph })
    expect(made).toMatchObject({ name: 'Penguins', description: '', deletedAt: null })
    expect(made.graph.nodes.map((node) => node.id)).toEqual(['load', 'keep'])
    const read = await readPipeline(ctx, made.id)
    expect(read.graph).toEqual(made.graph)
    expect(read.revision).toBe(made.revision)
    const draft = await loadDraft(ctx, made.id)
    const doc = new Y.Doc()
    Y.applyUpdate(doc, draft.update)
    expect(docToGraph(doc)).toEqual(made.graph)
    expect(draft.seq).toBe(made.revision)
    expect(await actions(ctx)).toEqual(['pipeline.created'])
  })

  it.each([
    ['two steps of one id', { nodes: [graph.nodes[0]!, graph.nodes[0]!], edges: [] }, 'Two steps have the id “load”'],
    ['an edge to nowhere', { nodes: [graph.nodes[1]!], edges: graph.edges }, 'There is no step “load”'],
    ['an input fed twice', { ...graph, edges: [...graph.edges, ...graph.edges] }, 'an input takes one'],
    ['a nameless component', { nodes: [{ id: 'x', component: 'filter' }], edges: [] }, 'category.name@version'],
  ])('is refused with %s, and nothing is written', async (_, bad, message) => {
    const ctx = await testContext(db)
    await expect(createPipeline(ctx, { name: 'Bad', graph: bad })).rejects.toMatchObject({ code: 'invalid', message: expect.stringContaining(message) })
    expect(await listPipelines(ctx)).toEqual([])
    expect(await actions(ctx)).toEqual([])
  })

  it('is renamed, duplicated, exported and imported again', async () => {
    const ctx = await testContext(db)
    const made = await createPipeline(ctx, { name: 'One', graph })
    await changePipeline(ctx, made.id, { name: 'First' })
    const copy = await duplicatePipeline(ctx, made.id)
    expect(copy).toMatchObject({ name: 'Copy of First', graph: made.graph })
    expect(copy.id).not.toBe(made.id)
    const file = JSON.parse(JSON.stringify(exportPipeline(await readPipeline(ctx, copy.id))))
    const again = await createPipeline(ctx, CreatePipelineInput.parse(file))
    expect(again.graph).toEqual(made.graph)
    expect(exportFileName('Größe & Übermaß!')).toBe('gro-e-u-berma.json')
    expect(await actions(ctx)).toEqual(['pipeline.created', 'pipeline.renamed', 'pipeline.created', 'pipeline.created'])
  })

  it('goes to the trash and comes back', async () => {
    const ctx = await testContext(db)
    const { id } = await createPipeline(ctx, { name: 'Temporary', graph })
    await deletePipeline(ctx, id)
    await deletePipeline(ctx, id)
    await expect(readPipeline(ctx, id)).rejects.toMatchObject({ code: 'not_found', details: { deleted: true } })
    await expect(changePipeline(ctx, id, { name: 'x' })).rejects.toMatchObject({ code: 'not_found' })
    expect(await listPipelines(ctx)).toEqual([])
    expect((await listPipelines(ctx, { deleted: true })).map((row) => row.id)).toEqual([id])
    expect((await changePipeline(ctx, id, { deleted: false })).graph.nodes).toHaveLength(2)
    expect((await readPipeline(ctx, id)).name).toBe('Temporary')
    expect(await actions(ctx)).toEqual(['pipeline.created', 'pipeline.deleted', 'pipeline.restored'])
  })

  it('is listed with its steps and its latest run, found by any part of its name', async () => {
    const ctx = await testContext(db)
    const { id } = await createPipeline(ctx, { name: 'Churn 100%', graph })
    await createPipeline(ctx, { name: 'Other' })
    for (const [number, state] of [[1, 'failed'], [2, 'succeeded']] as const) {
      await db.execute(sql`insert into runs (workspace_id, number, pipeline_id, name, state, graph, remaining, created_at)
        values (${ctx.workspace.id}, ${number}, ${id}, 'r', ${state}, '{"nodes":[],"edges":[]}', 0, now() + ${number} * interval '1 second')`)
    }
    const [row] = await listPipelines(ctx, { search: '0%' })
    expect(row).toMatchObject({ id, steps: 2, lastRun: { number: 2, state: 'succeeded' }, createdBy: ctx.actor.kind === 'user' ? ctx.actor.name : '' })
    expect(await listPipelines(ctx, { search: '_' })).toEqual([])
  })
})

describe('strangers', () => {
  it('of another workspace find nothing', async () => {
    const ctx = await testContext(db)
    const stranger = await testContext(db, { role: 'owner' })
    const { id } = await createPipeline(ctx, { name: 'Mine', graph })
    const refused = { code: 'not_found' }
    await expect(readPipeline(stranger, id)).rejects.toMatchObject(refused)
    await expect(changePipeline(stranger, id, { name: 'Theirs' })).rejects.toMatchObject(refused)
    await expect(duplicatePipeline(stranger, id)).rejects.toMatchObject(refused)
    await expect(deletePipeline(stranger, id)).rejects.toMatchObject(refused)
    await expect(loadDraft(stranger, id)).rejects.toMatchObject(refused)
    expect(await listPipelines(stranger)).toEqual([])
    expect((await readPipeline(ctx, id)).name).toBe('Mine')
  })

  it('with another role are refused: a viewer reads, a labeler does not', async () => {
    const ctx = await testContext(db)
    const { id } = await createPipeline(ctx, { name: 'Mine', graph })
    const as = (role: 'viewer' | 'labeler'): Context => ({ ...ctx, actor: { ...ctx.actor, role } as Context['actor'] })
    expect((await readPipeline(as('viewer'), id)).id).toBe(id)
    await expect(readPipeline(as('labeler'), id)).rejects.toMatchObject({ code: 'forbidden' })
    for (const attempt of [
      createPipeline(as('viewer'), { name: 'x' }),
      changePipeline(as('viewer'), id, { name: 'x' }),
      duplicatePipeline(as('viewer'), id),
      deletePipeline(as('viewer'), id),
    ]) {
      await expect(attempt).rejects.toMatchObject({ code: 'forbidden' })
    }
  })

  it('with an id that is none are told so, not shown a database error', async () => {
    await expect(readPipeline(await testContext(db), 'nonsense')).rejects.toMatchObject({ code: 'not_found' })
  })
})

describe('problems', () => {
  it('know the columns of the workspace’s data assets, and of no other’s', async () => {
    const ctx = await testContext(db)
    const [asset] = await db.insert(dataAssets).values({ workspaceId: ctx.workspace.id, name: 'penguins' }).returning()
    await db.insert(dataAssetVersions).values({ assetId: asset!.id, version: 1, state: 'ready', columns: [{ name: 'species', type: 'text' }], source: { kind: 'upload' } })
    const keep = (columns: string[]) => {
      const parsed = CreatePipelineInput.parse({ name: 'x', graph })
      parsed.graph.nodes[1]!.params = { columns }
      return parsed.graph
    }
    expect(await pipelineProblems(ctx, keep(['species']))).toEqual([])
    expect(await pipelineProblems(ctx, keep(['specie']))).toMatchObject([{ node: 'keep', param: 'columns', message: expect.stringContaining('did you mean “species”') }])
    expect(await pipelineProblems(await testContext(db), keep(['species']))).toMatchObject([{ node: 'load', message: expect.stringContaining('no data asset “penguins”') }])
  })
})
