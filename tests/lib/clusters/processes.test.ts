import { existsSync } from 'node:fs'
import path from 'node:path'
import { expect, test, vi } from 'vitest'
import { deleteTarget, updateTarget } from '@/lib/clusters/manage'
import { readSamples, readTarget } from '@/lib/clusters/read'
import { startOf } from '@/lib/process/start-of'
import { cancelRun } from '@/lib/runs/cancel'
import { chain, graphOf } from '../queue/graphs'
import { slow, testClusters } from './support'

const clusters = await testClusters()
const pidOf = (place: string) => Number(/process (\d+)$/.exec(place)![1])

test('a cluster of processes grows for what waits, runs it, and ends its nodes when they are idle', { timeout: 90_000 }, async () => {
  const ctx = await clusters.context()
  await clusters.add(ctx, { name: 'local', engine: 'processes' })
  expect(await clusters.nodes(ctx, 'local')).toEqual([])
  const run = await clusters.submit(ctx, chain(6), { target: 'local' })
  const after = await clusters.untilRun(ctx, run.id, ({ endedAt }) => endedAt !== null)
  expect(after.state).toBe('succeeded')
  for (const step of after.steps) expect(step.attempts[0]!.agent).toMatch(/^local-[0-9a-f]{6}$/)
  const [node] = await clusters.untilNodes(ctx, 'local', ([first]) => first?.state === 'gone')
  expect(node!.reason).toMatch(/^Ends: idle for [1-9]/)
  expect(startOf(pidOf(node!.place))).toBeNull()
  expect(existsSync(path.join(process.env.ATELIER_HOME!, 'clusters', node!.id))).toBe(false)
  // It is off the list of agents, and the chart knows what was.
  expect(await clusters.database.sql`select 1 from agents where name like 'local-%' and removed_at is null`).toHaveLength(0)
  await vi.waitFor(async () => {
    const { points } = await readSamples(ctx, 'local', { minutes: 5 })
    expect(Math.max(...points.map((point) => point.desired))).toBe(1)
    expect(points.at(-1)).toMatchObject({ desired: 0, live: 0, busy: 0 })
  }, 20_000)
})

test('a node that is killed loses its step to the next one, and the run goes on', { timeout: 90_000 }, async () => {
  const ctx = await clusters.context()
  await clusters.add(ctx, { name: 'killed', engine: 'processes', maxNodes: 1 })
  const run = await clusters.submit(ctx, graphOf([slow('s')]), { target: 'killed' })
  await clusters.untilRun(ctx, run.id, ({ steps }) => steps[0]!.state === 'running')
  const [node] = await clusters.nodes(ctx, 'killed')
  process.kill(pidOf(node!.place), 'SIGKILL')
  const again = await clusters.untilRun(ctx, run.id, ({ steps }) => steps[0]!.attempts.length === 2 && steps[0]!.state === 'running')
  // The latter where it was killed before it had said that it has the step.
  expect(['lease_lost', 'preempted']).toContain(again.steps[0]!.attempts[0]!.endReason)
  const nodes = await clusters.nodes(ctx, 'killed')
  expect(nodes.find(({ id }) => id === node!.id)!.reason).toMatch(/^Lost/)
  await cancelRun(ctx, run.id)
  await clusters.untilRun(ctx, run.id, ({ state }) => state === 'cancelled')
})

test('a node that runs something is never ended: a lowered maximum and the deletion of its target let it finish', { timeout: 90_000 }, async () => {
  const ctx = await clusters.context()
  await clusters.add(ctx, { name: 'busy', engine: 'processes', maxNodes: 2, slots: 1, idleSeconds: 0 })
  const run = await clusters.submit(ctx, graphOf([slow('a'), slow('b')]), { target: 'busy' })
  await clusters.untilRun(ctx, run.id, ({ steps }) => steps.every(({ state }) => state === 'running'))
  await updateTarget(ctx, 'busy', { maxNodes: 1 })
  await clusters.untilNodes(ctx, 'busy', (nodes) => nodes.some(({ state }) => state === 'draining'))
  await deleteTarget(ctx, 'busy')
  await clusters.untilNodes(ctx, 'busy', (nodes) => nodes.every(({ state }) => state === 'draining'))
  // Several looks later both still run.
  await new Promise((resolve) => setTimeout(resolve, 5000))
  const during = await clusters.untilRun(ctx, run.id, () => true)
  expect(during.steps.map(({ state, attempts }) => [state, attempts.length])).toEqual([['running', 1], ['running', 1]])
  expect((await readTarget(ctx, 'busy')).state).toBe('deleting')
  await cancelRun(ctx, run.id)
  await clusters.untilRun(ctx, run.id, ({ state }) => state === 'cancelled')
  await vi.waitFor(() => expect(readTarget(ctx, 'busy')).rejects.toThrow('There is no compute target called “busy”'), { timeout: 30_000 })
})

test('a launch that cannot work says why, and the next one waits', async () => {
  const ctx = await clusters.context()
  process.env.ATELIER_DUCKDB_WORKER = '/nowhere/duckdb-worker.mjs'
  try {
    await clusters.add(ctx, { name: 'broken', engine: 'processes', minNodes: 1 })
    const [node] = await clusters.untilNodes(ctx, 'broken', ([first]) => first?.state === 'failed')
    expect(node!.reason).toContain('npm run bundle')
    expect(await readTarget(ctx, 'broken')).toMatchObject({ state: 'problem', cooling: true, problem: expect.stringMatching(/could not be launched.*npm run bundle/) })
    await deleteTarget(ctx, 'broken')
  } finally {
    process.env.ATELIER_DUCKDB_WORKER = path.join(clusters.programs, 'duckdb-worker.mjs')
  }
})
