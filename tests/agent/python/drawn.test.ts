import path from 'node:path'
import * as fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { components, findComponent, refOf } from '@/lib/catalog'
import type { Column } from '@/lib/catalog/types'
import { STRUCTURE_PORT } from '@/lib/results/model-structure'
import { Workbench } from '../../lib/catalog/bench'
import { parquet, useSteps } from './support'

/** What is drawn of a component holds for what it writes, whatever the table and the parameters. */
const steps = useSteps(2)
const bench = new Workbench()
afterAll(() => bench.close())

/** Columns that every table has: to learn from, to predict, to group, to recommend and to forecast by. */
const base = `((i * 37) % 101) / 7.0 AS a, (i * 13) % 17 AS b, CASE i % 3 WHEN 0 THEN 'x' WHEN 1 THEN 'it''s' END AS k,
  CASE WHEN (i * 37) % 101 > 48 THEN 'yes' ELSE 'no' END AS y, i * 1.5 + (i * 7) % 5 AS z, 'g' || i % 6 AS g, i % 12 AS "user", 'item ' || (i * 5) % 9 AS item,
  DATE '2024-01-01' + i::INTEGER AS day, CASE WHEN i % 4 = 0 THEN NULL ELSE 'good tea number ' || i % 7 END AS words`
const learned = ['a', 'b', 'k']

/** Further columns of any type, with gaps, and names that break careless quoting. */
const kinds = {
  integer: '(i * 11) % 23',
  number: "CASE WHEN i % 9 = 0 THEN 'nan'::DOUBLE ELSE i / 3.0 END",
  text: "'t' || i % 4",
  boolean: 'i % 2 = 0',
  date: "DATE '2020-02-29' + ((i * 3) % 50)::INTEGER",
  timestamp: "TIMESTAMP '2020-02-29 12:00:00' + INTERVAL (i) HOUR",
}
const odd = fc.uniqueArray(fc.record({ name: fc.constantFrom('select', 'Größe "in" cm', "it's; drop --", 'データ', '%s {0}', 'a,b\tc', '__row'), kind: fc.constantFrom(...(Object.keys(kinds) as (keyof typeof kinds)[])), gaps: fc.integer({ min: 2, max: 9 }) }), { selector: ({ name }) => name, maxLength: 4 })
const table = fc.record({ rows: fc.integer({ min: 60, max: 90 }), odd })
type Table = { rows: number; odd: { name: string; kind: keyof typeof kinds; gaps: number }[] }

let count = 0
async function written({ rows, odd: more }: Table): Promise<{ file: string; columns: Column[] }> {
  const extra = more.map(({ name, kind, gaps }) => `, CASE WHEN i % ${gaps} = 0 THEN NULL ELSE ${kinds[kind]} END AS "${name.replaceAll('"', '""')}"`).join('')
  const file = await parquet(path.join(steps.folder, `drawn-${count++}.parquet`), `SELECT ${base}${extra} FROM range(${rows}) r(i)`)
  return { file, columns: (await bench.read({ path: file, digest: '', size: 0, type: 'table', meta: {} })).columns }
}

const models: Record<string, string> = {}
beforeAll(async () => {
  const { file } = await written({ rows: 80, odd: [] })
  const trained = async (entry: string, params: Record<string, unknown>) => (await steps.run(entry, { features: learned, ...params }, { table: file })).outputs.model!.path
  models.classifier = await trained('train_classifier', { target: 'y', algorithm: 'logistic_regression' })
  models.tree = await trained('train_classifier', { target: 'y', algorithm: 'decision_tree', max_depth: 2 })
  models.regressor = await trained('train_regressor', { target: 'z', algorithm: 'ridge' })
  models.forest = await trained('train_regressor', { target: 'z', algorithm: 'decision_tree', max_depth: 3 })
}, 180_000)

type Params = Record<string, unknown>
/** Parameters of a component, and which models its inputs get; a table goes to `table` by itself. */
interface Case {
  params: fc.Arbitrary<Params>
  models?: (params: Params) => Record<string, string>
  /** Ports that get the same table. */
  tables?: string[]
}
const some = <T>(...values: T[]) => fc.constantFrom(...values)
const record = (shape: Record<string, fc.Arbitrary<unknown>>) => fc.record(shape) as fc.Arbitrary<Params>
const target = { classification: 'y', regression: 'z' } as const
/** A task with its target. */
const task = some<Params>({ task: 'classification', target: 'y' }, { task: 'regression', target: 'z' })
const both = (...parts: fc.Arbitrary<Params>[]) => fc.tuple(...parts).map((all) => Object.assign({}, ...all) as Params)
const features = some<Params>({ features: learned }, { features: [] , exclude: ['y', 'z'] })
const unsupervised = some<Params>({ features: learned }, { exclude: ['words'] })
const pair = ({ task: kind }: Params): Record<string, string> => (kind === 'regression' ? { model: models.regressor!, second: models.forest! } : { model: models.classifier!, second: models.tree! })

const cases: Record<string, Case> = {
  'learn.train-classifier': { params: both(record({ target: some('y', 'g'), algorithm: some('logistic_regression', 'decision_tree', 'naive_bayes') }), some<Params>({ features: learned }, {})) },
  'learn.train-regressor': { params: both(record({ target: some('z', 'b'), algorithm: some('ridge', 'lasso', 'decision_tree') }), some<Params>({ features: ['a', 'k'] }, {})) },
  'learn.score-model': { params: record({ prediction: some('prediction', 'second "x"'), probabilities: fc.boolean() }), models: () => ({ model: models.classifier! }) },
  'learn.evaluate-model': { params: some<Params>({ target: 'y', prediction: 'k' }, { target: 'z', prediction: 'a' }) },
  'learn.compare-models': { params: both(some<Params>({ task: 'classification' }, { task: 'regression' }), record({ how: some('rows', 'folds'), folds: fc.integer({ min: 2, max: 4 }), resamples: some(100) })), models: pair },
  'learn.choose-threshold': { params: record({ by: some('f1', 'youden', 'cost'), positive: some('', 'yes', 'no'), cost_false_negative: some(0, 3) }), models: () => ({ model: models.classifier! }) },
  'learn.cross-validate': { params: both(task, features, record({ algorithm: some('decision_tree', 'k_neighbors'), folds: fc.integer({ min: 2, max: 4 }), folding: some('stratified', 'plain') })) },
  'learn.learning-curve': { params: both(task, features, record({ algorithm: some('decision_tree'), folds: some(2), sizes: fc.integer({ min: 2, max: 3 }), smallest: some(0.4) })) },
  'learn.tune-hyperparameters': {
    params: both(task, features, record({ algorithm: some('decision_tree'), folds: some(2), search: some('grid', 'random', 'halving'), candidates: some(4), space: some([{ param: 'max_depth', values: '2, 3, none' }], [{ param: 'min_samples_leaf', values: '1, 4' }, { param: 'max_depth', values: '1, 5' }]) })),
  },
  'learn.try-all': { params: both(task, features, record({ folds: some(2), candidates: fc.integer({ min: 1, max: 3 }), algorithms: some([{ algorithm: 'decision_tree' }, { algorithm: 'k_neighbors' }]) })) },
  'learn.ensemble': { params: both(task, some<Params>({ features: learned }), record({ method: some('soft', 'stacking'), folds: some(2), members: some([{ algorithm: 'decision_tree' }, { algorithm: 'k_neighbors' }]) })) },
  'learn.permutation-importance': { params: record({ repeats: fc.integer({ min: 1, max: 3 }), rows: some(50, 10_000) }), models: () => ({ model: models.classifier! }) },
  'learn.partial-dependence': { params: record({ features: some([], ['k'], ['a', 'b']), points: fc.integer({ min: 2, max: 6 }) }), models: () => ({ model: models.regressor! }) },
  'learn.select-features': { params: both(task, features, record({ method: some('univariate_test', 'mutual_information'), keep: fc.integer({ min: 1, max: 3 }) })) },
  'learn.cluster': { params: both(unsupervised, record({ algorithm: some('k_means', 'agglomerative'), clusters: fc.integer({ min: 2, max: 4 }), column: some('cluster', 'group "1"') })) },
  'learn.detect-anomalies': { params: both(unsupervised, record({ n_estimators: some(10), column: some('anomaly', 'odd, it is') })) },
  'learn.reduce-dimensions': { params: both(unsupervised, record({ components: fc.integer({ min: 1, max: 3 }), keep: fc.boolean(), prefix: some('component_', 'c "') })) },
  'learn.text-features': { params: record({ column: some('words', 'item'), method: some('tf_idf', 'hashing'), columns: fc.integer({ min: 1, max: 9 }), keep: fc.boolean(), prefix: some('', 'w"') }), tables: ['second'] },
  'learn.forecast': { params: record({ time: some('day'), value: some('z', 'a'), method: some('ridge', 'naive'), horizon: fc.integer({ min: 1, max: 5 }), windows: fc.integer({ min: 1, max: 2 }), lags: fc.integer({ min: 1, max: 4 }) }) },
  'learn.recommender': { params: record({ user: some('user', 'g'), item: some('item'), rating: some('', 'b'), factors: some(2), rounds: some(2), top: fc.integer({ min: 1, max: 4 }), holdout: some(0, 0.3) }), tables: ['pairs', 'users'] },
}

const python = components.filter(({ id, runner }) => runner.kind === 'python' && id.startsWith('learn.'))

test('every component that learns has its tables and parameters here', () => {
  expect(Object.keys(cases).sort()).toEqual(python.map(({ id }) => id).sort())
  expect(target.classification).toBe('y')
})

describe.each(python.map((component) => [refOf(component)] as const))('%s', (ref) => {
  const component = findComponent(ref)!
  const { params: arbitrary, models: connected, tables = [] } = cases[component.id]!

  test('writes the columns that were drawn', { timeout: 240_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(arbitrary, table, async (params, made) => {
        const { file, columns } = await written(made)
        const given = component.params.parse(params)
        const has = (port: string) => component.inputs.some(({ name }) => name === port)
        const inputs = { ...connected?.(params), ...Object.fromEntries(['table', ...tables].filter(has).map((port) => [port, file])) }
        const schemas = Object.fromEntries(Object.keys(inputs).map((port) => [port, inputs[port as keyof typeof inputs] === file ? columns : undefined]))
        const drawn = component.infer({ params: given, inputs: schemas, connected: new Set(Object.keys(inputs)), asset: () => undefined })
        expect(drawn.problems.filter(({ severity }) => severity === 'error')).toEqual([])
        const { outputs } = await steps.run((component.runner as { entry: string }).entry, given as Params, inputs)
        // What is drawn of a model lies beside it at no port.
        const filled = Object.keys(outputs).filter((port) => port !== STRUCTURE_PORT)
        expect(filled.sort()).toEqual(component.outputs.map(({ name }) => name).sort())
        for (const [port, expected] of Object.entries(drawn.outputs)) {
          if (!expected) continue
          const real = outputs[port]!.meta.columns as Column[]
          // Only the model knows the type of a prediction; probabilities may follow it.
          const compared = component.id === 'learn.score-model' || port === 'rows' ? real.slice(0, expected.length).map((column, at) => (expected[at]!.type === 'other' ? { ...column, type: 'other' } : column)) : real
          expect(compared, port).toEqual(expected)
        }
      }),
      { numRuns: 3, seed: 20_26, endOnFailure: true },
    )
  })
})
