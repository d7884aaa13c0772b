import path from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { ModelCard } from '@/lib/results/model-card'
import { dataFile, direct, parquet, rows, useSteps } from './support'

const steps = useSteps(2)
const file = (name: string) => path.join(steps.folder, `${name}.parquet`)

async function scores(task: string, table: string, params: Record<string, unknown>): Promise<number[][]> {
  const trained = await steps.run(`train_${task}`, params, { table })
  const scored = await steps.run('score', {}, { model: trained.outputs.model!.path, table })
  const wanted = task === 'classifier' ? "COLUMNS('^probability_')" : 'prediction'
  return (await rows(scored.outputs.table!.path, `SELECT ${wanted} FROM t`)).map((row) => Object.values(row) as number[])
}

describe('each algorithm gives what its library gives when it is called directly', () => {
  const given: Record<string, Record<string, unknown>> = {
    logistic_l1: { algorithm: 'logistic_regression', penalty: 'l1', C: 0.5 },
    extra_trees: { n_estimators: 30, class_weight: 'balanced' },
    lightgbm: { n_estimators: 30 },
    svm: { C: 2, kernel: 'poly' },
    k_neighbors: { n_neighbors: 7, weights: 'distance' },
    naive_bayes: {},
    mlp: { hidden_layers: '8, 4', max_iter: 50 },
  }
  const numbers: Record<string, Record<string, unknown>> = {
    lasso: { alpha: 0.2 },
    elastic_net: { alpha: 0.2, l1_ratio: 0.3 },
    extra_trees: { n_estimators: 30, max_features: 'third' },
    lightgbm: { n_estimators: 30 },
    svm: { C: 2, gamma: 0.3, epsilon: 0.2 },
    k_neighbors: { n_neighbors: 3 },
    mlp: { hidden_layers: '8,4', max_iter: 50, mlp_alpha: 0.01 },
  }
  let penguins: string
  let cars: string
  let classes: Record<string, number[][]>
  let values: Record<string, number[]>
  beforeAll(async () => {
    penguins = await parquet(file('penguins'), `SELECT "Species", "Beak Length (mm)", "Beak Depth (mm)", "Body Mass (g)" FROM read_json_auto('${dataFile('penguins.json')}')`)
    cars = await parquet(file('cars'), `SELECT Miles_per_Gallon, Cylinders, Displacement, Horsepower, Weight_in_lbs, Acceleration FROM read_json_auto('${dataFile('cars.json')}') WHERE Miles_per_Gallon IS NOT NULL`)
    classes = direct('direct-algorithms.py', 'classification', penguins, 'Species')
    values = direct('direct-algorithms.py', 'regression', cars, 'Miles_per_Gallon')
  }, 120_000)

  test.each(Object.keys(given))('classes by %s', async (name) => {
    const found = await scores('classifier', penguins, { target: 'Species', algorithm: name, ...given[name] })
    expect(found.length).toBe(classes[name]!.length)
    found.forEach((row, at) => row.forEach((p, column) => expect(p).toBeCloseTo(classes[name]![at]![column]!, 9)))
  })

  test.each(Object.keys(numbers))('numbers by %s', async (name) => {
    const found = await scores('regressor', cars, { target: 'Miles_per_Gallon', algorithm: name, ...numbers[name] })
    expect(found.length).toBe(values[name]!.length)
    found.forEach(([value], at) => expect(value).toBeCloseTo(values[name]![at]!, 6))
  })
})

describe('what an algorithm cannot do is told', () => {
  const refused = (params: Record<string, unknown>, table: string, message: RegExp, task = 'classifier') =>
    expect(steps.run(`train_${task}`, params, { table })).rejects.toMatchObject({ reason: 'user_error', message: expect.stringMatching(message) })

  test('in plain words', async () => {
    const few = await parquet(file('few'), "SELECT chr((97 + i % 2)::INTEGER) AS y, i / 2 AS x FROM range(4) r(i) UNION ALL SELECT 'c', 9")
    await refused({ target: 'y', algorithm: 'svm' }, few, /at least two rows of each class/)
    await refused({ target: 'y', algorithm: 'k_neighbors', n_neighbors: 6 }, few, /5 rows to learn from, but 6 neighbours/)
    await refused({ target: 'y', algorithm: 'mlp', hidden_layers: 'many' }, few, /“hidden_layers”.*such as 100 or 64, 32/)
    await refused({ target: 'x', algorithm: 'naive_bayes' }, few, /“algorithm”/, 'regressor')
  })
})

describe('the card warns', () => {
  const warnings = async (query: string, params: Record<string, unknown>, task = 'classifier') => {
    const table = await parquet(file(`warn-${Math.random()}`), query)
    return ModelCard.parse((await steps.run(`train_${task}`, params, { table })).outputs.model!.meta).warnings.join('\n')
  }

  test('of uneven classes, unless they are balanced', async () => {
    const query = "SELECT CASE WHEN i % 20 = 0 THEN 'rare' ELSE 'common' END AS y, hash(i) % 100 AS a, hash(i, 2) % 7 AS b FROM range(400) r(i)"
    expect(await warnings(query, { target: 'y', algorithm: 'decision_tree' })).toContain('“rare” has 20 of 400 rows')
    expect(await warnings(query, { target: 'y', algorithm: 'decision_tree', class_weight: 'balanced' })).toBe('')
  })

  test('of few rows, and of classes with hardly any', async () => {
    const said = await warnings('SELECT (i >= 3)::INT AS y, hash(i) % 9 AS x FROM range(30) r(i)', { target: 'y', algorithm: 'decision_tree' })
    expect(said).toContain('Only 30 rows')
    expect(said).toContain('A class has fewer than 5 rows: 0')
  })

  test('of a column that knows a number by itself', async () => {
    const said = await warnings('SELECT i * 2.0 AS y, i * 2.0 + (hash(i) % 10) / 10.0 AS copy, (hash(i, 3) % 100) / 9.0 AS noise FROM range(300) r(i)', { target: 'y', algorithm: 'ridge' }, 'regressor')
    expect(said).toContain('“copy” alone predicts nearly all of the variation of “y”')
    expect(said).not.toContain('“noise” alone')
  })
})
