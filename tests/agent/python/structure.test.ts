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
  const kept = result.outputs.structure
  return { file: result.outputs.model!.path, structure: kept ? await readStructure(readFileSync(kept.path)) : null }
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

  test('of other algorithms is not there', async () => {
    const { structure } = await train('train_classifier', { target: 'Species', algorithm: 'naive_bayes', seed: 1 })
    expect(structure).toBeNull()
  })

  test('of gradient boosting is not there either', async () => {
    for (const algorithm of ['hist_gradient_boosting', 'lightgbm']) expect((await train('train_classifier', { target: 'Species', algorithm, seed: 1 })).structure).toBeNull()
  })

  test('is the same bytes for equal fits', async () => {
    const [one, two] = await Promise.all([1, 2].map(() => train('train_classifier', { target: 'Species', algorithm: 'random_forest', n_estimators: 10, seed: 1 })))
    expect(one!.structure).toEqual(two!.structure)
    expect(readFileSync(one!.file).equals(readFileSync(two!.file))).toBe(true)
  })
})

test('bytes that are no structure are refused', async () => {
  await expect(readStructure(Buffer.from('PK no structure'))).rejects.toThrow()
})
