import * as Y from 'yjs'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { connect } from '@/components/pipelines/actions/connect'
import { deleteSteps } from '@/components/pipelines/actions/delete-steps'
import { noteStep, renameStep, setParams } from '@/components/pipelines/actions/edit-step'
import { duplicateSteps, pasteSteps } from '@/components/pipelines/actions/insert-steps'
import { moveSteps } from '@/components/pipelines/actions/move-steps'
import { Draft } from '@/components/pipelines/draft/draft'
import { docToGraph, nodesOf, writeGraph } from '@/lib/drafts/document'
import { toText } from '@/lib/graph/clip-text'
import type { Graph } from '@/lib/graph/schema'

const ref = 'transform.select-columns@1'
const step = (id: string, params: Record<string, unknown> = {}) => ({ id, component: ref, name: '', note: '', params, position: { x: 0, y: 0 } })
const wire = (from: string, to: string) => ({ from: { node: from, port: 'table' }, to: { node: to, port: 'table' } })
const chain: Graph = { nodes: [step('a', { columns: ['x'] }), step('b'), step('c')], edges: [wire('a', 'b'), wire('b', 'c')] }

/** A draft as it is after loading: the content came from the server. */
function loaded(graph: Graph = chain): Draft {
  const draft = new Draft()
  writeGraph(draft.doc, graph, 'server')
  return draft
}

const exchange = (one: Draft, two: Draft) => {
  Y.applyUpdate(two.doc, Y.encodeStateAsUpdate(one.doc), 'server')
  Y.applyUpdate(one.doc, Y.encodeStateAsUpdate(two.doc), 'server')
}

let draft: Draft
beforeEach(() => {
  vi.useFakeTimers({ now: 1_000_000, toFake: ['Date'] })
  draft = loaded()
})
afterEach(() => {
  draft.destroy()
  vi.useRealTimers()
})

describe('the graph beside the document', () => {
  it('keeps the objects of steps that were not touched', () => {
    const before = draft.graph.get()
    setParams(draft, 'b', { mode: 'drop' }, { label: 'set mode' })
    const after = draft.graph.get()
    expect(after.nodes[0]).toBe(before.nodes[0])
    expect(after.nodes[2]).toBe(before.nodes[2])
    expect(after.edges).toBe(before.edges)
    expect(after.nodes[1]!.params).toEqual({ mode: 'drop' })
    expect(after).toEqual(docToGraph(draft.doc))
  })

  it('follows what others do, and a second deletion of the same step', () => {
    const other = loaded({ nodes: [], edges: [] })
    exchange(draft, other)
    deleteSteps(other, ['b'])
    deleteSteps(draft, ['b'])
    exchange(draft, other)
    expect(draft.graph.get()).toEqual(docToGraph(draft.doc))
    expect(draft.graph.get().nodes.map((n) => n.id)).toEqual(['a', 'c'])
    expect(other.graph.get()).toEqual(draft.graph.get())
  })
})

describe('undo', () => {
  it('has nothing to undo after loading', () => {
    expect(draft.history.get()).toEqual({ undo: undefined, redo: undefined })
    expect(draft.undo()).toBeUndefined()
    expect(draft.graph.get()).toEqual(chain)
  })

  it('brings a deleted step back with its params and all its wires, and takes it away again', () => {
    deleteSteps(draft, ['a'])
    expect(draft.graph.get().edges).toEqual([wire('b', 'c')])
    expect(draft.undo()).toBe('delete Select columns')
    expect(draft.graph.get()).toEqual(chain)
    expect(draft.redo()).toBe('delete Select columns')
    expect(draft.graph.get().nodes.map((n) => n.id)).toEqual(['b', 'c'])
    expect(draft.undo()).toBe('delete Select columns')
    expect(draft.graph.get()).toEqual(chain)
  })

  it('redoes an added step with what was set in it afterwards', () => {
    const [id] = pasteSteps(draft, toText(chain, ['a']), { x: 10, y: 20 })
    setParams(draft, id!, { columns: ['x', 'y'] }, { label: 'set columns' })
    const full = draft.graph.get()
    draft.undo()
    draft.undo()
    expect(draft.graph.get()).toEqual(chain)
    draft.redo()
    draft.redo()
    expect(draft.graph.get()).toEqual(full)
  })

  it('takes one paste back as one', () => {
    const ids = pasteSteps(draft, toText(chain, ['a', 'b', 'c']))
    expect(ids).toHaveLength(3)
    expect(draft.graph.get().edges).toHaveLength(4)
    expect(draft.undo()).toBe('paste 3 steps')
    expect(draft.graph.get()).toEqual(chain)
  })

  it('groups keys typed into one field within a second, and no others', () => {
    for (const text of ['n', 'no', 'not']) {
      noteStep(draft, 'a', text)
      vi.advanceTimersByTime(400)
    }
    vi.advanceTimersByTime(1_100)
    noteStep(draft, 'a', 'note')
    noteStep(draft, 'b', 'other')
    const notes = () => draft.graph.get().nodes.map((n) => n.note)
    expect(notes()).toEqual(['note', 'other', ''])
    draft.undo()
    expect(notes()).toEqual(['note', '', ''])
    draft.undo()
    expect(notes()).toEqual(['not', '', ''])
    draft.undo()
    expect(notes()).toEqual(['', '', ''])
  })

  it('leaves the work of others alone', () => {
    const other = loaded({ nodes: [], edges: [] })
    exchange(draft, other)
    renameStep(draft, 'a', 'Mine')
    setParams(other, 'a', { mode: 'drop' }, { label: 'set mode' })
    exchange(draft, other)
    draft.undo()
    const a = draft.graph.get().nodes[0]!
    expect([a.name, a.params]).toEqual(['', { columns: ['x'], mode: 'drop' }])
    expect(draft.undo()).toBeUndefined()
    expect(draft.graph.get().nodes[0]!.params).toEqual({ columns: ['x'], mode: 'drop' })
  })

  it('names what it would undo and redo', () => {
    renameStep(draft, 'a', 'First')
    moveSteps(draft, new Map([['a', { x: 5, y: 5 }], ['b', { x: 6, y: 6 }]]))
    expect(draft.history.get()).toEqual({ undo: 'move 2 steps', redo: undefined })
    draft.undo()
    expect(draft.history.get()).toEqual({ undo: 'rename a step', redo: 'move 2 steps' })
    draft.redo()
    expect(draft.history.get()).toEqual({ undo: 'move 2 steps', redo: undefined })
  })
})

describe('actions', () => {
  it('write nothing where nothing changes', () => {
    const updates = vi.fn()
    draft.doc.on('update', updates)
    renameStep(draft, 'a', '')
    setParams(draft, 'a', { columns: ['x'] }, { label: 'same' })
    moveSteps(draft, new Map([['a', { x: 0, y: 0 }]]))
    deleteSteps(draft, ['gone'])
    expect(updates).not.toHaveBeenCalled()
    expect(draft.history.get().undo).toBeUndefined()
  })

  it('change only what they name: two people at one step keep both edits', () => {
    const other = loaded({ nodes: [], edges: [] })
    exchange(draft, other)
    setParams(draft, 'b', { mode: 'drop' }, { label: 'mode' })
    setParams(other, 'b', { columns: ['q'] }, { label: 'columns' })
    moveSteps(other, new Map([['b', { x: 9, y: 9 }]]))
    exchange(draft, other)
    expect(draft.graph.get().nodes[1]).toMatchObject({ params: { mode: 'drop', columns: ['q'] }, position: { x: 9, y: 9 } })
    expect(other.graph.get()).toEqual(draft.graph.get())
  })

  it('refuse a wire that would make a circle, and let one give way at an input', () => {
    expect(connect(draft, wire('c', 'a'))).toMatchObject({ ok: false, reason: expect.stringContaining('circle') })
    expect(connect(draft, wire('a', 'c'))).toMatchObject({ ok: true, replaces: wire('b', 'c') })
    expect(draft.graph.get().edges).toEqual([wire('a', 'b'), wire('a', 'c')])
  })

  it('duplicate a step beside the original, fed by the same', () => {
    const [twin] = duplicateSteps(draft, ['b'])
    expect(draft.graph.get().edges).toContainEqual(wire('a', twin!))
    expect(draft.graph.get().nodes.at(-1)).toMatchObject({ component: ref, position: { x: 40, y: 40 } })
    expect(nodesOf(draft.doc).size).toBe(4)
  })
})
