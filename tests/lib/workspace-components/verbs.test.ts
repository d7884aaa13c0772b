import { sql } from 'drizzle-orm'
import { describe, expect, it } from 'vitest'
import type { Context } from '@/lib/context'
import { openInside } from '@/lib/pipelines/open-inside'
import { createPipeline } from '@/lib/pipelines/create'
import { deletePipeline } from '@/lib/pipelines/delete'
import { readPipeline } from '@/lib/pipelines/read'
import { readRun } from '@/lib/runs/read'
import { rerun } from '@/lib/runs/rerun'
import { submitRun } from '@/lib/runs/submit'
import { changeOwn } from '@/lib/workspace-components/change'
import { createOwn } from '@/lib/workspace-components/create'
import { listOwn } from '@/lib/workspace-components/load'
import { publishOwn } from '@/lib/workspace-components/publish'
import { ownInside, readOwn } from '@/lib/workspace-components/read'
import type { CreateOwnInput } from '@/lib/workspace-components/schema'
import { testContext } from '../../support/context'
import { testDatabase } from '../../support/database'
import { chain, edge, enter, graphOf, select } from '../queue/graphs'
import { drain, testAgent, testArtifacts, testQueue } from '../queue/support'

testArtifacts()
const database = await testDatabase()
const { db } = database
const queue = testQueue(database)

const inside = {
  kind: 'sub-pipeline' as const,
  name: 'Keep twice',
  summary: 'Keeps a column, then keeps it again',
  graph: graphOf([select('one'), select('two')], [edge('one', 'two')]),
  inputs: [{ name: 'table', label: 'Rows', to: [{ node: 'one', port: 'table' }] }],
  outputs: [{ name: 'table', label: 'Rows', from: { node: 'two', port: 'table' } }],
  params: [{ name: 'columns', label: 'Columns', node: 'two', param: 'columns' }],
}
const keepTwice: CreateOwnInput = { declaration: inside, note: 'First' }
const greeting: CreateOwnInput = {
  declaration: { kind: 'python', name: 'Add a greeting', inputs: [{ name: 'table' }], outputs: [{ name: 'out' }], params: [{ name: 'greeting', type: 'text', default: 'hello' }] },
  source: 'def run(table, greeting):\n    return table.assign(greeting=greeting)\n',
}
const step = (id: string, ref: string, params = {}) => ({ id, component: ref, params })
const as = (ctx: Context, role: 'viewer' | 'labeler'): Context => (ctx.actor.kind === 'user' ? { ...ctx, actor: { ...ctx.actor, role } } : ctx)
const actions = async (ctx: Context) => (await db.execute<{ action: string; name: string; details: object }>(sql`select action, object_name as name, details from activity where workspace_id = ${ctx.workspace.id} and object_kind = 'component' order by id`)).map((row) => ({ ...row }))

describe('a component of a workspace', () => {
  it('is kept as version 1, with its id made of the name, and leaves a row in the activity', async () => {
    const ctx = await testContext(db)
    const made = await createOwn(ctx, keepTwice)
    expect(made).toMatchObject({ id: 'custom.keep-twice', version: 1, latest: 1, kind: 'sub-pipeline', archived: false, note: 'First' })
    expect((await createOwn(ctx, keepTwice)).id).toBe('custom.keep-twice-2')
    await expect(createOwn(ctx, { ...keepTwice, id: 'custom.keep-twice' })).rejects.toMatchObject({ code: 'conflict' })
    expect((await actions(ctx))[0]).toEqual({ action: 'component.created', name: 'Keep twice', details: { kind: 'sub-pipeline', note: 'First' } })
  })

  it('gets versions that never change, and refuses one made from an older than the newest', async () => {
    const ctx = await testContext(db)
    await createOwn(ctx, greeting)
    const second = await publishOwn(ctx, 'custom.add-a-greeting', { ...greeting, source: 'def run(table, greeting):\n    return table\n', note: 'Says nothing', after: 1 })
    expect(second).toMatchObject({ version: 2, latest: 2, source: expect.stringContaining('return table\n') })
    expect((await readOwn(ctx, 'custom.add-a-greeting', 1)).source).toContain('assign')
    expect(second.versions.map(({ version, note }) => [version, note])).toEqual([[2, 'Says nothing'], [1, '']])
    await expect(publishOwn(ctx, 'custom.add-a-greeting', { ...greeting, after: 1 })).rejects.toMatchObject({ code: 'conflict', message: expect.stringContaining('Version 2 was published') })
    await expect(publishOwn(ctx, 'custom.add-a-greeting', keepTwice)).rejects.toThrow('is a Python component and cannot become a sub-pipeline')
  })

  it('published by two at once becomes two versions', async () => {
    const ctx = await testContext(db)
    await createOwn(ctx, keepTwice)
    const both = await Promise.all([1, 2].map(() => publishOwn(ctx, 'custom.keep-twice', keepTwice)))
    expect(both.map(({ version }) => version).sort()).toEqual([2, 3])
  })

  it('is archived and comes back, and works in a pipeline all the same', async () => {
    const ctx = await testContext(db)
    await createOwn(ctx, keepTwice)
    expect(await changeOwn(ctx, 'custom.keep-twice', { archived: true })).toMatchObject({ archived: true })
    const pipeline = await createPipeline(ctx, { name: 'p', graph: graphOf([enter('a'), step('k', 'custom.keep-twice@1')], [edge('a', 'k')]) })
    expect((await submitRun(ctx, pipeline.id)).steps.map(({ node }) => node)).toEqual(['a', 'k.one', 'k.two'])
    await changeOwn(ctx, 'custom.keep-twice', { archived: false })
    expect((await actions(ctx)).map(({ action }) => action)).toEqual(['component.created', 'component.archived', 'component.unarchived'])
  })

  it('cannot be inside itself, in whatever version or however deep', async () => {
    const ctx = await testContext(db)
    await createOwn(ctx, keepTwice)
    const outer = { ...inside, name: 'Outer', graph: graphOf([step('in', 'custom.keep-twice@1')]), inputs: [{ name: 'table', to: [{ node: 'in', port: 'table' }] }], outputs: [{ name: 'table', from: { node: 'in', port: 'table' } }], params: [] }
    await createOwn(ctx, { declaration: outer })
    const again = { ...inside, graph: graphOf([step('one', 'custom.outer@1'), select('two')], [edge('one', 'two')]) }
    await expect(publishOwn(ctx, 'custom.keep-twice', { declaration: again })).rejects.toThrow('A component cannot be inside itself')
  })

  it('that could not work is refused in words', async () => {
    const ctx = await testContext(db)
    const refused = (declaration: object, source = greeting.source) => expect(createOwn(ctx, { declaration, source } as never)).rejects
    await refused({ ...inside, outputs: [{ name: 'table', from: { node: 'gone', port: 'table' } }] }).toThrow('comes from the step “gone”, which is not inside')
    await refused({ ...inside, inputs: [{ name: 'table', to: [{ node: 'two', port: 'table' }] }] }).toThrow('has a wire inside already')
    await refused({ ...inside, params: [{ name: 'x', node: 'two', param: 'nothing' }] }).toThrow('has no parameter “nothing”')
    await refused({ ...inside, graph: graphOf([step('one', 'custom.nobody@1'), select('two')], [edge('one', 'two')]) }).toThrow('“custom.nobody@1”, which is not there')
    await refused({ ...greeting.declaration, params: [{ name: 'table', type: 'text' }] }).toThrow('Two ports or parameters are called “table”')
    await refused({ ...greeting.declaration, params: [{ name: 'class', type: 'text' }] }).toThrow('Python keeps this word')
    await refused({ ...greeting.declaration, params: [{ name: 'n', type: 'integer', default: 'many' }] }).toThrow('The default of “n” does not suit')
    await refused(greeting.declaration, 'print(1)').toThrow('has no function run')
  })

  it('is not there for another workspace, and not to be changed by who may only look', async () => {
    const ctx = await testContext(db)
    const stranger = await testContext(db)
    await createOwn(ctx, keepTwice)
    expect(await listOwn(stranger)).toEqual([])
    await expect(readOwn(stranger, 'custom.keep-twice')).rejects.toMatchObject({ code: 'not_found' })
    await expect(publishOwn(stranger, 'custom.keep-twice', keepTwice)).rejects.toMatchObject({ code: 'not_found' })
    await expect(changeOwn(stranger, 'custom.keep-twice', { archived: true })).rejects.toMatchObject({ code: 'not_found' })
    await expect(openInside(stranger, 'custom.keep-twice')).rejects.toMatchObject({ code: 'not_found' })
    const foreign = await createPipeline(stranger, { name: 'p', graph: graphOf([enter('a'), step('k', 'custom.keep-twice@1')], [edge('a', 'k')]) })
    await expect(submitRun(stranger, foreign.id)).rejects.toThrow('There is no component “custom.keep-twice@1”')
    const viewer = as(ctx, 'viewer')
    expect(await listOwn(viewer)).toHaveLength(1)
    for (const refused of [() => createOwn(viewer, keepTwice), () => publishOwn(viewer, 'custom.keep-twice', keepTwice), () => changeOwn(viewer, 'custom.keep-twice', { archived: true }), () => openInside(viewer, 'custom.keep-twice')]) {
      await expect(refused()).rejects.toMatchObject({ code: 'forbidden' })
    }
    await expect(listOwn(as(ctx, 'labeler'))).rejects.toMatchObject({ code: 'forbidden' })
  })

  it('is opened as one pipeline, and as a new one when that is in the trash', async () => {
    const ctx = await testContext(db)
    await createOwn(ctx, keepTwice)
    const [first, second] = await Promise.all([openInside(ctx, 'custom.keep-twice'), openInside(ctx, 'custom.keep-twice')])
    expect(second).toEqual(first)
    expect((await readPipeline(ctx, first!.pipelineId)).graph.nodes.map(({ id }) => id)).toEqual(['one', 'two'])
    expect(await ownInside(ctx, first!.pipelineId)).toMatchObject({ id: 'custom.keep-twice', version: 1 })
    await deletePipeline(ctx, first!.pipelineId)
    expect((await openInside(ctx, 'custom.keep-twice')).pipelineId).not.toBe(first!.pipelineId)
  })
})

describe('a run of a sub-pipeline', () => {
  it('has the steps inside, reuses them one by one, and tells which card they stand for', async () => {
    const ctx = await testContext(db)
    const agent = await testAgent(queue, database)
    await drain(agent)
    await createOwn(ctx, keepTwice)
    const graph = graphOf([enter('a', [['3'], ['4']]), step('k', 'custom.keep-twice@1'), select('z')], [edge('a', 'k'), edge('k', 'z')])
    const pipeline = await createPipeline(ctx, { name: 'p', graph })
    const first = await submitRun(ctx, pipeline.id)
    expect(await drain(agent)).toEqual(['a', 'k.one', 'k.two', 'z'])
    const run = await readRun(ctx, first.id)
    expect(run.state).toBe('succeeded')
    expect(run.graph.nodes.map(({ id }) => id)).toEqual(['a', 'k', 'z'])
    expect(run.groups).toEqual([{ node: 'k', name: 'Keep twice', component: 'custom.keep-twice@1', inside: ['k.one', 'k.two'], outputs: { table: { node: 'k.two', port: 'table' } } }])
    expect(run.steps.map(({ name }) => name)).toEqual(['Enter data', 'Keep twice › Step one', 'Keep twice › Step two', 'Step z'])
    expect(run.steps[2]!.params).toMatchObject({ columns: ['a'] })

    // The same steps outside of a sub-pipeline are equal ones.
    const plain = await createPipeline(ctx, { name: 'q', graph: graphOf([enter('x', [['3'], ['4']]), select('y')], [edge('x', 'y')]) })
    expect((await submitRun(ctx, plain.id)).counts).toMatchObject({ reused: 2 })

    const again = await rerun(ctx, first.id, { from: ['k'] })
    expect(again.steps.map(({ node, reused }) => [node, reused !== null])).toEqual([['a', true], ['k.one', false], ['k.two', false], ['z', false]])
    await drain(agent)
    const inner = await rerun(ctx, first.id, { from: ['k.two'] })
    expect(inner.steps.map(({ node, reused }) => [node, reused !== null])).toEqual([['a', true], ['k.one', true], ['k.two', false], ['z', false]])
    await drain(agent)
    expect((await submitRun(ctx, pipeline.id, { until: ['k.one'], force: 'all' })).steps.map(({ node }) => node)).toEqual(['a', 'k.one'])
    await drain(agent)
  })

  it('goes on when the component has a newer version, and takes that where the step says so', async () => {
    const ctx = await testContext(db)
    await createOwn(ctx, keepTwice)
    await publishOwn(ctx, 'custom.keep-twice', { declaration: { ...inside, graph: chain(1), inputs: [], outputs: [{ name: 'table', from: { node: 's0', port: 'table' } }], params: [] } })
    const submit = async (ref: string, edges: object[]) => submitRun(ctx, (await createPipeline(ctx, { name: 'p', graph: graphOf([enter('a'), step('k', ref)], edges) })).id)
    expect((await submit('custom.keep-twice@1', [edge('a', 'k')])).steps.map(({ node }) => node)).toEqual(['a', 'k.one', 'k.two'])
    expect((await submit('custom.keep-twice@2', [])).steps.map(({ node }) => node)).toEqual(['a', 'k.s0'])
  })
})
