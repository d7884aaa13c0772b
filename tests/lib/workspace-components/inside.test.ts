import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { builtIn, type Catalogue } from '@/lib/catalog/catalogue'
import type { Column } from '@/lib/catalog/types'
import { analyze } from '@/lib/graph/analyze'
import type { Graph, GraphNode } from '@/lib/graph/schema'
import { buildCatalogue, buildComponent, type Stored } from '@/lib/workspace-components/build'
import { choicesOf, declarationOf, refusalOf, tiedParams } from '@/lib/workspace-components/derive'
import { expand } from '@/lib/workspace-components/expand'
import type { SubPipeline } from '@/lib/workspace-components/schema'

const node = (id: string, component: string, params: Record<string, unknown> = {}, name = ''): GraphNode => ({ id, component, params, name, note: '', position: { x: 0, y: 0 } })
const wire = (from: string, to: string) => {
  const end = (text: string) => ({ node: text.split('.')[0]!, port: text.split('.')[1]! })
  return { from: end(from), to: end(to) }
}
const asset = () => undefined
const birds: Column[] = [{ name: 'species', type: 'text' }, { name: 'mass', type: 'number' }, { name: 'island', type: 'text' }]
const grid = { columns: birds, rows: [['a', '1', 'x'], ['b', null, 'y']] }

/** enter → keep (select) → big (filter) → split */
const pipeline: Graph = {
  nodes: [
    node('enter', 'data.enter@1', { table: grid }),
    node('keep', 'transform.select-columns@1', { columns: ['species', 'mass'] }, 'Keep two'),
    node('big', 'transform.filter-rows@1', { conditions: [{ column: 'mass', operator: 'more', value: '1' }] }),
    node('split', 'transform.split-data@1', {}),
  ],
  edges: [wire('enter.table', 'keep.table'), wire('keep.table', 'big.table'), wire('big.table', 'split.table')],
}

function made(graph: Graph, ids: string[], catalogue: Catalogue = builtIn, params: string[] = []): SubPipeline {
  const choices = choicesOf(graph, new Set(ids), catalogue)
  for (const choice of choices.params) if (params.includes(`${choice.param.node}.${choice.param.param}`)) choice.chosen = true
  return declarationOf(choices, { name: 'Prepare', summary: '' })
}

describe('a component of selected steps', () => {
  it('has the ports that the crossing wires need, and shows the chosen parameters', () => {
    const inside = made(pipeline, ['keep', 'big'], builtIn, ['keep.columns'])
    expect(inside.graph.nodes.map(({ id }) => id)).toEqual(['keep', 'big'])
    expect(inside.inputs).toEqual([{ name: 'table', label: expect.stringContaining('Table'), help: '', to: [{ node: 'keep', port: 'table' }] }])
    expect(inside.outputs.map(({ name, from }) => [name, from])).toEqual([['table', { node: 'big', port: 'table' }]])
    const component = buildComponent('custom.prepare', 1, inside)
    expect(component.inputs[0]).toMatchObject({ name: 'table', type: 'table', optional: false })
    expect(component.params.parse({})).toEqual({ columns: ['species', 'mass'] })
    expect(component.fields[0]).toMatchObject({ name: 'columns', kind: 'columns', from: 'keep.table' })
  })

  it('gives one input for one source that feeds two steps, and another name to a port that would be called the same', () => {
    const graph: Graph = {
      nodes: [node('a', 'data.enter@1'), node('b', 'data.enter@1'), node('j', 'transform.join@1'), node('s', 'transform.select-columns@1')],
      edges: [wire('a.table', 'j.left'), wire('b.table', 'j.right'), wire('a.table', 's.table')],
    }
    const { inputs, outputs } = made(graph, ['j', 's'])
    expect(inputs.map(({ name, to }) => [name, to.length])).toEqual([['left', 2], ['right', 1]])
    expect(new Set(outputs.map(({ name }) => name)).size).toBe(outputs.length)
  })

  it('shows what is tied to a parameter of the pipeline, and its step stays tied', () => {
    const tie = { $parameter: 'share' }
    const graph: Graph = { ...pipeline, parameters: [{ name: 'share', type: 'number', default: 0.6, help: '' }], nodes: pipeline.nodes.map((each) => (each.id === 'split' ? { ...each, params: { share: tie } } : each)) }
    const choices = choicesOf(graph, new Set(['big', 'split']), builtIn)
    const inside = declarationOf(choices, { name: 'Split', summary: '' })
    expect(inside.graph.nodes[1]!.params).toEqual({ share: 0.6 })
    expect(inside.params).toMatchObject([{ name: 'share', node: 'split', param: 'share' }])
    expect(tiedParams(choices, inside)).toEqual({ share: tie })
  })

  it('is refused where a step that is not selected lies between', () => {
    expect(refusalOf(pipeline, new Set(['keep', 'split']), builtIn)).toMatch(/“Filter rows” lies between/)
    expect(refusalOf(pipeline, new Set(['keep', 'big']), builtIn)).toBeUndefined()
  })

  it('tells the columns through it, and what its own parameters choose from', () => {
    const catalogue = buildCatalogue([{ id: 'custom.prepare', version: 1, declaration: made(pipeline, ['keep', 'big'], builtIn, ['keep.columns']) }])
    const graph: Graph = { nodes: [pipeline.nodes[0]!, node('p', 'custom.prepare@1', { columns: ['mass'] })], edges: [wire('enter.table', 'p.table')] }
    const analysis = analyze(graph, { asset, catalogue })
    expect(analysis.problems.filter((problem) => problem.severity === 'error')).toEqual([])
    expect(analysis.schemas.p!.table).toEqual([{ name: 'mass', type: 'number' }])
    expect(analysis.inputs.p!['keep.table']).toEqual(birds)
  })

  it('says a problem inside at the parameter that shows it, with the repair there', () => {
    const catalogue = buildCatalogue([{ id: 'custom.prepare', version: 1, declaration: made(pipeline, ['keep', 'big'], builtIn, ['keep.columns']) }])
    const graph: Graph = { nodes: [pipeline.nodes[0]!, node('p', 'custom.prepare@1', { columns: ['mass', 'gone'] })], edges: [wire('enter.table', 'p.table')] }
    const problem = analyze(graph, { asset, catalogue }).problems.find((each) => each.severity === 'error')!
    expect(problem).toMatchObject({ node: 'p', param: 'columns', fix: { params: { columns: ['mass'] } } })
    expect(problem.message).toMatch(/^Inside, “Keep two”: The column “gone” is not in the input/)
  })

  it('names the same ports again when it is made anew', () => {
    const before = made(pipeline, ['keep', 'big'], builtIn, ['keep.columns'])
    before.inputs[0]!.name = 'rows'
    before.params[0]!.label = 'Which columns'
    const again = declarationOf(choicesOf(before.graph, new Set(['keep', 'big']), builtIn, before), { name: 'Prepare', summary: '' })
    expect(again.inputs).toEqual(before.inputs)
    expect(again.outputs).toEqual(before.outputs)
    expect(again.params).toEqual(before.params)
  })
})

describe('expansion', () => {
  const stored = (id: string, declaration: SubPipeline, version = 1): Stored => ({ id, version, declaration })

  it('puts the steps in place under their outer step, with the parameters set', () => {
    const catalogue = buildCatalogue([stored('custom.prepare', made(pipeline, ['keep', 'big'], builtIn, ['keep.columns']))])
    const graph: Graph = {
      nodes: [pipeline.nodes[0]!, node('p', 'custom.prepare@1', { columns: ['mass'] }, 'My preparation'), pipeline.nodes[3]!],
      edges: [wire('enter.table', 'p.table'), wire('p.table', 'split.table')],
    }
    const { graph: flat, groups } = expand(graph, catalogue)
    expect(flat.nodes.map(({ id, name }) => [id, name])).toEqual([['enter', ''], ['p.keep', 'My preparation › Keep two'], ['p.big', 'My preparation › Filter rows'], ['split', '']])
    expect(flat.nodes[1]!.params).toEqual({ columns: ['mass'] })
    expect(flat.edges).toEqual(expect.arrayContaining([
      { from: { node: 'enter', port: 'table' }, to: { node: 'p.keep', port: 'table' } },
      { from: { node: 'p.keep', port: 'table' }, to: { node: 'p.big', port: 'table' } },
      { from: { node: 'p.big', port: 'table' }, to: { node: 'split', port: 'table' } },
    ]))
    expect(groups).toEqual([{ node: 'p', name: 'My preparation', component: 'custom.prepare@1', inside: ['p.keep', 'p.big'], outputs: { table: { node: 'p.big', port: 'table' } } }])
  })

  it('asks for each step inside what its outer step asks for, where it has no wish of its own', () => {
    const inside = made(pipeline, ['keep', 'big'])
    inside.graph = { ...inside.graph, nodes: inside.graph.nodes.map((each) => (each.id === 'big' ? { ...each, compute: { memoryMb: 4096 } } : each)) }
    const graph: Graph = { nodes: [pipeline.nodes[0]!, { ...node('p', 'custom.prepare@1'), compute: { target: 'gpu', memoryMb: 512 } }], edges: [wire('enter.table', 'p.table')] }
    const { graph: flat } = expand(graph, buildCatalogue([stored('custom.prepare', inside)]))
    expect(flat.nodes.map(({ id, compute }) => [id, compute])).toEqual([['enter', undefined], ['p.keep', { target: 'gpu', memoryMb: 512 }], ['p.big', { target: 'gpu', memoryMb: 4096 }]])
  })

  it('passes by a step that is switched off inside', () => {
    const inside = made(pipeline, ['keep', 'big'])
    inside.graph = { ...inside.graph, nodes: inside.graph.nodes.map((each) => (each.id === 'big' ? { ...each, disabled: true as const } : each)) }
    const graph: Graph = { nodes: [pipeline.nodes[0]!, node('p', 'custom.prepare@1'), pipeline.nodes[3]!], edges: [wire('enter.table', 'p.table'), wire('p.table', 'split.table')] }
    const { graph: flat, groups } = expand(graph, buildCatalogue([stored('custom.prepare', inside)]))
    expect(flat.nodes.map(({ id }) => id)).toEqual(['enter', 'p.keep', 'split'])
    expect(flat.edges).toContainEqual({ from: { node: 'p.keep', port: 'table' }, to: { node: 'split', port: 'table' } })
    expect(groups[0]).toMatchObject({ inside: ['p.keep'], outputs: { table: { node: 'p.keep', port: 'table' } } })
  })

  it('refuses a component that is inside itself, through others too', () => {
    const loop = (id: string, other: string): Stored => stored(id, { kind: 'sub-pipeline', name: id, summary: '', inputs: [], outputs: [], params: [], graph: { nodes: [node('x', `${other}@1`)], edges: [] } })
    const catalogue = buildCatalogue([loop('custom.a', 'custom.b'), loop('custom.b', 'custom.a')])
    expect(analyze({ nodes: [node('s', 'custom.a@1')], edges: [] }, { asset, catalogue }).problems[0]!.message).toMatch(/There is no component “custom\.[ab]@1”/)
  })

  it('of any grouping of a chain, nested or not, gives the steps and columns that the chain has', () => {
    const chain = (length: number): Graph => ({
      nodes: [node('n0', 'data.enter@1', { table: grid }), ...Array.from({ length: length - 1 }, (_, at) => node(`n${at + 1}`, 'transform.compute-column@1', { columns: [{ name: `c${at + 1}`, expression: 'mass + 1' }] }))],
      edges: Array.from({ length: length - 1 }, (_, at) => wire(`n${at}.table`, `n${at + 1}.table`)),
    })
    const cuts = fc.tuple(fc.integer({ min: 3, max: 9 }), fc.array(fc.tuple(fc.nat(), fc.nat()), { maxLength: 4 }))
    fc.assert(
      fc.property(cuts, ([length, pairs]) => {
        const plain = chain(length)
        let graph = plain
        const rows: Stored[] = []
        let catalogue = builtIn
        pairs.forEach(([a, b], index) => {
          // A run of neighbours becomes one step; it may hold steps that were made so before.
          const from = 1 + (a % (graph.nodes.length - 1))
          const to = Math.min(graph.nodes.length - 1, from + (b % 3))
          const chosen = graph.nodes.slice(from, to + 1)
          const declaration = made(graph, chosen.map(({ id }) => id), catalogue)
          const id = `custom.c${index}`
          rows.push({ id, version: 1, declaration })
          catalogue = buildCatalogue(rows)
          const step = node(`s${index}`, `${id}@1`)
          const nodes = [...graph.nodes.slice(0, from), step, ...graph.nodes.slice(to + 1)]
          const edges = nodes.slice(1).map((each, at) => ({ from: { node: nodes[at]!.id, port: 'table' }, to: { node: each.id, port: 'table' } }))
          graph = { nodes, edges }
        })
        const { graph: flat, groups } = expand(graph, catalogue)
        expect(flat.nodes.map(({ id }) => id.split('.').at(-1))).toEqual(plain.nodes.map(({ id }) => id))
        expect(flat.edges).toHaveLength(plain.edges.length)
        const last = (of: Graph, known: Catalogue) => analyze(of, { asset, catalogue: known })
        const expected = last(plain, builtIn)
        const seen = last(graph, catalogue)
        expect(seen.problems).toEqual([])
        expect(seen.schemas[graph.nodes.at(-1)!.id]!.table).toEqual(expected.schemas[plain.nodes.at(-1)!.id]!.table)
        for (const group of groups) for (const id of group.inside) expect(flat.nodes.some((each) => each.id === id)).toBe(true)
      }),
      { numRuns: 60 },
    )
  })
})
