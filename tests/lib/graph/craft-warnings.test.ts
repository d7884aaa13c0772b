import { describe, expect, test } from 'vitest'
import type { ColumnFacts, TargetFacts } from '@/lib/duckdb/ops/facts-types'
import { analyze } from '@/lib/graph/analyze'
import { allProblems, craftWarnings } from '@/lib/graph/craft-warnings'
import type { Graph } from '@/lib/graph/schema'
import type { LearnedTable } from '@/lib/sample/schema'
import { graphOf, importOf, type Step, type Wire } from '../../support/graph'

const columns = [
  { name: 'bill', type: 'number' },
  { name: 'mass', type: 'integer' },
  { name: 'city', type: 'text' },
  { name: 'species', type: 'text' },
] as const
const asset = () => [...columns]

const facts = (name: string, more: Partial<ColumnFacts> = {}): ColumnFacts => ({ name, type: columns.find((column) => column.name === name)?.type ?? 'number', missing: 0, distinct: 30, counting: false, ...more })
const species: TargetFacts = { name: 'species', missing: 0, distinct: 2, classes: [{ value: 'Adelie', rows: 200 }, { value: 'Gentoo', rows: 144 }] }
function table(changed: ColumnFacts[] = [], more: Partial<LearnedTable> = {}): LearnedTable {
  const all = columns.map(({ name }) => changed.find((column) => column.name === name) ?? facts(name, name === 'species' ? { distinct: 2 } : {}))
  return { rows: 344, exact: true, columns: [...all, ...changed.filter(({ name }) => !columns.some((column) => column.name === name))], target: species, ...more }
}

const training = (params: Record<string, unknown> = {}, component = 'learn.train-classifier@1') => graphOf({ data: importOf('penguins'), train: [component, { target: 'species', algorithm: 'logistic_regression', ...params }] }, 'data.table > train.table')
const warn = (graph: Graph, known: Record<string, LearnedTable> = {}) => craftWarnings(graph, analyze(graph, { asset }), known)
const one = (known: LearnedTable, params?: Record<string, unknown>, component?: string) => {
  const found = warn(training(params, component), { train: known })
  expect(found.map(({ code, message }) => `${code}: ${message}`)).toHaveLength(1)
  return found[0]!
}

describe('what the columns hold', () => {
  test('says nothing where nothing is odd', () => {
    expect(warn(training(), { train: table() })).toEqual([])
    expect(warn(training())).toEqual([])
  })

  test('missing values are told where the algorithm cannot take them, and Clean missing data is offered on the wire', () => {
    const found = one(table([facts('bill', { missing: 2 })]))
    expect(found.message).toBe('“bill” has 2 missing values; logistic regression cannot take them, so the gaps are filled with the median. Add Clean missing data to decide yourself')
    expect(found.fix).toEqual({ label: 'Add Clean missing data', params: {}, insert: { component: 'transform.clean-missing-data@1', params: { columns: ['bill'] }, on: 'table' } })
    const two = one(table([facts('bill', { missing: 2 }), facts('mass', { missing: 100 })]))
    expect(two.message).toContain('2 columns have missing values: “bill” 2, “mass” 100;')
    expect(two.fix!.insert!.params).toEqual({ columns: ['bill', 'mass'], method: 'fill' })
    expect(one(table([facts('bill', { missing: 2 })], { exact: false, rows: 1000 })).message).toContain('“bill” is missing in 2 of 1,000 sampled rows;')
    // Gradient boosting takes gaps, and for text a gap is a category.
    expect(warn(training({ algorithm: 'hist_gradient_boosting' }), { train: table([facts('bill', { missing: 2 })]) })).toEqual([])
    expect(warn(training(), { train: table([facts('city', { missing: 2 })]) })).toEqual([])
    expect(warn(training({ exclude: ['bill'] }), { train: table([facts('bill', { missing: 2 })]) })).toEqual([])
  })

  test('a column that tells the target by itself', () => {
    const found = one(table([facts('mass', { tells: 'limits' })]))
    expect(found.message).toBe('“mass” alone tells “species” of every row: each value of “species” has a range of its own. If it is known only afterwards, the model will fail on new rows')
    expect(found.fix).toEqual({ label: 'Leave “mass” out', params: { exclude: ['mass'] } })
    expect(one(table([facts('mass', { tells: 'value' })]), { features: ['bill', 'mass'] }).fix!.params).toEqual({ features: ['bill'] })
    // Facts about another target say nothing.
    expect(warn(training({ target: 'city' }), { train: table([facts('mass', { tells: 'limits' })]) }).filter(({ code }) => code?.startsWith('leak'))).toEqual([])
  })

  test('constant columns, row numbers, names and too many categories', () => {
    expect(one(table([facts('mass', { distinct: 1 })])).message).toBe('“mass” has the same value in every row: nothing can be learned from it')
    expect(one(table([facts('mass', { distinct: 1 }), facts('bill', { distinct: 1 })])).fix!.params).toEqual({ exclude: ['bill', 'mass'] })
    // A value and gaps tell something.
    expect(warn(training({ algorithm: 'lightgbm' }), { train: table([facts('mass', { distinct: 1, missing: 3 })]) })).toEqual([])
    expect(one(table([facts('mass', { distinct: 344, counting: true })])).message).toBe('“mass” numbers the rows; a model that learns from it may fail on new rows')
    expect(one(table([facts('city', { distinct: 300 })])).message).toBe('“city” has 300 different texts in 344 rows, as names and identifiers have: training leaves it out')
    expect(one(table([facts('city', { distinct: 60 })])).message).toContain('only the 50 commonest are told apart')
    expect(warn(training({ max_categories: 60 }), { train: table([facts('city', { distinct: 60 })]) })).toEqual([])
    // The name alone has said it already.
    expect(warn(training(), { train: table([facts('row_id', { type: 'integer', counting: true, distinct: 344 })]) })).toHaveLength(1)
  })

  test('rare classes, with a weight where the algorithm knows it', () => {
    const rare = table([], { rows: 1000, target: { name: 'species', missing: 0, distinct: 2, classes: [{ value: 'no', rows: 980 }, { value: 'yes', rows: 20 }] } })
    const found = one(rare)
    expect(found.message).toBe('Only 2% of the rows are “yes”: a model that always says “no” is right in 98%. Judge by F1 or balanced accuracy')
    expect(found.fix).toEqual({ label: 'Weigh rare classes more', params: { class_weight: 'balanced' } })
    expect(one(rare, { algorithm: 'k_neighbors' }).fix).toBeUndefined()
    expect(warn(training({ class_weight: 'balanced' }), { train: rare })).toEqual([])
    expect(warn(training({ target: 'mass' }, 'learn.train-regressor@1'), { train: rare })).toEqual([])
  })

  test('few rows', () => {
    expect(one(table([facts('city', { distinct: 5 })], { rows: 24 })).message).toContain('The table has 24 rows.')
    expect(warn(training(), { train: table([facts('city', { distinct: 5 })], { rows: 24, exact: false }) })).toEqual([])
    expect(warn(training({ target: 'mass' }, 'learn.cluster@1'), { train: table() })).toEqual([])
  })
})

describe('which rows are trained on', () => {
  const steps: Record<string, Step> = {
    data: importOf('penguins'),
    split: ['transform.split-data@1'],
    train: ['learn.train-classifier@1', { target: 'species' }],
    score: ['learn.score-model@1'],
    judge: ['learn.evaluate-model@1', { target: 'species' }],
  }
  const tail: Wire[] = ['train.model > score.model', 'score.table > judge.table']
  const codes = (graph: Graph) => warn(graph).map(({ node, code }) => `${node} ${code}`)

  test('a model that is judged by the other side of the split is as it should be', () => {
    expect(codes(graphOf(steps, 'data.table > split.table', 'split.first > train.table', 'split.second > score.table', ...tail))).toEqual([])
    expect(codes(graphOf({ ...steps, other: importOf('penguins') }, 'data.table > train.table', 'other.table > score.table', ...tail))).toEqual([])
  })

  test('trained on the table before the split: offers its other part', () => {
    const [found, ...more] = warn(graphOf(steps, 'data.table > split.table', 'data.table > train.table', 'split.second > score.table', ...tail))
    expect(more).toEqual([])
    expect(found).toMatchObject({ node: 'train', code: 'test-rows:score', message: '“Evaluate model” judges the model by rows that it learns from here, so it will look better than it is on new ones' })
    expect(found!.fix).toEqual({ label: 'Train on the first part of “Split data”', params: {}, rewire: { add: [], wires: [{ from: { node: 'split', port: 'first' }, to: { node: 'train', port: 'table' } }] } })
  })

  test('also through steps that keep the rows, and with no split at all', () => {
    const through = graphOf({ ...steps, scale: ['transform.normalize@1'] }, 'data.table > scale.table', 'scale.table > train.table', 'data.table > split.table', 'split.second > score.table', ...tail)
    expect(codes(through)).toEqual(['train test-rows:score'])
    expect(warn(through)[0]!.fix).toBeUndefined()
    const cleaned = warn(graphOf({ ...steps, clean: ['transform.clean-missing-data@1'] }, 'data.table > clean.table', 'clean.table > train.table', 'data.table > score.table', ...tail))[0]!
    expect(cleaned.fix!.rewire!.wires.map(({ from, to }) => `${from.node}.${from.port} > ${to.node}.${to.port}`)).toEqual(['data.table > split.table', 'split.first > clean.table', 'split.second > score.table'])
    const whole = warn(graphOf(steps, 'data.table > split.table', 'split.first > train.table', 'data.table > score.table', ...tail))
    expect(whole.map(({ code, fix }) => [code, fix!.label])).toEqual([['test-rows:score', 'Score the second part of “Split data”']])
    const none = warn(graphOf(steps, 'data.table > train.table', 'data.table > score.table', ...tail))[0]!
    expect(none.fix!.rewire!.add).toEqual([{ as: 'split', component: 'transform.split-data@1', params: { method: 'stratified', stratify: 'species' }, near: 'train', side: 'above' }])
  })

  test('the step that chose a threshold, and models that are compared, count as well', () => {
    const chosen = graphOf({ ...steps, threshold: ['learn.choose-threshold@1'] }, 'data.table > split.table', 'split.first > train.table', 'train.model > threshold.model', 'split.second > threshold.table', 'threshold.model > score.model', 'split.second > score.table', 'score.table > judge.table')
    expect(codes(chosen)).toEqual(['threshold test-rows:score'])
    const { score: _, judge: __, ...rest } = steps
    const compared = graphOf({ ...rest, other: ['learn.train-classifier@1', { target: 'species' }], compare: ['learn.compare-models@1'] }, 'data.table > split.table', 'split.first > train.table', 'data.table > other.table', 'train.model > compare.model', 'other.model > compare.second', 'split.second > compare.table')
    expect(codes(compared)).toEqual(['other test-rows:compare'])
  })

  test('a step that learned from all rows before the split', () => {
    const graph = graphOf({ ...steps, scale: ['transform.normalize@1'] }, 'data.table > scale.table', 'scale.table > split.table', 'split.first > train.table', 'split.second > score.table', ...tail)
    const [found, ...more] = warn(graph)
    expect(more).toEqual([])
    expect(found).toMatchObject({ node: 'scale', code: 'fitted-before:split' })
    expect(found!.fix!.rewire!.wires.map(({ from, to }) => `${from.node}.${from.port} > ${to.node}.${to.port}`)).toEqual([
      'data.table > split.table', 'split.first > scale.table', 'scale.table > train.table', 'split.second > apply.table', 'scale.transformation > apply.transformation', 'apply.table > score.table',
    ])
    for (const [component, params] of [['transform.clean-missing-data@1', { method: 'drop-rows' }], ['transform.clip-outliers@1', { method: 'fixed' }], ['transform.clean-missing-data@1', { method: 'fill', columns: ['city'], other: 'constant' }], ['transform.filter-rows@1', {}]] as const) {
      expect(codes(graphOf({ ...steps, scale: [component, params] }, 'data.table > scale.table', 'scale.table > split.table', 'split.first > train.table', 'split.second > score.table', ...tail))).toEqual([])
    }
  })
})

test('a warning that is set aside at its step comes last and is marked; an error cannot be', () => {
  const known = { train: table([facts('bill', { missing: 2 }), facts('mass', { distinct: 1 })]) }
  const aside = training()
  aside.nodes[1]!.dismissed = ['missing']
  const told = (graph: Graph) => allProblems(graph, analyze(graph, { asset }), known).map(({ code, dismissed }) => `${code}${dismissed ? ' aside' : ''}`)
  expect(told(training())).toEqual(['missing', 'constant'])
  expect(told(aside)).toEqual(['constant', 'missing aside'])
  const wrong = graphOf({ sort: ['transform.sort@1', {}, { dismissed: ['Nothing is connected to the input “Table”'] }] })
  expect(allProblems(wrong, analyze(wrong, { asset })).filter((problem) => problem.dismissed)).toEqual([])
})
