import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { Readable } from 'node:stream'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { endpoints } from '@/app/mlflow/endpoints/all'
import type { Context } from '@/lib/context'
import { createToken } from '@/lib/identity/tokens'
import { logBatch } from '@/lib/tracking/metrics/log'
import { readHistory } from '@/lib/tracking/metrics/history'
import { createExperiment } from '@/lib/tracking/experiments/create'
import { createRun } from '@/lib/tracking/runs/create'
import { readTrackedRun } from '@/lib/tracking/runs/read'
import { testContext } from '../support/context'
import { testDatabase } from '../support/database'
import { startTrackingStudio } from './studio'

const { db, sql } = await testDatabase()
let studio: { url: string; close(): void }
let folder: string
let ctx: Context
let token: string

beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'atelier-tracking-'))
  process.env.ATELIER_ARTIFACTS = path.join(folder, 'artifacts')
  studio = await startTrackingStudio()
  ctx = await testContext(db)
  token = (await createToken(ctx, { name: 'test', expiresInDays: 1 })).token
})
afterAll(() => {
  studio.close()
  rmSync(folder, { recursive: true, force: true })
})

const ask = (method: string, place: string, options: { as?: string; body?: unknown } = {}) =>
  fetch(`${studio.url}/api/2.0/${place}`, {
    method,
    headers: { authorization: `Bearer ${options.as ?? token}`, 'content-type': 'application/json' },
    ...(options.body !== undefined && { body: JSON.stringify(options.body) }),
  })
const codeOf = async (answer: Response) => ((await answer.json()) as { error_code?: string }).error_code

describe('every endpoint', () => {
  const writes = endpoints.filter(({ permission }) => permission.endsWith('.write'))

  test('is found by this test, once', () => {
    const names = endpoints.map(({ method, path }) => `${method} ${path}`)
    expect(new Set(names).size).toBe(names.length)
    expect(writes.length).toBeGreaterThan(30)
  })

  test('that only asks needs the right to read, and any other the right to write', () => {
    const reading = /\/(search|search-datasets|get|list|get-latest-versions)$/
    for (const { method, path: place, permission } of endpoints) expect(permission, `${method} ${place}`).toMatch(method === 'GET' || reading.test(place) ? /\.read$/ : /\.write$/)
  })

  test('refuses who has no token, and writes refuse a viewer, in the form that clients read', async () => {
    const viewer = (await createToken(ctx, { name: 'viewer', role: 'viewer', expiresInDays: 1 })).token
    for (const { method, path: place, permission } of endpoints) {
      const concrete = place.replace(/\{\w+\}/g, 'x')
      const body = method === 'GET' ? undefined : {}
      const stranger = await ask(method, concrete, { as: 'atl_pat_nobody', body })
      expect([stranger.status, await codeOf(stranger)], place).toEqual([401, 'UNAUTHENTICATED'])
      if (!permission.endsWith('.write')) continue
      const reader = await ask(method, concrete, { as: viewer, body })
      expect([reader.status, await codeOf(reader)], place).toEqual([403, 'PERMISSION_DENIED'])
    }
  })
})

test('another workspace sees nothing of this one', async () => {
  const run = await createRun(ctx, { experimentId: '0' })
  await ask('PUT', `mlflow-artifacts/artifacts/0/${run.run_id}/artifacts/a.txt`, { body: 'mine' })
  await ask('POST', 'mlflow/registered-models/create', { body: { name: 'mine' } })
  const other = await testContext(db)
  const as = (await createToken(other, { name: 'other', expiresInDays: 1 })).token
  for (const place of [`mlflow/runs/get?run_id=${run.run_id}`, `mlflow-artifacts/artifacts/0/${run.run_id}/artifacts/a.txt`, 'mlflow/registered-models/get?name=mine']) {
    const answer = await ask('GET', place, { as })
    expect([answer.status, await codeOf(answer)], place).toEqual([404, 'RESOURCE_DOES_NOT_EXIST'])
  }
  const write = await ask('POST', 'mlflow/runs/log-batch', { as, body: { run_id: run.run_id, tags: [{ key: 'a', value: 'b' }] } })
  expect(await codeOf(write)).toBe('RESOURCE_DOES_NOT_EXIST')
  expect(await (await ask('GET', 'mlflow-artifacts/artifacts?path=0', { as })).json()).toEqual({ files: [] })
})

test('batches that arrive at once lose and double nothing, though they make the same new names', async () => {
  const run = await createRun(ctx, { experimentId: '0' })
  const batch = (start: number) => Array.from({ length: 300 }, (_, index) => ({ key: `race ${index % 60}`, value: start + index, timestamp: '1000', step: String(start + index) }))
  const batches = [0, 300, 600, 900, 0, 300].map((start) => batch(start))
  await Promise.all(batches.map((metrics) => logBatch(ctx, { runId: run.run_id, metrics, params: [], tags: [] })))
  const { rows } = await readHistory(ctx, { runId: run.run_id, name: 'race 7' })
  expect(rows.map(({ step }) => Number(step))).toEqual(Array.from({ length: 20 }, (_, index) => 7 + index * 60))
  const { metrics } = await readTrackedRun(ctx, run.run_id)
  expect(metrics).toHaveLength(60)
  expect(metrics.find(({ key }) => key === 'race 7')).toMatchObject({ last: 1147, lowest: 7, highest: 1147 })
})

test('experiments that are made at once have numbers of their own', async () => {
  const ids = await Promise.all(Array.from({ length: 8 }, (_, index) => createExperiment(ctx, { name: `at once ${index}` })))
  expect(new Set(ids).size).toBe(8)
})

test('what is no number is left out of the lowest and the highest', async () => {
  const run = await createRun(ctx, { experimentId: '0' })
  const at = (value: number, step: number) => ({ key: 'm', value, timestamp: '1', step: String(step) })
  await logBatch(ctx, { runId: run.run_id, metrics: [at(Number.NaN, 1), at(2, 2)], params: [], tags: [] })
  await logBatch(ctx, { runId: run.run_id, metrics: [at(-Infinity, 3), at(Number.NaN, 4)], params: [], tags: [] })
  expect((await readTrackedRun(ctx, run.run_id)).metrics).toMatchObject([{ key: 'm', step: '4', last: Number.NaN, lowest: -Infinity, highest: 2 }])
})

test('the points of a run go with it when its workspace goes', async () => {
  const gone = await testContext(db)
  const run = await createRun(gone, { experimentId: '0' })
  await logBatch(gone, { runId: run.run_id, metrics: [{ key: 'm', value: 1, timestamp: '1', step: '0' }], params: [], tags: [] })
  const count = async () => Number((await sql`select count(*) from metric_points where run = ${run.id}`)[0]!.count)
  expect(await count()).toBe(1)
  await sql`delete from workspaces where id = ${gone.workspace.id}`
  expect(await count()).toBe(0)
})

test('patterns that are none, and texts that cannot be stored, are refused in words', async () => {
  const search = (filter: string) => ask('POST', 'mlflow/runs/search', { body: { experiment_ids: ['0'], filter } })
  for (const filter of ["run_name RLIKE '('", "run_name LIKE 'a\\'"]) {
    const answer = await search(filter)
    expect([answer.status, await codeOf(answer)], filter).toEqual([400, 'INVALID_PARAMETER_VALUE'])
  }
  const nul = await ask('POST', 'mlflow/experiments/create', { body: { name: 'a\u0000b' } })
  expect([nul.status, await codeOf(nul)]).toEqual([400, 'INVALID_PARAMETER_VALUE'])
})

test('a large file passes in both directions without being held in memory', async () => {
  const size = 200 << 20
  const chunk = Buffer.alloc(1 << 20, 7)
  const body = Readable.toWeb(Readable.from((function* () { for (let sent = 0; sent < size; sent += chunk.length) yield chunk })())) as unknown as BodyInit
  const address = `${studio.url}/api/2.0/mlflow-artifacts/artifacts/0/large/artifacts/large.bin`
  const headers = { authorization: `Bearer ${token}` }
  const before = process.memoryUsage().rss
  let most = before
  const watch = setInterval(() => (most = Math.max(most, process.memoryUsage().rss)), 20)
  const put = await fetch(address, { method: 'PUT', headers, body, duplex: 'half' } as RequestInit)
  expect(put.status).toBe(200)
  const got = await fetch(address, { headers })
  let read = 0
  for await (const part of got.body as unknown as AsyncIterable<Uint8Array>) read += part.length
  clearInterval(watch)
  expect(read).toBe(size)
  // The client's side is in this process too.
  expect(most - before).toBeLessThan(120 << 20)
}, 120_000)

test('a request that is larger than any may be is refused in words, whoever sends it', async () => {
  const body = { name: 'x'.repeat(33 << 20) }
  const large = await ask('POST', 'mlflow/experiments/create', { body })
  expect([large.status, await large.json()]).toEqual([413, expect.objectContaining({ message: expect.stringContaining('larger than 32 MB') })])
  const stranger = await ask('POST', 'mlflow/experiments/create', { as: 'atl_pat_nobody', body })
  expect([stranger.status, await codeOf(stranger)]).toEqual([401, 'UNAUTHENTICATED'])
})
