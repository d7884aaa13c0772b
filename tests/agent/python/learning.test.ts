import { execFileSync } from 'node:child_process'
import path from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { environmentPython } from '@/agent/python/build'
import { classifiers, regressors } from '@/lib/catalog/learn/algorithms'
import { ModelCard } from '@/lib/results/model-card'
import { dataFile, home, parquet, rows, sklearn, useSteps } from './support'

const steps = useSteps(1)
/** Another warm process, whose steps get one thread each. */
const other = useSteps(64)
let penguins: string
let mixed: string

const file = (name: string) => path.join(steps.folder, `${name}.parquet`)
const train = (params: Record<string, unknown>, table: string, task = 'classifier') => steps.run(`train_${task}`, params, { table })
const cardOf = async (params: Record<string, unknown>, table: string, task?: string) => ModelCard.parse((await train(params, table, task)).outputs.model!.meta)

beforeAll(async () => {
  penguins = await parquet(file('penguins'), `SELECT * FROM read_json_auto('${dataFile('penguins.json')}')`)
  // `signal` alone tells the class; the rest is noise of every type, with gaps.
  mixed = await parquet(
    file('mixed'),
    `SELECT CASE WHEN hash(i, 1) % 100 < 50 THEN 'no' ELSE 'yes' END AS y,
      CASE WHEN hash(i, 1) % 100 < 50 THEN 1.0 ELSE 2.0 END + (hash(i, 2) % 100) / 300.0 AS signal,
      CASE WHEN hash(i, 3) % 10 = 0 THEN NULL ELSE (hash(i, 3) % 50)::INTEGER END AS whole,
      CASE WHEN hash(i, 4) % 8 = 0 THEN NULL ELSE chr((97 + hash(i, 4) % 5)::INTEGER) END AS letter,
      CASE WHEN hash(i, 5) % 9 = 0 THEN NULL ELSE hash(i, 5) % 2 = 0 END AS flag,
      CASE WHEN hash(i, 6) % 7 = 0 THEN NULL ELSE DATE '2020-01-01' + (hash(i, 6) % 900)::INTEGER END AS day,
      TIMESTAMP '2020-01-01' + INTERVAL (hash(i, 7) % 90000) MINUTE AS moment,
      (i / 3)::DECIMAL(10, 2) AS price, 7 AS constant, 'person ' || i AS name, i AS row_id
     FROM range(400) r(i)`,
  )
})

describe('equal rows and seed give equal bytes', () => {
  test.each([
    ...Object.keys(classifiers).map((algorithm) => ['classifier', algorithm] as const),
    ...Object.keys(regressors).map((algorithm) => ['regressor', algorithm] as const),
  ])('%s %s, however many threads and in another warm process', async (task, algorithm) => {
    const params = { target: task === 'classifier' ? 'y' : 'signal', exclude: ['row_id'], algorithm, n_estimators: 20, max_iter: 200 }
    const runs = [await train(params, mixed, task), await train(params, mixed, task), await other.run(`train_${task}`, params, { table: mixed })]
    expect(new Set(runs.map(({ outputs }) => outputs.model!.digest)).size).toBe(1)
    const scores = await Promise.all([steps, other].map(({ run }) => run('score', {}, { model: runs[0]!.outputs.model!.path, table: mixed })))
    expect(scores[0]!.outputs.table!.digest).toBe(scores[1]!.outputs.table!.digest)
    const reseeded = await train({ ...params, seed: 7 }, mixed, task)
    expect(reseeded.outputs.model!.digest).not.toBe(runs[0]!.outputs.model!.digest)
  })
})

describe('the model card', () => {
  test.each(Object.keys(classifiers))('of %s finds the column that matters', async (algorithm) => {
    const card = await cardOf({ target: 'y', algorithm, n_estimators: 50, max_features: 'all' }, mixed)
    expect(card.importances[0]).toMatchObject({ feature: 'signal', importance: expect.any(Number) })
    expect(card.importances[0]!.importance).toBeGreaterThan(algorithm === 'logistic_regression' ? 0.3 : 0.4)
    // So the card asks whether that column knew the answer.
    expect(card.warnings.join()).toContain('“signal” alone predicts nearly every row of “y”')
    expect(card.importances.map(({ feature }) => feature).sort()).toEqual(['day', 'flag', 'letter', 'moment', 'price', 'row_id', 'signal', 'whole'])
  })

  test('tells types, encodings, parameters and versions, and warns of what it left out', async () => {
    const card = await cardOf({ target: 'y', algorithm: 'logistic_regression', C: 0.5 }, mixed)
    expect(card.features.map(({ name, type }) => [name, type])).toEqual([
      ['signal', 'number'], ['whole', 'integer'], ['letter', 'text'], ['flag', 'boolean'], ['day', 'date'], ['moment', 'timestamp'], ['price', 'number'], ['row_id', 'integer'],
    ])
    expect(card.params).toMatchObject({ C: 0.5, random_state: 42 })
    expect(card.params).not.toHaveProperty('n_jobs')
    expect(card.library['scikit-learn']).toMatch(/^1\.9\./)
    const said = card.warnings.join('\n')
    expect(said).toContain('“constant” is left out: it has the same value in every row')
    expect(said).toContain('“name” is left out: 400 of its 400 texts are different')
    expect(said).toContain('“row_id” looks like a row number')
  })

  test('classes stand in their own order: numbers as numbers, booleans as false and true', async () => {
    const numbers = await parquet(file('numbers'), 'SELECT (i % 3) * 9 + 2 AS y, i % 3 + 0.5 AS x FROM range(60) r(i)')
    expect((await cardOf({ target: 'y', algorithm: 'decision_tree' }, numbers)).classes).toEqual(['2', '11', '20'])
    const flags = await parquet(file('flags'), 'SELECT i % 2 = 0 AS y, i % 2 + 0.5 AS x FROM range(60) r(i)')
    const model = await train({ target: 'y', algorithm: 'logistic_regression' }, flags)
    expect(ModelCard.parse(model.outputs.model!.meta).classes).toEqual(['false', 'true'])
    const scored = await steps.run('score', {}, { model: model.outputs.model!.path, table: flags })
    expect(scored.outputs.table!.meta.columns).toEqual([
      { name: 'y', type: 'boolean' }, { name: 'x', type: 'number' }, { name: 'prediction', type: 'boolean' }, { name: 'probability_false', type: 'number' }, { name: 'probability_true', type: 'number' },
    ])
  })
})

describe('training', () => {
  test('leaves rows without a target out, and counts them', async () => {
    const gaps = await parquet(file('gaps'), `SELECT CASE WHEN i % 5 = 0 THEN NULL ELSE (i % 2)::VARCHAR END AS y, (i % 2)::DOUBLE AS x FROM range(50) r(i)`)
    expect(await cardOf({ target: 'y' }, gaps)).toMatchObject({ trainedRows: 40, skippedRows: 10 })
  })

  test('learns medians, scales and categories from the training rows alone', async () => {
    const model = await train({ target: 'y', features: ['signal', 'whole', 'letter'], algorithm: 'logistic_regression' }, mixed)
    // The same rows score the same, whatever other rows are scored with them.
    const alone = await parquet(file('alone'), `SELECT signal, NULL::INTEGER AS whole, 'unseen' AS letter FROM read_parquet('${mixed}') LIMIT 3`)
    const crowd = await parquet(file('crowd'), `SELECT * FROM read_parquet('${alone}') UNION ALL SELECT 1e6, 1000000, 'other' FROM range(500)`)
    const [a, b] = await Promise.all([alone, crowd].map((table) => steps.run('score', {}, { model: model.outputs.model!.path, table })))
    const probabilities = async (path: string) => (await rows(path, 'SELECT probability_yes FROM t LIMIT 3')).map(({ probability_yes: p }) => p as number)
    const [few, many] = [await probabilities(a!.outputs.table!.path), await probabilities(b!.outputs.table!.path)]
    few.forEach((p, at) => expect(p).toBeCloseTo(many[at]!, 12))
  })

  test('the file is plain scikit-learn: another program can use it without this one', async () => {
    const model = await train({ target: 'y', features: ['signal'], algorithm: 'random_forest', n_estimators: 5 }, mixed)
    const program = `import joblib, pandas, sys; m = joblib.load(sys.argv[1]); print(list(m["pipeline"].predict(pandas.DataFrame({"signal": [1.1, 2.1]}))), any("atelier" in name for name in sys.modules))`
    const said = execFileSync(environmentPython(home, sklearn), ['-I', '-c', program, model.outputs.model!.path], { encoding: 'utf8' })
    expect(said.trim()).toBe("['no', 'yes'] False")
  })

  test('fits what only the rows can tell: too few iterations are told on the card', async () => {
    const card = await cardOf({ target: 'Species', algorithm: 'logistic_regression', max_iter: 1 }, penguins)
    expect(card.warnings.join()).toContain('stopped before it settled')
  })

  test('balanced class weights help a rare class', async () => {
    const rare = await parquet(file('rare'), `SELECT (i % 20 = 0) AS y, (hash(i) % 1000) / 1000.0 + (i % 20 = 0)::INT * 0.3 AS x FROM range(1000) r(i)`)
    const recall = async (class_weight: string) => {
      const model = await train({ target: 'y', algorithm: 'logistic_regression', class_weight }, rare)
      const scored = await steps.run('score', {}, { model: model.outputs.model!.path, table: rare })
      return (await steps.run('evaluate', { target: 'y' }, { table: scored.outputs.table!.path })).metrics.recall_macro!
    }
    expect(await recall('balanced')).toBeGreaterThan((await recall('none')) + 0.1)
  })

  const refused = async (params: Record<string, unknown>, table: string, message: RegExp, task = 'classifier') =>
    expect(train(params, table, task)).rejects.toMatchObject({ reason: 'user_error', message: expect.stringMatching(message) })

  test('refuses in plain words what it cannot learn', async () => {
    await refused({ target: 'species' }, penguins, /no column “species”/)
    await refused({ target: 'Species', features: ['Island', 'Size'] }, penguins, /no column “Size”/)
    await refused({ target: 'y', features: ['name'] }, mixed, /“name” cannot be used to predict: 400 of its 400 texts are different/)
    await refused({ target: 'y', features: ['constant'] }, mixed, /No column is left to learn from.*constant/)
    await refused({ target: 'row_id' }, mixed, /400 different values.*Train regressor/)
    await refused({ target: 'constant' }, mixed, /only one class, “7”/)
    await refused({ target: 'day' }, mixed, /is a time/)
    await refused({ target: 'y', algorithm: 'ridge' }, mixed, /not a number.*Train classifier/, 'regressor')
    await refused({ target: 'y', algorithm: 'magic' }, mixed, /parameter “algorithm”/)
  })
})

describe('scoring', () => {
  test('keeps columns, their exact types, and the rows in order', async () => {
    const model = await train({ target: 'y', exclude: ['row_id'], algorithm: 'decision_tree', max_depth: 3 }, mixed)
    const scored = await steps.run('score', {}, { model: model.outputs.model!.path, table: mixed })
    const out = scored.outputs.table!.path
    const kept = 'y, signal, whole, letter, flag, day, moment, price, constant, name, row_id'
    expect(await rows(out, `SELECT ${kept} FROM t`)).toEqual(await rows(mixed, `SELECT ${kept} FROM t`))
    const types = (file: string) => rows(file, `SELECT column_name, column_type FROM (DESCRIBE SELECT ${kept} FROM t)`)
    expect(await types(out)).toEqual(await types(mixed))
    const sums = await rows(out, 'SELECT max(abs(probability_no + probability_yes - 1)) AS off, sum((prediction <> CASE WHEN probability_yes > 0.5 THEN \'yes\' ELSE \'no\' END)::INT) AS other FROM t')
    expect(Number(sums[0]!.off)).toBeLessThan(1e-12)
    expect(Number(sums[0]!.other)).toBe(0)
  })

  test('names the columns that are missing or of another type; further ones do not matter', async () => {
    const { outputs } = await train({ target: 'y', features: ['signal', 'letter', 'day'], algorithm: 'random_forest', n_estimators: 5 }, mixed)
    const score = async (query: string, params = {}) => steps.run('score', params, { model: outputs.model!.path, table: await parquet(file(String(Math.random())), query) })
    const fault = (message: RegExp) => ({ reason: 'user_error', message: expect.stringMatching(message) })
    await expect(score('SELECT 1.0 AS signal')).rejects.toMatchObject(fault(/lacks columns .* “letter”, “day”/))
    await expect(score("SELECT 'x' AS signal, 'a' AS letter, DATE '2020-01-01' AS day")).rejects.toMatchObject(fault(/“signal” is text here, but was a number/))
    const good = "SELECT 1 AS signal, 'zzz' AS letter, TIMESTAMP '2020-01-01 10:00' AS day, [1] AS extra"
    expect((await score(good)).outputs.table!.meta.rows).toBe(1)
    await expect(score(`${good.replace('[1] AS extra', '1 AS Prediction')}`)).rejects.toMatchObject(fault(/already has a column “prediction”/))
    const renamed = await score(`${good.replace('[1] AS extra', '1 AS prediction')}`, { prediction: 'second' })
    expect(renamed.outputs.table!.meta.columns).toContainEqual({ name: 'second_probability_yes', type: 'number' })
    expect((await score(`${good} WHERE false`)).outputs.table!.meta.rows).toBe(0)
  })

  test('takes no file that is not a model', async () => {
    await expect(steps.run('score', {}, { model: mixed, table: mixed })).rejects.toMatchObject({ reason: 'user_error', message: expect.stringContaining('model') })
  })
})
