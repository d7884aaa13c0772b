import { describe, expect, it } from 'vitest'
import { newStepId } from '@/components/pipelines/actions/new-step-id'
import { hasIcon } from '@/components/pipelines/component-icon'
import { openOutput } from '@/components/pipelines/designer/add'
import { createChecker } from '@/components/pipelines/designer/check'
import { toEdges, toNodes } from '@/components/pipelines/designer/flow-elements'
import { componentsFor, endKey, openEnds } from '@/components/pipelines/designer/open-ends'
import { readView, writeView } from '@/components/pipelines/designer/view-params'
import { readPipelineFile } from '@/components/pipelines/list/read-file'
import { components, findComponent } from '@/lib/catalog'
import { connectable } from '@/lib/graph/connectable'
import type { Graph } from '@/lib/graph/schema'
import penguins from '@/lib/samples/penguins.json'

const graph = Object.freeze(readPipelineFile(JSON.stringify(penguins), 'penguins.json').graph as Graph)

describe('the ends that a wire may have', () => {
  it('are the very ones that a connection is allowed to, for every port of the sample', () => {
    for (const node of graph.nodes) {
      for (const output of findComponent(node.component)!.outputs) {
        const from = { node: node.id, port: output.name }
        const { ports } = openEnds(graph, { ...from, side: 'source' })
        for (const other of graph.nodes) {
          for (const input of findComponent(other.component)!.inputs) {
            const verdict = connectable(graph, from, { node: other.id, port: input.name }, { replace: true })
            const already = graph.edges.some((edge) => edge.from.node === from.node && edge.from.port === from.port && edge.to.node === other.id && edge.to.port === input.name)
            expect([from, other.id, input.name, ports.has(endKey('in', other.id, input.name))]).toEqual([from, other.id, input.name, verdict.ok || already])
          }
        }
      }
    }
  })

  it('are outputs when the wire starts at an input', () => {
    const { ports } = openEnds(graph, { node: 'score', port: 'model', side: 'target' })
    expect([...ports]).toEqual([endKey('out', 'train', 'model')])
  })

  it('offer only components that could stand there', () => {
    const names = (join: Parameters<typeof componentsFor>[1]) => [...componentsFor(graph, join)].map((component) => component.id)
    expect(names({ from: { node: 'train', port: 'model' } })).toContain('learn.score-model')
    expect(names({ from: { node: 'train', port: 'model' } })).not.toContain('transform.filter-rows')
    const givers = components.filter((component) => component.outputs.some((port) => port.type === 'model')).map((component) => component.id)
    expect(givers).toContain('learn.train-classifier')
    expect(names({ to: { node: 'score', port: 'model' } }).sort()).toEqual(givers.sort())
  })

  it('are taken in turn: the second half of a split goes to the next step', () => {
    const split = graph.nodes.find((node) => node.id === 'split')!
    expect(openOutput([], split, 'transform.filter-rows@1')).toEqual({ node: 'split', port: 'first' })
    expect(openOutput([{ from: { node: 'split', port: 'first' }, to: { node: 'x', port: 'table' } }], split, 'transform.filter-rows@1')).toEqual({ node: 'split', port: 'second' })
    expect(openOutput([], split, 'data.import@1')).toBeUndefined()
  })
})

const plain = { strips: new Set<string>(), opened: new Set<string>() }

describe('what the canvas draws', () => {
  it('keeps the elements of steps that did not change', () => {
    const nodes = toNodes(graph, [], plain)
    const edges = toEdges(graph, [], plain.opened)
    const moved: Graph = { ...graph, nodes: graph.nodes.map((node) => (node.id === 'train' ? { ...node, position: { x: 1, y: 2 } } : node)) }
    const after = toNodes(moved, nodes, plain)
    expect(after.filter((node, index) => node === nodes[index])).toHaveLength(graph.nodes.length - 1)
    expect(after.find((node) => node.id === 'train')!.position).toEqual({ x: 1, y: 2 })
    expect(toEdges(moved, edges, plain.opened).every((edge, index) => edge === edges[index])).toBe(true)
    expect(edges.find((edge) => edge.source === 'train')!.data!.type).toBe('model')
    // Cards out of sight are not drawn, and still count when the view is fitted.
    expect(nodes.every((node) => node.measured?.width === node.width && node.measured?.height === node.height)).toBe(true)
  })

  it('leaves a card under the pointer where it is', () => {
    const nodes = toNodes(graph, [], plain).map((node) => (node.id === 'train' ? { ...node, dragging: true, position: { x: 77, y: 88 } } : node))
    const renamed: Graph = { ...graph, nodes: graph.nodes.map((node) => ({ ...node, name: 'Other' })) }
    const train = toNodes(renamed, nodes, plain).find((node) => node.id === 'train')!
    expect(train).toMatchObject({ position: { x: 77, y: 88 }, data: { step: { name: 'Other' } } })
  })

  it('has an icon for every component', () => {
    expect(components.filter((component) => !hasIcon(component.icon)).map((component) => component.icon)).toEqual([])
  })

  it('keeps a step’s list of problems while it says the same', () => {
    const check = createChecker()
    const broken: Graph = { ...graph, edges: [] }
    const first = check(broken, () => undefined)
    const second = check({ ...broken, nodes: broken.nodes.map((node) => (node.id === 'clean' ? { ...node, name: 'Renamed' } : node)) }, () => undefined)
    expect(first.byNode.get('score')!.length).toBeGreaterThan(0)
    expect(second.byNode.get('score')).toBe(first.byNode.get('score'))
  })
})

describe('addresses and files', () => {
  it('carry the view and the selection, and leave other parameters alone', () => {
    const search = writeView('?tab=x', { viewport: { x: 10.4, y: -3, zoom: 0.91234 }, selected: ['a', 'b'] })
    expect(search).toBe('?tab=x&view=10,-3,0.912&steps=a,b')
    expect(readView(search)).toEqual({ viewport: { x: 10, y: -3, zoom: 0.912 }, selected: new Set(['a', 'b']) })
    expect(writeView(search, { viewport: undefined, selected: [] })).toBe('?tab=x&view=10,-3,0.912')
    expect(readView('?view=1,2,99&steps=')).toEqual({ viewport: undefined, selected: new Set() })
  })

  it('are refused with a reason where they hold no pipeline', () => {
    expect(() => readPipelineFile('{', 'x.json')).toThrow('x.json is not JSON')
    expect(() => readPipelineFile('{"a":1}', 'x.json')).toThrow('no list of “nodes”')
    expect(readPipelineFile('{"nodes":[]}', 'My flow.json')).toEqual({ name: 'My flow', description: '', graph: { nodes: [], edges: [] } })
  })

  it('make ids that say what a step is and are not taken', () => {
    const random = [0, 0, 0.5]
    expect(newStepId('transform.filter-rows@1', ['filter-rows-0000'], () => random.shift()!)).toBe('filter-rows-i000')
  })
})
