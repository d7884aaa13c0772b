// What the token of a running command opens, and what it does not: the studio's own handlers with the token of a real lease.
import { afterAll, beforeAll, expect, test } from 'vitest'
import { GET as listAssets, POST as createAsset } from '@/app/api/v1/data/route'
import { DELETE as deletePipeline } from '@/app/api/v1/pipelines/[id]/route'
import { runFile } from '@/app/mlflow/files'
import { answerMlflow } from '@/app/mlflow/answer'
import { runCommand, type StartedCommand } from '@/lib/commands/start'
import type { Context } from '@/lib/context'
import { curatedEnvironments } from '@/lib/environments/list'
import type { Lease } from '@/lib/protocol/messages'
import { studioQueue } from '@/lib/queue/queue'
import { createModel } from '@/lib/registry/models'
import { createVersion } from '@/lib/registry/versions'
import { createExperiment } from '@/lib/tracking/experiments/create'
import { createRun } from '@/lib/tracking/runs/create'
import { viewTrackedRun } from '@/lib/tracking/runs/view'
import { testContext } from '../../support/context'
import { testDatabase } from '../../support/database'
import { testAgent, testArtifacts, type TestAgent } from '../queue/support'

testArtifacts()
const database = await testDatabase()
const { db } = database
const { lockHash } = curatedEnvironments().find(({ name }) => name === 'tracking')!

let ctx: Context
let agent: TestAgent
let lease: Lease
let own: StartedCommand
/** A run of the same experiment that somebody has logged. */
let other: string

beforeAll(async () => {
  ctx = await testContext(db)
  agent = await testAgent(studioQueue(), database)
  own = await runCommand(ctx, { experiment: 'Birds', command: 'python a.py', files: [{ path: 'a.py', text: 'print(1)' }] })
  ;[lease] = (await agent.claim(1, { waitMs: 5_000, ready: [lockHash], python: true })) as [Lease]
  other = (await createRun(ctx, { experimentId: own.experimentId })).run_id
})
afterAll(() => agent.succeed(lease))

const headers = () => ({ authorization: `Bearer ${lease.jobToken}`, 'content-type': 'application/json' })

/** What answers hold, as far as it is looked at. */
interface Answer {
  message?: string
  run?: { info: { run_id: string } }
  runs?: { info: { run_id: string } }[]
  model?: { info: { model_id: string; artifact_uri: string } }
}

async function ask(method: string, path: string, body?: Record<string, unknown>) {
  const query = method === 'GET' && body ? `?${new URLSearchParams(body as Record<string, string>).toString()}` : ''
  const answer = await answerMlflow(new Request(`http://studio/api/2.0/${path}${query}`, { method, headers: headers(), ...(method !== 'GET' && body && { body: JSON.stringify(body) }) }))
  return { status: answer.status, body: (await answer.json()) as Answer }
}

async function refused(method: string, path: string, body: Record<string, unknown>, words: RegExp) {
  const { status, body: said } = await ask(method, path, body)
  expect(status, `${method} ${path}`).toBe(403)
  expect(said).toMatchObject({ error_code: 'PERMISSION_DENIED', message: expect.stringMatching(/^A running command logs to its own run and the runs below it, and reads models and data assets\. It may not /) })
  expect(said.message).toMatch(words)
}

const put = (path: string) => answerMlflow(new Request(`http://studio/api/2.0/mlflow-artifacts/artifacts/${path}`, { method: 'PUT', headers: headers(), body: 'text' }))
const fetchFile = (path: string) => answerMlflow(new Request(`http://studio/api/2.0/mlflow-artifacts/artifacts/${path}`, { headers: headers() }))

test('it logs to its own run and to those below it', async () => {
  expect((await ask('POST', 'mlflow/runs/log-batch', { run_id: own.id, metrics: [{ key: 'loss', value: 0.5, timestamp: 1, step: 0 }] })).status).toBe(200)
  // Without a parent, which is how scripts begin a second run.
  const second = await ask('POST', 'mlflow/runs/create', { experiment_id: own.experimentId })
  expect(second.status).toBe(200)
  const child = second.body.run!.info.run_id
  const below = await ask('POST', 'mlflow/runs/create', { experiment_id: own.experimentId, tags: [{ key: 'mlflow.parentRunId', value: child }] })
  const grandchild = below.body.run!.info.run_id
  for (const id of [child, grandchild]) {
    expect((await ask('POST', 'mlflow/runs/log-parameter', { run_id: id, key: 'lr', value: '1' })).status).toBe(200)
    expect((await put(`${own.experimentId}/${id}/artifacts/plots/a.txt`)).status).toBe(200)
    expect((await fetchFile(`${own.experimentId}/${id}/artifacts/plots/a.txt`)).status).toBe(200)
  }
  expect((await viewTrackedRun(ctx, child)).parentId).toBe(own.id)
  const found = await ask('POST', 'mlflow/runs/search', { experiment_ids: [own.experimentId] })
  expect(found.body.runs!.map(({ info }) => info.run_id).sort()).toEqual([own.id, child, grandchild].sort())
  const model = await ask('POST', 'mlflow/logged-models', { experiment_id: own.experimentId, name: 'net' })
  const { model_id: modelId, artifact_uri: uri } = model.body.model!.info
  expect((await put(`${uri.replace('mlflow-artifacts:/', '')}/MLmodel`)).status).toBe(200)
  expect((await ask('PATCH', `mlflow/logged-models/${modelId}`, { status: 'LOGGED_MODEL_READY' })).status).toBe(200)
})

test('it changes nothing else, sees no other run, and is told so', async () => {
  const id = own.experimentId
  await refused('POST', 'mlflow/experiments/delete', { experiment_id: id }, /ask for POST mlflow\/experiments\/delete/)
  await refused('POST', 'mlflow/experiments/create', { name: 'Mine' }, /ask for POST mlflow\/experiments\/create/)
  await refused('POST', 'mlflow/runs/delete', { run_id: own.id }, /ask for POST mlflow\/runs\/delete/)
  await refused('POST', 'mlflow/registered-models/create', { name: 'net' }, /ask for POST mlflow\/registered-models\/create/)
  for (const [method, path] of [['GET', 'get'], ['POST', 'update'], ['POST', 'set-tag']] as const) await refused(method, `mlflow/runs/${path}`, { run_id: other, key: 'a', value: 'b' }, new RegExp(`touch the run ${other}`))
  await refused('GET', 'mlflow/metrics/get-history-bulk', { run_id: other, metric_key: 'loss' }, new RegExp(`touch the run ${other}`))
  await refused('POST', 'mlflow/runs/create', { experiment_id: id, tags: [{ key: 'mlflow.parentRunId', value: other }] }, new RegExp(`touch the run ${other}`))
  const elsewhere = await createExperiment(ctx, { name: 'Elsewhere' })
  await refused('GET', 'mlflow/experiments/get-by-name', { experiment_name: 'Elsewhere' }, new RegExp(`use the experiment ${elsewhere}: its own is ${id}`))
  await refused('POST', 'mlflow/runs/search', { experiment_ids: [elsewhere] }, new RegExp(`use the experiment ${elsewhere}`))
  await refused('GET', 'mlflow-artifacts/artifacts', { path: id }, /read “\d+”, which is not among its own files or those of a model/)
  expect((await put(`${id}/${other}/artifacts/a.txt`)).status).toBe(403)
  expect((await put(`${id}/${own.id}/artifactsx/a.txt`)).status).toBe(403)
  expect((await runFile(new Request(`http://studio/get-artifact?run_id=${other}&path=a.txt`, { headers: headers() }))).status).toBe(403)
})

test('it reads models and data assets, and writes neither; nothing else of the studio opens', async () => {
  const source = `mlflow-artifacts:/${own.experimentId}/${other}/artifacts/model`
  await createModel(ctx, { name: 'birds' })
  await createVersion(ctx, { name: 'birds', source, runId: other })
  expect((await ask('GET', 'mlflow/model-versions/get-download-uri', { name: 'birds', version: '1' })).body).toEqual({ artifact_uri: source })
  // Nothing lies there: that it may look is what counts.
  expect((await fetchFile(`${own.experimentId}/${other}/artifacts/model/MLmodel`)).status).toBe(404)
  expect((await put(`${own.experimentId}/${other}/artifacts/model/MLmodel`)).status).toBe(403)
  await refused('POST', 'mlflow/model-versions/set-tag', { name: 'birds', version: '1', key: 'a', value: 'b' }, /set-tag/)

  const params = (values: Record<string, string>) => ({ params: Promise.resolve(values as never) })
  const assets = await listAssets(new Request('http://studio/api/v1/data', { headers: headers() }), params({}))
  expect([assets.status, await assets.json()]).toEqual([200, { assets: [] }])
  const written = await createAsset(new Request('http://studio/api/v1/data', { method: 'POST', headers: headers(), body: '{}' }), params({}))
  expect([written.status, await written.json()]).toEqual([403, { error: { code: 'forbidden', message: expect.stringContaining('It may not ask for POST /api/v1/data.') } }])
  const deleted = await deletePipeline(new Request('http://studio/api/v1/pipelines/1', { method: 'DELETE', headers: headers() }), params({ id: '1' }))
  expect([deleted.status, await deleted.json()]).toEqual([403, { error: { code: 'forbidden', message: expect.stringContaining('It may not ask for DELETE /api/v1/pipelines/1.') } }])
})
