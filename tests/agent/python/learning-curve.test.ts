import path from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { findComponent } from '@/lib/catalog'
import { dataFile, direct, expectClose, parquet, rows, useSteps } from './support'

const steps = useSteps(2)
const component = findComponent('learn.learning-curve@1')!
let table: string

const parsed = (params: Record<string, unknown>) => component.params.parse(params) as Record<string, unknown>
const classes = { target: 'Species', algorithm: 'logistic_regression', folds: 4, sizes: 3, exclude: ['Island', 'Sex'] }
const numbers = { task: 'regression', target: 'Body Mass (g)', algorithm: 'ridge', metric: 'rmse', folds: 3, sizes: 3, smallest: 0.5, exclude: ['Island', 'Sex', 'Species'] }

beforeAll(async () => {
  table = await parquet(path.join(steps.folder, 'penguins.parquet'), `SELECT * FROM read_json_auto('${dataFile('penguins.json')}')`)
}, 120_000)

describe('Learning curve', () => {
  test('has scikit-learn’s numbers, and the columns that are drawn', async () => {
    const truth = direct('direct-learning-curve.py', table) as Record<string, number[][]>
    for (const [params, expected] of [[classes, truth.classes], [numbers, truth.numbers]] as const) {
      const { outputs, metrics } = await steps.run('learning_curve', parsed(params), { table })
      const drawn = component.infer({ params: parsed(params), inputs: { table: undefined }, connected: new Set(['table']), asset: () => undefined })
      expect(outputs.curve!.meta.columns).toEqual(drawn.outputs.curve)
      const found = (await rows(outputs.curve!.path)).map((row) => Object.values(row).map(Number))
      expectClose(found, expected)
      expect(Object.values(metrics)[0]).toBeCloseTo(expected!.at(-1)![3]!, 9)
    }
  })

  test('the same seed gives the same bytes', async () => {
    const digests = await Promise.all([1, 2].map(async () => (await steps.run('learning_curve', parsed({ ...classes, sizes: 2 }), { table })).outputs.curve!.digest))
    expect(digests[0]).toBe(digests[1])
  })

  test('says what stands in the way', async () => {
    const few = await parquet(path.join(steps.folder, 'few.parquet'), `SELECT i AS x, i % 2 = 0 AS y FROM range(6) t(i)`)
    await expect(steps.run('learning_curve', parsed({ target: 'y', algorithm: 'naive_bayes', folds: 2 }), { table: few })).rejects.toThrow('There are 3 rows to learn from in a fold, too few for a curve. Choose fewer folds, or a smaller share.')
    await expect(steps.run('learning_curve', parsed({ ...classes, algorithm: 'ridge' }), { table })).rejects.toThrow()
  })
})
