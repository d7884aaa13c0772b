// Every way in which an agent can write to a lease, tried with one that is another's now.
import { readdirSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { GET as getArtifact, PUT as putArtifact } from '@/app/api/artifacts/[digest]/route'
import { POST as heartbeat } from '@/app/api/agent/heartbeat/route'
import { GET as board, POST as asked, PUT as answered } from '@/app/api/agent/leases/[id]/board/route'
import { POST as done } from '@/app/api/agent/leases/[id]/done/route'
import { GET as code } from '@/app/api/agent/leases/[id]/code/route'
import { POST as events } from '@/app/api/agent/leases/[id]/events/route'
import { POST as logs } from '@/app/api/agent/leases/[id]/logs/route'
import { GET as rows } from '@/app/api/agent/leases/[id]/rows/route'
import { startSession } from '@/db/queries/compute'
import { registerAgent } from '@/lib/compute/create-agent'
import type { Lease } from '@/lib/protocol/messages'
import { claim } from '@/lib/queue/claim'
import { sweepLeases } from '@/lib/queue/sweep'
import { readRun } from '@/lib/runs/read'
import { readLogs } from '@/lib/runs/logs'
import { submitGraph } from '@/lib/runs/submit'
import { testContext } from '../../support/context'
import { testDatabase } from '../../support/database'
import { enter, graphOf } from './graphs'
import { outputsOf, testArtifacts, testQueue } from './support'

testArtifacts()
const database = await testDatabase()
const queue = testQueue(database)
const root = path.resolve(import.meta.dirname, '../../..')
const digest = '0'.repeat(64)

type Handler = (request: Request, context: { params: Promise<never> }) => Promise<Response>
const call = (handler: unknown, params: Record<string, string>, method: string, token: string, body?: string, query = '') =>
  (handler as Handler)(new Request(`http://studio/${query}`, { method, headers: { authorization: `Bearer ${token}` }, ...(body !== undefined && { body }) }), { params: Promise.resolve(params as never) })

const report = async (lease: Lease, endReason: string) => JSON.stringify({ fence: lease.fence, endReason, outputs: endReason === 'succeeded' ? await outputsOf(lease) : {}, logs: [{ seq: 7, stream: 'stdout', text: 'stale', at: 1 }] })

/** Route below app/api → how a stale lease is used there. */
const uses: Record<string, (lease: Lease, token: string) => Promise<Response>[]> = {
  'agent/leases/[id]/done': (lease, token) => ['succeeded', 'user_error', 'preempted', 'cancelled'].map(async (reason) => call(done, { id: lease.id }, 'POST', token, await report(lease, reason))),
  'agent/leases/[id]/logs': (lease, token) => [call(logs, { id: lease.id }, 'POST', token, JSON.stringify({ fence: lease.fence, chunks: [{ seq: 0, stream: 'stdout', text: 'stale', at: 1 }] }))],
  'agent/leases/[id]/board': (lease) => [
    call(board, { id: lease.id }, 'GET', lease.jobToken),
    call(asked, { id: lease.id }, 'POST', lease.jobToken, '{}'),
    call(answered, { id: lease.id }, 'PUT', lease.jobToken, 'stale', `?request=${lease.id}&status=200`),
  ],
  'agent/leases/[id]/code': (lease) => [call(code, { id: lease.id }, 'GET', lease.jobToken)],
  'agent/leases/[id]/events': (lease) => [call(events, { id: lease.id }, 'POST', lease.jobToken, 'stale')],
  'agent/leases/[id]/rows': (lease) => [call(rows, { id: lease.id }, 'GET', lease.jobToken)],
  'artifacts/[digest]': (lease) => [call(putArtifact, { digest }, 'PUT', lease.jobToken, 'stale'), call(getArtifact, { digest }, 'GET', lease.jobToken)],
}
/** They go by the token of a command or a TensorBoard alone, which ends with its attempt. */
const byToken = ['agent/leases/[id]/board', 'agent/leases/[id]/code', 'agent/leases/[id]/events']
/** These take no lease, or answer what becomes of it. */
const others = ['agent/bundle', 'agent/bundle/[digest]', 'agent/claim', 'agent/environments/[id]/definition', 'agent/environments/[id]/resolved', 'agent/heartbeat', 'agent/hello', 'agent/join']

test('every route of agents is known here', () => {
  const found = ['agent', 'artifacts'].flatMap((folder) => readdirSync(path.join(root, 'app/api', folder), { recursive: true, encoding: 'utf8' }).filter((file) => path.basename(file) === 'route.ts').map((file) => path.posix.join(folder, path.dirname(file))))
  expect(found.sort()).toEqual([...Object.keys(uses), ...others].sort())
})

test('a lease that is another agent’s now is refused everywhere, and nothing of it is kept', async () => {
  const ctx = await testContext(database.db)
  const { id, name, token } = await registerAgent(database.db, { name: 'former' })
  const capabilities = { cpus: 1, memoryMb: 8000, platform: 'test', agentVersion: '0', python: null, pythonProblem: null, tags: [], slots: 1 }
  await startSession(queue.sql, { agentId: id, session: 'one', capabilities })
  const run = await submitGraph(ctx, { graph: graphOf([enter('a')]), pipelineId: null, name: 'r', options: { force: 'all' } })
  const agent = { id, name, memoryMb: 8000 }
  const request = { session: 'one', slots: 1, waitMs: 0, ready: [], python: false }
  const [stale] = await claim(queue, agent, request)
  await database.sql`update step_attempts set expires_at = clock_timestamp() - interval '1 second'`
  expect(await sweepLeases(queue)).toBe(1)
  await database.sql`update step_runs set not_before = null`
  // To the same agent: neither its token nor its name tells the two apart, only the fence.
  const [again] = await claim(queue, agent, request)
  expect(again!.fence).toBeGreaterThan(stale!.fence)
  for (const [route, use] of Object.entries(uses)) {
    for (const answer of await Promise.all(use(stale!, token))) {
      const said = (await answer.json()) as { error: { code: string } }
      expect([route, answer.status, said.error.code]).toEqual([route, ...(byToken.includes(route) ? [401, 'unauthenticated'] : [409, 'stale_lease'])])
    }
  }
  const crossed = await call(done, { id: again!.id }, 'POST', token, await report({ ...again!, fence: stale!.fence }, 'user_error'))
  expect(crossed.status).toBe(409)
  const load = { cpu: 0, memoryUsedMb: 0, diskFreeMb: null, diskTotalMb: null, gpus: [], running: 0, cache: null }
  const beat = await call(heartbeat, {}, 'POST', token, JSON.stringify({ session: 'one', leases: [stale, again].map((lease) => ({ id: lease!.id, fence: lease!.fence })), environments: [], load, waitMs: 0, buildLog: [], python: null, pythonProblem: null, log: [], orders: 'work', bye: false }))
  const { leases } = (await beat.json()) as { leases: { id: string; verdict: string }[] }
  expect(Object.fromEntries(leases.map((lease) => [lease.id, lease.verdict]))).toEqual({ [stale!.id]: 'kill', [again!.id]: 'keep' })
  expect((await readRun(ctx, run.id)).steps[0]).toMatchObject({ state: 'running', outputs: {} })
  expect((await readLogs(ctx, run.id)).lines).toEqual([])
  // An agent whose clock is an hour off says when its lines were written, and nothing else goes by its clock.
  const late = { seq: 0, stream: 'stdout', text: 'an hour ago', at: Date.now() - 3_600_000 }
  expect((await call(done, { id: again!.id }, 'POST', token, JSON.stringify({ fence: again!.fence, endReason: 'succeeded', outputs: await outputsOf(again!), logs: [late] }))).status).toBe(200)
  const [times] = await database.sql<[{ seconds: number }]>`select extract(epoch from clock_timestamp() - ended_at)::float as seconds from step_attempts where id = ${again!.id}`
  expect(Math.abs(times.seconds)).toBeLessThan(30)
})
