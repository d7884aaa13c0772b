import { describe, expect, it } from 'vitest'
import { toText } from '@/lib/graph/clip-text'
import { fromText } from '@/lib/graph/clipboard'
import { diff } from '@/lib/graph/diff'
import type { Graph } from '@/lib/graph/schema'
import { CompleteGraph } from '@/lib/pipelines/schema'

const step = (id: string, x = 0) => ({ id, component: 'transform.filter-rows@1', name: id.toUpperCase(), note: '', position: { x, y: 0 }, params: {} })
const note = (id: string, text = '# Why\nBecause') => ({ id, text, color: 'yellow' as const, position: { x: -100, y: -50 }, size: { width: 200, height: 100 } })
const group = (id: string, members: string[], title = 'Cleaning') => ({ id, title, color: 'blue' as const, collapsed: true, members })
const graph: Graph = { nodes: [step('a'), step('b', 300)], edges: [], notes: [note('n')], groups: [group('g', ['a', 'n'])] }

describe('notes and groups on the clipboard', () => {
  it('travel with what is chosen, under new ids, and keep their places to each other', () => {
    const pasted = fromText(toText(graph, ['a', 'n']), { taken: ['a', 'n', 'g'], at: { x: 1000, y: 500 } })
    expect(pasted.nodes).toMatchObject([{ id: 'a-2', position: { x: 1100, y: 550 } }])
    expect(pasted.notes).toMatchObject([{ id: 'n-2', text: '# Why\nBecause', position: { x: 1000, y: 500 } }])
    expect(pasted.groups).toEqual([{ ...group('g-2', ['a-2', 'n-2']) }])
  })

  it('leave a group behind of which only a part is chosen', () => {
    expect(fromText(toText(graph, ['a', 'b']), { taken: [] })).not.toHaveProperty('groups')
  })

  it('take groups in groups along as they lie in each other', () => {
    const nested: Graph = { nodes: [step('a'), step('b'), step('c')], edges: [], groups: [group('outer', ['c', 'inner']), group('inner', ['a', 'b'])] }
    expect(fromText(toText(nested, ['a', 'b', 'c']), { taken: ['outer', 'inner'] }).groups).toEqual([group('outer-2', ['c', 'inner-2']), group('inner-2', ['a', 'b'])])
    expect(fromText(toText(nested, ['outer']), { taken: [] })).toMatchObject({ nodes: nested.nodes.map(({ id }) => ({ id })), groups: nested.groups })
    expect(fromText(toText(nested, ['inner']), { taken: [] })).toMatchObject({ nodes: [{ id: 'a' }, { id: 'b' }], groups: [group('inner', ['a', 'b'])] })
    // One that holds nothing but the chosen group was not chosen.
    const wrapped = { ...nested, groups: [group('outer', ['inner']), group('inner', ['a', 'b'])] }
    expect(fromText(toText(wrapped, ['inner']), { taken: [] }).groups).toEqual([group('inner', ['a', 'b'])])
    const circle = { nodes: [step('a')], edges: [], groups: [group('x', ['y']), group('y', ['a', 'x'])] }
    expect(fromText(JSON.stringify(circle), { taken: [] }).groups).toEqual([group('x', ['y']), group('y', ['a'])])
  })

  it('may be notes alone', () => {
    expect(fromText(toText(graph, ['n']), { taken: [] }).notes).toHaveLength(1)
  })

  it('come out of a whole exported pipeline too', () => {
    expect(fromText(JSON.stringify({ atelier: 'pipeline', graph }), { taken: [] }).groups).toHaveLength(1)
  })
})

describe('differences in notes and groups', () => {
  it('are said in words, without places and colours', () => {
    const after: Graph = {
      nodes: graph.nodes,
      edges: [],
      notes: [{ ...note('n', 'Another'), color: 'red', position: { x: 0, y: 0 } }, note('m', '')],
      groups: [group('g', ['b', 'n'], 'Preparation')],
    }
    expect(diff(graph, after).map((change) => change.text)).toEqual([
      'the note “Why”: text changed',
      'Added an empty note',
      'the group “Preparation”: renamed from “Cleaning”',
      'the group “Preparation”: B added',
      'the group “Preparation”: A taken out',
    ])
    const nested = { ...after, groups: [group('g', ['b', 'n', 'h'], 'Preparation'), group('h', ['a'], 'Inner')] }
    expect(diff(after, nested).map((change) => change.text)).toEqual(['the group “Preparation”: the group “Inner” added', 'Added the group “Inner”'])
    expect(diff(after, { ...after, notes: [], groups: [] }).map((change) => change.text)).toEqual(['Removed the note “Another”', 'Removed an empty note', 'Removed the group “Preparation”'])
    expect(diff(graph, { ...graph, notes: [{ ...note('n'), color: 'red' }], bookmarks: [{ slot: 1, name: '', x: 0, y: 0, zoom: 1 }] })).toEqual([])
  })
})

describe('a graph that comes from outside', () => {
  const faults = (part: object) => CompleteGraph.safeParse({ ...graph, ...part }).error?.issues.map((issue) => issue.message)

  it('may have notes, groups and bookmarks', () => expect(faults({ bookmarks: [{ slot: 1, x: 0, y: 0, zoom: 1 }] })).toBeUndefined())
  it('names members that exist', () => expect(faults({ groups: [group('g', ['zzz'])] })).toEqual(['There is no step, note or group “zzz”']))
  it('has each member in one group', () => expect(faults({ groups: [group('g', ['a']), group('h', ['a'])] })).toEqual(['“a” is in two groups']))
  it('may have groups in groups, but none in itself', () => {
    expect(faults({ groups: [group('g', ['a', 'h']), group('h', ['b'])] })).toBeUndefined()
    expect(faults({ groups: [group('g', ['g'])] })).toEqual(['The group “g” lies in itself'])
    expect(faults({ groups: [group('g', ['a', 'h']), group('h', ['g'])] })).toEqual(['The group “h” lies in itself', 'The group “g” lies in itself'])
  })
  it('uses an id once', () => expect(faults({ notes: [note('a')], groups: [] })).toEqual(['The id “a” is used twice']))
  it('has one bookmark a digit', () => expect(faults({ bookmarks: [1, 1].map((slot) => ({ slot, x: 0, y: 0, zoom: 1 })) })).toEqual(['Two bookmarks have the digit 1']))
})
