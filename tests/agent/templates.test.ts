import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { importDataset } from '@/bin/launch/import-dataset'
import { artifactStore } from '@/lib/artifacts/store'
import { registerAgent } from '@/lib/compute/create-agent'
import type { Context } from '@/lib/context'
import { createPipeline } from '@/lib/pipelines/create'
import { readRun } from '@/lib/runs/read'
import type { RunView } from '@/lib/runs/schema'
import { submitRun } from '@/lib/runs/submit'
import { datasetsOf, templates } from '@/lib/samples'
import { testContext } from '../support/context'
import { testDatabase } from '../support/database'
import { testArtifacts } from '../lib/queue/support'
import { home, rows } from './python/support'
import { bundleAgent } from './bundle'
import { startStudioServer } from './studio-server'

testArtifacts()
const database = await testDatabase()
const studio = await startStudioServer()
const root = path.resolve(import.meta.dirname, '../..')
// Below the project, so that the bundle finds its packages and the Python side.
const folder = mkdtempSync(path.join(root, 'node_modules', '.agent-test-'))
let agent: ChildProcess
let output = ''

vi.setConfig({ testTimeout: 420_000 })

beforeAll(async () => {
  await bundleAgent(folder)
  const { token } = await registerAgent(database.db, { name: 'templates' })
  mkdirSync(home, { recursive: true })
  // The tests' own folder of environments, so that only the first run on a machine builds one.
  const env = { ...process.env, ATELIER_URL: studio.url, ATELIER_AGENT_TOKEN: token, ATELIER_HOME: home, ATELIER_ARTIFACTS: artifactStore().root, ATELIER_AGENT_SLOTS: '2' }
  agent = spawn(process.execPath, [path.join(folder, 'agent.mjs')], { env, stdio: ['ignore', 'pipe', 'pipe'] })
  for (const stream of [agent.stdout, agent.stderr]) stream!.on('data', (data) => (output += String(data)))
}, 120_000)

afterAll(async () => {
  agent.kill('SIGKILL')
  if (agent.exitCode === null && agent.signalCode === null) await once(agent, 'exit')
  await studio.pause()
  rmSync(folder, { recursive: true, force: true })
})

/** Brings a template's data in, makes the pipeline, and runs it on a real agent, to its end. */
async function runTemplate(ctx: Context, name: string): Promise<RunView> {
  const template = templates.find((candidate) => candidate.name === name)!
  for (const dataset of datasetsOf(template)) await importDataset(ctx, dataset)
  const { id } = await createPipeline(ctx, template)
  const submitted = await submitRun(ctx, id, {})
  const run = await vi.waitFor(
    async () => {
      const now = await readRun(ctx, submitted.id)
      if (now.endedAt === null) throw new Error(`not yet: ${JSON.stringify(now.steps.map((step) => [step.node, step.state, step.message, step.waitReason]))}`)
      return now
    },
    { timeout: 400_000, interval: 200 },
  )
  expect(run.state, `${JSON.stringify(run.steps.map((step) => [step.node, step.state, step.message]))}\n${output}`).toBe('succeeded')
  return run
}

const stepOf = (run: RunView, node: string) => run.steps.find((step) => step.node === node)!
const tableOf = (run: RunView, node: string, port: string) => rows(artifactStore().path(stepOf(run, node).outputs[port]!.digest))

test('Automobile prices: both models are far better than a guess, and the comparison says so in words', async () => {
  const run = await runTemplate(await testContext(database.db), 'Automobile prices')
  for (const node of ['evaluate_linear', 'evaluate_boosted']) {
    const { r2, rmse, baseline_rmse: guess } = stepOf(run, node).metrics
    expect(r2, node).toBeGreaterThan(0.75)
    expect(rmse, node).toBeLessThan(guess! / 2)
  }
  const metrics = await tableOf(run, 'compare', 'metrics')
  for (const [model, node] of [['Linear model', 'evaluate_linear'], ['Boosted trees', 'evaluate_boosted']] as const) {
    expect(metrics.find((row) => row.model === model)!.mae).toBeCloseTo(stepOf(run, node).metrics.mae!, 6)
  }
  const [pair] = await tableOf(run, 'compare', 'comparison')
  expect(pair!.verdict).toMatch(/^(Boosted trees|Linear model) (is better than|and) (Linear model|Boosted trees) .*95% interval/)
})

test('Adult income: the boosted model is surely better, and its threshold finds more of the high incomes', async () => {
  const run = await runTemplate(await testContext(database.db), 'Adult income')
  const { accuracy, roc_auc: area, baseline_accuracy: guess, f1_macro: f1 } = stepOf(run, 'evaluate').metrics
  // Published results on this table lie around 0.86 by accuracy and 0.92 by area under the ROC curve.
  expect(accuracy).toBeGreaterThan(guess! + 0.06)
  expect(area).toBeGreaterThan(0.91)
  expect(area).toBeLessThan(0.95)
  expect(f1).toBeGreaterThan(0.79)
  const { threshold, f1: chosen } = stepOf(run, 'threshold').metrics
  expect(threshold).toBeGreaterThan(0.2)
  expect(threshold).toBeLessThan(0.5)
  expect(chosen).toBeGreaterThan(0.69)
  expect(await tableOf(run, 'compare', 'comparison')).toMatchObject([{ better: 'Boosted trees', than: 'Logistic regression', metric: 'roc_auc', sure: true }])
})
