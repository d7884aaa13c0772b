import { readFileSync } from 'node:fs'
import path from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { findComponent } from '@/lib/catalog'
import { Evaluation } from '@/lib/results/evaluation'
import { ModelCard } from '@/lib/results/model-card'
import { dataFile, direct, expectClose, parquet, rows, useSteps } from './support'

const steps = useSteps(2)
let table: string
let truth: Record<string, unknown> & { grid: Record<string, number[]>; random: number[][]; halving: number[][] }

/** Numeric columns alone, so that the reference needs no encoding of its own. */
const exclude = ['Island', 'Sex']

/** The columns that are drawn for a table output stand in the file too, in order and type. */
function expectDrawn(ref: string, params: Record<string, unknown>, port: string, meta: Record<string, unknown>) {
  const component = findComponent(ref)!
  const drawn = component.infer({ params: component.params.parse(params), inputs: { table: undefined }, connected: new Set(['table']), asset: () => undefined })
  expect(meta.columns).toEqual(drawn.outputs[port])
}

beforeAll(async () => {
  table = await parquet(path.join(steps.folder, 'penguins.parquet'), `SELECT * FROM read_json_auto('${dataFile('penguins.json')}')`)
  truth = direct('direct-search.py', table, 'Species', 'Island')
}, 180_000)

describe('Cross-validate', () => {
  const params = { target: 'Species', algorithm: 'logistic_regression', C: 0.5, folds: 4, exclude }
  const metrics = ['accuracy', 'balanced_accuracy', 'f1_macro', 'roc_auc', 'log_loss']

  test('gives each fold the numbers of scikit-learn, and evaluates the predictions of all folds', async () => {
    const { outputs, metrics: told } = await steps.run('cross_validate', params, { table })
    expectDrawn('learn.cross-validate@1', params, 'folds', outputs.folds!.meta)
    const found = await rows(outputs.folds!.path)
    expectClose(found.map((row) => metrics.map((name) => row[name])), truth.stratified)
    expect(found.map(({ test_rows: test }) => Number(test)).reduce((a, b) => a + b)).toBe(344)
    const evaluation = Evaluation.parse(JSON.parse(readFileSync(outputs.evaluation!.path, 'utf8')))
    expect(evaluation).toMatchObject({ kind: 'classification', target: 'Species', rows: 344, skippedRows: 0, classes: ['Adelie', 'Chinstrap', 'Gentoo'] })
    expectClose({ accuracy: evaluation.metrics.accuracy, roc_auc: evaluation.metrics.roc_auc }, truth.pooled)
    const mean = found.reduce((sum, { accuracy }) => sum + (accuracy as number), 0) / 4
    expect(told.cv_accuracy).toBeCloseTo(mean, 12)
    const predicted = await rows(outputs.rows!.path)
    const { rows: direct } = truth as unknown as { rows: { predicted: string[]; probable: number[] } }
    expect(predicted.map(({ prediction }) => prediction)).toEqual(direct.predicted)
    expectClose(predicted.map(({ probability_Adelie: probable }) => probable), direct.probable)
    expect(predicted.filter(({ Species, prediction }) => Species === prediction).length / 344).toBeCloseTo(evaluation.metrics.accuracy!, 12)
    expect([1, 2, 3, 4].map((fold) => predicted.filter((row) => Number(row.fold) === fold).length)).toEqual(found.map(({ test_rows: test }) => Number(test)))
  })

  test('makes plain folds and folds by groups as scikit-learn does', async () => {
    for (const [folding, more] of [['plain', {}], ['group', { group: 'Island', folds: 3, exclude: ['Sex'] }]] as const) {
      const { outputs } = await steps.run('cross_validate', { ...params, folding, ...more }, { table })
      expectClose((await rows(outputs.folds!.path)).map(({ accuracy }) => accuracy), truth[folding])
    }
  })

  test('of numbers', async () => {
    const numbers = { task: 'regression', target: 'Body Mass (g)', features: ['Beak Length (mm)', 'Beak Depth (mm)'], algorithm: 'ridge', alpha: 2, folds: 4 }
    const { outputs } = await steps.run('cross_validate', numbers, { table })
    expectDrawn('learn.cross-validate@1', numbers, 'folds', outputs.folds!.meta)
    expectClose((await rows(outputs.folds!.path)).map(({ r2, rmse, mae }) => [r2, rmse, mae]), truth.regression)
    const predicted = await rows(outputs.rows!.path)
    expect(predicted).toHaveLength(342)
    expectClose(predicted.map(({ prediction }) => prediction), truth.regressionRows)
    expect(outputs.evaluation!.meta).toMatchObject({ kind: 'regression', rows: 342, skippedRows: 2 })
  })

  test('says what stands in the way', async () => {
    const refused = (more: Record<string, unknown>, message: RegExp) =>
      expect(steps.run('cross_validate', { ...params, ...more }, { table })).rejects.toMatchObject({ reason: 'user_error', message: expect.stringMatching(message) })
    await refused({ folding: 'group', group: 'Island' }, /3 groups for 4 folds/)
    await refused({ folding: 'group', group: 'Sex' }, /“Sex” is missing in \d+ rows/)
    await refused({ folding: 'group' }, /Choose the column with the groups/)
    const few = await parquet(path.join(steps.folder, 'few.parquet'), "SELECT chr((97 + i % 2)::INTEGER) AS Species, i AS x FROM range(6) r(i)")
    await expect(steps.run('cross_validate', { ...params, exclude: [] }, { table: few })).rejects.toMatchObject({ message: expect.stringContaining('“a” has 3 rows, too few for 4 folds') })
  })
})

describe('Tune hyperparameters', () => {
  const near = { target: 'Species', algorithm: 'k_neighbors', folds: 4, exclude }

  test('on a grid ranks as scikit-learn’s grid search does, and gives the model that it gives', async () => {
    const params = { ...near, search: 'grid', space: [{ param: 'n_neighbors', values: '1, 5, 9, 31' }, { param: 'weights', values: 'uniform, distance' }] }
    const { outputs, metrics } = await steps.run('tune_hyperparameters', params, { table })
    expectDrawn('learn.tune-hyperparameters@1', params, 'leaderboard', outputs.leaderboard!.meta)
    const board = await rows(outputs.leaderboard!.path)
    expectClose(Object.fromEntries(board.map((row) => [`${row.n_neighbors} ${row.weights}`, [row.accuracy, row.accuracy_sd]])), truth.grid)
    const means = board.map(({ accuracy }) => accuracy as number)
    expect(means).toEqual([...means].sort((a, b) => b - a))
    expect(metrics).toMatchObject({ cv_accuracy: means[0], candidates: 8 })
    const card = ModelCard.parse(outputs.model!.meta)
    expect(card).toMatchObject({ algorithm: 'k_neighbors', trainedRows: 344, params: { n_neighbors: Number(board[0]!.n_neighbors), weights: board[0]!.weights } })
    const scored = await steps.run('score', {}, { model: outputs.model!.path, table })
    const probabilities = (await rows(scored.outputs.table!.path, "SELECT COLUMNS('^probability_') FROM t")).map((row) => Object.values(row))
    expectClose(probabilities, truth.gridBest)
  })

  test('at random draws what scikit-learn draws', async () => {
    const params = { ...near, algorithm: 'logistic_regression', search: 'random', candidates: 5, metric: 'log_loss' }
    const { outputs } = await steps.run('tune_hyperparameters', params, { table })
    const board = await rows(outputs.leaderboard!.path)
    const expected = [...truth.random].sort((a, b) => a[1]! - b[1]!)
    board.forEach(({ C, log_loss: loss }, at) => {
      expect(C).toBeCloseTo(expected[at]![0]!, 3)
      expect(loss).toBeCloseTo(expected[at]![1]!, 4)
    })
    const again = await steps.run('tune_hyperparameters', params, { table })
    expect([again.outputs.model!.digest, again.outputs.leaderboard!.digest]).toEqual([outputs.model!.digest, outputs.leaderboard!.digest])
  })

  test('halves as scikit-learn does', async () => {
    const params = { ...near, search: 'halving', candidates: 9, space: [{ param: 'n_neighbors', values: '1, 3, 5, 7, 9, 11, 13, 15, 17' }] }
    const { outputs } = await steps.run('tune_hyperparameters', params, { table })
    expectDrawn('learn.tune-hyperparameters@1', params, 'leaderboard', outputs.leaderboard!.meta)
    const board = await rows(outputs.leaderboard!.path)
    const first = (rows: number[][]) => rows.filter(([round]) => round === 1).sort((a, b) => a[2]! - b[2]!)
    expectClose(first(board.map((row) => [Number(row.round), Number(row.rows), Number(row.n_neighbors), row.accuracy as number])), first(truth.halving))
    expect(Number(board[0]!.round)).toBe(Math.max(...truth.halving.map(([round]) => round!)))
  })

  test('searches what is usual of every algorithm, and refuses values that are none', async () => {
    const small = await parquet(path.join(steps.folder, 'small.parquet'), "SELECT chr((97 + i % 2)::INTEGER) AS y, i % 2 + (hash(i) % 100) / 60.0 AS x, hash(i, 1) % 9 AS z FROM range(90) r(i)")
    for (const algorithm of ['decision_tree', 'hist_gradient_boosting', 'svm', 'mlp', 'naive_bayes', 'lightgbm']) {
      const { outputs } = await steps.run('tune_hyperparameters', { target: 'y', algorithm, candidates: 2, folds: 2, n_estimators: 10, max_iter: 20 }, { table: small })
      expect(outputs.leaderboard!.meta.rows, algorithm).toBe(2)
    }
    const refused = (space: { param: string; values: string }[], message: RegExp) =>
      expect(steps.run('tune_hyperparameters', { ...near, space }, { table })).rejects.toMatchObject({ reason: 'user_error', message: expect.stringMatching(message) })
    await refused([{ param: 'n_neighbors', values: 'few' }], /“few” of n_neighbors is not a number/)
    await refused([{ param: 'n_neighbors', values: '9 to 1' }], /is empty/)
  }, 180_000)
})

describe('Try all', () => {
  test('scores each algorithm as scikit-learn does, spends the budget on the best, and gives the winner’s model', async () => {
    const params = { task: 'regression', target: 'Body Mass (g)', features: ['Beak Length (mm)', 'Beak Depth (mm)'], folds: 4, candidates: 5, algorithms: [{ algorithm: 'ridge' }, { algorithm: 'random_forest' }] }
    const { outputs, metrics } = await steps.run('try_all', params, { table })
    expectDrawn('learn.try-all@1', params, 'leaderboard', outputs.leaderboard!.meta)
    const board = await rows(outputs.leaderboard!.path)
    expect(board.length).toBe(5)
    const plain = (name: string) => board.find(({ algorithm, settings }) => algorithm === name && settings === 'as given')!.r2
    expectClose([plain('Random forest'), plain('Ridge regression')], [truth.forest, truth.ridge])
    const card = ModelCard.parse(outputs.model!.meta)
    expect([card.algorithmName, metrics.cv_r2]).toEqual([board[0]!.algorithm, board[0]!.r2])
    const again = await steps.run('try_all', params, { table })
    expect([again.outputs.model!.digest, again.outputs.leaderboard!.digest]).toEqual([outputs.model!.digest, outputs.leaderboard!.digest])
  })

  test('tries every algorithm that suits, and keeps those that fail in the list', async () => {
    const few = await parquet(path.join(steps.folder, 'classes.parquet'), "SELECT chr((97 + i % 2)::INTEGER) AS y, i % 2 + (hash(i) % 100) / 90.0 AS x FROM range(12) r(i)")
    const { outputs } = await steps.run('try_all', { target: 'y', folds: 2, candidates: 10 }, { table: few })
    expect(outputs.leaderboard!.meta.rows).toBe(10)
    expect((await rows(outputs.leaderboard!.path, 'SELECT count(DISTINCT algorithm)::INT AS n FROM t'))[0]!.n).toBe(10)
    await expect(steps.run('try_all', { target: 'y', algorithms: [{ algorithm: 'ridge' }] }, { table: few })).rejects.toMatchObject({ reason: 'user_error', message: expect.stringContaining('ridge cannot predict classes') })
    expect(findComponent('learn.try-all@1')!.reuses!({ minutes: 5 })).toBe(false)
  })
})
