import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { Draft } from '@/components/dashboards/draft/draft'
import { browserJournal } from '@/components/dashboards/draft/journal'
import { SaveError, type Transport } from '@/components/dashboards/draft/transport'
import type { DashboardContent, Tile } from '@/lib/dashboards/schema'

const note = (id: string, text = '', y = 0): Tile => ({ id, title: '', x: 0, y, w: 4, h: 2, view: { kind: 'text', text } })
const texts = ({ tiles }: DashboardContent) => tiles.map(({ id, view }) => `${id}: ${view.kind === 'text' ? view.text : ''}`)

/** A studio with one draft that refuses what was made on an older one. */
function studio(tiles: Tile[]) {
  const state = { draft: { tiles } as DashboardContent, revision: 1, trouble: null as SaveError | null, saves: 0 }
  const transport: Transport = {
    async save(content, revision) {
      if (state.trouble) throw state.trouble
      if (revision !== state.revision) throw new SaveError('conflict', 'changed')
      state.saves += 1
      state.draft = structuredClone(content)
      return { revision: ++state.revision }
    },
    load: async () => ({ draft: state.draft, revision: state.revision }),
  }
  return { state, transport }
}

/** What a browser keeps. */
function storage(): Storage {
  const kept = new Map<string, string>()
  return {
    get length() {
      return kept.size
    },
    key: (index) => [...kept.keys()][index] ?? null,
    getItem: (key) => kept.get(key) ?? null,
    setItem: (key, value) => void kept.set(key, value),
    removeItem: (key) => void kept.delete(key),
    clear: () => kept.clear(),
  }
}

const place = { workspace: 'sample', person: 'ann', dashboard: 'd' }
let ids = 0
const open = ({ state, transport }: ReturnType<typeof studio>, disk: Storage, tab: string, person = 'ann') =>
  new Draft({ draft: state.draft, revision: state.revision, journal: browserJournal({ ...place, person }, disk, tab), transport, newId: () => `new-${++ids}` })
const write = (id: string, text: string) => (content: DashboardContent): DashboardContent => ({ ...content, tiles: content.tiles.map((tile) => (tile.id === id ? { ...tile, view: { kind: 'text', text } } : tile)) })

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

test('edits are gathered, saved, and undone one action at a time', async () => {
  const server = studio([note('a')])
  const draft = open(server, storage(), 't1')
  draft.edit(write('a', 'h'), 'typing')
  draft.edit(write('a', 'hi'), 'typing')
  draft.edit((content) => ({ ...content, tiles: [...content.tiles, note('b', 'more')] }))
  expect(draft.state.get().kind).toBe('pending')
  await vi.advanceTimersByTimeAsync(500)
  expect(server.state).toMatchObject({ saves: 1, revision: 2 })
  expect(draft.state.get().kind).toBe('saved')
  draft.undo()
  expect(texts(draft.content.get())).toEqual(['a: hi'])
  draft.undo()
  expect(texts(draft.content.get())).toEqual(['a: '])
  draft.redo()
  await vi.advanceTimersByTimeAsync(500)
  expect(texts(server.state.draft)).toEqual(['a: hi'])
})

test('two tabs that change one draft keep both changes, and undo takes back own ones only', async () => {
  const server = studio([note('a', 'one'), note('b', 'two', 2)])
  const disk = storage()
  const [left, right] = [open(server, disk, 'left'), open(server, disk, 'right')]
  left.edit(write('a', 'left'))
  right.edit(write('b', 'right'))
  await vi.advanceTimersByTimeAsync(500)
  expect(texts(server.state.draft)).toEqual(['a: left', 'b: right'])
  left.receive(server.state)
  expect(texts(left.content.get())).toEqual(['a: left', 'b: right'])
  left.undo()
  await vi.advanceTimersByTimeAsync(500)
  expect(texts(server.state.draft)).toEqual(['a: one', 'b: right'])
  // Both write in the same tile: one stays, the other stands below it.
  right.edit(write('a', 'mine'))
  server.state.draft = write('a', 'theirs')(server.state.draft)
  server.state.revision += 1
  await vi.advanceTimersByTimeAsync(500)
  expect(texts(server.state.draft).toSorted()).toEqual(['a: mine', 'b: right', expect.stringMatching(/^new-\d+: theirs$/)])
})

test('what a closed tab or an ended session left is taken up by the next visit of the same person', async () => {
  const server = studio([note('a', 'one')])
  const disk = storage()
  server.state.trouble = new SaveError('signed-out', 'You are signed out.')
  const lost = open(server, disk, 'lost')
  lost.edit(write('a', 'not lost'))
  await vi.advanceTimersByTimeAsync(500)
  expect(lost.state.get()).toEqual({ kind: 'signed-out' })
  lost.stop()

  server.state.trouble = null
  const somebody = open(server, disk, 'other', 'ben')
  somebody.recover()
  expect(texts(somebody.content.get())).toEqual(['a: one'])
  const next = open(server, disk, 'next')
  next.recover()
  expect(texts(next.content.get())).toEqual(['a: not lost'])
  await vi.advanceTimersByTimeAsync(500)
  expect(texts(server.state.draft)).toEqual(['a: not lost'])
  expect(disk.length).toBe(0)
})

test('without a connection edits wait and go by themselves; what the studio refuses is said and kept', async () => {
  const server = studio([note('a', 'one')])
  const disk = storage()
  const draft = open(server, disk, 't')
  server.state.trouble = new SaveError('retry', 'no answer')
  draft.edit(write('a', 'two'))
  await vi.advanceTimersByTimeAsync(500)
  expect(draft.state.get()).toEqual({ kind: 'offline' })
  server.state.trouble = null
  await vi.advanceTimersByTimeAsync(1_500)
  expect(texts(server.state.draft)).toEqual(['a: two'])
  server.state.trouble = new SaveError('refused', 'As viewer you cannot do this.')
  draft.edit(write('a', 'three'))
  await vi.advanceTimersByTimeAsync(500)
  expect(draft.state.get()).toEqual({ kind: 'refused', message: 'As viewer you cannot do this.' })
  expect(disk.length).toBe(1)
  server.state.trouble = null
  draft.retry()
  await vi.advanceTimersByTimeAsync(100)
  expect(texts(server.state.draft)).toEqual(['a: three'])
})

test('while a tile is dragged, changes of others wait until it is let go', async () => {
  const server = studio([note('a', 'one')])
  const draft = open(server, storage(), 't')
  draft.held = true
  draft.receive({ draft: write('a', 'theirs')(server.state.draft), revision: 2 })
  expect(texts(draft.content.get())).toEqual(['a: one'])
  draft.release()
  expect(texts(draft.content.get())).toEqual(['a: theirs'])
  expect(draft.steps.get()).toEqual({ undo: 0, redo: 0 })
})
