import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest'
import { createJoin } from '@/lib/compute/join'
import { drainAgent, pauseAgent, resumeAgent, stopAgent } from '@/lib/compute/order-agent'
import { readAgentHistory, readAgentLog, readAgentMetrics } from '@/lib/compute/agent-record'
import { readAgent, readCompute } from '@/lib/compute/read'
import type { AgentState } from '@/lib/compute/schema'
import type { Context } from '@/lib/context'
import { studioQueue } from '@/lib/queue/queue'
import { sweepLeases } from '@/lib/queue/sweep'
import { readRun } from '@/lib/runs/read'
import { submitGraph } from '@/lib/runs/submit'
import { testContext } from '../support/context'
import { testDatabase } from '../support/database'
import { chain, graphOf } from '../lib/queue/graphs'
import { testArtifacts } from '../lib/queue/support'
import { bundleAgent } from './bundle'
import { startStudioServer } from './studio-server'

testArtifacts()
const database = await testDatabase()
const studio = await startStudioServer()
const root = path.resolve(import.meta.dirname, '../..')
const programs = mkdtempSync(path.join(root, 'node_modules', '.attach-test-'))
const folder = mkdtempSync(path.join(tmpdir(), 'atelier-attach-'))
const running = new Set<ChildProcess>()

beforeAll(async () => {
  await bundleAgent(programs)
  process.env.ATELIER_DUCKDB_WORKER = path.join(programs, 'duckdb-worker.mjs')
  // As the shown line does.
  writeFileSync(path.join(folder, 'atelier-agent.mjs'), await (await fetch(`${studio.url}/agent.mjs`)).text())
})
afterEach(async () => {
  await Promise.all([...running].map((child) => (child.exitCode ?? child.signalCode) === null && child.kill('SIGKILL') && once(child, 'exit')))
  running.clear()
})
afterAll(async () => {
  await studio.pause()
  await database.close()
  for (const made of [programs, folder]) rmSync(made, { recursive: true, force: true })
})

function start(home: string, ...args: string[]) {
  return launch(['--home', path.join(folder, home), ...args])
}

/** In a folder of its own; like the line that is shown it may say nothing of where the agent's files go. */
function launch(args: string[]) {
  const child = spawn(process.execPath, [path.join(folder, 'atelier-agent.mjs'), ...args], {
    cwd: mkdtempSync(path.join(folder, 'typed-')),
    env: { PATH: '/nowhere', HOME: folder, NODE_ENV: 'test' },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  running.add(child)
  let output = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (data) => (output += String(data)))
  return { child, output: () => output, exit: new Promise<number | null>((resolve) => child.on('exit', resolve)) }
}

async function agentNamed(ctx: Context, name: string) {
  const agent = (await readCompute(ctx)).agents.find((entry) => entry.name === name)
  if (!agent) throw new Error(`${name} is not there yet`)
  return agent
}
const until = (ctx: Context, name: string, ...states: AgentState[]) =>
  vi.waitFor(async () => {
    const agent = await agentNamed(ctx, name)
    if (!states.includes(agent.state)) throw new Error(`${name} is ${agent.state}`)
    return agent
  }, { timeout: 20_000, interval: 50 })
const ended = (ctx: Context, id: string) =>
  vi.waitFor(async () => {
    const run = await readRun(ctx, id)
    if (!run.endedAt) throw new Error(`${run.state} ${JSON.stringify(run.steps.map((step) => [step.state, step.message, step.waitReason]))}`)
    return run
  }, { timeout: 20_000, interval: 50 })
const submit = (ctx: Context, graph = chain(3)) => submitGraph(ctx, { graph, pipelineId: null, name: 'test', options: { force: 'all' } })
const slow = { id: 'slow', component: 'script.sql@1', params: { query: 'select sum(a.range * b.range) as total from range(1000000) a, range(10000000) b' } }

test('the line makes a machine with Node alone an agent that works; later starts need no token', async () => {
  const ctx = await testContext(database.db, { role: 'owner' })
  const { token } = await createJoin(ctx)
  const home = path.join(folder, 'first')
  const first = start('first', '--url', studio.url, '--join', token, '--name', 'first', '--tags', 'big, fast', '--slots', '2')
  const agent = await until(ctx, 'first', 'connected').catch((error: Error) => Promise.reject(new Error(`${error.message}\n${first.output()}`)))
  expect(agent.capabilities).toMatchObject({ tags: expect.arrayContaining(['big', 'fast']), slots: 2, gpus: [], commands: false, bundle: expect.stringMatching(/^[0-9a-f]{12}$/) })
  expect(agent.capabilities!.diskFreeMb).toBeGreaterThan(100)
  expect(agent.outdated).toBe(false)
  expect(statSync(path.join(home, 'agent.json')).mode & 0o777).toBe(0o600)
  expect(readFileSync(path.join(home, 'agent.json'), 'utf8')).not.toContain(token)
  const run = await submit(ctx)
  expect(await ended(ctx, run.id)).toMatchObject({ state: 'succeeded', steps: [{ attempts: [{ agent: 'first' }] }, {}, {}] })
  expect((await readAgentHistory(ctx, agent.id)).attempts).toHaveLength(3)
  expect((await readAgentMetrics(ctx, agent.id, { minutes: 5 })).points.length).toBeGreaterThan(0)
  await vi.waitFor(async () => expect((await readAgentLog(ctx, agent.id)).log).toMatch(/Connected to .* as first: 2 steps at once\n/), { timeout: 10_000 })
  // Its own folder is taken while it runs.
  const twice = start('first')
  expect(await twice.exit).toBe(1)
  expect(twice.output()).toMatch(/already runs in .*--home/)

  first.child.kill('SIGTERM')
  expect(await first.exit).toBe(0)
  expect((await agentNamed(ctx, 'first')).state).toBe('stopped')
  const before = studio.requests.length
  start('first', '--url', studio.url, '--join', token)
  await until(ctx, 'first', 'connected')
  expect(studio.requests.slice(before).filter((request) => request.includes('/bundle/') || request === 'POST /api/agent/bundle' || request.includes('/join'))).toEqual([])
}, 60_000)

test('what cannot work is refused in words: a used token, no token, a bad option, a studio that is not there', async () => {
  const ctx = await testContext(database.db, { role: 'owner' })
  const say = async (...args: string[]) => {
    const agent = start('refused', ...args)
    expect(await agent.exit).toBe(1)
    return agent.output()
  }
  expect(await say('--url', studio.url, '--join', 'atl_join_nonsense')).toMatch(/used already, or its hour is over/)
  expect(await say()).toMatch(/Add agent/)
  expect(await say('--slots', 'many')).toMatch(/--slots is “many”/)
  expect(await say('--colour', 'red')).toMatch(/--help lists/)
  expect(await say('--url', 'http://127.0.0.1:9', '--join', (await createJoin(ctx)).token)).toMatch(/does not answer/)
  expect(existsSync(path.join(folder, 'refused', 'agent.json'))).toBe(false)
}, 30_000)

test('two agents on one machine; one is paused and resumed, drained, and stopped with its step handed to the other', async () => {
  const ctx = await testContext(database.db, { role: 'owner' })
  const join = async (name: string) => start(name, '--url', studio.url, '--join', (await createJoin(ctx)).token, '--slots', '1', '--name', name)
  const [left, right] = [await join('left'), await join('right')]
  await Promise.all([until(ctx, 'left', 'connected'), until(ctx, 'right', 'connected')])
  const [leftId, rightId] = [(await agentNamed(ctx, 'left')).id, (await agentNamed(ctx, 'right')).id]

  await pauseAgent(ctx, leftId, { note: 'for the test' })
  await pauseAgent(ctx, rightId, {})
  const run = await submit(ctx, graphOf([slow]))
  await vi.waitFor(async () => expect((await readAgentLog(ctx, leftId)).log).toContain('Paused'), { timeout: 10_000 })
  expect((await readRun(ctx, run.id)).steps[0]!.state).toBe('queued')
  await resumeAgent(ctx, leftId)
  await until(ctx, 'left', 'busy')

  // Handed back at once, and no other agent has asked for it yet.
  await stopAgent(ctx, leftId)
  expect(await left.exit).toBe(0)
  expect((await readAgent(ctx, leftId)).state).toBe('stopped')
  expect((await readRun(ctx, run.id)).steps[0]).toMatchObject({ state: 'queued', attempts: [{ agent: 'left', endReason: 'preempted' }] })
  await resumeAgent(ctx, rightId)
  await until(ctx, 'right', 'busy')
  await drainAgent(ctx, rightId)
  await until(ctx, 'right', 'draining')
  expect(right.child.exitCode).toBeNull()
  await stopAgent(ctx, rightId)
  expect(await right.exit).toBe(0)
  await until(ctx, 'right', 'stopped')
  expect(readdirSync(folder)).toEqual(expect.arrayContaining(['left', 'right']))
}, 90_000)

test('forty steps spread over two agents from the shown line; kill -9 of one leaves the run successful', async () => {
  // What the test before left queued would keep one of the two busy.
  await database.sql`delete from runs`
  const ctx = await testContext(database.db, { role: 'owner' })
  const join = async (name: string) => {
    const started = launch(['--url', studio.url, '--join', (await createJoin(ctx)).token, '--slots', '1', '--name', name])
    await until(ctx, name, 'connected')
    return started
  }
  const killed = await join('killed')
  await join('kept')
  expect(readdirSync(folder)).toEqual(expect.arrayContaining(['.atelier-agent', '.atelier-agent-2']))
  const steps = Array.from({ length: 40 }, (_, index) => ({ id: `s${index}`, component: 'script.sql@1', params: { query: `select sum(hash(range * ${index + 2}) % 1000) as total from range(8000000)` } }))
  const run = await submit(ctx, graphOf(steps))
  const attemptsOf = async (name: string) => (await readRun(ctx, run.id)).steps.flatMap((step) => step.attempts).filter(({ agent }) => agent === name)
  await vi.waitFor(async () => expect((await attemptsOf('killed')).map(({ endReason }) => endReason)).toEqual(expect.arrayContaining(['succeeded', null])), { timeout: 60_000, interval: 20 })
  killed.child.kill('SIGKILL')
  await killed.exit
  // The studio's clock alone counts: the lease of what it held runs out, and the sweep queues it again.
  await database.sql`update step_attempts set expires_at = clock_timestamp() from agents where agents.id = agent_id and agents.name = 'killed' and ended_at is null`
  await vi.waitFor(async () => {
    await sweepLeases(studioQueue())
    expect((await readRun(ctx, run.id)).endedAt).not.toBeNull()
  }, { timeout: 90_000, interval: 200 })
  const after = await readRun(ctx, run.id)
  expect(after.state).toBe('succeeded')
  for (const step of after.steps) expect(step.attempts.filter(({ endReason }) => endReason === 'succeeded')).toHaveLength(1)
  for (const name of ['killed', 'kept']) expect((await attemptsOf(name)).filter(({ endReason }) => endReason === 'succeeded').length, name).toBeGreaterThan(0)
  expect((await attemptsOf('killed')).filter(({ endReason }) => endReason === 'lease_lost').length).toBeLessThanOrEqual(1)
}, 180_000)
