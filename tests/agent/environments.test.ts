import { readdirSync } from 'node:fs'
import path from 'node:path'
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest'
import { registerAgent } from '@/lib/compute/create-agent'
import type { Context } from '@/lib/context'
import { addEnvironmentVersion, createEnvironment } from '@/lib/environments/create'
import { giveUpOnEnvironments } from '@/lib/queue/builds/give-up'
import { prewarmEnvironment } from '@/lib/environments/prewarm'
import { readEnvironment, readEnvironmentBuildLog } from '@/lib/environments/read'
import { studioQueue } from '@/lib/queue/queue'
import { readRun } from '@/lib/runs/read'
import type { RunView } from '@/lib/runs/schema'
import { submitGraph } from '@/lib/runs/submit'
import { testContext } from '../support/context'
import { testDatabase } from '../support/database'
import { graphOf } from '../lib/queue/graphs'
import { testArtifacts } from '../lib/queue/support'
import { realAgents, type RealAgent } from './real-agent'
import { startStudioServer } from './studio-server'

testArtifacts()
const database = await testDatabase()
const studio = await startStudioServer()
let agents: Awaited<ReturnType<typeof realAgents>>
let ctx: Context

/** Equal to those of the environment that every test run has, so that they are in the package cache. */
const base = 'pandas==3.1.1\npyarrow==26.0.1\nnumpy==2.4.6\n'

beforeAll(async () => {
  agents = await realAgents()
  ctx = await testContext(database.db)
})
afterEach(() => agents.stopAll())
afterAll(async () => {
  await agents.close()
  await studio.pause()
})

async function start(name: string, home = agents.home(), env: Record<string, string> = {}): Promise<RealAgent> {
  const { token } = await registerAgent(database.db, { name })
  return agents.start({ url: studio.url, name, token, home, env })
}

const script = (environment: string, code: string) => graphOf([{ id: 'script', component: 'script.python@1', params: { code, environment } }])
const submit = (environment: string, code: string) => submitGraph(ctx, { graph: script(environment, code), pipelineId: null, name: 'Environments', options: {} })
const step = async (run: RunView) => (await readRun(ctx, run.id)).steps[0]!
const ended = (run: RunView) => vi.waitFor(async () => expect((await readRun(ctx, run.id)).state).toMatch(/succeeded|failed/), { timeout: 120_000, interval: 200 })

test('requirements become a lock on an agent, the lock an environment there, and a step runs in it', async () => {
  const agent = await start('one')
  await createEnvironment(ctx, { name: 'cows', requirements: `${base}cowsay==6.1\n` })
  const resolved = await vi.waitFor(async () => {
    const environment = await readEnvironment(ctx, 'cows')
    expect(environment.stage, agent.output()).toBe('ready')
    return environment
  }, { timeout: 90_000, interval: 200 })
  expect(resolved.lock).toMatch(/^cowsay==6\.1 \\\n\s+--hash=sha256:/m)
  expect(resolved.lock).not.toMatch(/https?:|python_full_version < '3.15' and sys_platform/)
  expect(resolved.agents).toEqual([])

  const run = await submit('cows@1', 'import cowsay, pandas as pd\n\ndef main():\n    return pd.DataFrame({"said": [cowsay.get_output_string("cow", "moo")]})\n')
  await ended(run)
  expect(await step(run), agent.output()).toMatchObject({ state: 'succeeded', environment: 'cows@1' })
  const there = await vi.waitFor(async () => {
    const [on] = (await readEnvironment(ctx, 'cows')).agents
    expect(on).toMatchObject({ agent: 'one', state: 'ready', sizeMb: expect.any(Number), usedAt: expect.any(String) })
    return on!
  }, { timeout: 20_000, interval: 200 })
  expect(there.sizeMb).toBeGreaterThan(50)
  expect((await readEnvironmentBuildLog(ctx, 'cows', { agent: there.agentId })).log).toMatch(/cowsay==6\.1/)
  expect((await readEnvironment(ctx, 'cows')).runs).toMatchObject([{ id: run.id, state: 'succeeded' }])
  // The same content is the same result, whatever called for it; another environment is another key.
  const again = await submit('cows', 'import cowsay, pandas as pd\n\ndef main():\n    return pd.DataFrame({"said": [cowsay.get_output_string("cow", "moo")]})\n')
  expect((await step(again)).environment).toBe('cows@1')
  await ended(again)

  await agents.stop(agent)
}, 240_000)

test('requirements that cannot be met say which package and why, and the number is given again', async () => {
  const agent = await start('two')
  const failure = async (requirements: string) => {
    await (await readEnvironment(ctx, 'wrong').catch(() => undefined) ? addEnvironmentVersion(ctx, 'wrong', { requirements }) : createEnvironment(ctx, { name: 'wrong', requirements }))
    return vi.waitFor(async () => {
      const environment = await readEnvironment(ctx, 'wrong')
      expect(environment.stage, agent.output()).toBe('failed')
      return environment
    }, { timeout: 60_000, interval: 200 })
  }
  expect(await failure('pandas==99\n')).toMatchObject({ version: 1, message: 'There is no version of pandas that fits “pandas==99”. Ask for another, or leave the version open.' })
  expect(await failure('numpy<2\npandas==3.1.1\n')).toMatchObject({ version: 1, message: expect.stringMatching(/contradict each other: pandas>=3\.1\.1 needs numpy/) })
  await expect(submit('wrong@1', 'def main():\n    return None')).rejects.toMatchObject({ code: 'invalid', message: expect.stringMatching(/wrong@1” could not be resolved/), details: { problems: [{ node: 'script', param: 'environment' }] } })
  await agents.stop(agent)
}, 180_000)

test('a build that fails ends the steps that need it, with the package; what waits says so until then', async () => {
  const hash = `--hash=sha256:${'0'.repeat(64)}`
  const { lock } = await readEnvironment(ctx, 'cows')
  await createEnvironment(ctx, { name: 'forged', lock: lock.replace(/^cowsay==6\.1 \\\n(?:\s+--hash=\S+ ?\\?\n)+/m, `cowsay==6.1 ${hash}\n`) })
  const run = await submit('forged@1', 'def main():\n    return None')
  expect((await step(run)).state).toBe('queued')
  const agent = await start('three')
  await vi.waitFor(async () => {
    await giveUpOnEnvironments(studioQueue())
    expect((await step(run)).state, agent.output()).toBe('failed')
  }, { timeout: 60_000, interval: 300 })
  expect(await step(run)).toMatchObject({ endReason: 'environment_failed', message: expect.stringMatching(/^The environment forged@1 could not be built on three\..*cowsay.*hash/is), attempts: [] })
  expect((await readRun(ctx, run.id)).state).toBe('failed')
  await agents.stop(agent)
}, 120_000)

test('a host without network is to blame itself: the step waits, says why, and runs when the host can', async () => {
  const { lock } = await readEnvironment(ctx, 'cows')
  await createEnvironment(ctx, { name: 'offline', lock: `${lock}# another one\n`, description: 'Same packages' })
  const home = agents.home()
  // A cache of its own, which is empty.
  const broken = await start('four', home, { UV_DEFAULT_INDEX: 'http://127.0.0.1:9/simple', UV_HTTP_RETRIES: '0', UV_NO_CACHE: '1', ATELIER_ENVIRONMENT_RETRY_MS: '600000' })
  const run = await submit('offline@1', 'import pandas as pd\n\ndef main():\n    return pd.DataFrame({"a": [1]})\n')
  await vi.waitFor(async () => {
    await giveUpOnEnvironments(studioQueue())
    const waiting = (await readRun(ctx, run.id)).steps[0]!
    expect(waiting.state, broken.output()).toBe('queued')
    expect(waiting.waitReason ?? waiting.message).toMatch(/offline.*index cannot be reached.*tries? again/is)
  }, { timeout: 60_000, interval: 300 })
  await agents.stop(broken)
  const healed = await start('four', home)
  await ended(run)
  expect((await step(run)).state, healed.output()).toBe('succeeded')
  await agents.stop(healed)
}, 180_000)

test('two agents of one host build once, and a person has both of them asked', async () => {
  const { lock } = await readEnvironment(ctx, 'cows')
  await createEnvironment(ctx, { name: 'shared', lock: `${lock}# shared\n` })
  const home = agents.home()
  const both = [await start('left', home), await start('right', home)]
  await vi.waitFor(async () => {
    const asked = await prewarmEnvironment(ctx, 'shared')
    expect(asked.agents.map(({ agent }) => agent)).toEqual(['left', 'right'])
  }, { timeout: 60_000, interval: 300 })
  const on = await vi.waitFor(async () => {
    const { agents: states } = await readEnvironment(ctx, 'shared')
    expect(states.filter(({ connected }) => connected).map(({ agent, state, wanted }) => [agent, state, wanted]), both.map(({ output }) => output()).join()).toEqual([['left', 'ready', false], ['right', 'ready', false]])
    return states.filter(({ connected }) => connected)
  }, { timeout: 90_000, interval: 200 })
  const logs = await Promise.all(on.map(({ agentId }) => readEnvironmentBuildLog(ctx, 'shared', { agent: agentId })))
  expect(logs.filter(({ log }) => /cowsay==6\.1/.test(log))).toHaveLength(1)
  expect(readdirSync(path.join(home, 'environments')).filter((name) => name.startsWith('shared-'))).toHaveLength(1)
  await Promise.all(both.map((agent) => agents.stop(agent)))
}, 180_000)
