import { randomUUID } from 'node:crypto'
import { startSession } from '@/db/queries/compute'
import { heldLeases, openAttemptsOf } from '@/db/queries/leases'
import { curatedEnvironments } from '@/lib/environments/list'
import type { HelloRequest, HelloResponse } from '@/lib/protocol/messages'
import { loseAttempt } from './lose'
import { heartbeatMs, leaseTtlMs, type Queue } from './queue'

/**
 * A process of an agent introduces itself. It goes on with what children of its former process still do, or have done; what
 * else that process held is queued again at once.
 */
export async function hello(queue: Queue, agent: { id: string; name: string }, request: HelloRequest): Promise<HelloResponse> {
  const session = randomUUID()
  await startSession(queue.sql, { agentId: agent.id, session, capabilities: request.capabilities })
  const held = await heldLeases(queue.sql, agent.id, request.held ?? [], leaseTtlMs)
  const kept = new Set(held.filter((lease) => lease.verdict === 'keep').map((lease) => lease.id))
  for (const attemptId of await openAttemptsOf(queue.sql, agent.id)) {
    if (kept.has(attemptId)) continue
    await loseAttempt(queue, attemptId, { by: 'restart', agentId: agent.id }, `The agent ${agent.name} was restarted while it ran this step`)
  }
  const environments = curatedEnvironments().filter(({ prebuilt }) => prebuilt).map(({ name, version, lockHash, lock, python }) => ({ name, version, lockHash, lock, python }))
  return { agentId: agent.id, heartbeatMs, session, held, environments }
}
