// Agents whose machine has a wrong clock: leases, their renewal and the times that people read go by the studio's alone.
import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { artifactStore } from '@/lib/artifacts/store'
import { registerAgent } from '@/lib/compute/create-agent'
import { leaseTtlMs, studioQueue } from '@/lib/queue/queue'
import { sweepLeases } from '@/lib/queue/sweep'
import { cancelRun } from '@/lib/runs/cancel'
import { readLogs } from '@/lib/runs/logs'
import { readRun } from '@/lib/runs/read'
import { submitGraph } from '@/lib/runs/submit'
import { graphOf } from '../lib/queue/graphs'
import { testArtifacts } from '../lib/queue/support'
import { testContext } from '../support/context'
import { testDatabase } from '../support/database'
import { bundleAgent } from './bundle'
import { startStudioServer } from './studio-server'

vi.hoisted(() => (process.env.ATELIER_LEASE_MS = '12000'))
testArtifacts()
const database = await testDatabase()
const studio = await startStudioServer()
// Below the project, so that the bundle finds its packages.
const folder = mkdtempSync(path.join(import.meta.dirname, '../../node_modules/.agent-test-'))
const agents = new Set<ChildProcess>()
const day = 86_400_000

beforeAll(async () => {
  // Read before the agent's own program, in its threads too.
  writeFileSync(path.join(folder, 'clock.cjs'), 'const now = Date.now\nDate.now = () => now() + Number(process.env.CLOCK_OFF)\nglobalThis.Date = class extends Date { constructor(...given) { super(...(given.length ? given : [Date.now()])) } }\n')
  await bundleAgent(folder)
})
afterAll(async () => {
  await Promise.all([...agents].map((agent) => agent.kill('SIGKILL') && once(agent, 'exit')))
  await studio.pause()
  rmSync(folder, { recursive: true, force: true })
})

async function startAgent(name: string, offMs: number): Promise<void> {
  const { token } = await registerAgent(database.db, { name })
  const home = path.join(folder, name)
  const own = { ATELIER_URL: studio.url, ATELIER_AGENT_TOKEN: token, ATELIER_HOME: home, ATELIER_AGENT_NAME: name, ATELIER_ARTIFACTS: artifactStore().root, ATELIER_AGENT_SLOTS: '1' }
  const skew = { NODE_OPTIONS: `--require ${path.join(folder, 'clock.cjs')}`, CLOCK_OFF: String(offMs) }
  agents.add(spawn(process.execPath, [path.join(folder, 'agent.mjs')], { env: { NODE_ENV: 'test', PATH: '/nowhere', HOME: home, ...own, ...skew }, stdio: 'ignore' }))
}

test.each([['ahead', 2 * day], ['behind', -2 * day]])('an agent whose clock is two days %s keeps its leases, and its times are right', { timeout: 60_000 }, async (name, offMs) => {
  const ctx = await testContext(database.db)
  await startAgent(name, offMs)
  const submit = (query: string) => submitGraph(ctx, { graph: graphOf([{ id: 'q', component: 'script.sql@1', params: { query } }]), pipelineId: null, name: 'test', options: { force: 'all' } })
  const before = Date.now()
  // What fails says why in its log.
  const quick = await submit("select cast('x' as integer) as a")
  await vi.waitFor(async () => expect((await readRun(ctx, quick.id)).state).toBe('failed'), { timeout: 30_000 })
  const [attempt] = (await readRun(ctx, quick.id)).steps[0]!.attempts
  const { lines } = await readLogs(ctx, quick.id)
  expect(lines.length).toBeGreaterThan(0)
  const times = [attempt!.claimedAt, attempt!.endedAt!, ...lines.map(({ at }) => at)].map((at) => Date.parse(at))
  for (const at of times) expect(at).toBeGreaterThanOrEqual(before - 1_000)
  for (const at of times) expect(at).toBeLessThanOrEqual(Date.now() + 1_000)

  // A step that takes minutes: its lease is renewed, and by the studio's clock.
  const long = await submit('select sum(a.range * b.range) as total from range(1000000) a, range(10000000) b')
  const lease = async () => (await database.sql<{ ends: number; left: number }[]>`select extract(epoch from expires_at)::float8 as ends, extract(epoch from expires_at - clock_timestamp())::float8 * 1000 as left from step_attempts where ended_at is null`)[0]
  await vi.waitFor(async () => expect(await lease()).toBeDefined(), { timeout: 30_000 })
  const first = (await lease())!
  await vi.waitFor(async () => expect((await lease())!.ends).toBeGreaterThan(first.ends), { timeout: 30_000 })
  for (const { left } of [first, (await lease())!]) expect(left).toSatisfy((ms: number) => ms > 0 && ms <= leaseTtlMs)
  expect(await sweepLeases(studioQueue())).toBe(0)
  expect((await readRun(ctx, long.id)).steps[0]).toMatchObject({ state: 'running', attempts: [{ agent: name }] })
  await cancelRun(ctx, long.id)
  await vi.waitFor(async () => expect((await readRun(ctx, long.id)).endedAt).not.toBeNull(), { timeout: 30_000 })
  for (const agent of agents) agent.kill('SIGTERM')
})
