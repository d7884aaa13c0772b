import { expect, test } from 'vitest'
import { createExperiment } from '@/lib/tracking/experiments/create'
import { logBatch } from '@/lib/tracking/metrics/log'
import { changeRuns, type BulkInput } from '@/lib/tracking/runs/bulk'
import { createRun } from '@/lib/tracking/runs/create'
import { readRunTable, type RunTableInput } from '@/lib/tracking/runs/view'
import { testContext } from '../../support/context'
import { testDatabase } from '../../support/database'

const database = await testDatabase()

async function threeRuns() {
  const ctx = await testContext(database.db)
  const experimentId = await createExperiment(ctx, { name: 'bulk' })
  const runs: string[] = []
  for (const name of ['a', 'b', 'c']) runs.push((await createRun(ctx, { experimentId, name, startMs: runs.length + 1 })).run_id)
  const names = async (input: Partial<RunTableInput> = {}) => (await readRunTable(ctx, { experimentId, columns: [], ...input })).runs.map(({ name }) => name)
  return { ctx, experimentId, runs, names }
}

test('runs are tagged, archived, deleted and restored together, or not at all', async () => {
  const { ctx, experimentId, runs, names } = await threeRuns()
  const [a, b] = runs as [string, string, string]
  expect(await changeRuns(ctx, { action: 'tag', runs: [a, b], key: 'team', value: 'birds' })).toEqual({ changed: 2 })
  expect(await names({ filter: "tags.team = 'birds'" })).toEqual(['b', 'a'])
  expect(await changeRuns(ctx, { action: 'archive', runs: [a] })).toEqual({ changed: 1 })
  expect(await changeRuns(ctx, { action: 'delete', runs: [b] })).toEqual({ changed: 1 })
  expect([await names(), await names({ shown: 'archived' }), await names({ shown: 'deleted' })]).toEqual([['c'], ['a'], ['b']])
  await changeRuns(ctx, { action: 'restore', runs: [b] })
  await changeRuns(ctx, { action: 'unarchive', runs: [a] })
  await expect(changeRuns(ctx, { action: 'delete', runs: [a, 'f'.repeat(32)] })).rejects.toMatchObject({ code: 'not_found' })
  expect(await names()).toEqual(['c', 'b', 'a'])
  await expect(changeRuns(ctx, { action: 'untag', runs: [a], key: 'mlflow.user' })).rejects.toMatchObject({ code: 'invalid' })
  expect(await changeRuns(ctx, { action: 'untag', runs, key: 'team' })).toEqual({ changed: 2 })
  const viewer = { ...ctx, actor: { ...ctx.actor, role: 'viewer' } as typeof ctx.actor }
  await expect(changeRuns(viewer, { action: 'delete', runs: [a] })).rejects.toMatchObject({ code: 'forbidden' })
  const stranger = await testContext(database.db)
  await expect(changeRuns(stranger, { action: 'delete', runs: [a] } satisfies BulkInput)).rejects.toMatchObject({ code: 'not_found' })
  expect((await readRunTable(ctx, { experimentId, columns: [], count: false })).total).toBe(0)
})

test('runs are ordered by a metric over its numbers, what is no number, and runs without it, whatever the page; columns show a step', async () => {
  const { ctx, experimentId, runs, names } = await threeRuns()
  const extra = (await createRun(ctx, { experimentId, name: 'd', startMs: 4 })).run_id
  const log = (runId: string, value: number, step: string) => logBatch(ctx, { runId, metrics: [{ key: 'loss', value, timestamp: '1', step }], params: [], tags: [] })
  await log(runs[0]!, 0.5, '1')
  await log(runs[0]!, 0.2, '2')
  await log(runs[1]!, 0.9, '1')
  await log(runs[2]!, Number.NaN, '1')
  for (const [order, expected] of [['metrics.loss ASC', ['a', 'b', 'c', 'd']], ['metrics.loss DESC', ['b', 'a', 'c', 'd']]] as const) {
    expect(await names({ order })).toEqual(expected)
    const paged: string[] = []
    for (let cursor: string | undefined; ; ) {
      const page = await readRunTable(ctx, { experimentId, columns: [], order, limit: 1, ...(cursor && { cursor }) })
      paged.push(...page.runs.map(({ name }) => name))
      if (!page.next) break
      cursor = page.next
    }
    expect(paged).toEqual(expected)
  }
  expect(extra).toHaveLength(32)
  const [first] = (await readRunTable(ctx, { experimentId, columns: ['metrics.loss|step 1', 'metrics.loss|highest', 'metrics.loss'], order: 'metrics.loss ASC' })).runs
  expect(first!.values).toEqual({ 'metrics.loss|step 1': 0.5, 'metrics.loss|highest': 0.5, 'metrics.loss': 0.2 })
})

test('all runs of a filter are changed at once, and no others', async () => {
  const { ctx, experimentId, runs, names } = await threeRuns()
  await changeRuns(ctx, { action: 'tag', runs: runs.slice(0, 2), key: 'team', value: 'birds' })
  expect(await changeRuns(ctx, { action: 'archive', all: { experimentId, filter: "tags.team = 'birds'" } })).toEqual({ changed: 2 })
  expect([await names(), await names({ shown: 'archived' })]).toEqual([['c'], ['b', 'a']])
  expect(await changeRuns(ctx, { action: 'unarchive', all: { experimentId, shown: 'archived' } })).toEqual({ changed: 2 })
  expect(await changeRuns(ctx, { action: 'delete', all: { experimentId, filter: "tags.team = 'fish'" } })).toEqual({ changed: 0 })
  await expect(changeRuns(ctx, { action: 'delete' })).rejects.toMatchObject({ code: 'invalid' })
  await expect(changeRuns(ctx, { action: 'delete', runs, all: { experimentId } })).rejects.toMatchObject({ code: 'invalid' })
  const stranger = await testContext(database.db)
  await expect(changeRuns(stranger, { action: 'delete', all: { experimentId } })).rejects.toMatchObject({ code: 'not_found' })
  expect(await names()).toEqual(['c', 'b', 'a'])
})

test('pages of a filter are the same whether they come from the first runs of an order or from all of them', async () => {
  const { ctx, experimentId, runs } = await threeRuns()
  for (const [index, runId] of runs.entries()) await logBatch(ctx, { runId, metrics: [{ key: 'loss', value: index, timestamp: '1', step: '1' }], params: [{ key: 'kind', value: index === 1 ? 'x' : 'y' }], tags: [] })
  const names = async (input: Partial<RunTableInput>) => (await readRunTable(ctx, { experimentId, columns: [], ...input })).runs.map(({ name }) => name)
  const filter = "params.kind != 'z' AND metrics.loss >= 0"
  for (const [order, expected] of [[undefined, ['c', 'b', 'a']], ['metrics.loss ASC', ['a', 'b', 'c']], ['metrics.loss DESC', ['c', 'b', 'a']]] as const) {
    // A limit that the page fills is read from the first runs; a greater one from all.
    expect(await names({ filter, order, limit: 2 })).toEqual(expected.slice(0, 2))
    expect(await names({ filter, order, limit: 10 })).toEqual(expected)
    const first = await readRunTable(ctx, { experimentId, columns: [], filter, order, limit: 1 })
    expect((await readRunTable(ctx, { experimentId, columns: [], filter, order, limit: 1, cursor: first.next! })).runs.map(({ name }) => name)).toEqual([expected[1]])
  }
  expect(await names({ filter: "params.kind != 'x'", limit: 1 })).toEqual(['c'])
})
