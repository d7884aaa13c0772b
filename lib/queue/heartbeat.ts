import { appendAgentLog, sampleLoad } from '@/db/queries/agent-life'
import { renewLeases, saveEnvironmentStates, viewLeases } from '@/db/queries/leases'
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
 * One that was held for nothing is not looked at again: the next heartbeat comes at once, and looks.
 * @throws AppError `conflict` where another process of the same agent has taken over: this one ends.
 */
export async function heartbeat(queue: Queue, agentId: string, beat: HeartbeatRequest, signal?: AbortSignal): Promise<HeartbeatResponse> {
  // Some a little sooner than others: agents that came back together after a restart would all beat in the same moment for ever.
  const until = performance.now() + beat.waitMs * (1 - Math.random() * 0.2)
  const watch = () => queue.hints.watch(agentTopic(agentId), Math.max(0, until - performance.now()), signal)
  // Watched before the look, so that a cancel in between is not missed.
  let hint = watch()
  try {
    let seen = await renewLeases(queue.sql, { agentId, ttlMs: leaseTtlMs, beat })
    if (!seen) throw new AppError('conflict', 'Another process has introduced itself as this agent. This one ends; give each agent a token of its own.')
    await saveEnvironments(queue, agentId, beat)
    if (beat.log.length > 0) await appendAgentLog(queue.sql, agentId, beat.log)
    await sample(queue, agentId, beat)
    for (let woken = false; ; woken = true) {
      const environments = await environmentOrders(queue, agentId, beat, woken)
      const news = seen.orders !== beat.orders || seen.leases.some((lease) => lease.verdict !== 'keep') || environments.builds.length + environments.resolutions.length > 0
      if (news || !(await hint.over)) return { leases: seen.leases, orders: { state: seen.orders }, ...environments }
      hint = watch()
      seen = await viewLeases(queue.sql, agentId, beat.leases)
    }
  } finally {
    hint.end()
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
