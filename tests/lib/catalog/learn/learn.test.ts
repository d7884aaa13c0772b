import { describe, expect, test } from 'vitest'
import { findComponent, latest } from '@/lib/catalog/index'
import { argumentsOf } from '@/lib/catalog/script/python-script'
import { valuesProblem } from '@/lib/catalog/learn/tuning'
import type { Column, TableSchema } from '@/lib/catalog/types'

const penguins: Column[] = [
  { name: 'species', type: 'text' },
  { name: 'island', type: 'text' },
  { name: 'mass', type: 'integer' },
  { name: 'hatched', type: 'date' },
  { name: 'tags', type: 'other' },
]

function infer(ref: string, params: Record<string, unknown>, inputs: Record<string, TableSchema>, connected = Object.keys(inputs)) {
  const component = findComponent(ref)!
  return component.infer({ params: component.params.parse(params), inputs, connected: new Set(connected), asset: () => undefined })
}

const messages = (...args: Parameters<typeof infer>) => infer(...args).problems.map(({ message }) => message)

describe('Train classifier', () => {
  test('asks for a target and proposes a likely one', () => {
    const { problems } = infer('learn.train-classifier@1', {}, { table: penguins })
    expect(problems).toEqual([{ severity: 'error', param: 'target', message: 'Choose the target: the column to predict', fix: { label: 'Predict “species”', params: { target: 'species' } } }])
    expect(infer('learn.train-classifier@1', {}, { table: penguins.slice(1, 3) }).problems[0]!.fix!.params).toEqual({ target: 'island' })
    expect(infer('learn.train-classifier@1', {}, { table: undefined }).problems[0]!.fix).toBeUndefined()
  })

  test('finds nothing wrong in a whole choice', () => {
    expect(messages('learn.train-classifier@1', { target: 'species' }, { table: penguins })).toEqual([])
    expect(messages('learn.train-classifier@1', { target: 'species', features: ['mass', 'hatched'] }, { table: penguins })).toEqual([])
  })

  test('names columns that are gone, do not suit, or are the target itself', () => {
    expect(messages('learn.train-classifier@1', { target: 'Species' }, { table: penguins })).toEqual(['The column “Species” is not in the input; did you mean “species”?'])
    expect(messages('learn.train-classifier@1', { target: 'hatched' }, { table: penguins })).toEqual(['“hatched” cannot be the target: classes are text, whole numbers or true/false'])
    const own = infer('learn.train-classifier@1', { target: 'species', features: ['species', 'mass'] }, { table: penguins })
    expect(own.problems).toMatchObject([{ severity: 'warning', fix: { params: { features: ['mass'] } } }])
    expect(messages('learn.train-classifier@1', { target: 'species', exclude: ['island', 'mass', 'hatched'] }, { table: penguins })).toEqual(['No column is left to learn from'])
  })

  test('warns of columns whose names say that a model should not learn from them', () => {
    const table: Column[] = [...penguins, { name: 'customer_id', type: 'integer' }, { name: 'probability_Adelie', type: 'number' }, { name: 'species_code', type: 'integer' }]
    const { problems } = infer('learn.train-classifier@1', { target: 'species', exclude: ['island'] }, { table })
    expect(problems.map(({ severity, fix }) => [severity, fix!.params])).toEqual([
      ['warning', { exclude: ['island', 'customer_id'] }],
      ['warning', { exclude: ['island', 'probability_Adelie'] }],
      ['warning', { exclude: ['island', 'species_code'] }],
    ])
    expect(problems.map(({ message }) => message)).toEqual([expect.stringContaining('an identifier'), expect.stringContaining('the answer of a model'), expect.stringContaining('made from the target “species”')])
    const chosen = infer('learn.train-classifier@1', { target: 'species', features: ['mass', 'customer_id'] }, { table })
    expect(chosen.problems).toMatchObject([{ param: 'features', fix: { params: { features: ['mass'] } } }])
    // Words that merely end in “id” are no identifiers.
    expect(messages('learn.train-classifier@1', { target: 'species' }, { table: [...penguins, { name: 'acid', type: 'integer' }, { name: 'humid', type: 'number' }] })).toEqual([])
  })

  test('shows only the fields of the chosen algorithm', () => {
    const visible = (algorithm: string) =>
      latest('learn.train-classifier')!.fields.filter((field) => !field.visible || field.visible({ algorithm })).map(({ name }) => name)
    expect(visible('logistic_regression')).toEqual(['target', 'features', 'algorithm', 'C', 'penalty', 'class_weight', 'max_iter', 'exclude', 'max_categories', 'seed'])
    expect(visible('random_forest')).toEqual(expect.arrayContaining(['n_estimators', 'max_depth', 'max_features']))
    expect(visible('random_forest')).not.toContain('learning_rate')
    expect(visible('svm')).toEqual(['target', 'features', 'algorithm', 'C', 'kernel', 'gamma', 'class_weight', 'exclude', 'max_categories', 'seed'])
    expect(visible('k_neighbors')).toEqual(['target', 'features', 'algorithm', 'n_neighbors', 'weights', 'exclude', 'max_categories', 'seed'])
    expect(visible('hist_gradient_boosting')).toEqual(expect.arrayContaining(['learning_rate', 'max_iter', 'max_leaf_nodes', 'early_stopping']))
  })

  test('says on its card what it does', () => {
    const { describe: line, params } = latest('learn.train-classifier')!
    expect(line(params.parse({}))).toBe('random forest, no target chosen yet')
    expect(line(params.parse({ target: 'species', features: ['mass'], algorithm: 'decision_tree' }))).toBe('species from mass, decision tree')
  })
})

test('Train regressor takes numbers only', () => {
  expect(messages('learn.train-regressor@1', { target: 'species' }, { table: penguins })).toEqual(['“species” cannot be the target: it is not a number; Train classifier predicts classes'])
  expect(infer('learn.train-regressor@1', {}, { table: penguins }).problems[0]!.fix!.params).toEqual({ target: 'mass' })
})

describe('Score model', () => {
  test('passes its columns on with the prediction behind them', () => {
    expect(infer('learn.score-model@1', {}, { table: penguins, model: undefined })).toEqual({ outputs: { table: [...penguins, { name: 'prediction', type: 'other' }] }, problems: [] })
    expect(infer('learn.score-model@1', {}, { table: undefined, model: undefined }).outputs.table).toBeUndefined()
  })

  test('offers another name where the table has a prediction already', () => {
    const { problems } = infer('learn.score-model@1', {}, { table: [...penguins, { name: 'Prediction', type: 'text' }], model: undefined })
    expect(problems).toMatchObject([{ severity: 'error', fix: { params: { prediction: 'prediction_2' } } }])
  })
})

describe('Evaluate model', () => {
  const scored: Column[] = [...penguins, { name: 'prediction', type: 'other' }]

  test('wants a target and a prediction that differ', () => {
    expect(messages('learn.evaluate-model@1', { target: 'species' }, { table: scored })).toEqual([])
    expect(messages('learn.evaluate-model@1', {}, { table: scored })).toEqual(['Choose the target: the column with the true values'])
    expect(messages('learn.evaluate-model@1', { target: 'species' }, { table: penguins })[0]).toMatch(/no column “prediction”; connect the output of Score model/)
    expect(messages('learn.evaluate-model@1', { target: 'prediction' }, { table: scored })).toEqual(['Target and prediction are the same column'])
    expect(infer('learn.evaluate-model@1', { target: 'species', task: 'regression' }, { table: scored }).problems).toMatchObject([{ fix: { params: { task: 'classification' } } }])
  })
})

describe('Python script', () => {
  test('reads the arguments of main', () => {
    expect(argumentsOf('import pandas as pd\ndef main(in1: pd.DataFrame, in2=None):\n  pass')).toEqual({ names: ['in1', 'in2'], required: 1 })
    expect(argumentsOf('def main():\n  pass')).toEqual({ names: [], required: 0 })
    expect(argumentsOf('def main(*tables):\n  pass')).toBeUndefined()
    expect(argumentsOf('x = 1')).toBeUndefined()
  })

  test('tells what does not fit before it runs', () => {
    const problems = (code: string, connected: string[]) => messages('script.python@1', { code }, {}, connected)
    expect(problems('def main(in1):\n  return in1', ['in1'])).toEqual([])
    expect(problems('def main(in1):\n  return in1', [])).toEqual(['main needs a table for “in1”; connect one, or write “in1=None”'])
    expect(problems('def main(in1):\n  return in1', ['in1', 'in2'])).toEqual(['A table is connected to in2, but main takes only 1; add an argument to main'])
    expect(problems('x = 1', [])).toEqual(['The script has no function main; write “def main(in1):” and return a data frame'])
    expect(infer('script.python@1', { code: ' ' }, {}).problems[0]!.fix).toBeDefined()
  })

  test('is reused unless it asks not to be, and says on its card what it does', () => {
    const { reuses, params, describe: line } = latest('script.python')!
    expect([reuses!(params.parse({})), reuses!(params.parse({ reuse: false }))]).toEqual([true, false])
    expect(line(params.parse({}))).toBe('passes its table on')
    expect(line(params.parse({ code: 'def main(df):\n    # Heaviest first\n    return df' }))).toBe('Heaviest first')
    expect(line(params.parse({ code: 'def main(df):\n    return df' }))).toBe('2 lines of Python')
  })
})

describe('Cross-validate, Tune hyperparameters and Try all', () => {
  const refs = ['learn.cross-validate@1', 'learn.tune-hyperparameters@1', 'learn.try-all@1']

  test.each(refs)('%s checks target, groups and task while it is drawn', (ref) => {
    expect(messages(ref, { target: 'species' }, { table: penguins })).toEqual([])
    expect(infer(ref, {}, { table: penguins }).problems[0]!.fix!.params).toEqual({ target: 'species' })
    expect(infer(ref, { target: 'species', task: 'regression' }, { table: penguins }).problems[0]!.fix!.params).toEqual({ task: 'classification' })
    expect(messages(ref, { target: 'species', folding: 'group' }, { table: penguins })).toEqual(['Choose the column with the groups'])
    expect(messages(ref, { target: 'species', folding: 'group', group: 'Island' }, { table: penguins })[0]).toContain('did you mean “island”?')
    // A group that is named like an identifier is not learned from, so there is nothing to warn of.
    const table: Column[] = [...penguins, { name: 'colony_id', type: 'integer' }, { name: 'bird_id', type: 'integer' }]
    const { problems } = infer(ref, { target: 'species', folding: 'group', group: 'colony_id' }, { table })
    expect(problems.map(({ fix }) => fix!.params)).toEqual([{ exclude: ['bird_id'] }])
  })

  test('refuse algorithms and measures of the other task, with a fix', () => {
    const fixes = (ref: string, params: Record<string, unknown>) => infer(ref, { target: 'mass', task: 'regression', ...params }, { table: penguins }).problems.map(({ severity, fix }) => [severity, fix!.params])
    expect(fixes('learn.cross-validate@1', { algorithm: 'naive_bayes' })).toEqual([['error', { algorithm: 'random_forest' }]])
    expect(fixes('learn.try-all@1', { algorithms: [{ algorithm: 'ridge' }, { algorithm: 'logistic_regression' }] })).toEqual([['error', { algorithms: [{ algorithm: 'ridge' }] }]])
    expect(fixes('learn.tune-hyperparameters@1', { algorithm: 'ridge', metric: 'accuracy' })).toEqual([['error', { metric: 'auto' }]])
    expect(fixes('learn.tune-hyperparameters@1', { algorithm: 'linear_regression' })).toEqual([['error', { algorithm: 'ridge' }]])
  })

  test('name their columns', () => {
    const names = (ref: string, params: Record<string, unknown>, port: string) => infer(ref, { target: 'species', ...params }, { table: penguins }).outputs[port]?.map(({ name }) => name)
    expect(names('learn.cross-validate@1', { task: 'regression' }, 'folds')).toEqual(['fold', 'train_rows', 'test_rows', 'r2', 'rmse', 'mae'])
    expect(names('learn.cross-validate@1', {}, 'rows')!.slice(-2)).toEqual(['fold', 'prediction'])
    const scored = [...penguins, { name: 'Prediction', type: 'text' }, { name: 'prediction_2_probability_a', type: 'number' }] satisfies Column[]
    expect(infer('learn.cross-validate@1', { target: 'species' }, { table: scored }).outputs.rows!.slice(-2)).toEqual([{ name: 'fold', type: 'integer' }, { name: 'prediction_3', type: 'text' }])
    expect(names('learn.tune-hyperparameters@1', {}, 'leaderboard')).toBeUndefined()
    expect(names('learn.try-all@1', { metric: 'roc_auc' }, 'leaderboard')).toEqual(['rank', 'algorithm', 'roc_auc', 'roc_auc_sd', 'settings'])
  })

  test('read the values that a person writes', () => {
    expect(['1, 3, none', '1 to 20', ''].map((text) => valuesProblem('max_depth', text))).toEqual([undefined, undefined, expect.stringContaining('needs values')])
    expect(['0.1 to 10 log', '0 to 1 log', '5 to 1', 'a to b', '1, x', 'none'].map((text) => valuesProblem('C', text))).toEqual([
      undefined, expect.stringContaining('at 0 or below'), expect.stringContaining('not the smaller'), expect.stringContaining('not numbers'), 'cannot be “x”', 'cannot be “none”',
    ])
    expect(valuesProblem('n_neighbors', '2.5')).toBe('cannot be “2.5”')
    expect(['32; 64, 32', 'wide'].map((text) => valuesProblem('hidden_layers', text))).toEqual([undefined, 'cannot be “wide”'])
    expect(valuesProblem('weights', 'uniform, near')).toBe('cannot be “near”; it is one of uniform, distance')
    const space = [{ param: 'alpha', values: '1' }, { param: 'C', values: '1, 2' }, { param: 'C', values: '3' }]
    expect(messages('learn.tune-hyperparameters@1', { target: 'species', algorithm: 'svm', space }, { table: penguins })).toEqual(['Support vector machine has no “alpha” to tune', '“C” is listed twice'])
  })
})

describe('Cluster, Detect anomalies and Reduce dimensions', () => {
  test.each([
    ['learn.cluster@1', { name: 'cluster', type: 'integer' }, { column: 'cluster_2' }],
    ['learn.detect-anomalies@1', { name: 'anomaly', type: 'boolean' }, { column: 'anomaly_2' }],
    ['learn.reduce-dimensions@1', { name: 'component_2', type: 'number' }, { prefix: 'component__2' }],
  ] as const)('%s adds its columns, and offers another name where one is taken', (ref, added, fix) => {
    expect(infer(ref, {}, { table: penguins }).outputs.table!.at(-1)).toEqual(added)
    expect(messages(ref, {}, { table: penguins })).toEqual([])
    const clash = infer(ref, {}, { table: [...penguins, { name: added.name.toUpperCase(), type: 'text' }] })
    expect(clash.problems).toMatchObject([{ severity: 'error', fix: { params: fix } }])
    expect(messages(ref, { features: ['weight'] }, { table: penguins })[0]).toContain('“weight” is not in the input')
    expect(messages(ref, { features: ['mass'], exclude: ['mass'] }, { table: penguins })).toEqual(['No column is left to look at'])
  })

  test('t-SNE has at most three components', () => {
    const { problems } = infer('learn.reduce-dimensions@1', { method: 't_sne', components: 5 }, { table: penguins })
    expect(problems).toMatchObject([{ fix: { params: { components: 2 } } }])
  })
})

test('Partial dependence and Select features check their columns while they are drawn', () => {
  expect(messages('learn.partial-dependence@1', { features: ['mas'] }, { table: penguins })[0]).toContain('“mas” is not in the input')
  expect(infer('learn.select-features@1', { target: 'species', task: 'regression' }, { table: penguins }).problems).toMatchObject([{ severity: 'error', fix: { params: { task: 'classification' } } }])
  expect(messages('learn.select-features@1', { target: 'species' }, { table: penguins })).toEqual([])
})
