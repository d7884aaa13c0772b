import { expect, test } from 'vitest'
import { activeGraph, activityOf } from '@/lib/graph/active'
import { analyze } from '@/lib/graph/analyze'
import { diff } from '@/lib/graph/diff'
import { docToGraph, graphToDoc } from '@/lib/drafts/document'
import { rewriteGraph } from '@/lib/drafts/rewrite'
import { edge, enter, graphOf, select } from '../queue/graphs'

const off = (node: object) => ({ ...node, disabled: true })
const words = (graph: ReturnType<typeof graphOf>) => Object.fromEntries([...activityOf(graph).inactive].map(([id, { word, because }]) => [id, `${word} by ${because}`]))
const problems = (graph: ReturnType<typeof graphOf>) => analyze(graph, { asset: () => null }).problems.map((problem) => `${problem.node}: ${problem.message}`)

test('a disabled step between tables is bypassed: what it feeds reads what fed it', () => {
  const graph = graphOf([enter('a'), off(select('b')), off(select('c')), select('d')], [edge('a', 'b'), edge('b', 'c'), edge('c', 'd')])
  expect(words(graph)).toEqual({ b: 'bypassed by b', c: 'bypassed by c' })
  expect(activeGraph(graph)).toMatchObject({ nodes: [{ id: 'a' }, { id: 'd' }], edges: [edge('a', 'd')] })
})

test('a disabled source is left out with everything that needs it, saying which step it was', () => {
  const graph = graphOf([off(enter('a')), select('b'), off(select('c')), select('d'), enter('x'), select('y')], [edge('a', 'b'), edge('b', 'c'), edge('c', 'd'), edge('x', 'y')])
  expect(words(graph)).toEqual({ a: 'disabled by a', b: 'left-out by a', c: 'disabled by c', d: 'left-out by c' })
  expect(activeGraph(graph).nodes.map((node) => node.id)).toEqual(['x', 'y'])
})

test('an optional input that is fed by a disabled step counts as unconnected', () => {
  const sql = { id: 'sql', component: 'script.sql@1', params: { query: 'select * from in1' } }
  const feed = (from: string, port: string) => ({ from: { node: from, port: 'table' }, to: { node: 'sql', port } })
  const graph = graphOf([enter('a'), off(enter('b')), sql], [feed('a', 'in1'), feed('b', 'in2')])
  expect(words(graph)).toEqual({ b: 'disabled by b' })
  expect(activeGraph(graph).edges).toEqual([feed('a', 'in1')])
})

test('columns pass through a bypassed step, and what is disabled has no problems', () => {
  const two = { id: 'a', component: 'data.enter@1', params: { table: { columns: [{ name: 'a', type: 'integer' }, { name: 'b', type: 'text' }], rows: [] } } }
  const wrong = { ...select('s'), params: { columns: ['nowhere'] } }
  const after = { ...select('t'), params: { columns: ['b'] } }
  const drawn = (node: object) => graphOf([two, node, after], [edge('a', 's'), edge('s', 't')])
  expect(problems(drawn(wrong)).join()).toContain('s: ')
  const analysis = analyze(drawn(off(wrong)), { asset: () => null })
  expect(analysis.problems.filter((problem) => problem.severity === 'error')).toEqual([])
  expect(analysis.schemas.t!.table).toEqual([{ name: 'b', type: 'text' }])
  // Nothing is connected to it, which nobody needs to hear while it is disabled.
  expect(problems(graphOf([off(select('alone'))]))).toEqual([])
})

test('a circle through a disabled step ends the search all the same', () => {
  const graph = graphOf([off(select('a')), off(select('b')), select('c')], [edge('a', 'b'), edge('b', 'a'), edge('b', 'c')])
  expect([...activityOf(graph).inactive.keys()].sort()).toEqual(expect.arrayContaining(['a', 'b']))
})

test('the draft keeps it, a comparison says it, and enabling leaves no trace', () => {
  const plain = graphOf([enter('a'), select('b')], [edge('a', 'b')])
  const disabled = graphOf([enter('a'), off(select('b'))], [edge('a', 'b')])
  const doc = graphToDoc(disabled)
  expect(docToGraph(doc)).toEqual(disabled)
  expect(diff(plain, disabled).map((change) => change.text)).toEqual(['Step b: disabled'])
  expect(diff(disabled, plain).map((change) => change.text)).toEqual(['Step b: enabled'])
  rewriteGraph(doc, plain)
  expect(docToGraph(doc)).toEqual(plain)
  expect(docToGraph(doc).nodes[1]).not.toHaveProperty('disabled')
})
