import { expect, test } from 'vitest'
import { loggedKind, readLogged } from '@/components/experiments/compare/logged-evaluations'
import type { ClassificationEvaluation } from '@/lib/results/evaluation'

const read = (files: Record<string, string>, metrics: Parameters<typeof readLogged>[1] = []) => readLogged(Object.entries(files).map(([path, text]) => ({ path: `0/run/artifacts/${path}`, text })), metrics, 'run')
const classes = (files: Record<string, string>) => read(files)?.evaluation as ClassificationEvaluation

test('files are known by what MLflow and scripts call them', () => {
  const names = ['training_confusion_matrix.png', 'roc_curve_plot.png', 'training_precision_recall_curve.png', 'val_roc_curve.csv', 'per_class_metrics.csv', 'evaluation.json', 'loss.csv', 'my_evaluation.json']
  expect(names.map(loggedKind)).toEqual(['confusion', 'roc', 'recall', 'roc', 'classes', 'evaluation', null, null])
})

test('a curve is read from columns or lists, with the area under it, by class where there is one', () => {
  const one = classes({ 'roc_curve.csv': 'fpr,tpr,thresholds\n0,0,inf\n0,0.5,0.8\n0.5,1,0.4\n1,1,0.1\n' })
  expect(one.curves[0]).toMatchObject({ label: 'positive', roc: { fpr: [0, 0, 0.5, 1], tpr: [0, 0.5, 1, 1], threshold: [null, 0.8, 0.4, 0.1] } })
  expect(one.perClass[0]!.rocAuc).toBeCloseTo(0.375 + 0.5, 12)
  const lists = classes({ 'roc_curve.json': '{"fpr": [0, 1], "tpr": [0, 1], "thresholds": [Infinity, 0]}', 'precision_recall.json': '{"precision": [0.5, 1], "recall": [1, 0]}' })
  expect(lists.curves[0]).toMatchObject({ roc: { fpr: [0, 1], threshold: [null, 0] }, pr: { precision: [0.5, 1], recall: [1, 0] } })
  // As mlflow.log_table writes it.
  const table = classes({ 'roc_curve.json': '{"columns": ["class", "fpr", "tpr"], "data": [["a", 0, 0], ["b", 0, 0.1], ["a", 1, 1], ["b", 1, 1]]}' })
  expect(table.curves.map(({ label, roc }) => [label, roc.tpr])).toEqual([['a', [0, 1]], ['b', [0.1, 1]]])
  expect(table.perClass.map(({ rocAuc }) => rocAuc)).toEqual([0.5, 0.55])
})

test('a confusion matrix is read with or without names of classes, and not where it is none', () => {
  const expected = { classes: ['cat', 'dog'], confusion: [[5, 1], [2, 7]], rows: 15 }
  expect(classes({ 'confusion_matrix.json': '{"classes": ["cat", "dog"], "matrix": [[5, 1], [2, 7]]}' })).toMatchObject(expected)
  expect(classes({ 'confusion_matrix.csv': ',cat,dog\ncat,5,1\ndog,2,7\n' })).toMatchObject(expected)
  expect(classes({ 'test_confusion_matrix.csv': 'cat,dog\n5,1\n2,7\n' })).toMatchObject(expected)
  expect(classes({ 'confusion_matrix.json': '[[5, 1], [2, 7]]' }).classes).toEqual(['0', '1'])
  for (const text of ['[[1, 2], [3]]', '{"classes": ["a"], "matrix": [[1, 2], [3, 4]]}', 'not json', '', '{"columns": [], "data": []}']) expect(read({ 'confusion_matrix.json': text })).toBeNull()
})

test('mlflow.evaluate: measures by class against the rest, and of two classes the counts among the metrics', () => {
  const found = read({ 'per_class_metrics.csv': 'positive_class,true_negatives,false_positives,false_negatives,true_positives,example_count,precision_score,recall_score,f1_score,roc_auc\nsetosa,20,0,1,9,30,1.0,0.9,0.947,0.99\nvirginica,18,2,1,9,30,0.818,0.9,0.857,0.97\n' })!
  expect([...found.rest]).toEqual([['setosa', [[9, 1], [0, 20]]], ['virginica', [[9, 1], [2, 18]]]])
  expect((found.evaluation as ClassificationEvaluation).perClass[1]).toMatchObject({ label: 'virginica', precision: 0.818, recall: 0.9, rocAuc: 0.97, support: 10 })
  const metric = (key: string, last: number) => ({ key, values: { run: { last, lowest: last, highest: last, step: 0 } } })
  const binary = read({}, [metric('true_positives', 8), metric('false_negatives', 2), metric('false_positives', 1), metric('true_negatives', 9)])!
  expect([...binary.rest]).toEqual([['positive', [[8, 2], [1, 9]]]])
  expect(read({}, [metric('true_positives', 8)])).toBeNull()
})

test('an evaluation in Atelier’s own form is taken as it is', () => {
  const whole = { kind: 'regression', target: 'price', rows: 2, skippedRows: 0, metrics: { mae: 1 }, points: [], pointsOf: 0, residuals: { edges: [0, 1], counts: [2] } }
  expect(read({ 'evaluation.json': JSON.stringify(whole), 'roc_curve.csv': 'fpr,tpr\n0,0\n1,1\n' })!.evaluation).toEqual(whole)
  expect(read({ 'evaluation.json': '{"kind": "other"}' })).toBeNull()
})
