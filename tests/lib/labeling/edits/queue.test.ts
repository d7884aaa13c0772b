import 'fake-indexeddb/auto'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { TaskDocument } from '@/lib/labeling/edits/document'
import { openJournal, type Journal } from '@/lib/labeling/edits/journal'
import { EditError, EditQueue, type EditTransport, type SaveState } from '@/lib/labeling/edits/queue'
import type { Annotation, Operation } from '@/lib/labeling/shapes'
import { box } from '../../../support/annotations'

/** A server that keeps drafts as the studio does: one whose operation is known changes nothing, an old revision is a conflict. */
class Server implements EditTransport {
  annotations = new Map<string, Annotation>()
  known = new Set<string>()
  revision = 0
  requests = 0
  /** What happens to the next requests: `lost` before they arrive, `unheard` after. */
  faults: ('lost' | 'unheard' | 'signed-out')[] = []

  async send({ revision, operations }: { revision: number; operations: Operation[] }) {
    this.requests++
    const fault = this.faults.shift()
    if (fault === 'lost') throw new EditError('retry', 'The studio did not answer.')
    if (fault === 'signed-out') throw new EditError('signed-out', 'Signed out.')
    const fresh = operations.filter(({ id }) => !this.known.has(id))
    if (fresh.length > 0 && revision !== this.revision) throw new EditError('conflict', 'The draft has moved on.')
    for (const operation of fresh) this.apply(operation)
    if (fault === 'unheard') throw new EditError('retry', 'The studio did not answer.')
    return { revision: this.revision }
  }

  apply(operation: Operation) {
    this.known.add(operation.id)
    this.revision++
    if (operation.kind === 'put') this.annotations.set(operation.annotation.id, operation.annotation)
    else this.annotations.delete(operation.annotation)
  }

  async load() {
    return { revision: this.revision, annotations: [...this.annotations.values()] }
  }

  get shapes() {
    return [...this.annotations.values()].sort((a, b) => (a.id < b.id ? -1 : 1))
  }
}

let name = 0
let journal: Journal
beforeEach(async () => {
  journal = await openJournal('ada', `test-${++name}`)
})
afterEach(() => journal.close())

function visit(server: Server, own = journal) {
  const states: SaveState[] = []
  let kept = 0
  const start = server.shapes
  const document: TaskDocument = new TaskDocument(start, (pending) => queue.add(pending))
  const queue = new EditQueue({
    task: 't1',
    revision: server.revision,
    journal: own,
    transport: server,
    onState: (state) => void states.push(state),
    onMerge: (annotations, twice) => (document.replace(annotations), (kept += twice)),
  })
  return { document, queue, states, recover: () => queue.recover(start), twice: () => kept }
}

const saved = (states: SaveState[]) => vi.waitFor(() => expect(states.at(-1)).toEqual({ kind: 'saved' }), { timeout: 5000 })

describe('the edit queue', () => {
  test('sends an edit within a second and clears the journal', async () => {
    const server = new Server()
    const { document, queue, states } = visit(server)
    document.edit([box('a')])
    expect(states.at(-1)).toEqual({ kind: 'pending', count: 1 })
    await vi.waitFor(() => expect(server.shapes).toEqual([box('a')]), { timeout: 1000 })
    await saved(states)
    await queue.flush()
    expect(await journal.list('t1')).toEqual([])
  })

  test('an answer that is lost means sending again, not twice', async () => {
    const server = new Server()
    const { document, states } = visit(server)
    server.faults = ['unheard', 'lost']
    document.edit([box('a')])
    await vi.waitFor(() => expect(states.at(-1)!.kind).toBe('offline'))
    document.edit([box('b')])
    expect(states.at(-1)).toEqual({ kind: 'offline', count: 2 })
    await saved(states)
    expect(server.shapes).toEqual([box('a'), box('b')])
    expect(server.revision).toBe(2)
  })

  test('a tab that closes offline leaves its edits to the next', async () => {
    const server = new Server()
    const first = visit(server)
    server.faults = ['lost', 'lost', 'lost']
    first.document.edit([box('a'), box('b')])
    first.document.edit([box('a', { x: 40 })])
    await vi.waitFor(() => expect(first.states.at(-1)!.kind).toBe('offline'))
    first.queue.stop()
    expect(await journal.tasks()).toEqual(['t1'])
    expect(server.shapes).toEqual([])

    server.faults = []
    const second = visit(server)
    await second.recover()
    expect(second.document.all()).toEqual([box('a', { x: 40 }), box('b')])
    await saved(second.states)
    await second.queue.flush()
    expect(server.shapes).toEqual([box('a', { x: 40 }), box('b')])
    expect(await journal.tasks()).toEqual([])
  })

  test('signed out, it waits and goes on after signing in', async () => {
    const server = new Server()
    const { document, queue, states } = visit(server)
    server.faults = ['signed-out']
    document.edit([box('a')])
    await vi.waitFor(() => expect(states.at(-1)).toEqual({ kind: 'signed-out', count: 1 }))
    document.edit([box('b')])
    expect(server.requests).toBe(1)
    queue.retry()
    await saved(states)
    expect(server.shapes).toEqual([box('a'), box('b')])
  })

  test('two tabs on one task: what both changed is there twice, the rest once', async () => {
    const server = new Server()
    server.apply({ id: '0', kind: 'put', annotation: box('a') })
    server.apply({ id: '00', kind: 'put', annotation: box('b') })
    const [left, right] = [visit(server), visit(server, await openJournal('ada', `test-${name}-right`))]
    left.document.edit([box('a', { x: 50 })])
    left.document.edit([box('c')])
    await saved(left.states)
    right.document.edit([box('a', { x: 70 }), box('d')], ['b'])
    await saved(right.states)
    expect(right.twice()).toBe(1)
    const shapes = server.shapes
    expect(shapes.filter(({ id }) => 'abcd'.includes(id))).toEqual([box('a', { x: 50 }), box('c'), box('d')])
    expect(shapes).toHaveLength(4)
    expect(shapes.map(({ shape }) => (shape.kind === 'box' ? shape.x : 0)).sort()).toEqual([10, 10, 50, 70])
    expect([...right.document.all()].sort((a, b) => (a.id < b.id ? -1 : 1))).toEqual(shapes)
  })

  test('what another person left in this browser is not sent', async () => {
    const server = new Server()
    const first = visit(server)
    server.faults = ['lost']
    first.document.edit([box('a')])
    await vi.waitFor(() => expect(first.states.at(-1)!.kind).toBe('offline'))
    first.queue.stop()
    const others = await openJournal('bob', `test-${name}`)
    expect(await others.tasks()).toEqual([])
    expect(await others.list('t1')).toEqual([])
    others.close()
  })

  test('a thousand edits under random faults and reloads: none lost, none twice', async () => {
    const server = new Server()
    let random = 7
    const next = () => (random = (random * 48271) % 2147483647) / 2147483647
    const expected = new Map<string, Annotation>()
    for (let round = 0; round < 20; round++) {
      server.faults = Array.from({ length: 4 }, () => (next() < 0.5 ? 'lost' : next() < 0.5 ? 'unheard' : 'signed-out'))
      const here = visit(server)
      await here.recover()
      for (let edit = 0; edit < 50; edit++) {
        const annotation = box(`s${Math.floor(next() * 100)}`, { x: Math.floor(next() * 900) })
        if (next() < 0.2 && expected.has(annotation.id)) {
          here.document.edit([], [annotation.id])
          expected.delete(annotation.id)
        } else {
          here.document.edit([annotation])
          expected.set(annotation.id, annotation)
        }
        if (next() < 0.1) await here.queue.flush()
      }
      await journal.list('t1')
      here.queue.stop()
    }
    server.faults = []
    const last = visit(server)
    await last.recover()
    await last.queue.flush()
    expect(last.twice()).toBe(0)
    expect(server.shapes).toEqual([...expected.values()].sort((a, b) => (a.id < b.id ? -1 : 1)))
  })
})
