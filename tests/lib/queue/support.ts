import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { Readable } from 'node:stream'
import { afterAll } from 'vitest'
import type { Connection } from '@/db/client'
import { startSession } from '@/db/queries/compute'
import { artifactStore } from '@/lib/artifacts/store'
import { registerAgent } from '@/lib/compute/create-agent'
import type { ClaimRequest, DoneRequest, Lease } from '@/lib/protocol/messages'
import { claim, type ClaimingAgent } from '@/lib/queue/claim'
import { done } from '@/lib/queue/done'
import { Hints } from '@/lib/queue/hints'
import type { Queue } from '@/lib/queue/queue'

/** A folder of its own for the artifacts of one test file. */
export function testArtifacts(): void {
  const home = mkdtempSync(path.join(tmpdir(), 'atelier-queue-'))
  process.env.ATELIER_HOME = home
  delete process.env.ATELIER_ARTIFACTS
  afterAll(() => rmSync(home, { recursive: true, force: true }))
}

export function testQueue(database: Connection): Queue {
  return { sql: database.sql, hints: new Hints(database.sql), has: (digest) => artifactStore().has(digest) }
}

export interface TestAgent extends ClaimingAgent {
  session: string
  claim(slots?: number, more?: Partial<ClaimRequest>): Promise<Lease[]>
  succeed(lease: Lease, more?: Partial<DoneRequest>): Promise<Lease[]>
  end(lease: Lease, endReason: DoneRequest['endReason'], message?: string, more?: Partial<DoneRequest>): Promise<Lease[]>
}

/** An agent that is registered and has introduced itself, driven by the test. Its outputs are real blobs in the store. */
export async function testAgent(queue: Queue, database: Connection): Promise<TestAgent> {
  const { id, name } = await registerAgent(database.db, { name: `agent-${randomBytes(4).toString('hex')}` })
  const session = randomBytes(4).toString('hex')
  const capabilities = { cpus: 2, memoryMb: 8000, platform: 'test', agentVersion: '0', python: null, pythonProblem: null, tags: [], slots: 2 }
  await startSession(queue.sql, { agentId: id, session, capabilities })
  const agent = { id, name, memoryMb: 8000 }
  const report = (lease: Lease, more: Partial<DoneRequest>): DoneRequest => ({
    fence: lease.fence,
    endReason: 'succeeded',
    message: '',
    outputs: {},
    metrics: {},
    phases: {},
    peakMemoryMb: null,
    logs: [],
    claim: null,
    ...more,
  })
  return {
    ...agent,
    session,
    claim: (slots = 1, more = {}) => claim(queue, agent, { session, slots, waitMs: 0, ready: [], python: false, ...more }),
    succeed: async (lease, more = {}) => done(queue, agent, lease.id, report(lease, { outputs: await outputsOf(lease), ...more })),
    end: (lease, endReason, message = 'for a reason', more = {}) => done(queue, agent, lease.id, report(lease, { endReason, message, ...more })),
  }
}

/** For each output a blob whose content depends on component, params and inputs alone, as a real step's does. */
export async function outputsOf(lease: Lease): Promise<DoneRequest['outputs']> {
  const inputs = Object.values(lease.inputs).map((input) => input.digest)
  const entries = lease.outputs.map(async ({ port, type }) => {
    const text = JSON.stringify([lease.step.component, lease.step.params, inputs, port])
    const blob = await artifactStore().write(Readable.from([text]))
    return [port, { type, ...blob, meta: { rows: 1, columns: [] } }] as const
  })
  return Object.fromEntries(await Promise.all(entries))
}

/** Claims and finishes everything that is ready, in order; answers with the nodes in that order. */
export async function drain(agent: TestAgent): Promise<string[]> {
  const nodes: string[] = []
  for (;;) {
    const leases = await agent.claim(10)
    if (leases.length === 0) return nodes
    for (const lease of leases) {
      nodes.push(lease.step.node)
      await agent.succeed(lease)
    }
  }
}
