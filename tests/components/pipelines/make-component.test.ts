import { describe, expect, it } from 'vitest'
import { makeComponent } from '@/components/pipelines/actions/make-component'
import { Draft } from '@/components/pipelines/draft/draft'
import { builtIn } from '@/lib/catalog/catalogue'
import { writeGraph } from '@/lib/drafts/document'
import { Graph } from '@/lib/graph/schema'
import { choicesOf, declarationOf } from '@/lib/workspace-components/derive'

const graph = Graph.parse({
  nodes: [
    { id: 'a', component: 'data.enter@1' },
    { id: 'b', component: 'transform.sort@1', position: { x: 100, y: 100 } },
    { id: 'c', component: 'transform.split-data@1', position: { x: 100, y: 300 } },
    { id: 'd', component: 'transform.sort@1' },
    { id: 'e', component: 'transform.append-rows@1' },
  ],
  edges: [
    { from: { node: 'a', port: 'table' }, to: { node: 'b', port: 'table' } },
    { from: { node: 'b', port: 'table' }, to: { node: 'c', port: 'table' } },
    { from: { node: 'c', port: 'first' }, to: { node: 'd', port: 'table' } },
    { from: { node: 'c', port: 'first' }, to: { node: 'e', port: 'table1' } },
  ],
})

function start() {
  const draft = new Draft()
  writeGraph(draft.doc, graph)
  const inside = declarationOf(choicesOf(draft.graph.get(), new Set(['b', 'c']), builtIn), { name: 'Sort and split', summary: '' })
  return { draft, inside }
}

describe('making a component on the canvas', () => {
  it('puts one step in the place of several, with every wire', () => {
    const { draft, inside } = start()
    const id = makeComponent(draft, inside, 'custom.sort-and-split@1')
    const { nodes, edges } = draft.graph.get()
    expect(nodes.map((node) => node.id).sort()).toEqual(['a', 'd', 'e', id].sort())
    expect(nodes.find((node) => node.id === id)).toMatchObject({ component: 'custom.sort-and-split@1', params: {}, position: { x: 100, y: 200 } })
    expect(edges).toHaveLength(3)
    expect(edges).toEqual(expect.arrayContaining([
      { from: { node: 'a', port: 'table' }, to: { node: id, port: 'table' } },
      { from: { node: id, port: 'first' }, to: { node: 'd', port: 'table' } },
      { from: { node: id, port: 'first' }, to: { node: 'e', port: 'table1' } },
    ]))
  })

  it('is one undo, after which the steps are as they were', () => {
    const { draft, inside } = start()
    const before = JSON.stringify(draft.graph.get())
    makeComponent(draft, inside, 'custom.sort-and-split@1')
    expect(draft.undo()).toBe('make the component Sort and split')
    expect(JSON.stringify(draft.graph.get())).toBe(before)
    expect(draft.undo()).toBeUndefined()
  })
})
