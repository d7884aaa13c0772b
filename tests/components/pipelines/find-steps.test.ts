import { describe, expect, it } from 'vitest'
import { findSteps } from '@/components/pipelines/designer/find/find-steps'
import { analyze } from '@/lib/graph/analyze'
import type { Graph, GraphNode } from '@/lib/graph/schema'

const step = (id: string, component: string, params: Record<string, unknown> = {}, more: Partial<GraphNode> = {}): GraphNode => ({ id, component, name: '', note: '', params, position: { x: 0, y: 0 }, ...more })
const wire = (from: string, out: string, to: string, input: string) => ({ from: { node: from, port: out }, to: { node: to, port: input } })
const graph: Graph = {
  // Against the order of the data on purpose.
  nodes: [
    step('train', 'learn.train-classifier@1', { target: 'species', seed: 4711 }, { note: 'Baseline for the report' }),
    step('keep', 'transform.select-columns@1', { columns: ['bill_length_mm'] }, { name: 'Only bills' }),
    step('load', 'data.import@1', { asset: { name: 'penguins', version: 'latest' } }),
  ],
  edges: [wire('load', 'table', 'keep', 'table'), wire('keep', 'table', 'train', 'table')],
}
const columns = ['species', 'bill_length_mm', 'island'].map((name) => ({ name, type: name === 'bill_length_mm' ? ('decimal' as const) : ('text' as const), nullable: false }))
const analysis = analyze(graph, { asset: () => columns as never })
const ids = (query: string) => findSteps(graph, analysis, query).map(({ id }) => id)

describe('finding steps', () => {
  it.each([
    ['only bills', ['keep']],
    ['CLASSIFIER', ['train']],
    ['select columns', ['keep']],
    ['transform.select', ['keep']],
    ['island', ['load']],
    ['4711', ['train']],
    ['penguins', ['load']],
    ['report', ['train']],
    ['bills select', ['keep']],
    ['bills 4711', []],
    ['nothing like it', []],
    ['  ', []],
  ])('“%s”', (query, expected) => {
    expect(ids(query)).toEqual(expected)
  })

  it('gives them in the order of the data', () => {
    expect(ids('species')).toEqual(['load', 'train'])
    expect(ids('bill')).toEqual(['load', 'keep'])
  })

  it('says where, unless it is the name', () => {
    const where = (query: string) => findSteps(graph, analysis, query)[0]!.where
    expect(where('only')).toBeUndefined()
    expect(where('4711')).toBe('Seed: 4711')
    expect(where('island')).toBe('column island')
  })
})
