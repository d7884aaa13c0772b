import { readFileSync } from 'node:fs'
import path from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { findComponent } from '@/lib/catalog'
import { dataFile, direct, expectClose, parquet, rows, useSteps } from './support'

const steps = useSteps(2)
const file = (name: string) => path.join(steps.folder, `${name}.parquet`)
const numbers = ['Beak Length (mm)', 'Beak Depth (mm)', 'Flipper Length (mm)', 'Body Mass (g)']
let table: string
let model: string
let truth: Record<'importance', Record<string, number[]>> &
  Record<'dependence', Record<string, { values: number[]; means: number[][] }>> &
  Record<'univariate_test' | 'mutual_information' | 'model' | 'regression', Record<string, number>>

function drawn(ref: string, params: Record<string, unknown>, port: string) {
  const component = findComponent(ref)!
  return component.infer({ params: component.params.parse(params), inputs: {}, connected: new Set(['table']), asset: () => undefined }).outputs[port]
}

beforeAll(async () => {
  table = await parquet(file('penguins'), `SELECT * FROM read_json_auto('${dataFile('penguins.json')}') WHERE "Body Mass (g)" IS NOT NULL`)
  model = (await steps.run('train_classifier', { target: 'Species', features: numbers, algorithm: 'random_forest', n_estimators: 20 }, { table })).outputs.model!.path
  truth = direct('direct-explain.py', table, 'Species', model)
}, 120_000)

describe('Permutation importance', () => {
  test('is that of scikit-learn, best first', async () => {
    const params = { metric: 'balanced_accuracy', repeats: 4 }
    const { outputs, metrics } = await steps.run('permutation_importance', params, { model, table })
    expect(outputs.table!.meta.columns).toEqual(drawn('learn.permutation-importance@1', params, 'table'))
    const found = await rows(outputs.table!.path)
    expectClose(Object.fromEntries(found.map((row) => [row.feature, [row.importance, row.importance_sd]])), truth.importance)
    const values = found.map(({ importance }) => importance as number)
    expect(values).toEqual([...values].sort((a, b) => b - a))
    expect(metrics.balanced_accuracy).toBeGreaterThan(0.9)
  })

  test('shuffles the parts of a date and the categories of a text together, and draws rows by the seed', async () => {
    const mixed = await parquet(file('mixed'), "SELECT (hash(i) % 100 < 50) AS y, CASE WHEN hash(i) % 100 < 50 THEN DATE '2020-01-05' ELSE DATE '2021-06-20' END AS day, chr((97 + hash(i, 2) % 4)::INTEGER) AS letter FROM range(400) r(i)")
    const trained = await steps.run('train_classifier', { target: 'y', algorithm: 'logistic_regression' }, { table: mixed })
    const run = () => steps.run('permutation_importance', { rows: 150 }, { model: trained.outputs.model!.path, table: mixed })
    const [first, again] = [await run(), await run()]
    const found = await rows(first.outputs.table!.path)
    expect(found.map(({ feature }) => feature)).toEqual(['day', 'letter'])
    expect(found[0]!.importance).toBeGreaterThan(0.3)
    expect(found[1]!.importance).toBeCloseTo(0, 12)
    expect(again.outputs.table!.digest).toBe(first.outputs.table!.digest)
  })

  test('says what stands in the way', async () => {
    const refused = (params: Record<string, unknown>, inputs: Record<string, string>, message: RegExp) =>
      expect(steps.run('permutation_importance', params, inputs)).rejects.toMatchObject({ reason: 'user_error', message: expect.stringMatching(message) })
    await refused({ metric: 'r2' }, { model, table }, /r2 does not measure a classification/)
    await refused({}, { model, table: await parquet(file('no-target'), `SELECT * EXCLUDE ("Species") FROM read_parquet('${table}')`) }, /no column “Species”/)
    const clustered = await steps.run('cluster', { features: numbers }, { table })
    await refused({}, { model: clustered.outputs.model!.path, table }, /predicts nothing/)
  })
})

describe('Partial dependence', () => {
  test('is that of scikit-learn, by class', async () => {
    const params = { features: ['Beak Length (mm)', 'Beak Depth (mm)'], points: 20 }
    const { outputs } = await steps.run('partial_dependence', params, { model, table })
    expect(outputs.table!.meta.columns).toEqual(drawn('learn.partial-dependence@1', params, 'table'))
    const found = await rows(outputs.table!.path)
    for (const [feature, { values, means }] of Object.entries(truth.dependence)) {
      for (const [at, name] of ['Adelie', 'Chinstrap', 'Gentoo'].entries()) {
        const curve = found.filter((row) => row.feature === feature && row.class === name)
        expectClose(curve.map(({ value }) => value), values)
        expectClose(curve.map(({ mean_prediction: mean }) => mean), means[at])
      }
    }
  })

  test('takes text, true/false and dates by their own values; of two classes one, of numbers none', async () => {
    const mixed = await parquet(file('kinds'), "SELECT hash(i) % 2 = 0 AS y, i * 1.0 AS n, chr((97 + hash(i, 2) % 3)::INTEGER) AS letter, hash(i, 3) % 2 = 0 AS flag, DATE '2020-01-01' + (hash(i, 4) % 200)::INTEGER AS day FROM range(200) r(i)")
    const trained = await steps.run('train_classifier', { target: 'y', features: ['letter', 'flag', 'day'], algorithm: 'decision_tree', max_depth: 3 }, { table: mixed })
    const { outputs } = await steps.run('partial_dependence', { points: 10 }, { model: trained.outputs.model!.path, table: mixed })
    const found = await rows(outputs.table!.path)
    const labels = (name: string) => found.filter(({ feature }) => feature === name).map(({ label }) => label)
    expect(labels('letter')).toEqual(['a', 'b', 'c'])
    expect(labels('flag')).toEqual(['false', 'true'])
    expect(labels('day').length).toBe(10)
    expect(new Set(found.map((row) => row.class))).toEqual(new Set(['true']))
    const regressor = await steps.run('train_regressor', { target: 'n', features: ['day'], algorithm: 'linear_regression' }, { table: mixed })
    const line = await rows((await steps.run('partial_dependence', { points: 5 }, { model: regressor.outputs.model!.path, table: mixed })).outputs.table!.path)
    expect(new Set(line.map((row) => row.class))).toEqual(new Set([null]))
    await expect(steps.run('partial_dependence', { features: ['n'] }, { model: regressor.outputs.model!.path, table: mixed })).rejects.toMatchObject({ reason: 'user_error', message: expect.stringContaining('did not learn from “n”') })
  })
})

describe('Select features', () => {
  test.each(['univariate_test', 'mutual_information', 'model'] as const)('scores by %s as scikit-learn does, and keeps the best', async (method) => {
    const params = { target: 'Species', features: numbers, method, keep: 2 }
    const { outputs, metrics } = await steps.run('select_features', params, { table })
    expect(outputs.scores!.meta.columns).toEqual(drawn('learn.select-features@1', params, 'scores'))
    const scores = await rows(outputs.scores!.path)
    expectClose(Object.fromEntries(scores.map(({ feature, score }) => [feature, score])), truth[method])
    expect(scores.map(({ kept }) => kept)).toEqual([true, true, false, false])
    const names = (outputs.table!.meta.columns as { name: string }[]).map(({ name }) => name)
    const best = scores.slice(0, 2).map(({ feature }) => feature as string)
    // Columns that were not compared stay.
    expect(names.sort()).toEqual([...best, 'Island', 'Sex', 'Species'].sort())
    expect(metrics.kept_columns).toBe(2)
    expect(JSON.parse(readFileSync(outputs.transformation!.path, 'utf8'))).toEqual({ kind: 'select-features', version: 1, kept: best, dropped: numbers.filter((name) => !best.includes(name)) })
  })

  test('compares with a number too, and a text by the best of its categories', async () => {
    const { outputs } = await steps.run('select_features', { task: 'regression', target: numbers[0], features: numbers.slice(1), method: 'univariate_test', keep: 1 }, { table })
    expectClose(Object.fromEntries((await rows(outputs.scores!.path)).map(({ feature, score }) => [feature, score])), truth.regression)
    const texts = await steps.run('select_features', { target: 'Species', features: ['Island', 'Sex'], keep: 1 }, { table })
    expect((await rows(texts.outputs.scores!.path))[0]!.feature).toBe('Island')
    await expect(steps.run('select_features', { task: 'regression', target: 'Species' }, { table })).rejects.toMatchObject({ reason: 'user_error', message: expect.stringContaining('not a number') })
  })
})
