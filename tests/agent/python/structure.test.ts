import { readFileSync } from 'node:fs'
import path from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { findComponent } from '@/lib/catalog'
import { layoutTree, ruleOf, termName, type ModelStructure, type Tree } from '@/lib/results/model-structure'
import { readStructure } from '@/lib/runs/model-structure'
import { dataFile, direct, expectClose, parquet, useSteps } from './support'

const steps = useSteps(2)
let table: string

interface FittedTree {
  left: number[]
  right: number[]
  column: number[]
  threshold: number[]
  rows: number[]
  value: number[][]
}

beforeAll(async () => {
  table = await parquet(path.join(steps.folder, 'penguins.parquet'), `SELECT *, "Body Mass (g)" > 4000 AS heavy FROM read_json_auto('${dataFile('penguins.json')}')`)
}, 120_000)

async function train(entry: 'train_classifier' | 'train_regressor', params: Record<string, unknown>): Promise<{ file: string; structure: ModelStructure | null }> {
  const component = findComponent(entry === 'train_classifier' ? 'learn.train-classifier@1' : 'learn.train-regressor@1')!
  const result = await steps.run(entry, component.params.parse(params) as Record<string, unknown>, { table })
  const file = result.outputs.model!.path
  const content = readFileSync(file)
  return { file, structure: await readStructure(async (start, end) => content.subarray(start, end + 1), content.length) }
}

/** Walks both trees from their roots: the same rules, rows and values at every node that was kept. */
function expectSame(drawn: Tree, fitted: FittedTree): number {
  let seen = 0
  const walk = (a: number, b: number) => {
    seen++
    expect(drawn.rows[a]).toBe(fitted.rows[b])
    drawn.value[a]!.forEach((value, index) => expect(value).toBeCloseTo(fitted.value[b]![index]!, 5))
    if (fitted.left[b]! < 0) return expect(drawn.left[a]).toBe(-1)
    expect(drawn.column[a]).toBe(fitted.column[b])
    expect(drawn.threshold[a]).toBe(fitted.threshold[b])
    if (drawn.left[a]! < 0) return expect(drawn.hidden[a]).toBeGreaterThan(0)
    walk(drawn.left[a]!, fitted.left[b]!)
    walk(drawn.right[a]!, fitted.right[b]!)
  }
  walk(0, 0)
  return seen
}

describe('the structure of a model', () => {
  test('of a decision tree is scikit-learn’s tree, its rules in words', async () => {
    const { file, structure } = await train('train_classifier', { target: 'Species', algorithm: 'decision_tree', seed: 1 })
    if (structure?.kind !== 'trees') throw new Error('no trees')
    const [fitted] = direct('direct-structure.py', file) as FittedTree[]
    expect(expectSame(structure.trees[0]!, fitted!)).toBe(fitted!.left.length)
    expect(structure.classes).toEqual(['Adelie', 'Chinstrap', 'Gentoo'])
    const rules = structure.trees[0]!.column.flatMap((column, index) => (column < 0 ? [] : [ruleOf(structure.columns, column, structure.trees[0]!.threshold[index]!)]))
    expect(rules[0]).toMatch(/^(Flipper Length \(mm\)|Beak Length \(mm\)|Body Mass \(g\)) ≤ [\d.,]+$/)
    expect(rules.join()).toMatch(/is not |is false|≤/)
    const { nodes } = layoutTree(structure.trees[0]!, 99, new Set())
    expect(nodes).toHaveLength(fitted!.left.length)
  })

  test('of a forest has every tree, cut near the root, and says how much is left out', async () => {
    const { file, structure } = await train('train_regressor', { target: 'Body Mass (g)', algorithm: 'random_forest', n_estimators: 300, seed: 1 })
    if (structure?.kind !== 'trees') throw new Error('no trees')
    const fitted = direct('direct-structure.py', file) as FittedTree[]
    expect(structure.trees).toHaveLength(300)
    structure.trees.forEach((tree, index) => {
      const kept = expectSame(tree, fitted[index]!)
      expect(kept).toBeLessThanOrEqual(100)
      expect(kept + tree.hidden.reduce((sum, count) => sum + count, 0)).toBe(fitted[index]!.left.length)
    })
  })

  test('of a linear model are its coefficients with the columns they are of', async () => {
    const { file, structure } = await train('train_classifier', { target: 'Species', algorithm: 'logistic_regression', seed: 1 })
    if (structure?.kind !== 'linear') throw new Error('no coefficients')
    const fitted = direct('direct-structure.py', file) as { coefficients: number[][]; intercepts: number[] }
    expectClose(structure.coefficients, fitted.coefficients)
    expectClose(structure.intercepts, fitted.intercepts)
    expect(structure.columns).toHaveLength(fitted.coefficients[0]!.length)
    const terms = structure.columns.map(termName)
    expect(terms).toEqual(expect.arrayContaining(['Body Mass (g)', 'Island = Biscoe', 'Sex = MALE', 'heavy']))
    expect(structure.columns.find(({ name }) => name === 'Body Mass (g)')!.scale).toBeGreaterThan(100)
    expect(structure.columns.find(({ kind }) => kind === 'category')!.scale).toBeNull()
  })

  test('of other algorithms is not there, and their files are read as ever', async () => {
    const { file, structure } = await train('train_classifier', { target: 'Species', algorithm: 'naive_bayes', seed: 1 })
    expect(structure).toBeNull()
    const scored = await steps.run('score', { prediction: 'prediction', probabilities: true }, { table, model: file })
    expect(scored.outputs.table!.meta.rows).toBe(344)
  })

  test('does not stand in the way of scoring, and equal fits give equal bytes', async () => {
    const [one, two] = [await train('train_classifier', { target: 'Species', algorithm: 'random_forest', n_estimators: 10, seed: 1 }), await train('train_classifier', { target: 'Species', algorithm: 'random_forest', n_estimators: 10, seed: 1 })]
    expect(readFileSync(one.file).equals(readFileSync(two.file))).toBe(true)
    expect((await steps.run('score', { prediction: 'prediction', probabilities: true }, { table, model: one.file })).outputs.table!.meta.rows).toBe(344)
  })
})

test('a file that is cut or no model has no structure', async () => {
  const of = (content: Buffer) => readStructure(async (start, end) => content.subarray(start, end + 1), content.length)
  expect(await of(Buffer.from('x'))).toBeNull()
  expect(await of(Buffer.from('PK and more than sixteen bytes'))).toBeNull()
  const cut = Buffer.alloc(40)
  cut.write('ATLMODEL')
  cut.writeBigUInt64LE(9_999n, 8)
  expect(await of(cut)).toBeNull()
})
