import { appendAgentLog, ordersOf, sampleLoad } from '@/db/queries/agent-life'
import { renewLeases, saveEnvironmentStates, verdicts } from '@/db/queries/leases'
import { environmentOrders } from './builds/give-orders'
import { giveUpOnEnvironments } from './builds/give-up'
import { AppError } from '@/lib/errors'
import type { HeartbeatRequest, HeartbeatResponse } from '@/lib/protocol/messages'
import { agentTopic } from './hints'
import { leaseTtlMs, type Queue } from './queue'

/** What each agent said last of its environments, so that only changes are written. */
const lastStates = new Map<string, string>()
/** When each agent's load was last kept. */
const lastSamples = new Map<string, number>()
const sampleMs = 15_000

/**
 * Renews an agent's leases and tells which to keep, and its orders. The answer is held for up to `waitMs` and comes at once
 * when a lease is to be cancelled or the orders are others than the agent knows, so that neither need wait for the next heartbeat.
 * @throws AppError `conflict` where another process of the same agent has taken over: this one ends.
 */
export async function heartbeat(queue: Queue, agentId: string, beat: HeartbeatRequest, signal?: AbortSignal): Promise<HeartbeatResponse> {
  if (!(await renewLeases(queue.sql, { agentId, ttlMs: leaseTtlMs, beat }))) {
    throw new AppError('conflict', 'Another process has introduced itself as this agent. This one ends; give each agent a token of its own.')
  }
  await saveEnvironments(queue, agentId, beat)
  if (beat.log.length > 0) await appendAgentLog(queue.sql, agentId, beat.log)
  await sample(queue, agentId, beat)
  // Some a little sooner than others: agents that came back together after a restart would all beat in the same moment for ever.
  const until = performance.now() + beat.waitMs * (1 - Math.random() * 0.2)
  for (let woken = false; ; woken = true) {
    // Watched before the look, so that a cancel in between is not missed.
    const stop = new AbortController()
    const left = until - performance.now()
    const hint = left > 0 ? queue.hints.wait(agentTopic(agentId), left, AbortSignal.any([stop.signal, ...(signal ? [signal] : [])])) : undefined
    const [leases, state] = await Promise.all([verdicts(queue.sql, agentId, beat.leases), ordersOf(queue.sql, agentId)])
    const environments = await environmentOrders(queue, agentId, beat, woken)
    const news = leases.some((lease) => lease.verdict !== 'keep') || environments.builds.length + environments.resolutions.length > 0
    if (!hint || signal?.aborted || state !== beat.orders || news) {
      stop.abort()
      return { leases, orders: { state }, ...environments }
    }
    await hint
  }
}

async function saveEnvironments(queue: Queue, agentId: string, beat: HeartbeatRequest): Promise<void> {
  const said = JSON.stringify(beat.environments)
  if (beat.buildLog.length === 0 && lastStates.get(agentId) === said) return
  await saveEnvironmentStates(queue.sql, { agentId, states: beat.environments, lines: beat.buildLog })
  lastStates.set(agentId, said)
  if (beat.environments.some(({ state }) => state === 'failed')) await giveUpOnEnvironments(queue, true)
}

async function sample(queue: Queue, agentId: string, beat: HeartbeatRequest): Promise<void> {
  const now = performance.now()
  if (now - (lastSamples.get(agentId) ?? -Infinity) < sampleMs) return
  lastSamples.set(agentId, now)
  await sampleLoad(queue.sql, agentId, beat.load)
}
