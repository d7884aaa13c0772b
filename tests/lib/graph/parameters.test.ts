import { expect, test } from 'vitest'
import { docToGraph, graphToDoc } from '@/lib/drafts/document'
import { rewriteGraph } from '@/lib/drafts/rewrite'
import { analyze } from '@/lib/graph/analyze'
import { toText } from '@/lib/graph/clip-text'
import { fromText } from '@/lib/graph/clipboard'
import { diff } from '@/lib/graph/diff'
import { PipelineParameter } from '@/lib/graph/parameter-schema'
import { readValues, resolveGraph, resolveParams, tiesOf, type Parameters } from '@/lib/graph/parameters'
import { Graph } from '@/lib/graph/schema'
import { parameterFrom, tieFor } from '@/lib/graph/tie-field'
import type { Field } from '@/lib/catalog/types'
import { filterRows } from '@/lib/catalog/transform/filter-rows'
import { trainClassifier } from '@/lib/catalog/learn/train-classifier'

const about = { help: '' }
const parameters: PipelineParameter[] = [
  { ...about, name: 'depth', type: 'integer', default: 3 },
  { ...about, name: 'share', type: 'number', default: 0.5 },
  { ...about, name: 'label', type: 'text', default: 'a' },
  { ...about, name: 'strict', type: 'boolean', default: true },
  { ...about, name: 'way', type: 'choice', choices: ['up', 'down'], default: 'up' },
]
const declared: Parameters = { parameters }
const drawn = (threshold: unknown, own: PipelineParameter[] | null = parameters): Graph =>
  Graph.parse({
    nodes: [
      { id: 'a', component: 'data.enter@1', params: { table: { columns: [{ name: 'a', type: 'integer' }], rows: [['1']] } } },
      { id: 'f', component: 'transform.filter-rows@1', params: { conditions: [{ column: 'a', operator: 'more', value: threshold }] } },
    ],
    edges: [{ from: { node: 'a', port: 'table' }, to: { node: 'f', port: 'table' } }],
    ...(own && { parameters: own }),
  })
const tie = { $parameter: 'depth', as: 'text' }

test('ties are found and replaced at any depth; params without any stay the same object', () => {
  const params = { n: { $parameter: 'depth' }, list: [{ value: tie }, { value: 'x' }], source: { $parameter: 'label', as: 'data-asset' }, gone: { $parameter: 'nobody' } }
  const values = { depth: 7, label: 'cars' }
  expect(tiesOf(params).map(({ path }) => path.join('.'))).toEqual(['n', 'list.0.value', 'source', 'gone'])
  expect(resolveParams(params, values)).toEqual({ n: 7, list: [{ value: '7' }, { value: 'x' }], source: { name: 'cars', version: 'latest' }, gone: { $parameter: 'nobody' } })
  expect(resolveParams(params, values, { drop: true })).not.toHaveProperty('gone')
  const plain = { n: 1, note: { $parameter: 'depth', more: 1 } }
  expect(resolveParams(plain, values)).toBe(plain)
})

test('values are read as the parameter’s type says, and refused in words', () => {
  const given = { depth: '5', share: '0.25', label: 8, strict: 'false', way: 'down' }
  expect(readValues(declared, given)).toEqual({ values: { depth: 5, share: 0.25, label: '8', strict: false, way: 'down' }, faults: {} })
  expect(readValues(declared, { depth: 2.5, share: 'much', strict: 1, way: 'left', depht: 1 }).faults).toEqual({
    depth: '“depth” must be a whole number',
    share: '“share” must be a number',
    strict: '“strict” must be true or false',
    way: '“way” must be one of “up”, “down”',
    depht: 'This pipeline has no parameter “depht”; did you mean “depth”?',
  })
  expect(readValues({}, { x: 1 }).faults.x).toBe('This pipeline has no parameter “x”; it has none')
  expect(readValues(declared, { share: '' }).faults.share).toBeDefined()
  expect(readValues(declared, { depth: 1e300 }).faults.depth).toBeDefined()
})

test('a parameter whose default is not one of its choices, and a name that no command line could give, are refused', () => {
  expect(PipelineParameter.safeParse({ name: 'way', type: 'choice', choices: ['a'], default: 'b' }).success).toBe(false)
  expect(PipelineParameter.safeParse({ name: '1st', type: 'text', default: '' }).success).toBe(false)
  expect(PipelineParameter.safeParse({ name: 'n', type: 'integer', default: 1.5 }).success).toBe(false)
})

test('analysis takes the defaults, and says so where a tie leads nowhere', () => {
  const problems = (graph: Graph) => analyze(graph, { asset: () => null }).problems
  expect(problems(drawn(tie))).toEqual([])
  const [problem] = problems(drawn(tie, null))
  expect(problem).toMatchObject({ severity: 'error', node: 'f', param: 'conditions', message: '“Conditions” is tied to the parameter “depth”, which this pipeline does not have' })
  expect(resolveGraph(drawn(tie), { depth: 9 }).nodes[1]!.params.conditions).toEqual([{ column: 'a', operator: 'more', value: '9' }])
  const untied = drawn('1')
  expect(resolveGraph(untied)).toBe(untied)
})

test('a field offers the parameters that fit it, and makes one of itself', () => {
  const conditions = filterRows.fields.find((field) => field.name === 'conditions')!
  const value = conditions.kind === 'list' ? conditions.item.find((field) => field.name === 'value')! : conditions
  const fitting = (field: Field) => parameters.filter((parameter) => tieFor(field, parameter)).map((parameter) => parameter.name)
  expect(fitting(value)).toEqual(['depth', 'share', 'label', 'strict', 'way'])
  expect(tieFor(value, parameters[0]!)).toEqual(tie)
  expect(fitting(conditions)).toEqual([])
  const seed = trainClassifier.fields.find((field) => field.kind === 'number')!
  expect(fitting(seed)).toEqual(['depth', 'share'])
  expect(parameterFrom(seed, 12, [seed.name])).toMatchObject({ name: `${seed.name}_2`, default: 12 })
  expect(parameterFrom({ name: 'on', label: 'On', kind: 'switch' }, true, [])).toEqual({ name: 'on', type: 'boolean', default: true, help: '' })
  expect(parameterFrom(conditions, [], [])).toBeUndefined()
})

test('the draft keeps parameters in their order, and is rewritten to others', () => {
  const graph = drawn(tie)
  const doc = graphToDoc(graph)
  expect(docToGraph(doc)).toEqual(graph)
  const other = drawn('1', [parameters[2]!, parameters[0]!])
  rewriteGraph(doc, other)
  expect(docToGraph(doc)).toEqual(other)
  const none = Graph.parse({ nodes: graph.nodes, edges: graph.edges })
  rewriteGraph(doc, none)
  expect(docToGraph(doc)).toEqual(none)
})

test('copied steps bring the parameters that they are tied to, and no others', () => {
  const text = toText(drawn(tie), ['f'])
  expect(fromText(text, { taken: [] }).parameters?.map((parameter) => parameter.name)).toEqual(['depth'])
  expect(fromText(toText(drawn('1'), ['f']), { taken: [] })).not.toHaveProperty('parameters')
})

test('a comparison says what became of parameters and ties', () => {
  const now = drawn(tie, [{ ...parameters[0]!, default: 4 } as PipelineParameter, ...parameters.slice(2)])
  expect(diff(drawn('1'), now).map((change) => change.text).slice(-2)).toEqual(['Parameter “depth”: default 3 → 4', 'Removed the parameter “share”'])
  const seed = (value: unknown) => Graph.parse({ nodes: [{ id: 's', component: 'transform.split-data@1', params: { seed: value } }] })
  expect(diff(seed(1), seed({ $parameter: 'depth' })).map((change) => change.text).join()).toContain('1 → parameter “depth”')
})
