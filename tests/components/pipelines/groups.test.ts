import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { addStep } from '@/components/pipelines/actions/add-step'
import { deleteSteps } from '@/components/pipelines/actions/delete-steps'
import { dropSteps } from '@/components/pipelines/actions/drop-steps'
import { addNote, colorNote, resizeNote, writeNote } from '@/components/pipelines/actions/edit-note'
import { foldGroup, groupSteps, leaveGroup, nameGroup, ungroup } from '@/components/pipelines/actions/group-steps'
import { insertOnEdge } from '@/components/pipelines/actions/insert-on-edge'
import { duplicateSteps } from '@/components/pipelines/actions/insert-steps'
import { toEdges, toNodes } from '@/components/pipelines/designer/flow-elements'
import { tabOrder } from '@/components/pipelines/designer/marks/tab-order'
import { Draft } from '@/components/pipelines/draft/draft'
import { boxesOf, endOf, frameOf, outerPorts } from '@/components/pipelines/groups'
import { writeGraph } from '@/lib/drafts/document'
import type { Graph } from '@/lib/graph/schema'

const step = (id: string, x: number, y: number) => ({ id, component: 'transform.select-columns@1', name: id, note: '', params: {}, position: { x, y } })
const wire = (from: string, to: string) => ({ from: { node: from, port: 'table' }, to: { node: to, port: 'table' } })
const chain: Graph = { nodes: [step('a', 0, 0), step('b', 0, 140), step('c', 0, 280), step('d', 0, 420)], edges: [wire('a', 'b'), wire('b', 'c'), wire('c', 'd')] }
const none = new Set<string>()
const plain = { strips: none, opened: none }

let draft: Draft
const graph = () => draft.graph.get()
const group = () => graph().groups![0]!
beforeEach(() => {
  draft = new Draft()
  writeGraph(draft.doc, chain, 'server')
})
afterEach(() => draft.destroy())

describe('groups', () => {
  it('are made, named, collapsed and taken away, each as one undo', () => {
    const id = groupSteps(draft, ['b', 'c'])!
    nameGroup(draft, id, ' Cleaning ')
    foldGroup(draft, id, true)
    expect(graph().groups).toEqual([{ id, title: 'Cleaning', color: 'blue', collapsed: true, members: ['b', 'c'] }])
    expect(ungroup(draft, [id])).toEqual(['b', 'c'])
    expect(graph().groups).toBeUndefined()
    expect(draft.undo()).toBe('ungroup')
    expect(group().title).toBe('Cleaning')
    draft.undo()
    draft.undo()
    expect(group()).toMatchObject({ title: '', collapsed: false })
    expect(draft.undo()).toBe('group 2 steps')
    expect(graph().groups).toBeUndefined()
  })

  it('take steps out of the group in which they were', () => {
    groupSteps(draft, ['a', 'b'])
    groupSteps(draft, ['b', 'c'])
    expect(graph().groups!.map(({ members }) => members).sort()).toEqual([['a'], ['b', 'c']])
  })

  it('are deleted with what is in them, and come back whole', () => {
    const id = groupSteps(draft, ['b', 'c'])!
    deleteSteps(draft, [id])
    expect(graph().nodes.map((node) => node.id)).toEqual(['a', 'd'])
    expect(graph().groups).toBeUndefined()
    draft.undo()
    expect(graph().edges).toHaveLength(3)
    expect(group().members).toEqual(['b', 'c'])
  })

  it('are copied whole', () => {
    groupSteps(draft, ['b', 'c'])
    const copies = duplicateSteps(draft, ['b', 'c'])
    expect(graph().groups!.map(({ members }) => members)).toContainEqual([...copies].sort())
  })

  it('frame their members', () => {
    const id = groupSteps(draft, ['b', 'c'])!
    expect(frameOf(group(), boxesOf(graph(), none))).toEqual({ id, x: -20, y: 88, width: 280, height: 272 })
  })

  it('collapsed, are one card with the wires to outside', () => {
    const id = groupSteps(draft, ['b', 'c'])!
    foldGroup(draft, id, true)
    expect(outerPorts(graph(), group())).toMatchObject({ inputs: [{ name: 'b/table', label: 'b · Table', type: 'table' }], outputs: [{ name: 'c/table' }] })
    const nodes = toNodes(graph(), [], plain)
    expect(nodes.filter((node) => node.hidden).map((node) => node.id)).toEqual(['b', 'c'])
    expect(nodes[0]).toMatchObject({ id, type: 'folded', position: { x: -20, y: 88 } })
    const edges = toEdges(graph(), [], none)
    expect(edges.map(({ source, sourceHandle, target, targetHandle }) => [source, sourceHandle, target, targetHandle])).toEqual([
      ['a', 'table', id, 'b/table'],
      [id, 'c/table', 'd', 'table'],
    ])
    expect(endOf(id, 'c/table')).toEqual({ node: 'c', port: 'table' })
    expect(toNodes(graph(), nodes, plain).every((node, index) => node === nodes[index])).toBe(true)
    // Shown open in one tab, it is drawn as it was.
    expect(toEdges(graph(), edges, new Set([id]))).toHaveLength(3)
    expect(toNodes(graph(), nodes, { ...plain, opened: new Set([id]) })[0]).toMatchObject({ type: 'frame', selectable: false })
  })

  it('take in a step that is inserted between two of them', () => {
    groupSteps(draft, ['b', 'c'])
    const inside = insertOnEdge(draft, graph().edges.find((edge) => edge.to.node === 'c')!, 'transform.sort@1')!
    insertOnEdge(draft, graph().edges.find((edge) => edge.to.node === 'd')!, 'transform.sort@1')
    expect(group().members).toEqual(['b', 'c', inside].sort())
  })

  it('collapsed, show their ports in the order of their steps, and also those of a component that is not known', () => {
    const wires = [...chain.edges, { from: { node: 'x', port: 'out' }, to: { node: 'd', port: 'table' } }, { from: { node: 'a', port: 'table' }, to: { node: 'x', port: 'in' } }]
    const own = { id: 'g', title: '', color: 'blue' as const, collapsed: true, members: ['x', 'b'] }
    const mixed: Graph = { nodes: [...chain.nodes, { ...step('x', 0, 0), component: 'their.own@1' }], edges: wires, groups: [own] }
    expect(outerPorts(mixed, own)).toMatchObject({ inputs: [{ name: 'b/table' }, { name: 'x/in', type: 'any' }], outputs: [{ name: 'b/table' }, { name: 'x/out' }] })
  })

  it('stand before their steps in the order of Tab, and instead of them where collapsed', () => {
    const id = groupSteps(draft, ['b', 'c'])!
    expect(tabOrder(graph(), ['a', 'b', 'c', 'd'], none)).toEqual(['a', id, 'b', 'c', 'd'])
    foldGroup(draft, id, true)
    expect(tabOrder(graph(), ['a', 'b', 'c', 'd'], none)).toEqual(['a', id, 'd'])
  })
})

describe('groups in groups', () => {
  const members = (id: string) => graph().groups?.find((other) => other.id === id)?.members
  /** outer { a, inner { b, c } }, and d beside it. */
  const nest = () => {
    const inner = groupSteps(draft, ['b', 'c'])!
    const outer = groupSteps(draft, ['a', inner])!
    return { inner, outer }
  }

  it('are made of a group with what is beside it, or inside of one, each as one undo', () => {
    const { inner, outer } = nest()
    expect(members(outer)).toEqual(['a', inner].sort())
    expect(members(inner)).toEqual(['b', 'c'])
    // Of steps of one group a group inside of it.
    const innermost = groupSteps(draft, ['c'])!
    expect(members(inner)).toEqual(['b', innermost].sort())
    // What lies in a chosen group is chosen with it, whether a frame drawn around it all names it or not.
    const around = groupSteps(draft, [outer, 'a', inner, 'b', 'd'])!
    expect(members(around)).toEqual([outer, 'd'].sort())
    draft.undo()
    draft.undo()
    expect(members(inner)).toEqual(['b', 'c'])
    expect(draft.undo()).toBe('group 2 items')
    expect(graph().groups).toHaveLength(1)
  })

  it('ungrouped, leave what was in them to the group around', () => {
    const { inner, outer } = nest()
    expect(ungroup(draft, [inner])).toEqual(['b', 'c'])
    expect(graph().groups).toMatchObject([{ id: outer, members: ['a', 'b', 'c'] }])
    draft.undo()
    expect(ungroup(draft, [outer]).sort()).toEqual(['a', inner].sort())
    expect(graph().groups).toMatchObject([{ id: inner, members: ['b', 'c'] }])
    draft.undo()
    expect(ungroup(draft, [inner, outer]).sort()).toEqual(['a', 'b', 'c'])
    expect(graph().groups).toBeUndefined()
    draft.undo()
    leaveGroup(draft, 'b')
    expect(members(outer)).toEqual(['a', 'b', inner].sort())
    leaveGroup(draft, inner)
    expect(members(outer)).toEqual(['a', 'b'])
    expect(members(inner)).toEqual(['c'])
  })

  it('are deleted and come back whole', () => {
    const { outer } = nest()
    const before = graph()
    deleteSteps(draft, [outer])
    expect(graph()).toMatchObject({ nodes: [{ id: 'd' }], edges: [] })
    expect(graph().groups).toBeUndefined()
    draft.undo()
    expect(graph()).toEqual(before)
  })

  it('are copied whole, and a copy stays in the group of its original', () => {
    const { inner, outer } = nest()
    const copies = duplicateSteps(draft, [inner])
    expect(copies).toHaveLength(2)
    const twin = graph().groups!.find((other) => ![inner, outer].includes(other.id))!
    expect(twin.members).toEqual([...copies].sort())
    expect(members(outer)).toEqual(['a', inner, twin.id].sort())
    draft.undo()
    duplicateSteps(draft, [outer])
    expect(graph().groups).toHaveLength(4)
    expect(members(outer)).toEqual(['a', inner].sort())
    draft.undo()
    const [copy] = duplicateSteps(draft, ['b'])
    expect(members(inner)).toEqual(['b', 'c', copy].sort())
  })

  it('are drawn as frames in a frame, outer ones first', () => {
    const { inner, outer } = nest()
    const drawn = toNodes(graph(), [], plain).filter((node) => node.type === 'frame')
    expect(drawn.map(({ id, position, width, height }) => ({ id, ...position, width, height }))).toEqual([
      { id: outer, x: -40, y: -52, width: 320, height: 432 },
      { id: inner, x: -20, y: 88, width: 280, height: 272 },
    ])
  })

  it('collapse into cards inside a frame, and with the outer one into a single card', () => {
    const { inner, outer } = nest()
    foldGroup(draft, inner, true)
    const nodes = toNodes(graph(), [], plain)
    expect(nodes.map((node) => [node.id, node.type, node.hidden])).toEqual([
      [outer, 'frame', false],
      [inner, 'folded', false],
      ['a', 'step', false],
      ['b', 'step', true],
      ['c', 'step', true],
      ['d', 'step', false],
    ])
    // The frame follows what is drawn in it.
    expect(nodes[0]!.height).toBeLessThan(432)
    expect(toEdges(graph(), [], none).map(({ source, target }) => [source, target])).toEqual([['a', inner], [inner, 'd']])
    expect(tabOrder(graph(), ['a', 'b', 'c', 'd'], none)).toEqual([outer, 'a', inner, 'd'])
    foldGroup(draft, outer, true)
    const folded = toNodes(graph(), nodes, plain)
    expect(folded.filter((node) => !node.hidden).map((node) => [node.id, node.type])).toEqual([[outer, 'folded'], ['d', 'step']])
    expect(folded[0]!.data).toMatchObject({ steps: ['a', 'b', 'c'], inputs: [], outputs: [{ name: 'c/table' }] })
    expect(toEdges(graph(), [], none).map(({ source, sourceHandle, target }) => [source, sourceHandle, target])).toEqual([[outer, 'c/table', 'd']])
    expect(tabOrder(graph(), ['a', 'b', 'c', 'd'], none)).toEqual([outer, 'd'])
    // Shown open in one tab, the outer one holds the inner one's card.
    expect(toNodes(graph(), folded, { ...plain, opened: new Set([outer]) }).filter((node) => !node.hidden).map((node) => node.type)).toEqual(['frame', 'folded', 'step', 'step'])
  })

  it('go into a frame and out of it as they are dropped; one undo with the move', () => {
    const inner = groupSteps(draft, ['b', 'c'])!
    const outer = groupSteps(draft, ['a', 'd'])!
    // Both steps moved together are the group; its middle lies in the other frame.
    const into = new Map([['b', { x: 20, y: 120 }], ['c', { x: 20, y: 260 }]])
    expect(dropSteps(draft, into, plain)).toBe('It is now in the group “Group”')
    expect(members(outer)).toEqual(['a', 'd', inner].sort())
    expect(members(inner)).toEqual(['b', 'c'])
    // A step of the outer one dropped into the inner one's frame joins that.
    expect(dropSteps(draft, new Map([['d', { x: 20, y: 200 }]]), plain)).toBe('It is now in the group “Group”')
    expect(members(inner)).toEqual(['b', 'c', 'd'])
    draft.undo()
    // The outer one moved with all in it keeps what it holds.
    expect(dropSteps(draft, new Map(graph().nodes.map((node) => [node.id, { x: node.position.x + 500, y: node.position.y }])), plain)).toBeNull()
    draft.undo()
    expect(dropSteps(draft, new Map([['b', { x: 900, y: 900 }], ['c', { x: 900, y: 1040 }]]), plain)).toBe('It is no longer in the group “Group”')
    expect(members(outer)).toEqual(['a', 'd'])
    draft.undo()
    draft.undo()
    expect(members(outer)).toEqual(['a', 'd'])
  })

  it('take a step that is inserted between two of their steps into the innermost that holds both', () => {
    const { inner, outer } = nest()
    const between = insertOnEdge(draft, graph().edges.find((edge) => edge.to.node === 'b')!, 'transform.sort@1')!
    const inside = insertOnEdge(draft, graph().edges.find((edge) => edge.to.node === 'c')!, 'transform.sort@1')!
    expect(members(outer)).toEqual(['a', inner, between].sort())
    expect(members(inner)).toEqual(['b', 'c', inside].sort())
  })
})

describe('dropping steps', () => {
  it('into a frame makes them members, out of it ends that; one undo with the move', () => {
    const id = groupSteps(draft, ['a', 'b'])!
    expect(dropSteps(draft, new Map([['d', { x: 0, y: 70 }]]), plain)).toBe('It is now in the group “Group”')
    expect(group().members).toEqual(['a', 'b', 'd'])
    expect(draft.undo()).toBe('move a step')
    expect(group().members).toEqual(['a', 'b'])
    expect(graph().nodes[3]!.position).toEqual({ x: 0, y: 420 })
    dropSteps(draft, new Map([['a', { x: 900, y: 900 }]]), plain)
    expect(group()).toMatchObject({ id, members: ['b'] })
  })

  it('keeps the group of what moves together, and of a member that stays inside', () => {
    groupSteps(draft, ['a', 'b'])
    expect(dropSteps(draft, new Map([['a', { x: 900, y: 0 }], ['b', { x: 900, y: 140 }]]), plain)).toBeNull()
    expect(group().members).toEqual(['a', 'b'])
    dropSteps(draft, new Map([['a', { x: 910, y: 20 }]]), plain)
    expect(group().members).toEqual(['a', 'b'])
  })

  it('from the palette into a frame makes the new step a member of the innermost', () => {
    const inner = groupSteps(draft, ['b', 'c'])!
    groupSteps(draft, ['a', inner])
    const dropped = addStep(draft, { component: 'transform.sort@1', position: { x: 10, y: 200 }, dropped: plain })
    const beside = addStep(draft, { component: 'transform.sort@1', position: { x: 900, y: 200 }, dropped: plain })
    expect(graph().groups!.find(({ id }) => id === inner)!.members).toEqual(['b', 'c', dropped].sort())
    expect(graph().groups!.flatMap(({ members }) => members)).not.toContain(beside)
    draft.undo()
    expect(draft.undo()).toBe('add Sort')
    expect(graph().nodes).toHaveLength(4)
  })

  it('into a collapsed group’s place does not put them in', () => {
    foldGroup(draft, groupSteps(draft, ['a', 'b'])!, true)
    dropSteps(draft, new Map([['d', { x: 0, y: 70 }]]), plain)
    expect(group().members).toEqual(['a', 'b'])
  })

  it('takes notes too', () => {
    const note = addNote(draft, { x: 600, y: 600 })
    groupSteps(draft, ['a', 'b'])
    dropSteps(draft, new Map([[note, { x: 0, y: 60 }]]), plain)
    expect(group().members).toContain(note)
    leaveGroup(draft, note)
    expect(group().members).toEqual(['a', 'b'])
  })
})

describe('notes', () => {
  it('are written with one undo for what is typed in one go', () => {
    const id = addNote(draft, { x: 10.4, y: 20 })
    writeNote(draft, id, 'W')
    writeNote(draft, id, 'Why')
    colorNote(draft, id, 'red')
    resizeNote(draft, id, { width: 20, height: 333.3 })
    expect(graph().notes).toEqual([{ id, text: 'Why', color: 'red', position: { x: 10, y: 20 }, size: { width: 80, height: 333 } }])
    draft.undo()
    draft.undo()
    expect(draft.undo()).toBe('write a note')
    expect(graph().notes![0]!.text).toBe('')
    draft.undo()
    expect(graph().notes).toBeUndefined()
  })
})
