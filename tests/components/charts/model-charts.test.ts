import { expect, test } from 'vitest'
import { prepareCoefficients } from '@/components/charts/prepare/coefficients'
import { overlayCurves, overlayResiduals } from '@/components/charts/prepare/compare'
import { prepareLearningCurve } from '@/components/charts/prepare/learning-curve'
import { prepareTree } from '@/components/charts/prepare/tree'
import type { ClassificationEvaluation, RegressionEvaluation } from '@/lib/results/evaluation'

const columns = [{ name: 'mass', feature: 'mass', kind: 'number' as const, category: null }, { name: 'island', feature: 'island', kind: 'category' as const, category: 'Dream' }]
//       0: mass ≤ 4
//   1: island      2: leaf
//  3 leaf  4 leaf (with more below it left out)
const tree = { column: [0, 1, -1, -1, -1], threshold: [4, 0.5, 0, 0, 0], left: [1, 3, -1, -1, -1], right: [2, 4, -1, -1, -1], rows: [100, 60, 40, 50, 10], impurity: [0.5, 0.3, 0, 0, 0], value: [[0.6, 0.4], [0.9, 0.1], [0, 1], [1, 0], [0.4, 0.6]], hidden: [0, 0, 0, 0, 6] }
const view = { kind: 'tree' as const, columns, classes: ['a', 'b'], tree, index: 0, count: 3 }

test('a tree is drawn to a depth; what is folded is counted and can be opened', () => {
  const folded = prepareTree(view, 'kind', 1, new Set())
  expect(folded.nodes.map(({ rule, value, rows, below, canOpen }) => [rule, value, rows, below, canOpen])).toEqual([
    ['mass ≤ 4', 'a 60%', '100 rows', 0, false],
    ['island is not Dream', 'a 90%', '60 rows', 8, true],
    [null, 'b 100%', '40 rows', 0, false],
  ])
  expect(folded.edges.map(({ word, weight }) => [word, weight])).toEqual([['yes', 0.6], ['no', 0.4]])
  expect(folded.subtitle).toContain('8 nodes are folded')
  const opened = prepareTree(view, 'kind', 1, new Set([1]))
  expect(opened.nodes).toHaveLength(5)
  expect(opened.nodes.find(({ index }) => index === 4)).toMatchObject({ below: 6, canOpen: false })
  expect(opened.table.rows[0]).toEqual([1, 'mass ≤ 4', 2, 3, 100, 'a', 0.6])
})

test('no two cards of a tree lie on each other, and a parent stands between its children', () => {
  const { nodes } = prepareTree(view, 'kind', 9, new Set())
  for (const a of nodes) for (const b of nodes) if (a !== b && a.y === b.y) expect(Math.abs(a.x - b.x)).toBeGreaterThanOrEqual(180)
  const x = (index: number) => nodes.find((node) => node.index === index)!.x
  expect(x(1)).toBe((x(3) + x(4)) / 2)
})

test('coefficients have their sign, their column in words and what they are per unit', () => {
  const spec = prepareCoefficients({ kind: 'linear', columns: [{ ...columns[0]!, scale: 500 }, { ...columns[1]!, scale: null }], classes: ['a', 'b'], coefficients: [[1.5, -2]], intercepts: [0.25] }, 'kind', 0)
  expect(spec.title).toBe('Coefficients of b')
  expect(spec.bars.map(({ label, value }) => [label, value])).toEqual([['island = Dream', -2], ['mass', 1.5]])
  expect(spec.table.rows).toEqual([['island = Dream', -2, null, null], ['mass', 1.5, 500, 0.003]])
})

test('a learning curve says whether more rows would help', () => {
  const row = (rows: number, heldOut: number | null, heldOutSd = 0.01) => ({ rows, learned: 1, learnedSd: 0, heldOut, heldOutSd })
  const rising = prepareLearningCurve([row(10, null), row(30, 0.7), row(90, 0.8)], 'accuracy')
  expect(rising.subtitle).toContain('more rows would probably help')
  expect(rising.series[0]!.points[0]!.y).toBeNaN()
  expect(rising.series[0]!.band).toEqual([{ x: 30, low: 0.69, high: 0.71 }, { x: 90, low: 0.79, high: 0.81 }])
  expect(prepareLearningCurve([row(30, 0.8), row(90, 0.801)], 'accuracy').subtitle).toContain('would help little')
  expect(prepareLearningCurve([row(30, 9), row(90, 7)], 'rmse').subtitle).toContain('probably help')
})

test('curves of two runs lie over each other under the runs’ names', () => {
  const evaluation: ClassificationEvaluation = { kind: 'classification', target: 't', rows: 4, skippedRows: 0, classes: ['no', 'yes'], metrics: {}, confusion: [[2, 0], [1, 1]], perClass: [{ label: 'yes', precision: 1, recall: 0.5, f1: 0.6, support: 2, rocAuc: 0.75, averagePrecision: 0.8 }], curves: [{ label: 'yes', roc: { fpr: [0, 1], tpr: [0, 1], threshold: [null, 0] }, pr: { precision: [1], recall: [0], threshold: [null] } }] }
  const { roc } = overlayCurves({ name: 'Run 1', evaluation }, { name: 'Run 2', evaluation: { ...evaluation, curves: [] } }, 'yes')
  expect(roc.series.map(({ name, note, dash }) => [name, note, dash])).toEqual([['Run 1', 'AUC 0.750', '6 3']])
  expect(roc.subtitle).toBe('Only one of the two runs has this curve')
  const numbers: RegressionEvaluation = { kind: 'regression', target: 't', rows: 4, skippedRows: 0, metrics: {}, points: [], pointsOf: 4, residuals: { edges: [-2, 0, 2], counts: [1, 3] } }
  expect(overlayResiduals({ name: 'Run 1', evaluation: numbers }, { name: 'Run 2', evaluation: numbers }).series[1]!.points.map(({ x, y }) => [x, y])).toEqual([[-1, 0.125], [1, 0.375]])
})
