import { beforeEach, expect, test } from 'vitest'
import { startSession } from '@/db/queries/compute'
import { listActivity } from '@/db/queries/activity'
import type { Lease } from '@/lib/protocol/messages'
import { readQuota } from '@/lib/quotas/read-quota'
import { setQuota } from '@/lib/quotas/set-quota'
import { readRun } from '@/lib/runs/read'
import { submitGraph } from '@/lib/runs/submit'
import { testContext } from '../../support/context'
import { testDatabase } from '../../support/database'
import { enter, graphOf } from './graphs'
import { testAgent, testArtifacts, testQueue, type TestAgent } from './support'

testArtifacts()
const database = await testDatabase({ max: 30 })
const queue = testQueue(database)
beforeEach(async () => {
  await database.sql`delete from runs`
  await database.sql`delete from workspace_quotas`
})

async function largeAgent(gpus = 0): Promise<TestAgent> {
  const agent = await testAgent(queue, database)
  const cards = Array.from({ length: gpus }, (_, at) => ({ uuid: `GPU-${agent.id}-${at}`, name: 'Test card', memoryMb: 1000 }))
  await startSession(queue.sql, { agentId: agent.id, session: agent.session, capabilities: { cpus: 64, memoryMb: 64_000, platform: 'test', agentVersion: '0', python: null, pythonProblem: null, tags: [], slots: 32, gpus: cards } })
  return agent
}

let made = 0
type Own = Awaited<ReturnType<typeof testContext>>
async function waiting(ctx: Own, requests: Record<string, unknown>[]): Promise<string> {
  const run = await submitGraph(ctx, { graph: graphOf(requests.map((_, at) => enter(`s${at}`, [[String(made++)]]))), pipelineId: null, name: 'limited', options: { force: 'all' } })
  for (const [at, wish] of requests.entries()) await database.sql`update step_runs set requests = ${JSON.stringify(wish)}::text::jsonb where run_id = ${run.id} and node = ${`s${at}`}`
  return run.id
}
const times = <T>(count: number, value: T) => Array.from({ length: count }, () => value)
/** As an agent asks: what becomes ready meanwhile is heard of. */
const soon = { waitMs: 10_000 }

test('a workspace’s quota of running steps holds, however many agents claim at once, and is used in full', { timeout: 60_000 }, async () => {
  const ctx = await testContext(database.db, { role: 'admin' })
  await setQuota(ctx, { steps: 5 })
  const runId = await waiting(ctx, [...times(30, {}), ...times(10, { cpus: 2 })])
  const agents = await Promise.all(Array.from({ length: 8 }, () => largeAgent()))
  let open = 0
  let most = 0
  let done = 0
  const running = async () => (most = Math.max(most, Number((await database.sql`select count(*) as n from step_runs where state = 'running'`)[0]!.n)))
  // Each claims, reports, and is handed what follows, all at once.
  await Promise.all(
    agents.map(async (agent) => {
      while (done < 40) {
        let leases: Lease[] = await agent.claim(4, { waitMs: 200 })
        while (leases.length > 0) {
          open += leases.length
          most = Math.max(most, open)
          await running()
          const next: Lease[] = []
          for (const lease of leases) {
            open--
            next.push(...(await agent.succeed(lease, { claim: { session: agent.session, slots: 1, waitMs: 0, ready: [], python: false } })))
            done++
          }
          leases = next
        }
      }
    }),
  )
  expect(most).toBe(5)
  expect((await readRun(ctx, runId)).counts).toMatchObject({ total: 40, succeeded: 40 })
})

test('CPUs, memory and GPUs count, what fits goes on, and other workspaces are not held back', { timeout: 60_000 }, async () => {
  const [ctx, other] = await Promise.all([testContext(database.db, { role: 'owner' }), testContext(database.db)])
  await setQuota(ctx, { cpus: 4, memoryMb: 6000, gpus: 1 })
  const agent = await largeAgent(4)
  const runId = await waiting(ctx, [{ cpus: 3 }, { cpus: 2 }, { memoryMb: 5000 }, { memoryMb: 2000 }, { gpus: 2 }])
  await waiting(other, times(3, {}))
  const leases = await agent.claim(8, soon)
  const own = leases.filter((lease) => lease.runId === runId)
  expect(own.map(({ step }) => step.node).sort()).toEqual(['s0', 's2'])
  expect(leases).toHaveLength(5)
  expect(await readQuota(ctx)).toEqual({ limits: { steps: null, cpus: 4, memoryMb: 6000, gpus: 1 }, used: { steps: 2, cpus: 4, memoryMb: 5000, gpus: 0 } })
  const reasons = Object.fromEntries((await readRun(ctx, runId)).steps.map((step) => [step.node, step.waitReason]))
  expect(reasons.s1).toBe('The workspace’s quota of 4 CPUs is used up')
  expect(reasons.s4).toMatch(/^The step asks for 2 GPUs, and the workspace’s quota is 1\. /)
  // What is used less frees it, and a quota taken away holds nothing back.
  await agent.succeed(own.find(({ step }) => step.node === 's0')!)
  expect((await agent.claim(8, soon)).map(({ step }) => step.node)).toEqual(['s1'])
  await setQuota(ctx, { cpus: null, memoryMb: null, gpus: null })
  expect((await agent.claim(8, soon)).map(({ step }) => step.node).sort()).toEqual(['s3', 's4'])
})

test('a step that waits for the quota says so, and only an owner or admin sets one', { timeout: 60_000 }, async () => {
  const ctx = await testContext(database.db, { role: 'admin' })
  await setQuota(ctx, { steps: 1 })
  const runId = await waiting(ctx, [{}, {}])
  const agent = await largeAgent()
  expect(await agent.claim(4, soon)).toHaveLength(1)
  const { steps } = await readRun(ctx, runId)
  expect(steps.find(({ state }) => state === 'queued')!.waitReason).toBe('The workspace’s quota of 1 running step is used up')
  for (const role of ['author', 'labeler', 'viewer'] as const) await expect(setQuota({ ...ctx, actor: { ...ctx.actor, role } as Own['actor'] }, { steps: 9 })).rejects.toMatchObject({ code: 'forbidden' })
  await expect(setQuota(ctx, { steps: 0 })).rejects.toMatchObject({ code: 'invalid' })
  expect((await listActivity(database.db, { workspaceId: ctx.workspace.id, limit: 5 })).filter(({ action }) => action === 'workspace.quota_set')).toHaveLength(1)
})
