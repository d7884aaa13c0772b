import * as Y from 'yjs'
import { afterAll, describe, expect, it, vi } from 'vitest'
import { renameStep, setParams } from '@/components/pipelines/actions/edit-step'
import { addStep } from '@/components/pipelines/actions/add-step'
import { Draft } from '@/components/pipelines/draft/draft'
import { DraftSync, remoteOrigin, SendError, type Transport } from '@/components/pipelines/draft/sync'
import { isAppError } from '@/lib/errors'
import { appendUpdate } from '@/lib/drafts/append-update'
import { streamDraft, type DraftEvent } from '@/lib/drafts/event-stream'
import { DraftFeed } from '@/lib/drafts/feed'
import { loadDraft } from '@/lib/drafts/load-updates'
import { createPipeline } from '@/lib/pipelines/create'
import { readPipeline } from '@/lib/pipelines/read'
import type { Context } from '@/lib/context'
import { testContext } from '../../support/context'
import { testDatabase } from '../../support/database'

const database = await testDatabase()
const feed = new DraftFeed(database)
const step = (id: string) => ({ id, component: 'transform.select-columns@1', name: '', note: '', params: {}, position: { x: 0, y: 0 } })
const open: { close(): Promise<void> }[] = []
afterAll(async () => void (await Promise.all(open.map((tab) => tab.close()))))

interface Line {
  /** False: no answer comes, as without a network. */
  up: boolean
  /** True: the change is stored but the answer is lost. */
  deaf: boolean
  sent: number
}

/** One browser tab against the real use cases and the real database; only the wire between them is ours to cut. */
async function tab(ctx: Context, pipelineId: string, name: string, kept?: Y.Doc) {
  const line: Line = { up: true, deaf: false, sent: 0 }
  const transport: Transport = {
    async send(update) {
      if (!line.up) throw new SendError('retry', 'offline')
      line.sent += 1
      try {
        await appendUpdate(ctx, { pipelineId, update, origin: name })
      } catch (error) {
        const missing = isAppError(error) && error.details?.reason === 'missing_updates'
        throw new SendError(missing ? 'missing' : 'refused', (error as Error).message)
      }
      if (line.deaf) throw new SendError('retry', 'the answer was lost')
    },
  }
  const draft = new Draft()
  const first = await loadDraft(ctx, pipelineId)
  Y.applyUpdate(draft.doc, first.update, remoteOrigin)
  const sync = new DraftSync(draft.doc, transport)
  if (kept) {
    Y.applyUpdate(draft.doc, Y.encodeStateAsUpdate(kept), remoteOrigin)
    sync.recover(first.update)
  }
  const events: DraftEvent[] = []
  const stop = new AbortController()
  const stream = streamDraft(ctx, feed, { pipelineId, since: first.seq, presence: { tab: name, person: name, name, selected: [] }, signal: stop.signal }, (event) => {
    events.push(event)
    if (event.event === 'update') Y.applyUpdate(draft.doc, Buffer.from(event.data as string, 'base64'), remoteOrigin)
  })
  await vi.waitFor(() => expect(events.some((event) => event.event === 'ready')).toBe(true))
  const it = {
    draft, sync, line, events,
    names: () => draft.graph.get().nodes.map((node) => node.name),
    close: async () => {
      sync.stop()
      stop.abort()
      await stream
    },
  }
  open.push(it)
  return it
}

async function start() {
  const ctx = await testContext(database.db)
  const { id } = await createPipeline(ctx, { name: 'Draft', graph: { nodes: [step('one'), step('two')], edges: [] } })
  return { ctx, id }
}

describe('two tabs on one pipeline', () => {
  it('see each other’s edits and end alike, on the server too', async () => {
    const { ctx, id } = await start()
    const left = await tab(ctx, id, 'left')
    const right = await tab(ctx, id, 'right')
    renameStep(left.draft, 'one', 'Left')
    renameStep(right.draft, 'two', 'Right')
    addStep(left.draft, { component: 'transform.select-columns@1', position: { x: 5, y: 5 } })
    expect(left.sync.state.get()).toEqual({ kind: 'pending', count: 2 })
    await vi.waitFor(() => {
      expect(left.names()).toEqual(['Left', 'Right', ''])
      expect(right.draft.graph.get()).toEqual(left.draft.graph.get())
    }, 5_000)
    expect(left.sync.state.get()).toEqual({ kind: 'saved' })
    expect((await readPipeline(ctx, id)).graph).toEqual(left.draft.graph.get())
  })

  it('do not get their own updates back', async () => {
    const { ctx, id } = await start()
    const left = await tab(ctx, id, 'left')
    const right = await tab(ctx, id, 'right')
    renameStep(left.draft, 'one', 'Left')
    await vi.waitFor(() => expect(right.names()[0]).toBe('Left'))
    expect(left.events.filter((event) => event.event === 'update')).toEqual([])
  })

  it('know of each other, and of a tab that closed', async () => {
    const { ctx, id } = await start()
    const left = await tab(ctx, id, 'left')
    const right = await tab(ctx, id, 'right')
    const told = (who: typeof left) => who.events.filter((event) => event.event === 'presence').map((event) => event.data)
    await vi.waitFor(() => {
      expect(told(left)).toContainEqual(expect.objectContaining({ tab: 'right', gone: false }))
      expect(told(right)).toContainEqual(expect.objectContaining({ tab: 'left', gone: false }))
    })
    await right.close()
    await vi.waitFor(() => expect(told(left)).toContainEqual(expect.objectContaining({ tab: 'right', gone: true })))
  })
})

describe('saving', () => {
  it('sends edits made in quick succession as one', async () => {
    const { ctx, id } = await start()
    const one = await tab(ctx, id, 'one')
    for (const name of ['a', 'b', 'c', 'd']) renameStep(one.draft, 'one', name)
    expect(await one.sync.flush()).toBe(true)
    expect(one.line.sent).toBe(1)
    expect((await readPipeline(ctx, id)).graph.nodes[0]!.name).toBe('d')
  })

  it('keeps edits while there is no answer, and sends them in order afterwards', async () => {
    const { ctx, id } = await start()
    const one = await tab(ctx, id, 'one')
    one.line.up = false
    renameStep(one.draft, 'one', 'Offline')
    expect(await one.sync.flush()).toBe(false)
    expect(one.sync.state.get()).toEqual({ kind: 'offline', count: 1 })
    renameStep(one.draft, 'two', 'Later')
    expect(one.sync.state.get()).toEqual({ kind: 'offline', count: 2 })
    one.line.up = true
    one.sync.retry()
    await vi.waitFor(() => expect(one.sync.state.get()).toEqual({ kind: 'saved' }))
    expect((await readPipeline(ctx, id)).graph.nodes.map((node) => node.name)).toEqual(['Offline', 'Later'])
  })

  it('sends again what was stored but not answered, without harm', async () => {
    const { ctx, id } = await start()
    const one = await tab(ctx, id, 'one')
    one.line.deaf = true
    renameStep(one.draft, 'one', 'Twice')
    await one.sync.flush()
    const { revision } = await readPipeline(ctx, id)
    one.line.deaf = false
    expect(await one.sync.flush()).toBe(true)
    expect(one.line.sent).toBe(2)
    expect(await readPipeline(ctx, id)).toMatchObject({ revision, graph: { nodes: [{ name: 'Twice' }, { name: '' }] } })
  })

  it('brings in what a closed browser had kept, and what others did meanwhile stays', async () => {
    const { ctx, id } = await start()
    const before = await tab(ctx, id, 'before')
    before.line.up = false
    setParams(before.draft, 'one', { columns: ['kept'] }, { label: 'set' })
    await before.sync.flush()
    before.sync.stop()
    const other = await tab(ctx, id, 'other')
    renameStep(other.draft, 'one', 'Meanwhile')
    await other.sync.flush()
    const after = await tab(ctx, id, 'after', before.draft.doc)
    expect(after.sync.state.get()).toEqual({ kind: 'pending', count: 1 })
    await after.sync.flush()
    expect((await readPipeline(ctx, id)).graph.nodes[0]).toMatchObject({ name: 'Meanwhile', params: { columns: ['kept'] } })
  })

  it('has nothing to send when the browser had kept only what the server has', async () => {
    const { ctx, id } = await start()
    const first = await tab(ctx, id, 'first')
    renameStep(first.draft, 'one', 'Saved')
    await first.sync.flush()
    const again = await tab(ctx, id, 'again', first.draft.doc)
    expect(again.sync.state.get()).toEqual({ kind: 'saved' })
  })

  it('says why when it is refused, and keeps the edit', async () => {
    const { ctx, id } = await start()
    const viewer = { ...ctx, actor: { ...ctx.actor, role: 'viewer' } } as Context
    const one = await tab(viewer, id, 'one')
    renameStep(one.draft, 'one', 'Mine')
    expect(await one.sync.flush()).toBe(false)
    expect(one.sync.state.get()).toMatchObject({ kind: 'refused', count: 1, message: expect.stringContaining('viewer') })
    expect(one.names()[0]).toBe('Mine')
  })
})
