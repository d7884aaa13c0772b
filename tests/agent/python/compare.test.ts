import path from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { findComponent } from '@/lib/catalog'
import { ModelCard } from '@/lib/results/model-card'
import { dataFile, direct, expectClose, parquet, rows, useSteps } from './support'

const steps = useSteps(2)
const numeric = ['Body Mass (g)', 'Beak Length (mm)', 'Beak Depth (mm)', 'Flipper Length (mm)']
let table: string
/** Two classes and two columns, without Gentoo: the even rows and the odd ones. */
let even: string
let odd: string
let evenMass: string
let oddMass: string
let truth: {
  soft: number[][]
  hard: string[]
  stacking: number[][]
  average: number[]
  stackedNumbers: number[]
  metrics: number[][]
  accuracy: { interval: number[]; p: number }
  logLoss: { interval: number[] }
  folds: { difference: number; interval: number[]; p: number; scores: number[] }
  numbers: { mae: number[]; rmse: number[]; pMae: number; pRmse: number }
  thresholds: Record<string, number> & { table: Record<string, number[]> }
}

function expectDrawn(ref: string, params: Record<string, unknown>, outputs: Record<string, { meta: Record<string, unknown> }>) {
  const component = findComponent(ref)!
  const drawn = component.infer({ params: component.params.parse(params), inputs: {}, connected: new Set(['table', 'model', 'second']), asset: () => undefined })
  for (const [port, columns] of Object.entries(drawn.outputs)) expect(outputs[port]!.meta.columns, port).toEqual(columns)
}

const refused = (run: Promise<unknown>, message: RegExp) => expect(run).rejects.toMatchObject({ reason: 'user_error', message: expect.stringMatching(message) })

beforeAll(async () => {
  const file = (name: string, query: string) => parquet(path.join(steps.folder, `${name}.parquet`), query)
  const columns = numeric.map((name) => `"${name}"`).join(', ')
  table = await file('penguins', `SELECT ${columns}, Species FROM read_json_auto('${dataFile('penguins.json')}')`)
  const half = (rest: number, where: string) => `SELECT * EXCLUDE (__row) FROM (SELECT *, row_number() OVER () - 1 AS __row FROM read_parquet('${table}') WHERE ${where}) WHERE __row % 2 = ${rest}`
  even = await file('even', half(0, "Species <> 'Gentoo'"))
  odd = await file('odd', half(1, "Species <> 'Gentoo'"))
  evenMass = await file('even-mass', half(0, '"Body Mass (g)" IS NOT NULL'))
  oddMass = await file('odd-mass', half(1, '"Body Mass (g)" IS NOT NULL'))
  truth = direct('direct-compare.py', table, 'Species')
}, 180_000)

const model = async (entry: string, params: Record<string, unknown>, file: string) => (await steps.run(entry, params, { table: file })).outputs.model!.path
const line = () => model('train_classifier', { target: 'Species', features: numeric.slice(0, 2), algorithm: 'logistic_regression' }, even)
const stump = () => model('train_classifier', { target: 'Species', features: numeric.slice(0, 2), algorithm: 'decision_tree', max_depth: 1 }, even)

describe('Ensemble', () => {
  const three = [{ algorithm: 'logistic_regression' }, { algorithm: 'decision_tree' }, { algorithm: 'k_neighbors' }]
  const scored = async (params: Record<string, unknown>, inputs: Record<string, string> = {}) => {
    const { outputs } = await steps.run('ensemble', params, { table, ...inputs })
    const { outputs: predicted } = await steps.run('score', {}, { model: outputs.model!.path, table })
    return { card: ModelCard.parse(outputs.model!.meta), found: await rows(predicted.table!.path), digest: outputs.model!.digest }
  }
  const chances = (found: Record<string, unknown>[]) => found.map((row) => ['Adelie', 'Chinstrap', 'Gentoo'].map((name) => row[`probability_${name}`]))

  test('averages, votes and stacks as scikit-learn does, with equal bytes each time', async () => {
    const weights = [1, 2, 0.5]
    const soft = await scored({ target: 'Species', members: three.map((member, at) => ({ ...member, weight: weights[at] })) })
    expectClose(chances(soft.found), truth.soft)
    expect(soft.card.params).toEqual({ method: 'soft', members: 'Logistic regression, Decision tree, Nearest neighbours', weights: '1, 2, 0.5' })
    expect(soft.card.importances.map(({ importance }) => importance).reduce((a, b) => a + b)).toBeCloseTo(1, 9)
    const hard = await scored({ target: 'Species', members: three, method: 'hard' })
    expect(hard.found.map(({ prediction }) => prediction)).toEqual(truth.hard)
    expect(Object.keys(hard.found[0]!).filter((name) => name.startsWith('probability'))).toEqual([])
    const stacking = { target: 'Species', members: three, method: 'stacking', folds: 4 }
    const stacked = await scored(stacking)
    expectClose(chances(stacked.found), truth.stacking)
    expect((await scored(stacking)).digest).toBe(stacked.digest)
  })

  test('of numbers', async () => {
    const members = [{ algorithm: 'ridge', weight: 3 }, { algorithm: 'decision_tree', weight: 1 }]
    const params = { task: 'regression', target: 'Body Mass (g)', features: numeric.slice(1), members }
    expectClose((await scored(params)).found.map(({ prediction }) => prediction), truth.average)
    expectClose((await scored({ ...params, method: 'stacking', folds: 4 })).found.map(({ prediction }) => prediction), truth.stackedNumbers)
  })

  test('takes over the settings and columns of connected models, and learns them anew', async () => {
    const models = { model: await model('train_classifier', { target: 'Species', algorithm: 'logistic_regression' }, table), second: await model('train_classifier', { target: 'Species', algorithm: 'decision_tree' }, table) }
    const { found } = await scored({ target: 'Species', features: [numeric[0]], members: [{ algorithm: 'k_neighbors' }] }, models)
    const alone = await scored({ target: 'Species', members: three })
    expect(found.length).toBe(alone.found.length)
    // The neighbours see one column here, the others all four.
    expect(chances(found)).not.toEqual(chances(alone.found))
    const all = await scored({ target: 'Species', members: [{ algorithm: 'k_neighbors' }] }, models)
    expectClose(chances(all.found), chances(alone.found))
  })

  test('says what stands in the way', async () => {
    await refused(steps.run('ensemble', { target: 'Species', members: [{ algorithm: 'naive_bayes' }] }, { table }), /2 to 5 members; there is 1/)
    await refused(steps.run('ensemble', { target: 'Species', members: [{ algorithm: 'ridge' }, { algorithm: 'mlp' }] }, { table }), /ridge cannot predict classes/)
    await refused(steps.run('ensemble', { target: 'Species', members: [{ algorithm: 'svm' }] }, { table, model: await model('train_regressor', { target: 'Body Mass (g)', algorithm: 'ridge' }, table) }), /predicts numbers, not classes/)
    const infer = (params: Record<string, unknown>) => findComponent('learn.ensemble@1')!.infer({ params: findComponent('learn.ensemble@1')!.params.parse(params), inputs: {}, connected: new Set(['table', 'model']), asset: () => undefined }).problems
    expect(infer({ target: 'y' })).toMatchObject([{ param: 'members', message: expect.stringContaining('has 1'), fix: { params: { members: expect.any(Array) } } }])
    expect(infer({ target: 'y', task: 'regression', method: 'hard', members: [{ algorithm: 'ridge' }] })).toMatchObject([{ param: 'method', fix: { params: { method: 'soft' } } }])
  })
})

describe('Compare models', () => {
  const params = { names: 'Line, Stump', resamples: 300, confidence: 0.9 }

  test('tells metrics as scikit-learn does, and intervals and p-values as SciPy does', async () => {
    const inputs = { model: await line(), second: await stump(), table: odd }
    const { outputs, metrics } = await steps.run('compare_models', params, inputs)
    expectDrawn('learn.compare-models@1', params, outputs)
    const table = Object.fromEntries((await rows(outputs.metrics!.path)).map((row) => [row.model, [row.accuracy, row.roc_auc, row.log_loss]]))
    expectClose(table, { Line: truth.metrics[0], Stump: truth.metrics[1] })
    expect(metrics['accuracy of Line']).toBe(truth.metrics[0]![0])
    const [pair] = await rows(outputs.comparison!.path)
    expect(pair).toMatchObject({ better: 'Line', than: 'Stump', metric: 'accuracy', test: 'McNemar' })
    expectClose([pair!.difference, pair!.low, pair!.high, pair!.p_value], [truth.metrics[0]![0]! - truth.metrics[1]![0]!, ...truth.accuracy.interval, truth.accuracy.p])
    expect(pair!.sure).toBe((pair!.low as number) > 0)
    expect(pair!.verdict).toMatch(pair!.sure ? /^Line is better than Stump by .* in accuracy, 90% interval/ : /^Line and Stump cannot be told apart in accuracy/)
    const loss = await steps.run('compare_models', { ...params, metric: 'log_loss' }, inputs)
    const [byLoss] = await rows(loss.outputs.comparison!.path)
    expectClose([byLoss!.low, byLoss!.high], truth.logLoss.interval)
  })

  test('compares recipes in folds by the corrected t test', async () => {
    const folded = { ...params, how: 'folds', folds: 5, metric: 'balanced_accuracy' }
    const { outputs } = await steps.run('compare_models', folded, { model: await line(), second: await stump(), table: odd })
    expectDrawn('learn.compare-models@1', folded, outputs)
    const [pair] = await rows(outputs.comparison!.path)
    expectClose([pair!.difference, pair!.low, pair!.high, pair!.p_value], [truth.folds.difference, ...truth.folds.interval, truth.folds.p])
    expectClose((await rows(outputs.metrics!.path)).map((row) => row.balanced_accuracy), truth.folds.scores)
  })

  test('of numbers, where less error is better', async () => {
    const numbers = { target: 'Body Mass (g)', features: numeric.slice(1) }
    const models = { model: await model('train_regressor', { ...numbers, algorithm: 'ridge' }, evenMass), second: await model('train_regressor', { ...numbers, algorithm: 'random_forest', n_estimators: 50 }, evenMass) }
    for (const metric of ['mae', 'rmse'] as const) {
      const { outputs } = await steps.run('compare_models', { ...params, names: 'Ridge, Forest', task: 'regression', metric }, { ...models, table: oddMass })
      const [ridge, forest] = truth.numbers[metric]
      const [pair] = await rows(outputs.comparison!.path)
      expect(pair!.better).toBe(ridge! < forest! ? 'Ridge' : 'Forest')
      expectClose([pair!.difference, pair!.p_value], [Math.abs(ridge! - forest!), metric === 'mae' ? truth.numbers.pMae : truth.numbers.pRmse])
    }
  })

  test('a model is not better than itself', async () => {
    const one = await line()
    const { outputs } = await steps.run('compare_models', { resamples: 100 }, { model: one, second: one, table: odd })
    expect(await rows(outputs.comparison!.path)).toMatchObject([{ better: 'Logistic regression', than: 'Logistic regression 2', difference: 0, low: 0, high: 0, p_value: 1, sure: false }])
  })

  test('says what stands in the way', async () => {
    const one = await line()
    await refused(steps.run('compare_models', {}, { model: one, table: odd }), /at least two models/)
    await refused(steps.run('compare_models', { names: 'A' }, { model: one, second: one, table: odd }), /2 models but 1 names/)
    await refused(steps.run('compare_models', {}, { model: one, second: one, table }), /do not know the class “Gentoo”/)
    await refused(steps.run('compare_models', { task: 'regression' }, { model: one, second: one, table: odd }), /predicts classes, not numbers/)
  })
})

describe('Choose threshold', () => {
  test('finds the thresholds of scikit-learn’s curves, and Score model decides by them', async () => {
    const before = await line()
    for (const [by, more] of [['f1', {}], ['youden', {}], ['cost', { cost_false_negative: 5 }], ['recall_at_precision', { least: 0.95 }], ['precision_at_recall', { least: 0.95 }]] as const) {
      const params = { by, ...more }
      const { outputs, metrics } = await steps.run('choose_threshold', params, { model: before, table: odd })
      expectDrawn('learn.choose-threshold@1', params, outputs)
      expectClose(metrics.threshold, truth.thresholds[by], by)
      const card = ModelCard.parse(outputs.model!.meta)
      expect(card.params).toMatchObject({ threshold: metrics.threshold, threshold_for: 'Chinstrap' })
      const { outputs: scored } = await steps.run('score', {}, { model: outputs.model!.path, table: odd })
      for (const row of await rows(scored.table!.path)) expect(row.prediction).toBe((row.probability_Chinstrap as number) >= metrics.threshold! ? 'Chinstrap' : 'Adelie')
    }
    const { outputs } = await steps.run('choose_threshold', { by: 'f1' }, { model: before, table: odd })
    const found = await rows(outputs.thresholds!.path)
    expectClose(Object.fromEntries(Object.keys(truth.thresholds.table).map((name) => [name, found.map((row) => row[name])])), truth.thresholds.table)
    expect(found.filter(({ chosen }) => chosen)).toHaveLength(1)
  })

  test('a threshold can be chosen anew, for the other class too, and Compare models keeps it', async () => {
    const once = (await steps.run('choose_threshold', { by: 'cost', cost_false_negative: 50 }, { model: await line(), table: odd })).outputs.model!.path
    const twice = await steps.run('choose_threshold', { by: 'f1', positive: 'Adelie' }, { model: once, table: odd })
    expect(ModelCard.parse(twice.outputs.model!.meta).params).toMatchObject({ threshold_for: 'Adelie' })
    for (const how of ['rows', 'folds']) {
      const { outputs } = await steps.run('compare_models', { how, folds: 4, resamples: 100, metric: 'balanced_accuracy' }, { model: once, second: await line(), table: odd })
      expect((await rows(outputs.metrics!.path)).map((row) => row.roc_auc)[0]).toBeGreaterThan(0.5)
    }
  })

  test('says what stands in the way', async () => {
    const three = await model('train_classifier', { target: 'Species', algorithm: 'naive_bayes' }, table)
    await refused(steps.run('choose_threshold', {}, { model: three, table }), /tells 3 classes apart/)
    await refused(steps.run('choose_threshold', { positive: 'Emperor' }, { model: await line(), table: odd }), /does not know the class “Emperor”/)
    const adelie = await parquet(path.join(steps.folder, 'adelie.parquet'), `SELECT * FROM read_parquet('${odd}') WHERE Species = 'Adelie'`)
    await refused(steps.run('choose_threshold', {}, { model: await line(), table: adelie }), /All rows are of one side/)
    const noise = await parquet(path.join(steps.folder, 'noise.parquet'), `SELECT "Body Mass (g)", "Beak Length (mm)", CASE WHEN row_number() OVER () % 3 = 0 THEN 'Chinstrap' ELSE 'Adelie' END AS Species FROM read_parquet('${odd}')`)
    await refused(steps.run('choose_threshold', { by: 'recall_at_precision', least: 1 }, { model: await line(), table: noise }), /No threshold reaches a precision of 1 on these rows; the highest is/)
  })
})
