import * as Y from 'yjs'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { restoreVersion } from '@/components/pipelines/actions/restore-version'
import { deleteSteps } from '@/components/pipelines/actions/delete-steps'
import { renameStep, setParams } from '@/components/pipelines/actions/edit-step'
import { pasteSteps } from '@/components/pipelines/actions/insert-steps'
import { Draft } from '@/components/pipelines/draft/draft'
import { docToGraph, writeGraph } from '@/lib/drafts/document'
import { toText } from '@/lib/graph/clip-text'
import type { Graph } from '@/lib/graph/schema'

const step = (id: string, params: Record<string, unknown> = {}) => ({ id, component: 'transform.select-columns@1', name: '', note: '', params, position: { x: 0, y: 0 } })
const wire = (from: string, to: string) => ({ from: { node: from, port: 'table' }, to: { node: to, port: 'table' } })
const old: Graph = { nodes: [step('a', { columns: ['x'] }), step('b'), step('c')], edges: [wire('a', 'b'), wire('b', 'c')] }

let draft: Draft
beforeEach(() => {
  draft = new Draft()
  writeGraph(draft.doc, old, 'server')
})
afterEach(() => draft.destroy())

describe('restoring a version', () => {
  it('brings steps, params, names and wires back, and is one undo', () => {
    deleteSteps(draft, ['b'])
    setParams(draft, 'a', { columns: ['y'], mode: 'drop' }, { label: 'set' })
    renameStep(draft, 'c', 'Last')
    pasteSteps(draft, toText(old, ['a']))
    const edited = draft.graph.get()
    restoreVersion(draft, 3, old)
    expect(draft.graph.get()).toEqual(old)
    expect(draft.history.get().undo).toBe('restore version 3')
    draft.undo()
    expect(draft.graph.get()).toEqual(edited)
    draft.redo()
    expect(draft.graph.get()).toEqual(old)
  })

  it('writes nothing where the draft says the same', () => {
    let updates = 0
    draft.doc.on('update', () => updates++)
    restoreVersion(draft, 1, old)
    expect(updates).toBe(0)
    expect(draft.history.get().undo).toBeUndefined()
  })

  it('is merged with what somebody else writes into a step that stays', () => {
    setParams(draft, 'a', { columns: ['y'] }, { label: 'set' })
    const other = new Draft()
    Y.applyUpdate(other.doc, Y.encodeStateAsUpdate(draft.doc), 'server')
    renameStep(other, 'c', 'Theirs')
    restoreVersion(draft, 1, old)
    Y.applyUpdate(other.doc, Y.encodeStateAsUpdate(draft.doc), 'server')
    Y.applyUpdate(draft.doc, Y.encodeStateAsUpdate(other.doc), 'server')
    expect(docToGraph(draft.doc)).toEqual(docToGraph(other.doc))
    expect(draft.graph.get().nodes.map((node) => [node.name, node.params])).toEqual([['', { columns: ['x'] }], ['', {}], ['Theirs', {}]])
    other.destroy()
  })
})
