import { renewLeases, saveEnvironmentStates, verdicts } from '@/db/queries/leases'
import { AppError } from '@/lib/errors'
import type { HeartbeatRequest, HeartbeatResponse } from '@/lib/protocol/messages'
import { agentTopic } from './hints'
import { leaseTtlMs, type Queue } from './queue'

/** What each agent said last of its environments, so that only changes are written. */
const lastStates = new Map<string, string>()

/**
 * Renews an agent's leases and tells which to keep. The answer is held for up to `waitMs` and comes at once when a lease
 * is to be cancelled, so that a cancel need not wait for the next heartbeat.
 * @throws AppError `conflict` where another process of the same agent has taken over: this one ends.
 */
export async function heartbeat(queue: Queue, agentId: string, beat: HeartbeatRequest, signal?: AbortSignal): Promise<HeartbeatResponse> {
  if (!(await renewLeases(queue.sql, { agentId, ttlMs: leaseTtlMs, beat }))) {
    throw new AppError('conflict', 'Another process has introduced itself as this agent. This one ends; give each agent a token of its own.')
  }
  await saveEnvironments(queue, agentId, beat)
  const until = performance.now() + beat.waitMs
  for (;;) {
    // Watched before the look, so that a cancel in between is not missed.
    const stop = new AbortController()
    const left = until - performance.now()
    const hint = left > 0 ? queue.hints.wait(agentTopic(agentId), left, AbortSignal.any([stop.signal, ...(signal ? [signal] : [])])) : undefined
    const leases = await verdicts(queue.sql, agentId, beat.leases)
    if (!hint || signal?.aborted || leases.some((lease) => lease.verdict !== 'keep')) {
      stop.abort()
      return { leases, orders: { state: 'work' } }
    }
    await hint
  }
}

async function saveEnvironments(queue: Queue, agentId: string, beat: HeartbeatRequest): Promise<void> {
  const said = JSON.stringify(beat.environments)
  if (beat.buildLog.length === 0 && lastStates.get(agentId) === said) return
  await saveEnvironmentStates(queue.sql, { agentId, states: beat.environments, lines: beat.buildLog })
  lastStates.set(agentId, said)
}
