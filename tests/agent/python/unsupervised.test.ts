import path from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { findComponent } from '@/lib/catalog'
import type { Column } from '@/lib/catalog/types'
import { ModelCard } from '@/lib/results/model-card'
import { dataFile, direct, expectClose, parquet, rows, useSteps } from './support'

const steps = useSteps(2)
const file = (name: string) => path.join(steps.folder, `${name}.parquet`)
const exclude = ['Species', 'Island', 'Sex']
let table: string
let columns: Column[]
let truth: {
  clusters: Record<string, { labels: number[]; silhouette: number; noise: number }>
  anomalies: { scores: number[]; flags: boolean[] }
  pca: { points: number[][]; shares: number[]; loadings: number[][] }
  tsne: number[][]
}

/** The columns that are drawn stand in the file, in order and type. */
function drawn(ref: string, params: Record<string, unknown>) {
  const component = findComponent(ref)!
  const inference = component.infer({ params: component.params.parse(params), inputs: { table: columns }, connected: new Set(['table']), asset: () => undefined })
  expect(inference.problems).toEqual([])
  return inference.outputs
}

/** Pairs of numbers of the same groups under other numbers. */
const matching = (a: unknown[], b: unknown[]) => [...new Set(a.map((label, at) => `${label} ${b[at]}`))]

beforeAll(async () => {
  table = await parquet(file('penguins'), `SELECT * FROM read_json_auto('${dataFile('penguins.json')}')`)
  columns = (await steps.run('python_script', { code: 'def main(a):\n    return a' }, { in1: table })).outputs.out1!.meta.columns as Column[]
  truth = direct('direct-unsupervised.py', table)
}, 120_000)

describe('Cluster', () => {
  test.each([
    ['k_means', { clusters: 3 }],
    ['dbscan', { eps: 0.6 }],
    ['agglomerative', { clusters: 4, linkage: 'average' }],
  ])('%s finds the groups that scikit-learn finds, largest first, and tells those of new rows', async (algorithm, more) => {
    const params = { algorithm, ...more, exclude }
    const { outputs, metrics } = await steps.run('cluster', params, { table })
    expect(outputs.table!.meta.columns).toEqual(drawn('learn.cluster@1', params).table)
    const found = (await rows(outputs.table!.path, 'SELECT cluster::INT AS c FROM t')).map(({ c }) => c as number | null)
    const { labels, silhouette, noise } = truth.clusters[algorithm]!
    const groups = new Set(labels).size
    expect(matching(found, labels).length).toBe(groups)
    expect(found.filter((label) => label === null).length).toBe(noise)
    expect(metrics.silhouette).toBeCloseTo(silhouette, 9)
    const sizes = [...new Set(found.filter((label) => label !== null))].sort().map((label) => found.filter((other) => other === label).length)
    expect(sizes).toEqual([...sizes].sort((a, b) => b - a))
    const card = ModelCard.parse(outputs.model!.meta)
    expect(card).toMatchObject({ task: 'clustering', target: 'cluster', trainedRows: 344 - noise, skippedRows: noise, classes: sizes.map((_, at) => String(at)) })
    for (const { importance } of card.importances) expect(importance).toBeGreaterThanOrEqual(0)
    expect(card.importances[0]!.importance).toBeLessThanOrEqual(1)
    const scored = await steps.run('score', {}, { model: outputs.model!.path, table: outputs.table!.path })
    const wrong = await rows(scored.outputs.table!.path, 'SELECT count(*)::INT AS n FROM t WHERE prediction <> cluster')
    expect(wrong[0]!.n).toBe(0)
    const again = await steps.run('cluster', params, { table })
    expect([again.outputs.table!.digest, again.outputs.model!.digest]).toEqual([outputs.table!.digest, outputs.model!.digest])
  })

  test('says what stands in the way', async () => {
    const refused = (params: Record<string, unknown>, message: RegExp, input = table) =>
      expect(steps.run('cluster', { exclude, ...params }, { table: input })).rejects.toMatchObject({ reason: 'user_error', message: expect.stringMatching(message) })
    await refused({ algorithm: 'dbscan', eps: 0.001 }, /Every row lies alone/)
    await refused({ column: 'species' }, /already has a column “species”/)
    await refused({ clusters: 400 }, /344 rows for 400 clusters/)
    await refused({ algorithm: 'agglomerative', exclude: [] }, /takes up to 20,000 rows/, await parquet(file('many'), 'SELECT i % 977 AS x FROM range(20001) r(i)'))
  })
})

test('Detect anomalies scores and flags as scikit-learn does', async () => {
  const params = { share: 0.05, n_estimators: 50, exclude, column: 'odd' }
  const { outputs, metrics } = await steps.run('detect_anomalies', params, { table })
  expect(outputs.table!.meta.columns).toEqual(drawn('learn.detect-anomalies@1', params).table)
  const found = await rows(outputs.table!.path)
  expectClose(found.map(({ odd_score: score }) => score), truth.anomalies.scores)
  expect(found.map(({ odd }) => odd)).toEqual(truth.anomalies.flags)
  expect(metrics.anomalies).toBe(truth.anomalies.flags.filter(Boolean).length)
  await expect(steps.run('detect_anomalies', { features: ['Weight'] }, { table })).rejects.toMatchObject({ reason: 'user_error', message: expect.stringContaining('no column “Weight”') })
})

describe('Reduce dimensions', () => {
  test('gives the principal components, shares and loadings of scikit-learn', async () => {
    const params = { exclude, components: 2 }
    const { outputs, metrics } = await steps.run('reduce_dimensions', params, { table })
    const expected = drawn('learn.reduce-dimensions@1', params)
    expect(outputs.table!.meta.columns).toEqual(expected.table)
    expect(outputs.loadings!.meta.columns).toEqual(expected.loadings)
    expectClose((await rows(outputs.table!.path)).map((row) => [row.component_1, row.component_2]), truth.pca.points)
    const loadings = await rows(outputs.loadings!.path)
    loadings.forEach((row, at) => expect([row.component_1, row.component_2].map(Number)).toEqual(truth.pca.loadings[at]!.map((value) => expect.closeTo(value, 9))))
    expect(loadings.map(({ column }) => column)).toEqual(['Beak Length (mm)', 'Beak Depth (mm)', 'Flipper Length (mm)', 'Body Mass (g)'])
    expectClose([metrics.explained_variance_1, metrics.explained_variance_2], truth.pca.shares)
  })

  test('draws the map of t-SNE, alone if wanted, and always the same', async () => {
    const params = { exclude, method: 't_sne', perplexity: 20, keep: false, prefix: 't' }
    const { outputs } = await steps.run('reduce_dimensions', params, { table })
    const expected = drawn('learn.reduce-dimensions@1', params)
    expect([outputs.table!.meta.columns, outputs.loadings!.meta.columns, outputs.loadings!.meta.rows]).toEqual([expected.table, expected.loadings, 0])
    const found = (await rows(outputs.table!.path)).map(({ t1, t2 }) => [t1 as number, t2 as number])
    // The reference may sum in several threads; both maps have the same neighbours.
    const reference = nearest(truth.tsne)
    expect(nearest(found).filter((row, at) => row === reference[at]).length).toBeGreaterThan(0.8 * found.length)
    expect((await steps.run('reduce_dimensions', params, { table })).outputs.table!.digest).toBe(outputs.table!.digest)
  })

  test('says what stands in the way', async () => {
    const refused = (params: Record<string, unknown>, message: RegExp) =>
      expect(steps.run('reduce_dimensions', { exclude, ...params }, { table })).rejects.toMatchObject({ reason: 'user_error', message: expect.stringMatching(message) })
    await refused({ components: 5 }, /344 rows of 4 columns have 4 at most/)
    await refused({ method: 't_sne', perplexity: 400 }, /less than the number of rows, 344/)
    await refused({ method: 't_sne', components: 4 }, /at most 3/)
  })
})

/** For each point the nearest other one. */
function nearest(points: number[][]): number[] {
  return points.map((from, at) => {
    let best = -1
    let least = Infinity
    points.forEach((to, other) => {
      const distance = Math.hypot(from[0]! - to[0]!, from[1]! - to[1]!)
      if (other !== at && distance < least) [best, least] = [other, distance]
    })
    return best
  })
}
