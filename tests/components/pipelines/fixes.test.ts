import { expect, test } from 'vitest'
import { applyFix, fixWords } from '@/components/pipelines/actions/apply-fix'
import { dismissWarning } from '@/components/pipelines/actions/dismiss-warning'
import { Draft } from '@/components/pipelines/draft/draft'
import type { Problem } from '@/lib/catalog/types'
import { docToGraph, writeGraph } from '@/lib/drafts/document'
import { rewriteGraph } from '@/lib/drafts/rewrite'
import { analyze } from '@/lib/graph/analyze'
import { craftWarnings } from '@/lib/graph/craft-warnings'
import type { Graph } from '@/lib/graph/schema'
import { graphOf, importOf, type Step } from '../../support/graph'

const asset = () => [{ name: 'a', type: 'number' as const }, { name: 'y', type: 'text' as const }]
const at = (x: number, y: number) => ({ position: { x, y } })

function draftOf(graph: Graph): Draft {
  const draft = new Draft()
  writeGraph(draft.doc, graph)
  return draft
}
const problem = (fix: Problem['fix'], more: Partial<Problem> = {}): Problem => ({ severity: 'warning', node: 'train', message: 'Odd', ...(fix && { fix }), ...more })
const wiresOf = (draft: Draft) => draft.graph.get().edges.map(({ from, to }) => `${from.node}.${from.port} > ${to.node}.${to.port}`).sort()

test('inserts a step with its params on the wire, as one undo', () => {
  const graph = graphOf({ data: importOf('t'), train: ['learn.train-classifier@1', { target: 'y' }, at(0, 140)] }, 'data.table > train.table')
  const draft = draftOf(graph)
  const fix = { label: 'Add Clean missing data', params: {}, insert: { component: 'transform.clean-missing-data@1', params: { columns: ['a'] }, on: 'table' } }
  const id = applyFix(draft, problem(fix))!
  expect(draft.graph.get().nodes.find((node) => node.id === id)).toMatchObject({ component: 'transform.clean-missing-data@1', params: { columns: ['a'] } })
  expect(wiresOf(draft)).toEqual([`${id}.table > train.table`, `data.table > ${id}.table`])
  expect(analyze(draft.graph.get(), { asset }).problems).toEqual([])
  expect(fixWords(fix)).toBe('Adds Clean missing data to the pipeline')
  expect(draft.undo()).toBe('“Add Clean missing data”')
  expect(draft.graph.get()).toEqual(graph)
})

test('does nothing where the wire is gone', () => {
  const draft = draftOf(graphOf({ train: ['learn.train-classifier@1'] }))
  expect(applyFix(draft, problem({ label: 'Add', params: {}, insert: { component: 'transform.clean-missing-data@1', params: {}, on: 'table' } }))).toBeUndefined()
  expect(applyFix(draft, problem({ label: 'Wire', params: {}, rewire: { add: [], wires: [{ from: { node: 'gone', port: 'table' }, to: { node: 'train', port: 'table' } }] } }))).toBeUndefined()
  expect(draft.history.get().undo).toBeUndefined()
})

const steps: Record<string, Step> = {
  data: importOf('t'),
  train: ['learn.train-classifier@1', { target: 'y' }, at(0, 280)],
  score: ['learn.score-model@1', {}, at(200, 420)],
  judge: ['learn.evaluate-model@1', { target: 'y' }, at(200, 560)],
}
const firstWarning = (draft: Draft) => craftWarnings(draft.graph.get(), analyze(draft.graph.get(), { asset }))[0]

test('splits the rows where one table trains and judges, above what it feeds', () => {
  const draft = draftOf(graphOf(steps, 'data.table > train.table', 'data.table > score.table', 'train.model > score.model', 'score.table > judge.table'))
  const id = applyFix(draft, firstWarning(draft)!)!
  expect(wiresOf(draft)).toEqual(['data.table > ' + id + '.table', `${id}.first > train.table`, `${id}.second > score.table`, 'score.table > judge.table', 'train.model > score.model'].sort())
  expect(firstWarning(draft)).toBeUndefined()
  const y = Object.fromEntries(draft.graph.get().nodes.map((node) => [node.id, node.position.y]))
  expect(y.data).toBe(0)
  expect(y[id]).toBe(280)
  expect(y.train).toBeGreaterThan(340)
  expect(y.score! - y.train!).toBe(140)
})

test('moves the split before what learned from all rows, and applies that to the test rows', () => {
  const draft = draftOf(
    graphOf(
      { ...steps, scale: ['transform.normalize@1', {}, at(0, 100)], split: ['transform.split-data@1', {}, at(0, 200)] },
      'data.table > scale.table', 'scale.table > split.table', 'split.first > train.table', 'split.second > score.table', 'train.model > score.model', 'score.table > judge.table',
    ),
  )
  const id = applyFix(draft, firstWarning(draft)!)!
  expect(analyze(draft.graph.get(), { asset }).problems).toEqual([])
  expect(firstWarning(draft)).toBeUndefined()
  expect(wiresOf(draft)).toContain(`scale.transformation > ${id}.transformation`)
  const y = Object.fromEntries(draft.graph.get().nodes.map((node) => [node.id, node.position.y]))
  expect([y.split, y.scale]).toEqual([100, 200])
})

test('a dismissal is kept with the draft, undone, brought back, and survives a restored version', () => {
  const graph = graphOf({ train: ['learn.train-classifier@1'] })
  const draft = draftOf(graph)
  const odd = problem(undefined, { code: 'missing' })
  const dismissed = () => draft.graph.get().nodes[0]!.dismissed
  dismissWarning(draft, odd, true)
  dismissWarning(draft, problem(undefined), true)
  expect(dismissed()).toEqual(['missing', 'Odd'])
  expect(docToGraph(draft.doc).nodes[0]!.dismissed).toEqual(['missing', 'Odd'])
  draft.undo()
  expect(dismissed()).toEqual(['missing'])
  const kept = draft.graph.get()
  dismissWarning(draft, odd, false)
  expect(dismissed() ?? []).toEqual([])
  draft.doc.transact(() => rewriteGraph(draft.doc, kept))
  expect(dismissed()).toEqual(['missing'])
  draft.doc.transact(() => rewriteGraph(draft.doc, graph))
  expect(draft.graph.get()).toEqual(graph)
})

test('keys of two types are made alike by a step before the join', () => {
  const table = (type: string, value: string) => ['data.enter@1', { table: { columns: [{ name: 'k', type }], rows: [[value]] } }] as Step
  const draft = draftOf(graphOf({ a: table('integer', '7'), b: table('text', '7'), join: ['transform.join@1', { keys: [{ left: 'k', right: '' }] }, at(0, 140)] }, 'a.table > join.left', 'b.table > join.right'))
  const check = () => analyze(draft.graph.get(), { asset })
  const [found] = check().problems
  expect(found).toMatchObject({ severity: 'error', node: 'join', fix: { label: 'Make “k” text before the join' } })
  const id = applyFix(draft, found!)!
  expect(check().problems).toEqual([])
  expect(wiresOf(draft)).toEqual([`${id}.table > join.left`, `a.table > ${id}.table`, 'b.table > join.right'].sort())
})
