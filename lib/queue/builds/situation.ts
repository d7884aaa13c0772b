import { agentStatesOf, builders, environmentDemand } from '@/db/queries/environment-orders'
import type { Situation } from '@/lib/environments/orders'
import type { Queue } from '../queue'

export type Demand = Situation & { resolving: boolean }

interface Look {
  at: number
  result: Promise<Demand>
}

/** Hundreds of agents ask at every moment: one look a while serves them all. */
const looks = new WeakMap<Queue, Look>()
const lookMs = 700

/** Who could build what, and what is wanted. `fresh`: something has just changed. */
export function situation(queue: Queue, fresh = false): Promise<Demand> {
  const known = looks.get(queue)
  if (known && performance.now() - known.at < (fresh ? 30 : lookMs)) return known.result
  const look: Look = { at: performance.now(), result: load(queue) }
  // A look that failed is not kept.
  look.result.catch(() => looks.get(queue) === look && looks.delete(queue))
  looks.set(queue, look)
  return look.result
}

async function load({ sql }: Queue): Promise<Demand> {
  const { wants, asked, resolving } = await environmentDemand(sql)
  if (wants.length === 0 && asked.length === 0) return { agents: [], states: [], wants: [], asked: [], resolving }
  const [agents, states] = await Promise.all([builders(sql), agentStatesOf(sql, wants.map((want) => want.lock_hash))])
  return {
    resolving,
    agents: agents.map(({ memory_mb, ...agent }) => ({ ...agent, memoryMb: memory_mb })),
    states: states.map(({ agent_id, lock_hash, ...state }) => ({ ...state, agentId: agent_id, lockHash: lock_hash })),
    wants: wants.map(({ lock_hash, memory_mb, waited_ms, ...want }) => ({ ...want, lockHash: lock_hash, memoryMb: memory_mb, waitedMs: waited_ms, again: false })),
    asked: asked.map(({ agent_id, lock_hash, name, version }) => ({ agentId: agent_id, lockHash: lock_hash, name, version, again: true })),
  }
}
