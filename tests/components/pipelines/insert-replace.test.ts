import { afterEach, describe, expect, it } from 'vitest'
import { insertOnEdge, planOnEdge } from '@/components/pipelines/actions/insert-on-edge'
import { planReplace, replaceStep } from '@/components/pipelines/actions/replace-step'
import { Draft } from '@/components/pipelines/draft/draft'
import { writeGraph } from '@/lib/drafts/document'
import type { Graph, GraphNode } from '@/lib/graph/schema'

const step = (id: string, component: string, y = 0, params: Record<string, unknown> = {}): GraphNode => ({ id, component, name: '', note: '', params, position: { x: 0, y } })
const wire = (from: string, out: string, to: string, input: string) => ({ from: { node: from, port: out }, to: { node: to, port: input } })
const graph: Graph = {
  nodes: [
    step('load', 'data.import@1', 0),
    step('split', 'transform.split-data@1', 120, { fraction: 0.7 }),
    step('train', 'learn.train-classifier@1', 240, { target: 'species', seed: 7 }),
    step('score', 'learn.score-model@1', 360),
  ],
  edges: [wire('load', 'table', 'split', 'table'), wire('split', 'first', 'train', 'table'), wire('train', 'model', 'score', 'model'), wire('split', 'second', 'score', 'table')],
}

let draft: Draft
const open = (content: Graph = graph) => {
  draft = new Draft()
  writeGraph(draft.doc, content, 'server')
  return draft
}
afterEach(() => draft.destroy())
const wires = () => draft.graph.get().edges.map(({ from, to }) => `${from.node}.${from.port} > ${to.node}.${to.port}`).sort()
const before = ['load.table > split.table', 'split.first > train.table', 'split.second > score.table', 'train.model > score.model']

describe('a step put into a wire', () => {
  it('takes what the wire brought and gives to whom it went, as one undo', () => {
    open()
    const id = insertOnEdge(draft, graph.edges[0]!, 'transform.filter-rows@1')!
    expect(wires()).toEqual([`${id}.table > split.table`, `load.table > ${id}.table`, ...before.slice(1)].sort())
    draft.undo()
    expect(draft.graph.get()).toEqual(graph)
  })

  it('moves what lies below down, and only that', () => {
    open()
    const id = insertOnEdge(draft, graph.edges[0]!, 'transform.filter-rows@1')!
    const y = (node: string) => draft.graph.get().nodes.find((other) => other.id === node)!.position.y
    expect(y('load')).toBe(0)
    expect(y(id)).toBe(120)
    expect(y('split')).toBeGreaterThanOrEqual(y(id) + 60)
    expect(y('train') - y('split')).toBe(120)
    expect(y('score') - y('train')).toBe(120)
  })

  it('stands where it was dropped', () => {
    open()
    const id = insertOnEdge(draft, graph.edges[0]!, 'transform.filter-rows@1', { x: 40, y: 50 })!
    expect(draft.graph.get().nodes.find((node) => node.id === id)!.position).toEqual({ x: 40, y: 50 })
  })

  it('leaves the wire in place where it gives nothing for its end', () => {
    open()
    const id = insertOnEdge(draft, graph.edges[0]!, 'learn.train-classifier@1')!
    expect(wires()).toEqual([...before, `load.table > ${id}.table`].sort())
  })

  it('is refused where it does not take what the wire carries', () => {
    open()
    expect(planOnEdge(graph, graph.edges[2]!, 'transform.filter-rows@1')).toBeUndefined()
    expect(insertOnEdge(draft, graph.edges[2]!, 'transform.filter-rows@1')).toBeUndefined()
    expect(draft.history.get().undo).toBeUndefined()
  })
})

describe('a replaced component', () => {
  it('keeps place, name, the wires that fit and the params that it has too, as one undo', () => {
    open()
    const plan = replaceStep(draft, 'train', 'learn.train-regressor@1')!
    expect(plan.lost).toEqual([])
    expect(wires()).toEqual(before)
    expect(draft.graph.get().nodes[2]).toMatchObject({ id: 'train', component: 'learn.train-regressor@1', params: { target: 'species', seed: 7 }, position: { x: 0, y: 240 } })
    draft.undo()
    expect(draft.graph.get()).toEqual(graph)
  })

  it('moves wires to ports of another name that fit, and drops params that mean nothing to it', () => {
    open()
    const plan = replaceStep(draft, 'split', 'transform.filter-rows@1')!
    expect(plan.lost).toEqual([])
    expect(wires()).toEqual(['load.table > split.table', 'split.table > score.table', 'split.table > train.table', 'train.model > score.model'])
    expect(draft.graph.get().nodes[1]!.params).toEqual({})
  })

  it('says which wires it has no port for', () => {
    open()
    const plan = planReplace(graph, 'score', 'transform.filter-rows@1')!
    expect(plan.wires).toEqual([wire('split', 'second', 'score', 'table')])
    expect(plan.lost).toEqual([wire('train', 'model', 'score', 'model')])
    replaceStep(draft, 'score', 'transform.filter-rows@1')
    expect(wires()).toEqual(before.filter((text) => text !== 'train.model > score.model'))
  })

  it('gives one input to one wire', () => {
    const join: Graph = {
      nodes: [step('a', 'data.import@1'), step('b', 'data.import@1'), step('join', 'transform.join@1', 100)],
      edges: [wire('a', 'table', 'join', 'left'), wire('b', 'table', 'join', 'right')],
    }
    open(join)
    const plan = replaceStep(draft, 'join', 'transform.filter-rows@1')!
    expect(plan.wires).toHaveLength(1)
    expect(plan.lost).toHaveLength(1)
    expect(wires()).toEqual(['a.table > join.table'])
  })

  it('is nothing new when it is the same component', () => {
    open()
    expect(replaceStep(draft, 'split', 'transform.split-data@1')).toBeUndefined()
    expect(draft.history.get().undo).toBeUndefined()
  })
})
