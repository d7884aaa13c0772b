import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { DuckDBInstance } from '@duckdb/node-api'
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest'
import { registerAgent } from '@/lib/compute/create-agent'
import { artifactStore } from '@/lib/artifacts/store'
import { blobPath } from '@/lib/protocol/artifacts'
import { studioQueue } from '@/lib/queue/queue'
import { sweepLeases } from '@/lib/queue/sweep'
import { cancelRun } from '@/lib/runs/cancel'
import { readLogs } from '@/lib/runs/logs'
import { readRun } from '@/lib/runs/read'
import { retryRun } from '@/lib/runs/retry'
import type { RunView } from '@/lib/runs/schema'
import { submitGraph } from '@/lib/runs/submit'
import { groupStep } from '@/lib/runs/group-step'
import { createOwn } from '@/lib/workspace-components/create'
import type { Context } from '@/lib/context'
import type { Graph } from '@/lib/graph/schema'
import { testContext } from '../support/context'
import { testDatabase } from '../support/database'
import { chain, edge, enter, graphOf } from '../lib/queue/graphs'
import { testArtifacts } from '../lib/queue/support'
import { bundleAgent } from './bundle'
import { startStudioServer } from './studio-server'

testArtifacts()
const database = await testDatabase()
const studio = await startStudioServer()
const root = path.resolve(import.meta.dirname, '../..')
// Below the project, so that the bundle finds its packages.
const folder = mkdtempSync(path.join(root, 'node_modules', '.agent-test-'))
const homes: string[] = []
const agents = new Set<ChildProcess>()

beforeAll(async () => {
  await bundleAgent(folder)
})
afterEach(async () => {
  // The next test begins when they are gone, so that its steps are not given to them.
  await Promise.all([...agents].map((agent) => (agent.exitCode ?? agent.signalCode) === null && agent.kill('SIGKILL') && once(agent, 'exit')))
  await vi.waitFor(() => expect(studio.connections()).toBe(0))
  agents.clear()
})
afterAll(async () => {
  await studio.pause()
  for (const home of [folder, ...homes]) rmSync(home, { recursive: true, force: true })
})

interface AgentProcess {
  child: ChildProcess
  home: string
  output: () => string
  exit: Promise<number | null>
}

/** A real agent. It has no Python to look for, so that these tests are of the agent alone. */
async function startAgent(name: string, options: { shared?: boolean; token?: string } = {}): Promise<AgentProcess> {
  const token = options.token ?? (await registerAgent(database.db, { name })).token
  const home = mkdtempSync(path.join(tmpdir(), 'atelier-agent-'))
  homes.push(home)
  const env = {
    PATH: '/nowhere',
    HOME: home,
    ATELIER_URL: studio.url,
    ATELIER_AGENT_TOKEN: token,
    ATELIER_HOME: home,
    ATELIER_AGENT_NAME: name,
    ATELIER_AGENT_SLOTS: '2',
    ...(options.shared === false ? {} : { ATELIER_ARTIFACTS: artifactStore().root }),
  }
  const child = spawn(process.execPath, [path.join(folder, 'agent.mjs')], { env: { NODE_ENV: 'test', ...env }, stdio: ['ignore', 'pipe', 'pipe'] })
  agents.add(child)
  let output = ''
  child.stdout.on('data', (data) => (output += String(data)))
  child.stderr.on('data', (data) => (output += String(data)))
  return { child, home, output: () => output, exit: new Promise((resolve) => child.on('exit', resolve)) }
}

const submit = (ctx: Context, graph: Graph) => submitGraph(ctx, { graph, pipelineId: null, name: 'test', options: { force: 'all' } })

async function until(ctx: Context, id: string, holds: (run: RunView) => boolean, timeout = 20_000): Promise<RunView> {
  return vi.waitFor(
    async () => {
      const run = await readRun(ctx, id)
      if (!holds(run)) throw new Error(`not yet: ${run.state} ${JSON.stringify(run.steps.map((step) => [step.node, step.state, step.message, step.waitReason, step.attempts.map((attempt) => attempt.agent)]))}`)
      return run
    },
    { timeout, interval: 50 },
  )
}
const ended = (run: RunView) => run.endedAt !== null

/** A query that takes minutes, in a table step. */
const slow = (id: string) => ({ id, component: 'script.sql@1', params: { query: 'select sum(a.range * b.range) as total from range(1000000) a, range(10000000) b' } })

test('an agent on the studio’s machine runs a chain and writes straight into the store', async () => {
  const ctx = await testContext(database.db)
  const agent = await startAgent('local')
  const run = await submit(ctx, chain(5, [['1'], ['2']]))
  const after = await until(ctx, run.id, ended)
  expect(after.state, agent.output()).toBe('succeeded')
  for (const step of after.steps) {
    expect(artifactStore().has(step.outputs.table!.digest)).toBe(true)
    expect(step.outputs.table!.meta).toEqual({ rows: 2, columns: [{ name: 'a', type: 'integer' }] })
    expect(step.attempts).toMatchObject([{ agent: 'local', endReason: 'succeeded' }])
  }
  expect(studio.requests.some((request) => request.includes('/artifacts/'))).toBe(false)
  // One claim for the chain's head; every other step came with the answer to the one before.
  expect(studio.requests.filter((request) => request.endsWith('/done'))).toHaveLength(5)
  await vi.waitFor(() => expect(readdirSync(path.join(artifactStore().root, 'tmp')).filter((name) => name.startsWith('lease-'))).toEqual([]))
})

test('an agent elsewhere fetches inputs and hands outputs in with its job token, and keeps what it has', async () => {
  const ctx = await testContext(database.db)
  const before = studio.requests.length
  const agent = await startAgent('remote', { shared: false })
  const run = await submit(ctx, chain(3, [['11'], ['12'], ['13']]))
  const after = await until(ctx, run.id, ended)
  expect(after.state, agent.output()).toBe('succeeded')
  const { digest } = after.steps[2]!.outputs.table!
  expect(artifactStore().has(digest)).toBe(true)
  expect(existsSync(blobPath(path.join(agent.home, 'artifacts'), digest))).toBe(true)
  const transfers = studio.requests.slice(before).filter((request) => request.includes('/artifacts/'))
  expect(transfers.some((request) => request.startsWith('PUT'))).toBe(true)
  expect(transfers.filter((request) => request.startsWith('GET'))).toEqual([])

  // A second agent has nothing yet: it fetches what it needs.
  agent.child.kill('SIGTERM')
  expect(await agent.exit).toBe(0)
  await startAgent('second', { shared: false })
  const graph = graphOf([enter('s0', [['11'], ['12'], ['13']]), { id: 'sum', component: 'script.sql@1', params: { query: 'select sum(a) as total from in1' } }], [{ from: { node: 's0', port: 'table' }, to: { node: 'sum', port: 'in1' } }])
  const next = await submitGraph(ctx, { graph, pipelineId: null, name: 'next', options: {} })
  expect(next.counts.reused).toBe(1)
  expect((await until(ctx, next.id, ended)).state).toBe('succeeded')
  expect(studio.requests.slice(before).filter((request) => request.startsWith('GET /api/artifacts/'))).toHaveLength(1)
})

test('a step that fails says why in the words of the component, also in its log', async () => {
  const ctx = await testContext(database.db)
  await startAgent('failing')
  const run = await submit(ctx, graphOf([{ id: 'q', component: 'script.sql@1', params: { query: "select cast('x' as integer) as a" } }]))
  const after = await until(ctx, run.id, ended)
  expect(after).toMatchObject({ state: 'failed', endReason: 'user_error' })
  expect(after.steps[0]!.message).toMatch(/x/)
  expect((await readLogs(ctx, run.id)).lines.map((line) => line.text).join('\n')).toContain(after.steps[0]!.message.split('\n')[0])
})

test('cancelling stops a running step within seconds', async () => {
  const ctx = await testContext(database.db)
  await startAgent('cancelled')
  const run = await submit(ctx, graphOf([slow('q')]))
  await until(ctx, run.id, (now) => now.steps[0]!.state === 'running')
  const asked = performance.now()
  await cancelRun(ctx, run.id)
  expect(await until(ctx, run.id, ended)).toMatchObject({ state: 'cancelled', steps: [{ state: 'cancelled', attempts: [{ endReason: 'cancelled' }] }] })
  expect(performance.now() - asked).toBeLessThan(4_000)
})

test('an agent that is asked to stop hands its step back, and another finishes it', async () => {
  const ctx = await testContext(database.db)
  const first = await startAgent('leaving')
  const run = await submit(ctx, graphOf([slow('q')]))
  await until(ctx, run.id, (now) => now.steps[0]!.state === 'running')
  first.child.kill('SIGTERM')
  expect(await first.exit).toBe(0)
  expect((await readRun(ctx, run.id)).steps[0]).toMatchObject({ state: 'queued', attempts: [{ agent: 'leaving', endReason: 'preempted' }] })
  await startAgent('staying')
  await until(ctx, run.id, (now) => now.steps[0]!.state === 'running')
  await cancelRun(ctx, run.id)
  await until(ctx, run.id, ended)
})

test('a killed agent that starts again gives its step back at once', async () => {
  const ctx = await testContext(database.db)
  const { token } = await registerAgent(database.db, { name: 'killed' })
  const first = await startAgent('killed', { token })
  const run = await submit(ctx, graphOf([slow('q')]))
  await until(ctx, run.id, (now) => now.steps[0]!.state === 'running')
  first.child.kill('SIGKILL')
  await first.exit
  await startAgent('killed', { token })
  const again = await until(ctx, run.id, (now) => now.steps[0]!.attempts.length === 2)
  expect(again.steps[0]!.attempts[0]).toMatchObject({ endReason: 'lease_lost', message: expect.stringContaining('restarted') })
  await cancelRun(ctx, run.id)
  await until(ctx, run.id, ended)
})

test('a studio that is away for a while ends no step', async () => {
  const ctx = await testContext(database.db)
  await startAgent('patient')
  const run = await submit(ctx, graphOf([{ id: 'q', component: 'script.sql@1', params: { query: 'select sum(a.range * b.range) as total from range(40000) a, range(20000) b' } }]))
  await until(ctx, run.id, (now) => now.steps[0]!.state === 'running')
  // Before the agent has heard of it, the studio's going would lose it on the way: it runs on nowhere then.
  await vi.waitFor(async () => expect(await database.sql`select from step_attempts a join step_runs s on s.id = a.step_id where s.run_id = ${run.id} and a.accepted_at is not null`).toHaveLength(1), { timeout: 30_000 })
  await studio.pause()
  await new Promise((resolve) => setTimeout(resolve, 2_500))
  await studio.resume()
  const after = await until(ctx, run.id, ended)
  expect(after).toMatchObject({ state: 'succeeded', steps: [{ attempts: [{ number: 1, endReason: 'succeeded' }] }] })
  expect(await sweepLeases(studioQueue())).toBe(0)
})

test('an agent whose token is not valid says so and ends', async () => {
  const agent = await startAgent('nobody', { token: 'atl_agent_wrong' })
  expect(await agent.exit).toBe(1)
  expect(agent.output()).toContain('not registered here')
  const lost = await startAgent('nothing', { token: ' ' })
  expect(await lost.exit).toBe(1)
  expect(lost.output()).toContain('ATELIER_AGENT_TOKEN is missing')
})

test('agents take the branch that a parameter chooses, share the passes of a For each, and put together what they gave', async () => {
  const ctx = await testContext(database.db)
  await Promise.all([startAgent('left'), startAgent('right')])
  const wire = (from: string, port: string, to: string, input = 'table') => ({ from: { node: from, port }, to: { node: to, port: input } })
  const rows = ['x', 'y', 'z'].flatMap((group) => [1, 2, 3].map((n) => [group, String(n)]))
  const birds = { id: 'in', component: 'data.enter@1', params: { table: { columns: [{ name: 'g', type: 'text' }, { name: 'n', type: 'integer' }], rows } } }
  const graph = graphOf(
    [
      birds,
      { id: 'if', component: 'control.if@1', name: 'Whole', params: { test: 'value', left: { $parameter: 'mode' }, operator: 'equals', right: 'groups' } },
      { id: 'each', component: 'control.for-each@1', params: { column: 'g', component: 'transform.sort@1', settings: { by: [{ column: 'n', direction: 'descending' }], limit: 1 } } },
      { id: 'sizes', component: 'control.for-each@1', params: { over: 'values', component: 'transform.sample@1', settings: { method: 'first', size: 'rows' }, param: 'rows', values: '1, 2', origin: 'first' } },
      { id: 'merge', component: 'control.merge@1' },
    ],
    [wire('in', 'table', 'if'), wire('if', 'then', 'each'), wire('if', 'else', 'sizes'), wire('each', 'table', 'merge', 'first'), wire('sizes', 'table', 'merge', 'second')],
  )
  graph.parameters = [{ name: 'mode', type: 'choice', choices: ['groups', 'values'], default: 'groups', help: '' }]
  const go = async (parameters: Record<string, unknown>) => {
    const run = await submitGraph(ctx, { graph, pipelineId: null, name: 'test', options: { parameters } })
    return until(ctx, run.id, ended, 60_000)
  }
  const table = async (run: RunView, node: string) => {
    const { digest } = run.steps.find((step) => step.node === node)!.outputs.table!
    const database = await (await DuckDBInstance.create()).connect()
    const read = await database.runAndReadAll(`select * from read_parquet('${blobPath(artifactStore().root, digest)}')`)
    return read.getRowsJS().map((row) => row.map((cell) => (typeof cell === 'bigint' ? Number(cell) : cell)))
  }

  const grouped = await go({})
  expect(grouped, JSON.stringify(grouped.steps.map((step) => [step.node, step.state, step.message]))).toMatchObject({ state: 'succeeded', parameters: { mode: 'groups' } })
  expect(await table(grouped, 'merge')).toEqual([['x', 3], ['y', 3], ['z', 3]])
  expect(await table(grouped, 'each.collect')).toEqual(await table(grouped, 'merge'))
  expect(grouped.steps.find((step) => step.node === 'sizes.1')).toMatchObject({ state: 'skipped', message: 'Skipped: “Whole” gave nothing at “Else” (“groups” is = “groups”)' })
  const passes = grouped.steps.filter((step) => step.iteration)
  expect(passes.map((step) => `${step.node} ${step.state}`)).toEqual(['each.1.rows succeeded', 'each.1 succeeded', 'each.2.rows succeeded', 'each.2 succeeded', 'each.3.rows succeeded', 'each.3 succeeded', 'sizes.1 skipped', 'sizes.2 skipped'].sort((a, b) => passes.findIndex((step) => a.startsWith(`${step.node} `)) - passes.findIndex((step) => b.startsWith(`${step.node} `))))
  expect((await readLogs(ctx, grouped.id, { node: 'each.2.rows' })).lines.map((line) => line.text)).toContain('3 rows')

  const valued = await go({ mode: 'values' })
  expect(valued.state).toBe('succeeded')
  expect(await table(valued, 'merge')).toEqual([['1', 'x', 1], ['2', 'x', 1], ['2', 'x', 2]])
  expect(valued.steps.find((step) => step.node === 'each.collect')).toMatchObject({ state: 'skipped' })
  expect(valued.steps.some((step) => step.node.startsWith('each.1'))).toBe(false)
  // What was computed before is not computed again.
  expect(await go({})).toMatchObject({ state: 'succeeded', counts: { reused: grouped.counts.succeeded } })
})

test('a pass that fails fails alone, with its own log, and is tried again alone', async () => {
  const ctx = await testContext(database.db)
  await startAgent('partly')
  const rows = [['a', '1'], ['b', 'x'], ['c', '3']]
  const graph = graphOf(
    [
      { id: 'in', component: 'data.enter@1', params: { table: { columns: [{ name: 'g', type: 'text' }, { name: 'v', type: 'text' }], rows } } },
      { id: 'each', component: 'control.for-each@1', name: 'Numbers', params: { column: 'g', component: 'script.sql@1', settings: { query: 'select g, cast(v as integer) as v from in1' } } },
    ],
    [{ from: { node: 'in', port: 'table' }, to: { node: 'each', port: 'table' } }],
  )
  const run = await submitGraph(ctx, { graph, pipelineId: null, name: 'test', options: {} })
  const after = await until(ctx, run.id, ended, 60_000)
  const states = Object.fromEntries(after.steps.map((step) => [step.node, step.state]))
  expect(states).toMatchObject({ 'each.1': 'succeeded', 'each.2': 'failed', 'each.3': 'succeeded', 'each.collect': 'skipped' })
  expect(after).toMatchObject({ state: 'failed', endReason: 'user_error' })
  expect(after.steps.find((step) => step.node === 'each.2')!.message).toMatch(/x/)
  await retryRun(ctx, run.id)
  const again = await until(ctx, run.id, ended, 60_000)
  expect(again.steps.filter((step) => step.iteration).map((step) => step.attempts.length)).toEqual([1, 1, 1, 2, 1, 1])
})

test('an agent runs the steps inside a component, each on its own, without knowing of it', async () => {
  const ctx = await testContext(database.db)
  const agent = await startAgent('inside')
  await createOwn(ctx, {
    id: 'custom.double-and-sort',
    declaration: {
      kind: 'sub-pipeline',
      name: 'Double and sort',
      graph: graphOf(
        [{ id: 'double', component: 'transform.compute-column@1', params: { columns: [{ name: 'b', expression: 'a * 2' }] } }, { id: 'sort', component: 'transform.sort@1', params: { by: [{ column: 'b', direction: 'descending' }] } }],
        [edge('double', 'sort')],
      ),
      inputs: [{ name: 'table', to: [{ node: 'double', port: 'table' }] }],
      outputs: [{ name: 'table', from: { node: 'sort', port: 'table' } }],
    },
  })
  const run = await submit(ctx, graphOf([enter('s0', [['1'], ['3'], ['2']]), { id: 'twice', component: 'custom.double-and-sort@1' }], [edge('s0', 'twice')]))
  const end = await until(ctx, run.id, ended)
  expect(end.state, agent.output()).toBe('succeeded')
  expect(end.steps.map(({ node, state }) => [node, state])).toEqual([['s0', 'succeeded'], ['twice.double', 'succeeded'], ['twice.sort', 'succeeded']])
  const card = groupStep(end, end.groups[0]!)!
  expect(card).toMatchObject({ node: 'twice', state: 'succeeded', outputs: { table: { meta: { rows: 3, columns: [{ name: 'a', type: 'integer' }, { name: 'b', type: 'integer' }] } } } })
})
