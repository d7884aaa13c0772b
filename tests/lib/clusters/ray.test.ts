import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { cancelRun } from '@/lib/runs/cancel'
import { deleteTarget } from '@/lib/clusters/manage'
import { readTarget } from '@/lib/clusters/read'
import { readResources } from '@/lib/clusters/read-resources'
import { testTarget } from '@/lib/clusters/test-connection'
import { readLogs } from '@/lib/runs/logs'
import { edge, enter, graphOf, select } from '../queue/graphs'
import { installRay, startRay, type RayHead } from './ray-head'
import { slow, testClusters } from './support'

// Before the queue reads it: a node that is killed is to be noticed soon.
vi.hoisted(() => (process.env.ATELIER_LEASE_MS = '6000'))

const ray = installRay()
if ('problem' in ray) console.warn(`Skipped: Ray could not be installed here (${ray.problem})`)
const clusters = await testClusters()
const token = '0123456789abcdef0123456789abcdef'

describe.skipIf('problem' in ray)('a real Ray', () => {
  let head: RayHead
  beforeAll(async () => {
    head = await startRay('folder' in ray ? ray.folder : '', token)
  }, 120_000)
  afterAll(async () => {
    head?.kill()
    // Nobody is left to ask for them.
    await clusters.database.sql`update cluster_nodes set state = 'gone' where state not in ('gone', 'failed')`
    head?.forget()
  })

  const jobs = async () => (await (await fetch(`${head.address}/api/jobs/`, { headers: { authorization: `Bearer ${token}` } })).json()) as { submission_id: string; status: string; metadata: Record<string, string> }[]

  test('is tried before it is attached, and says what is wrong', async () => {
    const ctx = await clusters.context()
    const ask = (address: string, given: string | undefined = token) => testTarget(ctx, { engine: 'ray', address, studioUrl: clusters.studio.url, token: given })
    expect(await ask(head.address)).toEqual({ message: expect.stringMatching(/^Ray 2\.\d+\.\d+ answers/), warnings: [] })
    await expect(ask(head.address, 'another-token-0123456789')).rejects.toThrow('refuses the token')
    await expect(ask(head.address, '')).rejects.toThrow('wants a token')
    await expect(ask('http://127.0.0.1:9')).rejects.toThrow(/Nothing listens|does not answer/)
    await expect(ask(clusters.studio.url)).rejects.toThrow(/answered 404/)
  })

  test('runs a pipeline as jobs that report like agents, with logs and Python, and ends them', async () => {
    const ctx = await clusters.context()
    await clusters.add(ctx, { name: 'ray', engine: 'ray', address: head.address, token, env: {}, idleSeconds: 2, maxNodes: 2 })
    const code = 'def main(in1):\n    print(len(in1), "rows in a job of Ray")\n    return in1.assign(b=in1["a"] * 2)\n'
    const graph = graphOf([enter('numbers', [['1'], ['2'], ['3']]), select('one'), select('two'), { id: 'script', component: 'script.python@1', params: { code } }], [edge('numbers', 'one'), edge('numbers', 'two'), { from: { node: 'one', port: 'table' }, to: { node: 'script', port: 'in1' } }])
    const run = await clusters.submit(ctx, graph, { target: 'ray' })
    const after = await clusters.untilRun(ctx, run.id, ({ endedAt }) => endedAt !== null, 120_000)
    expect(after.steps.map(({ node, state, message }) => [node, state, message])).toEqual(['numbers', 'one', 'two', 'script'].map((node) => [node, 'succeeded', '']))
    for (const step of after.steps) expect(step.attempts[0]!.agent).toMatch(/^ray-[0-9a-f]{6}$/)
    const { lines } = await readLogs(ctx, run.id, { node: 'script' })
    expect(lines.map(({ text }) => text).join('\n')).toContain('3 rows in a job of Ray')
    const nodes = await clusters.untilNodes(ctx, 'ray', (all) => all.length > 0 && all.every(({ state }) => state === 'gone'))
    const known = await jobs()
    for (const { id, place } of nodes) expect(known.find((job) => job.submission_id === place)).toMatchObject({ metadata: { atelier_node: id, atelier_target: 'ray' }, status: expect.stringMatching(/SUCCEEDED|STOPPED/) })
  }, 150_000)

  test('tells what it has and what is in use, as it counts them itself', async () => {
    const ctx = await clusters.context()
    const cpus = async () => (await readResources(ctx, 'ray')).resources.find(({ name }) => name === 'CPU')
    await vi.waitFor(async () => expect(await cpus()).toEqual({ name: 'CPU', used: 0, total: 2, unit: 'count' }), { timeout: 30_000, interval: 500 })
    const { machines, problem, resources } = await readResources(ctx, 'ray')
    expect({ machines, problem }).toEqual({ machines: 1, problem: '' })
    expect(resources.find(({ name }) => name === 'object_store_memory')).toEqual({ name: 'object_store_memory', used: 0, total: 100_000_000, unit: 'bytes' })
    expect(resources.map(({ name }) => name)).toEqual(['CPU', 'memory', 'object_store_memory'])
  }, 60_000)

  test('a step that is cancelled ends its job too', async () => {
    const ctx = await clusters.context()
    const run = await clusters.submit(ctx, graphOf([slow('s')]), { target: 'ray' })
    await clusters.untilRun(ctx, run.id, ({ steps }) => steps[0]!.state === 'running')
    await vi.waitFor(async () => expect((await readResources(ctx, 'ray')).resources[0]).toMatchObject({ name: 'CPU', used: 1, total: 2 }), { timeout: 30_000, interval: 500 })
    await cancelRun(ctx, run.id)
    await clusters.untilRun(ctx, run.id, ({ state }) => state === 'cancelled')
    await vi.waitFor(async () => expect((await jobs()).filter(({ status }) => status === 'RUNNING' || status === 'PENDING')).toEqual([]), { timeout: 30_000, interval: 500 })
  }, 90_000)

  test.each([{ cpus: 5 }, { cpus: 1, resources: { licence: 1 } }])('a step that asks for more than Ray has (%o) waits, saying so, and its node goes when it is cancelled', async (asks) => {
    const ctx = await clusters.context()
    const run = await clusters.submit(ctx, graphOf([slow('s')]), { target: 'ray', ...asks })
    const [node] = await clusters.untilNodes(ctx, 'ray', ([first]) => first?.state === 'launching' && first.reason !== '')
    expect(node).toMatchObject({ cpus: asks.cpus, reason: 'Ray has no room for it yet' })
    await cancelRun(ctx, run.id)
    await clusters.untilRun(ctx, run.id, ({ state }) => state === 'cancelled')
    // Ray cannot stop what it has not started: the job's token is worth nothing when its turn comes.
    await clusters.untilNodes(ctx, 'ray', (nodes) => nodes.find(({ id }) => id === node!.id)?.state === 'gone', 30_000)
  }, 90_000)

  test('when its head is killed, the step is queued again with the reason, and nothing hangs', async () => {
    const ctx = await clusters.context()
    const run = await clusters.submit(ctx, graphOf([slow('s')]), { target: 'ray' })
    await clusters.untilRun(ctx, run.id, ({ steps }) => steps[0]!.state === 'running')
    head.kill()
    const after = await clusters.untilRun(ctx, run.id, ({ steps }) => steps[0]!.state === 'queued')
    expect(['lease_lost', 'preempted']).toContain(after.steps[0]!.attempts[0]!.endReason)
    await vi.waitFor(async () => expect(await readTarget(ctx, 'ray')).toMatchObject({ state: 'problem', problem: expect.stringContaining('Nothing listens') }), { timeout: 30_000 })
    expect(await readResources(ctx, 'ray')).toMatchObject({ machines: null, resources: [], problem: expect.stringContaining('Nothing listens') })
    await cancelRun(ctx, run.id)
    await clusters.untilRun(ctx, run.id, ({ state }) => state === 'cancelled')
    await deleteTarget(ctx, 'ray')
  }, 90_000)
})
