import path from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import { findComponent } from '@/lib/catalog'
import type { Column } from '@/lib/catalog/types'
import { direct, expectClose, parquet, rows, useSteps } from './support'

const steps = useSteps(2)
const own = { user: 'user', item: 'item', factors: 3, regularization: 0.2, confidence: 10, rounds: 4, top: 3 }
let table: string
let truth: { explicit: Record<string, Record<string, number>>; implicit: Record<string, Record<string, number>>; backtest: Record<string, number> }

/** 30 users and 20 items in two tastes, ratings from 0 to 5; some pairs twice. */
const deeds = `
  SELECT u AS "user", 'item ' || i AS item, least(5, greatest(0, (CASE WHEN u % 2 = i % 2 THEN 4 ELSE 1 END) + (hash(u * 77 + i * 13) % 3)::INTEGER - 1))::DOUBLE AS rating, hash(u * 31 + i * 7 + k) % 100000 AS moment
  FROM range(30) a(u), range(20) b(i), range(2) c(k) WHERE hash(u * 1009 + i * 17) % 3 <> 0 AND (k = 0 OR hash(u + i * 5) % 9 = 0) ORDER BY moment`

beforeAll(async () => {
  table = await parquet(path.join(steps.folder, 'deeds.parquet'), deeds)
  truth = direct('direct-recommend.py', table, '3', '0.2', '10', '4')
}, 180_000)

function expectDrawn(params: Record<string, unknown>, inputs: Record<string, Column[]>, outputs: Record<string, { meta: Record<string, unknown> }>) {
  const component = findComponent('learn.recommender@1')!
  const drawn = component.infer({ params: component.params.parse(params), inputs, connected: new Set(Object.keys(inputs)), asset: () => undefined })
  expect(drawn.problems).toEqual([])
  for (const [port, columns] of Object.entries(drawn.outputs)) expect(outputs[port]!.meta.columns, port).toEqual(columns)
}
const columns: Column[] = [{ name: 'user', type: 'integer' }, { name: 'item', type: 'text' }, { name: 'rating', type: 'number' }, { name: 'moment', type: 'integer' }]

test.each([['explicit', { rating: 'rating' }], ['implicit', {}]] as const)('scores and lists by %s feedback are those of a ridge regression for each user and item', async (kind, more) => {
  const pairs = await parquet(path.join(steps.folder, `${kind}.parquet`), `SELECT DISTINCT u AS "user", 'item ' || i AS item FROM range(30) a(u), range(20) b(i) ORDER BY ALL`)
  const params = { ...own, ...more }
  const { outputs } = await steps.run('recommend', params, { table, pairs })
  expectDrawn(params, { table: columns, pairs: columns.slice(0, 2) }, outputs)
  for (const row of await rows(outputs.pairs!.path)) expectClose(row.score, truth[kind][String(row.user)]![row.item as string])
  const known = await rows(table, 'SELECT DISTINCT "user", item FROM t')
  const listed = await rows(outputs.recommendations!.path)
  for (const user of Object.keys(truth[kind])) {
    const seen = new Set(known.filter((row) => String(row.user) === user).map(({ item }) => item))
    const best = Object.entries(truth[kind][user]!).filter(([item]) => !seen.has(item)).sort((a, b) => b[1] - a[1]).slice(0, 3)
    expect(listed.filter((row) => String(row.user) === user).map(({ item }) => item)).toEqual(best.map(([item]) => item))
  }
  expect((await steps.run('recommend', params, { table, pairs })).outputs.recommendations!.digest).toBe(outputs.recommendations!.digest)
})

test('the back-test hides the latest deeds, and measures as scikit-learn does', async () => {
  const { outputs, metrics } = await steps.run('recommend', { ...own, rating: 'rating', time: 'moment' }, { table })
  const { rmse, mae, precision, recall, ndcg, baselineRmse } = truth.backtest
  expectClose({ rmse: metrics.rmse, mae: metrics.mae, precision: metrics.precision_at_3, recall: metrics.recall_at_3, ndcg: metrics.ndcg_at_3, baselineRmse: metrics.baseline_rmse }, { rmse, mae, precision, recall, ndcg, baselineRmse })
  expect((await rows(outputs.backtest!.path)).map(({ metric }) => metric)).toEqual(['rmse', 'mae', 'precision_at_3', 'recall_at_3', 'ndcg_at_3', 'hit_rate_at_3'])
  expect(metrics.rmse).toBeLessThan(metrics.baseline_rmse!)
  expect(outputs.pairs!.meta).toMatchObject({ rows: 0 })
  const none = await steps.run('recommend', { ...own, holdout: 0 }, { table })
  expect(none.outputs.backtest!.meta).toMatchObject({ rows: 0, columns: [{ name: 'metric', type: 'text' }, { name: 'value', type: 'number' }, { name: 'baseline', type: 'number' }] })
})

test('recommends to the users that are asked for, and scores no strangers', async () => {
  const users = await parquet(path.join(steps.folder, 'users.parquet'), 'SELECT * FROM (VALUES (3::BIGINT), (999), (1)) t("user")')
  const pairs = await parquet(path.join(steps.folder, 'strange.parquet'), `SELECT * FROM (VALUES (3::BIGINT, 'item 1'), (999, 'item 1'), (3, 'nothing')) t("user", item)`)
  const { outputs } = await steps.run('recommend', { ...own, rating: 'rating', new_only: false }, { table, users, pairs })
  expect([...new Set((await rows(outputs.recommendations!.path)).map((row) => Number(row.user)))].sort()).toEqual([1, 3])
  const scored = await rows(outputs.pairs!.path)
  expect(scored.map(({ score }) => score === null)).toEqual([false, true, true])
  expect(steps.logs.join('\n')).toContain('1 users have done nothing yet')
})

test('says what stands in the way', async () => {
  const refused = (params: Record<string, unknown>, inputs: Record<string, string>, message: RegExp) => expect(steps.run('recommend', { ...own, ...params }, inputs)).rejects.toMatchObject({ reason: 'user_error', message: expect.stringMatching(message) })
  await refused({ user: 'who' }, { table }, /no column “who”/)
  await refused({ rating: 'item' }, { table }, /“item” is not a number/)
  const text = await parquet(path.join(steps.folder, 'text.parquet'), `SELECT 'a' AS "user"`)
  await refused({}, { table, users: text }, /“user” has another type here/)
  const component = findComponent('learn.recommender@1')!
  const infer = (params: Record<string, unknown>) => component.infer({ params: component.params.parse(params), inputs: { table: columns }, connected: new Set(['table']), asset: () => undefined }).problems
  expect(infer({})).toMatchObject([{ param: 'user', fix: { params: { user: 'user' } } }, { param: 'item', fix: { params: { item: 'item' } } }])
  expect(infer({ user: 'user', item: 'item', rating: 'item' })).toMatchObject([{ param: 'rating', fix: { params: { rating: '' } } }])
})
