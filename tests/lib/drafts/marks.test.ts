import * as Y from 'yjs'
import { describe, expect, it } from 'vitest'
import { docToGraph, graphToDoc, nodesOf } from '@/lib/drafts/document'
import { groupMap, groupsOf, membersOf, notesOf } from '@/lib/drafts/marks'
import { rewriteGraph } from '@/lib/drafts/rewrite'
import type { Graph } from '@/lib/graph/schema'

const step = (id: string) => ({ id, component: 'transform.filter-rows@1', name: '', note: '', position: { x: 0, y: 0 }, params: {} })
const note = (id: string, text = 'Why') => ({ id, text, color: 'yellow' as const, position: { x: 5, y: 6 }, size: { width: 200, height: 100 } })
const group = (id: string, members: string[]) => ({ id, title: 'Cleaning', color: 'blue' as const, collapsed: false, members })
const graph: Graph = {
  nodes: [step('a'), { ...step('b'), collapsed: true }, step('c')],
  edges: [],
  notes: [note('n')],
  groups: [group('g', ['a', 'n'])],
  bookmarks: [{ slot: 3, name: 'Training', x: 10, y: 20, zoom: 0.8 }],
}

function meet(...docs: Y.Doc[]): void {
  for (const from of docs) for (const to of docs) Y.applyUpdate(to, Y.encodeStateAsUpdate(from))
}

/** A second replica of the same document. */
function twin(doc: Y.Doc): Y.Doc {
  const other = new Y.Doc()
  Y.applyUpdate(other, Y.encodeStateAsUpdate(doc))
  return other
}

describe('notes, groups and bookmarks in a document', () => {
  it('come back as they were written', () => {
    expect(docToGraph(graphToDoc(graph))).toEqual(graph)
  })

  it('are left out of a graph that has none', () => {
    expect(Object.keys(docToGraph(graphToDoc({ nodes: [step('a')], edges: [] })))).toEqual(['nodes', 'edges'])
  })

  it('merge what two people do to one group', () => {
    const one = graphToDoc(graph)
    const two = twin(one)
    membersOf(one, 'g')!.set('b', true)
    membersOf(two, 'g')!.set('c', true)
    groupsOf(two).get('g')!.set('title', 'Preparation')
    meet(one, two)
    expect(docToGraph(one)).toEqual(docToGraph(two))
    expect(docToGraph(one).groups).toEqual([{ ...group('g', ['a', 'b', 'c', 'n']), title: 'Preparation' }])
  })

  it('put a step that two people grouped at once into one group, the same on every replica', () => {
    const one = graphToDoc({ ...graph, groups: [] })
    const two = twin(one)
    groupsOf(one).set('g2', groupMap(group('g2', ['a', 'b'])))
    groupsOf(two).set('g1', groupMap(group('g1', ['b', 'c'])))
    meet(one, two)
    expect(docToGraph(one).groups!.map(({ id, members }) => [id, members])).toEqual([['g1', ['b', 'c']], ['g2', ['a']]])
    expect(docToGraph(two)).toEqual(docToGraph(one))
  })

  it('hold groups in groups, and stay a tree where two people put two groups into each other at once', () => {
    const nested = { ...graph, groups: [group('g', ['a', 'h']), group('h', ['b', 'n'])] }
    expect(docToGraph(graphToDoc(nested))).toEqual(nested)
    const one = graphToDoc({ ...graph, groups: [group('g', ['a']), group('h', ['b'])] })
    const two = twin(one)
    membersOf(one, 'g')!.set('h', true)
    membersOf(two, 'h')!.set('g', true)
    meet(one, two)
    expect(docToGraph(one).groups).toEqual([group('g', ['a', 'h']), group('h', ['b'])])
    expect(docToGraph(two)).toEqual(docToGraph(one))
    // The outer ones go with the last thing in the innermost.
    const last = graphToDoc({ ...graph, groups: [group('g', ['h']), group('h', ['i']), group('i', ['a'])] })
    nodesOf(last).delete('a')
    expect(docToGraph(last).groups).toBeUndefined()
  })

  it('leave out deleted members, and a group without any', () => {
    const doc = graphToDoc(graph)
    nodesOf(doc).delete('a')
    expect(docToGraph(doc).groups![0]!.members).toEqual(['n'])
    notesOf(doc).delete('n')
    expect(docToGraph(doc).groups).toBeUndefined()
  })

  it('pass over what is stored there and is no mark', () => {
    const doc = graphToDoc(graph)
    notesOf(doc).set('broken', new Y.Map([['text', 7]]))
    groupsOf(doc).set('odd', 'x' as never)
    expect(docToGraph(doc)).toEqual(graph)
  })

  it('are rewritten to another state and touch nothing that is equal', () => {
    const doc = graphToDoc(graph)
    const next: Graph = { ...graph, nodes: [step('a'), step('b'), step('c')], notes: [note('n', 'Because'), note('m')], groups: [group('g', ['b', 'n'])], bookmarks: undefined }
    let changes = 0
    doc.transact(() => rewriteGraph(doc, next))
    expect(docToGraph(doc)).toEqual({ ...next, notes: [note('m'), note('n', 'Because')] })
    doc.on('update', () => changes++)
    doc.transact(() => rewriteGraph(doc, next))
    expect(changes).toBe(0)
  })
})
