import { expect, test } from 'vitest'
import { cellRows, probabilityColumn, scoredSource, thresholdRows } from '@/lib/results/scored-source'
import type { RunView } from '@/lib/runs/schema'

const digest = 'a'.repeat(64)
const columns = ['kind', 'guess', 'guess_probability_a', 'guess_probability_b'].map((name) => ({ name, type: 'text' }))

function run(evaluate: Partial<RunView['steps'][number]> = {}, params: Record<string, unknown> = { target: 'kind', prediction: 'guess' }): RunView {
  const steps = [
    { node: 'score', component: 'learn.score-model@1', sources: {}, outputs: { table: { digest, size: 1, type: 'table', meta: { rows: 1, columns } } } },
    { node: 'evaluate', component: 'learn.evaluate-model@1', sources: { table: { node: 'score', port: 'table' } }, outputs: {}, ...evaluate },
  ]
  return { steps, parameters: { what: 'kind' }, graph: { nodes: [{ id: 'evaluate', params }] } } as unknown as RunView
}

test('the scored table is found behind its evaluation, by the step’s own column names', () => {
  expect(scoredSource(run(), 'evaluate')).toEqual({ node: 'score', port: 'table', digest, columns: columns.map(({ name }) => name), target: 'kind', prediction: 'guess' })
})

test('a target that is a parameter of the pipeline has the value of this run', () => {
  expect(scoredSource(run({}, { target: { $parameter: 'what' }, prediction: 'guess' }), 'evaluate')?.target).toBe('kind')
})

test('Cross-validate keeps the rows that it predicted, by whatever name the prediction has', () => {
  const rows = (names: string[]) => run({ component: 'learn.cross-validate@1', outputs: { rows: { digest, size: 1, type: 'table', meta: { rows: 1, columns: names.map((name) => ({ name, type: 'text' })) } } } }, { target: 'kind' })
  const names = ['prediction', 'kind', 'fold', 'prediction_2', 'prediction_2_probability_a']
  const source = scoredSource(rows(names), 'evaluate')!
  expect(source).toEqual({ node: 'evaluate', port: 'rows', digest, columns: names, target: 'kind', prediction: 'prediction_2' })
  expect(probabilityColumn(source, 'a')).toBe('prediction_2_probability_a')
  expect(scoredSource(rows(['fold', 'prediction']), 'evaluate')).toBeNull()
})

test('there is none where a step kept no rows, the table is gone, or a column is not there', () => {
  expect(scoredSource(run({ component: 'learn.cross-validate@1' }), 'evaluate')).toBeNull()
  expect(scoredSource(run({ sources: { table: { node: 'gone', port: 'table' } } }), 'evaluate')).toBeNull()
  expect(scoredSource(run({}, { target: 'kind' }), 'evaluate')).toBeNull()
  expect(scoredSource(run(), 'nothing')).toBeNull()
})

test('filters give the rows of a cell and of a side of a threshold', () => {
  const source = scoredSource(run(), 'evaluate')!
  expect(cellRows(source, 'a', 'b')).toEqual([{ column: 'kind', op: 'equals', value: 'a' }, { column: 'guess', op: 'equals', value: 'b' }])
  expect(probabilityColumn(source, 'a')).toBe('guess_probability_a')
  expect(probabilityColumn(source, 'c')).toBeNull()
  expect(thresholdRows(source, ['a', 'b'], 'a', true, true, 0.3)).toEqual([{ column: 'kind', op: 'equals', value: 'a' }, { column: 'guess_probability_a', op: 'at_least', value: '0.3' }])
  expect(thresholdRows(source, ['a', 'b', 'c'], 'a', false, false, 0.3)[0]).toEqual({ column: 'kind', op: 'in', values: ['b', 'c'] })
})
