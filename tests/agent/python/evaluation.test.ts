import { readFileSync } from 'node:fs'
import path from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { Evaluation } from '@/lib/results/evaluation'
import { ModelCard } from '@/lib/results/model-card'
import { dataFile, direct, expectClose, parquet, useSteps } from './support'

const steps = useSteps(2)

const reference = (...args: string[]) => direct('reference.py', ...args)

let train: string
let held: string

/** Trains on two thirds, scores the last third, evaluates. */
async function chain(task: 'classifier' | 'regressor', params: Record<string, unknown>, files = { train, held }, evaluate: Record<string, unknown> = {}) {
  const trained = await steps.run(`train_${task}`, params, { table: files.train })
  const scored = await steps.run('score', {}, { model: trained.outputs.model!.path, table: files.held })
  const evaluated = await steps.run('evaluate', { target: params.target, ...evaluate }, { table: scored.outputs.table!.path })
  const evaluation = Evaluation.parse(JSON.parse(readFileSync(evaluated.outputs.evaluation!.path, 'utf8')))
  return { card: ModelCard.parse(trained.outputs.model!.meta), scored, evaluated, evaluation }
}

describe('penguins, three classes', () => {
  beforeAll(async () => {
    const source = `(SELECT row_number() OVER () AS n, * FROM read_json_auto('${dataFile('penguins.json')}'))`
    train = await parquet(path.join(steps.folder, 'train.parquet'), `SELECT * EXCLUDE n FROM ${source} WHERE n % 3 > 0`)
    held = await parquet(path.join(steps.folder, 'held.parquet'), `SELECT * EXCLUDE n FROM ${source} WHERE n % 3 = 0`)
  })

  test.each(['logistic_regression', 'decision_tree', 'random_forest', 'hist_gradient_boosting'])('%s evaluates as scikit-learn itself does', async (algorithm) => {
    const { evaluation, scored, evaluated, card } = await chain('classifier', { target: 'Species', algorithm, max_depth: algorithm === 'decision_tree' ? 2 : null })
    if (evaluation.kind !== 'classification') throw new Error('not a classification')
    const truth = reference('classification', scored.outputs.table!.path, 'Species')
    expect(evaluation.classes).toEqual(truth.classes)
    expectClose(evaluation.metrics, truth.metrics, 'metrics')
    expect(evaluation.confusion).toEqual(truth.confusion)
    for (const row of evaluation.perClass) expectClose([row.precision, row.recall, row.f1, row.support], truth.perClass[row.label], row.label)
    expect(evaluation.curves.map(({ label }) => label)).toEqual(Object.keys(truth.curves))
    for (const { label, roc, pr } of evaluation.curves) {
      expectClose([roc.fpr, roc.tpr, roc.threshold], truth.curves[label].roc, `roc ${label}`)
      expectClose([pr.precision, pr.recall, pr.threshold], truth.curves[label].pr, `pr ${label}`)
    }
    expect(evaluated.metrics).toEqual(evaluation.metrics)
    expect(evaluated.outputs.evaluation!.meta).toMatchObject({ kind: 'classification', metrics: evaluation.metrics })
    expect(evaluation.metrics.accuracy).toBeGreaterThan(0.9)
    expect(evaluation).toMatchObject({ rows: 114, skippedRows: 0 })
    expect(card).toMatchObject({ task: 'classification', target: 'Species', classes: ['Adelie', 'Chinstrap', 'Gentoo'], trainedRows: 230, seed: 42 })
    expect(card.features.map(({ name }) => name)).toEqual(['Island', 'Beak Length (mm)', 'Beak Depth (mm)', 'Flipper Length (mm)', 'Body Mass (g)', 'Sex'])
    expect(card.importances.reduce((sum, { importance }) => sum + importance, 0)).toBeCloseTo(1, 9)
  })

  test('of two classes the curves are about the positive one, which can be chosen', async () => {
    const two = async (file: string) => parquet(file.replace('.parquet', '-two.parquet'), `SELECT * FROM read_parquet('${file}') WHERE Sex IN ('MALE', 'FEMALE')`)
    const files = { train: await two(train), held: await two(held) }
    const usual = await chain('classifier', { target: 'Sex', algorithm: 'logistic_regression' }, files)
    if (usual.evaluation.kind !== 'classification') throw new Error('not a classification')
    expect(usual.evaluation.positive).toBe('MALE')
    expect(usual.evaluation.curves.map(({ label }) => label)).toEqual(['MALE'])
    expectClose(usual.evaluation.metrics, reference('classification', usual.scored.outputs.table!.path, 'Sex').metrics)
    const chosen = await steps.run('evaluate', { target: 'Sex', positive: 'FEMALE' }, { table: usual.scored.outputs.table!.path })
    expectClose(chosen.metrics, reference('classification', usual.scored.outputs.table!.path, 'Sex', 'FEMALE').metrics)
    await expect(steps.run('evaluate', { target: 'Sex', positive: 'F' }, { table: usual.scored.outputs.table!.path })).rejects.toMatchObject({ reason: 'user_error', message: expect.stringContaining('“F”') })
  })

  test('without probabilities there are no curves, and what needs them is left out', async () => {
    const trained = await steps.run('train_classifier', { target: 'Species' }, { table: train })
    const scored = await steps.run('score', { probabilities: false }, { model: trained.outputs.model!.path, table: held })
    const { metrics, outputs } = await steps.run('evaluate', { target: 'Species' }, { table: scored.outputs.table!.path })
    const evaluation = Evaluation.parse(JSON.parse(readFileSync(outputs.evaluation!.path, 'utf8')))
    expect(evaluation).toMatchObject({ curves: [], perClass: [{ rocAuc: null }, { rocAuc: null }, { rocAuc: null }] })
    expect(Object.keys(metrics)).not.toContain('roc_auc')
    expect(metrics.accuracy).toBeGreaterThan(0.9)
  })
})

test('classes that are numbers stand as numbers do, and each keeps its probability', async () => {
  const all = await parquet(path.join(steps.folder, 'numbered.parquet'), 'SELECT [2, 9, 10, 11][1 + (hash(i, 1) % 4)::INT] AS y, (hash(i, 1) % 4)::INT + (hash(i, 2) % 100) / 70.0 AS x FROM range(400) r(i)')
  const { evaluation, scored } = await chain('classifier', { target: 'y', algorithm: 'logistic_regression' }, { train: all, held: all })
  if (evaluation.kind !== 'classification') throw new Error('not a classification')
  expect(evaluation.classes).toEqual(['2', '9', '10', '11'])
  const truth = reference('classification', scored.outputs.table!.path, 'y')
  expectClose(evaluation.metrics, truth.metrics)
  for (const row of evaluation.perClass) expectClose([row.precision, row.recall, row.f1, row.support], truth.perClass[row.label], row.label)
})

describe('cars, a number', () => {
  let files: { train: string; held: string }
  beforeAll(async () => {
    const source = `(SELECT row_number() OVER () AS n, * FROM read_json_auto('${dataFile('cars.json')}'))`
    const part = (name: string, where: string) => parquet(path.join(steps.folder, name), `SELECT * EXCLUDE n FROM ${source} WHERE ${where}`)
    files = { train: await part('cars-train.parquet', 'n % 4 > 0'), held: await part('cars-held.parquet', 'n % 4 = 0') }
  })

  test.each(['linear_regression', 'ridge', 'decision_tree', 'random_forest', 'hist_gradient_boosting'])('%s evaluates as scikit-learn itself does', async (algorithm) => {
    const { evaluation, scored, card } = await chain('regressor', { target: 'Miles_per_Gallon', algorithm }, files)
    if (evaluation.kind !== 'regression') throw new Error('not a regression')
    const truth = reference('regression', scored.outputs.table!.path, 'Miles_per_Gallon') as { metrics: Record<string, number>; residuals: number[] }
    expectClose(evaluation.metrics, truth.metrics)
    expect(evaluation.metrics.r2).toBeGreaterThan(0.6)
    expect(evaluation.points.length).toBe(evaluation.rows)
    evaluation.points.forEach(({ actual, predicted }, at) => expectClose(actual - predicted, truth.residuals[at]))
    expect(evaluation.residuals.counts.reduce((a, b) => a + b, 0)).toBe(evaluation.rows)
    expect(evaluation.residuals.edges[0]).toBeCloseTo(Math.min(...truth.residuals), 9)
    expect(evaluation.residuals.edges.at(-1)).toBeCloseTo(Math.max(...truth.residuals), 9)
    expect(card).toMatchObject({ task: 'regression', classes: null, skippedRows: expect.any(Number) })
    expect(card.trainedRows + card.skippedRows).toBe(305)
    // Nearly every car has a name of its own, which is left out with a remark.
    expect(card.features.map(({ name }) => name)).not.toContain('Name')
    expect(card.warnings.join()).toContain('“Name” is left out')
    expect(card.features.find(({ name }) => name === 'Year')!.encoding).toContain('year')
  })
})

describe('large tables', () => {
  const make = (name: string, columns: string) => parquet(path.join(steps.folder, name), `SELECT ${columns} FROM range(60000) r(i)`)

  test('curves of more than 2,000 points are thinned with both ends kept, and say so', async () => {
    const score = '(hash(i, 3) % 100000) / 100000.0 * 0.7 + (hash(i) % 10 < 3)::int * 0.2'
    const file = await make('scored.parquet', `(hash(i) % 10 < 3) AS y, (hash(i) % 7 < 3) AS prediction, 1 - (${score}) AS probability_false, (${score}) AS probability_true`)
    const { outputs, metrics } = await steps.run('evaluate', { target: 'y' }, { table: file })
    const evaluation = Evaluation.parse(JSON.parse(readFileSync(outputs.evaluation!.path, 'utf8')))
    if (evaluation.kind !== 'classification') throw new Error('not a classification')
    const { roc, pr } = evaluation.curves[0]!
    expect(roc.pointsOf).toBeGreaterThan(2000)
    for (const line of [roc.fpr, roc.tpr, roc.threshold]) expect(line.length).toBeLessThanOrEqual(2000)
    expect([roc.fpr[0], roc.tpr[0], roc.fpr.at(-1), roc.tpr.at(-1)]).toEqual([0, 0, 1, 1])
    expect([pr.precision.at(-1), pr.recall.at(-1), pr.recall[0]]).toEqual([1, 0, 1])
    // Areas are of all points, so they do not change with the thinning.
    const auc = roc.fpr.slice(1).reduce<number>((sum, x, at) => sum + ((x! - roc.fpr[at]!) * (roc.tpr[at]! + roc.tpr[at + 1]!)) / 2, 0)
    expect(auc).toBeCloseTo(metrics.roc_auc!, 3)
    expect(evaluation.positive).toBe('true')
  })

  test('of many rows the points shown are the same each time, with the largest residuals among them', async () => {
    const file = await make('numbers.parquet', 'sin(i) * 10 AS y, sin(i) * 9 + (hash(i) % 100) / 100.0 AS prediction')
    const digests = new Set<string>()
    for (let run = 0; run < 2; run++) {
      const { outputs } = await steps.run('evaluate', { target: 'y' }, { table: file })
      digests.add(outputs.evaluation!.digest)
      const evaluation = Evaluation.parse(JSON.parse(readFileSync(outputs.evaluation!.path, 'utf8')))
      if (evaluation.kind !== 'regression') throw new Error('not a regression')
      expect(evaluation.pointsOf).toBe(60_000)
      expect(evaluation.points.length).toBeLessThanOrEqual(2000)
      expect(Math.max(...evaluation.points.map(({ actual, predicted }) => Math.abs(actual - predicted)))).toBeCloseTo(evaluation.metrics.max_error!, 12)
    }
    expect(digests.size).toBe(1)
  })
})

describe('what cannot be evaluated', () => {
  const expectError = async (query: string, params: Record<string, unknown>, message: RegExp) => {
    const file = await parquet(path.join(steps.folder, `${Math.random()}.parquet`), query)
    await expect(steps.run('evaluate', params, { table: file })).rejects.toMatchObject({ reason: 'user_error', message: expect.stringMatching(message) })
  }

  test('is told in plain words', async () => {
    await expectError("SELECT 'a' AS y", { target: 'y' }, /no column “prediction”/)
    await expectError("SELECT 'a' AS y, 'a' AS prediction", { target: 'z' }, /no column “z”/)
    await expectError("SELECT 'a' AS y, 'b' AS prediction", { target: 'y', task: 'regression' }, /compares numbers/)
    await expectError("SELECT NULL::VARCHAR AS y, 'b' AS prediction", { target: 'y' }, /No row has both/)
  })

  test('rows without target or prediction are left out and counted', async () => {
    const file = await parquet(path.join(steps.folder, 'gaps.parquet'), "SELECT * FROM (VALUES (1, 1), (2, 2), (NULL, 1), (1, NULL), (2, 1)) v(y, prediction)")
    const { outputs } = await steps.run('evaluate', { target: 'y' }, { table: file })
    expect(outputs.evaluation!.meta).toMatchObject({ kind: 'classification', rows: 3, skippedRows: 2 })
  })
})
