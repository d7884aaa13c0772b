import { expect, test } from 'vitest'
import { answerMlflow } from '@/app/mlflow/answer'
import { readWireJson } from '@/app/mlflow/json'
import { createToken } from '@/lib/identity/tokens'
import { createExperiment } from '@/lib/tracking/experiments/create'
import { testContext } from '../support/context'
import { testDatabase } from '../support/database'

const { db } = await testDatabase()
const ctx = await testContext(db)
const { token } = await createToken(ctx, { name: 'search', expiresInDays: 1 })
const experiment = await createExperiment(ctx, { name: 'searched' })

async function ask(path: string, body?: unknown): Promise<Record<string, never>> {
  const init = body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) }
  const answer = await answerMlflow(new Request(`http://studio/api/2.0/mlflow/${path}`, { ...init, headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' } }))
  expect(answer.status, path).toBe(200)
  return readWireJson(await answer.text()) as Record<string, never>
}

test('a search answers with the same runs as asking for each, whatever their metrics and texts hold', async () => {
  const metrics = [
    ['loss', 0.1, 1_700_000_000_000, 3],
    ['none', 'NaN', 1, 0],
    ['up', 'Infinity', 1, '9223372036854775807'],
    ['down', '-Infinity', '9007199254740993', '-9223372036854775808'],
    ['tiny', 5e-324, 0, -1],
    ['large', 1.5e300, 9_007_199_254_740_991, 1],
    ['whole', 1e14, 1, 2],
  ].map(([key, value, timestamp, step]) => ({ key, value, timestamp, step }))
  const odd = '"data":{"metrics":[], "value":NaN, $& \\ \n'
  const ids: string[] = []
  for (const name of [odd, 'bare']) {
    const { run } = (await ask('runs/create', { experiment_id: experiment, run_name: name, start_time: ids.length })) as unknown as { run: { info: { run_id: string } } }
    ids.push(run.info.run_id)
  }
  await ask('runs/log-batch', { run_id: ids[0], metrics, params: [{ key: 'p', value: odd }], tags: [{ key: 't', value: odd }] })
  const found = (await ask('runs/search', { experiment_ids: [experiment], order_by: ['attributes.start_time ASC'] })) as unknown as { runs: { info: { run_name: string }; data: { metrics: { key: string; value: unknown; timestamp: unknown; step: unknown }[] } }[] }
  const sorted = ({ data, ...run }: (typeof found.runs)[number]) => ({ ...run, data: { ...data, metrics: [...data.metrics].sort((a, b) => (a.key < b.key ? -1 : 1)) } })
  const each = await Promise.all(ids.map(async (id) => ((await ask(`runs/get?run_id=${id}`)) as unknown as { run: (typeof found.runs)[number] }).run))
  expect(found.runs.map(sorted)).toEqual(each.map(sorted))
  expect(found.runs[0]!.data.metrics.map(({ key }) => key).sort()).toEqual(metrics.map(({ key }) => key).sort())
  expect(found.runs.map(({ info }) => info.run_name)).toEqual([odd, 'bare'])
  expect(found.runs[0]!.data.metrics.find(({ key }) => key === 'down')).toEqual({ key: 'down', value: '-Infinity', timestamp: '9007199254740993', step: '-9223372036854775808' })
  const page = (await ask('runs/search', { experiment_ids: [experiment], max_results: 1 })) as unknown as { runs: unknown[]; next_page_token: string }
  expect([page.runs.length, typeof page.next_page_token]).toEqual([1, 'string'])
})
