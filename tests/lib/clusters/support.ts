import { mkdtempSync, rmSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, vi } from 'vitest'
import { listTargets } from '@/db/queries/clusters'
import type { Context } from '@/lib/context'
import { createTarget } from '@/lib/clusters/manage'
import { readNodes } from '@/lib/clusters/read'
import { scaleClusters, type ScaleOptions } from '@/lib/clusters/scale'
import type { CreateTargetInput, NodeView } from '@/lib/clusters/schema'
import type { Graph } from '@/lib/graph/schema'
import { agentTopic } from '@/lib/queue/hints'
import { studioQueue } from '@/lib/queue/queue'
import { sweepLeases } from '@/lib/queue/sweep'
import { readRun } from '@/lib/runs/read'
import type { RunView } from '@/lib/runs/schema'
import { submitGraph } from '@/lib/runs/submit'
import { bundleAgent } from '../../agent/bundle'
import { startStudioServer } from '../../agent/studio-server'
import { testContext } from '../../support/context'
import { testDatabase } from '../../support/database'
import { testArtifacts } from '../queue/support'

/** A studio that looks after clusters as the real one does, with its own database, artifacts and programs. Call it at a file's top level. */
export async function testClusters() {
  testArtifacts()
  const database = await testDatabase()
  const studio = await startStudioServer()
  // Below the project, so that the bundle finds its packages.
  const programs = mkdtempSync(path.join(import.meta.dirname, '../../../node_modules/.clusters-test-'))
  const options: ScaleOptions = { db: database.db, hint: (id) => studioQueue().hints.send(agentTopic(id)) }
  const ended = new AbortController()
  let held: Promise<void> | undefined
  let release = () => {}
  let round = Promise.resolve()

  async function work(): Promise<void> {
    while (!ended.signal.aborted) {
      await held
      round = scaleClusters(options).then(() => sweepLeases(studioQueue()).then(() => {}))
      await round
      await sleep(200)
    }
  }

  beforeAll(async () => {
    await bundleAgent(programs)
    process.env.ATELIER_DUCKDB_WORKER = path.join(programs, 'duckdb-worker.mjs')
    process.env.ATELIER_PUBLIC_URL = studio.url
    void work()
  })
  afterAll(async () => {
    for (const { id } of await listTargets(database.db)) await database.sql`update compute_targets set deleting_at = now() where id = ${id}`
    release()
    await vi.waitFor(async () => { if ((await listTargets(database.db)).length > 0) throw new Error('nodes are left') }, { timeout: 40_000, interval: 200 }).catch(() => {})
    ended.abort()
    await round
    await studio.pause()
    rmSync(programs, { recursive: true, force: true })
    delete process.env.ATELIER_DUCKDB_WORKER
  })

  return {
    database,
    studio,
    options,
    programs,
    context: () => testContext(database.db, { role: 'admin' }),
    /** No look at the clusters until `goOn`. */
    async hold() {
      held = new Promise((resolve) => (release = resolve))
      await round
    },
    goOn: () => release(),
    /** Deletes a target and waits until its last node has ended. */
    async end(name: string) {
      await database.sql`update compute_targets set deleting_at = now() where name = ${name}`
      await vi.waitFor(async () => { if ((await listTargets(database.db, name)).length > 0) throw new Error('nodes are left') }, { timeout: 30_000, interval: 200 })
    },
    /** Its nodes have no Python to look for, so that nothing is built. */
    add: (ctx: Context, input: Partial<CreateTargetInput> & Pick<CreateTargetInput, 'name' | 'engine'>) => createTarget(ctx, { studioUrl: studio.url, env: { PATH: '/nowhere' }, idleSeconds: 1, ...input }),
    submit: async (ctx: Context, graph: Graph, requests: { target: string; cpus?: number }) => {
      return submitGraph(ctx, { graph, pipelineId: null, name: 'test', options: { force: 'all', compute: requests } })
    },
    nodes: async (ctx: Context, name: string) => (await readNodes(ctx, name)).nodes,
    untilRun: (ctx: Context, id: string, holds: (run: RunView) => boolean, timeout = 60_000) =>
      vi.waitFor(
        async () => {
          const run = await readRun(ctx, id)
          if (!holds(run)) throw new Error(`not yet: ${run.state} ${JSON.stringify(run.steps.map((step) => [step.node, step.state, step.message, step.attempts.map((attempt) => attempt.endReason)]))} ${JSON.stringify(await database.sql`select name, problem from compute_targets`)} ${JSON.stringify(await database.sql`select state, reason from cluster_nodes`)}`)
          return run
        },
        { timeout, interval: 100 },
      ),
    untilNodes: (ctx: Context, name: string, holds: (nodes: NodeView[]) => boolean, timeout = 60_000) =>
      vi.waitFor(
        async () => {
          const { nodes } = await readNodes(ctx, name)
          if (!holds(nodes)) throw new Error(`not yet: ${JSON.stringify(nodes.map(({ state, reason, place }) => [state, reason, place]))}`)
          return nodes
        },
        { timeout, interval: 100 },
      ),
  }
}

/** A query that takes minutes, in a table step. */
export const slow = (id: string) => ({ id, component: 'script.sql@1', params: { query: 'select sum(a.range * b.range) as total from range(1000000) a, range(10000000) b' } })
