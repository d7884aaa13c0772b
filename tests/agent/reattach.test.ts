import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import path from 'node:path'
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest'
import { registerAgent } from '@/lib/compute/create-agent'
import { artifactStore } from '@/lib/artifacts/store'
import type { Context } from '@/lib/context'
import type { Graph } from '@/lib/graph/schema'
import { studioQueue } from '@/lib/queue/queue'
import { loseAttempt } from '@/lib/queue/lose'
import { cancelRun } from '@/lib/runs/cancel'
import { readLogs } from '@/lib/runs/logs'
import { readRun } from '@/lib/runs/read'
import type { RunView } from '@/lib/runs/schema'
import { submitGraph } from '@/lib/runs/submit'
import { testContext } from '../support/context'
import { testDatabase } from '../support/database'
import { enter, graphOf } from '../lib/queue/graphs'
import { testArtifacts } from '../lib/queue/support'
import { bundleAgent } from './bundle'
import { home as environmentsHome } from './python/support'
import { startStudioServer } from './studio-server'

testArtifacts()
vi.setConfig({ testTimeout: 90_000 })
const database = await testDatabase()
const studio = await startStudioServer()
const root = path.resolve(import.meta.dirname, '../..')
const programs = mkdtempSync(path.join(root, 'node_modules', '.reattach-test-'))
const agents = new Set<ChildProcess>()
/** The tests' own folder of environments is this agent's: the one of scikit-learn is built there once. */
const home = environmentsHome

beforeAll(() => bundleAgent(programs))
afterEach(async () => {
  await Promise.all([...agents].map((agent) => (agent.exitCode ?? agent.signalCode) === null && agent.kill('SIGTERM') && once(agent, 'exit')))
  agents.clear()
})
afterAll(async () => {
  await studio.pause()
  await database.close()
  rmSync(programs, { recursive: true, force: true })
})

interface Started {
  child: ChildProcess
  output: () => string
}

/** An agent that can be killed and started again: its name, token and folder stay. */
async function agentOf(name: string, options: { shared?: boolean } = {}): Promise<() => Started> {
  const { token } = await registerAgent(database.db, { name })
  mkdirSync(home, { recursive: true })
  return () => {
    const child = spawn(process.execPath, [path.join(programs, 'agent.mjs')], {
      env: {
        // Where packages come from is the host's business.
        ...Object.fromEntries(Object.entries(process.env).filter(([name]) => /^(PIP|UV|SSL)_/.test(name))),
        PATH: process.env.PATH,
        HOME: process.env.HOME,
        NODE_ENV: 'test',
        ATELIER_URL: studio.url,
        ATELIER_AGENT_TOKEN: token,
        ATELIER_HOME: home,
        ATELIER_AGENT_NAME: name,
        ATELIER_AGENT_SLOTS: '2',
        ATELIER_AGENT_COMMANDS: '1',
        ...(options.shared === false ? {} : { ATELIER_ARTIFACTS: artifactStore().root }),
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    agents.add(child)
    let output = ''
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (data) => (output += String(data)))
    return { child, output: () => output }
  }
}

const submit = (ctx: Context, graph: Graph) => submitGraph(ctx, { graph, pipelineId: null, name: 'test', options: { force: 'all' } })

async function until(ctx: Context, id: string, holds: (run: RunView) => boolean, timeout = 60_000): Promise<RunView> {
  return vi.waitFor(
    async () => {
      const run = await readRun(ctx, id)
      if (!holds(run)) throw new Error(`not yet: ${run.state} ${JSON.stringify(run.steps.map((step) => [step.node, step.state, step.message, step.waitReason, step.attempts]))}`)
      return run
    },
    { timeout, interval: 50 },
  )
}
const ended = (run: RunView) => run.endedAt !== null
const heldNotes = () => readdirSync(path.join(home, 'held')).filter((name) => existsSync(path.join(home, 'held', name, 'lease.json')))

/** Until the step has run long enough that it is held. */
const held = (count = 1) => vi.waitFor(() => expect(heldNotes()).toHaveLength(count), { timeout: 60_000 })
const noneHeld = () => vi.waitFor(() => expect(readdirSync(path.join(home, 'held'))).toEqual([]), { timeout: 10_000 })

async function kill({ child }: Started): Promise<void> {
  child.kill('SIGKILL')
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit')
}

/** Some seconds of work in the table engine. */
const query = 'select sum(hash(a.range * 31 + b.range) % 7) as total from range(20000) a, range(20000) b'
const tableStep = { id: 'table', component: 'script.sql@1', params: { query } }
const commandStep = {
  id: 'command',
  component: 'script.command@1',
  params: { program: 'sh', args: [{ value: '-c' }, { value: 'echo one; sleep 1; echo two; sleep 3; echo three; printf "a\\n7\\n" > "$ATELIER_TABLE"' }], format: 'csv', result: 'file' },
}
const pythonStep = {
  id: 'python',
  component: 'script.python@1',
  params: { code: 'import time\ndef main(in1):\n    print("begun")\n    for i in range(20):\n        time.sleep(0.2)\n    print("done")\n    return in1\n', reuse: false },
}

test('a table step and a program go on while their agent is killed and started again, and end once', async () => {
  const ctx = await testContext(database.db)
  const start = await agentOf('reborn')
  const first = start()
  const run = await submit(ctx, graphOf([tableStep, commandStep]))
  await held(2)
  // The lease's token lies there.
  for (const name of heldNotes()) expect(statSync(path.join(home, 'held', name, 'lease.json')).mode & 0o777).toBe(0o600)
  await kill(first)
  const second = start()
  const after = await until(ctx, run.id, ended)
  expect(after.state, second.output()).toBe('succeeded')
  expect(after.steps.map((step) => step.attempts)).toMatchObject([[{ number: 1, endReason: 'succeeded' }], [{ number: 1, endReason: 'succeeded' }]])
  const lines = (await readLogs(ctx, run.id)).lines.map((line) => line.text)
  expect(lines).toEqual(expect.arrayContaining(['one', 'three', 'The agent was started again and goes on with this step']))
  expect(lines.filter((line) => line === 'three')).toHaveLength(1)
  await noneHeld()
})

test('a Python step goes on, whose outputs are handed in by an agent elsewhere', async () => {
  const ctx = await testContext(database.db)
  const start = await agentOf('python', { shared: false })
  const first = start()
  await vi.waitFor(() => expect(first.output()).toContain('is warm'), { timeout: 150_000 })
  const edges = [{ from: { node: 'in', port: 'table' }, to: { node: 'python', port: 'in1' } }]
  const run = await submit(ctx, graphOf([enter('in', [['1'], ['2']]), pythonStep], edges))
  await vi.waitFor(() => expect(heldNotes()).toHaveLength(1), { timeout: 85_000 })
  await kill(first)
  start()
  const after = await until(ctx, run.id, ended)
  expect(after).toMatchObject({ state: 'succeeded', steps: [{}, { attempts: [{ number: 1, endReason: 'succeeded' }] }] })
  expect(Object.values(after.steps[1]!.outputs).every(({ digest }) => artifactStore().has(digest))).toBe(true)
  expect((await readLogs(ctx, run.id)).lines.map((line) => line.text)).toEqual(expect.arrayContaining(['begun', 'done']))
  await noneHeld()
}, 180_000)

test('what ended while no agent was there is reported by the next', async () => {
  const ctx = await testContext(database.db)
  const start = await agentOf('late')
  const first = start()
  const run = await submit(ctx, graphOf([commandStep]))
  await held()
  await kill(first)
  const [lease] = heldNotes()
  await vi.waitFor(() => expect(existsSync(path.join(home, 'held', lease!, 'result.json'))).toBe(true), { timeout: 20_000 })
  start()
  expect(await until(ctx, run.id, ended)).toMatchObject({ state: 'succeeded', steps: [{ attempts: [{ number: 1, endReason: 'succeeded' }] }] })
  await noneHeld()
})

test('a step that was cancelled or given to another meanwhile is ended', async () => {
  const ctx = await testContext(database.db)
  const start = await agentOf('refused')
  const first = start()
  const run = await submit(ctx, graphOf([{ ...commandStep, params: { ...commandStep.params, args: [{ value: '-c' }, { value: 'sleep 300' }] } }]))
  await held()
  await kill(first)
  const [lease] = heldNotes()
  const { pid } = JSON.parse(readFileSync(path.join(home, 'held', lease!, 'lease.json'), 'utf8')) as { pid: number }
  expect(() => process.kill(pid, 0)).not.toThrow()
  expect(await loseAttempt(studioQueue(), lease!, { by: 'restart', agentId: (await database.sql`select agent_id from step_attempts where id = ${lease!}`)[0]!.agent_id as string }, 'lost in the test')).toBe(true)
  const second = start()
  await vi.waitFor(() => expect(() => process.kill(pid, 0)).toThrow(), { timeout: 20_000 })
  // It comes to the same agent again, as a second attempt; this time it is cancelled after the kill.
  await held()
  await kill(second)
  await cancelRun(ctx, run.id)
  start()
  expect(await until(ctx, run.id, ended)).toMatchObject({ state: 'cancelled', steps: [{ attempts: [{ endReason: 'lease_lost' }, { endReason: 'cancelled' }] }] })
  await noneHeld()
})
