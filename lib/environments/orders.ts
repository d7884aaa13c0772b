import type { BuildOrder } from '@/lib/protocol/environments'

/** An agent as far as it matters here. */
export interface Builder {
  id: string
  name: string
  python: boolean
  containers: boolean
  /** The compute target whose node it is: it takes that target's steps and no others. */
  target: string | null
  memoryMb: number
  /** Steps that it runs now. */
  running: number
  /** It takes steps: not paused, not ending. */
  works: boolean
}

/** Queued steps that need one environment. */
export interface Want extends BuildOrder {
  container: boolean
  target: string | null
  /** The least memory that one of the steps needs. */
  memoryMb: number
  /** Milliseconds that the first of them has been ready for. */
  waitedMs: number
  /** How many there are. */
  steps: number
}

export interface BuildState {
  agentId: string
  lockHash: string
  state: 'absent' | 'building' | 'ready' | 'failed'
  cause: 'environment' | 'host' | null
  message: string
}

export interface Situation {
  /** The agents that are connected. */
  agents: Builder[]
  states: BuildState[]
  wants: Want[]
  /** What people have asked for. */
  asked: (BuildOrder & { agentId: string })[]
}

/** Steps that have waited this long for busy agents get a further one built, where one is idle. */
export const spreadAfterMs = 15_000

/**
 * What an agent is to build now: what a person asked it for, and what queued steps need and nobody else has or builds. Of
 * several agents that could, the least busy one is chosen, so that one build is begun and not one on each host.
 */
export function buildOrders(agentId: string, { agents, states, wants, asked }: Situation): BuildOrder[] {
  const orders = new Map<string, BuildOrder>()
  for (const { agentId: whose, ...order } of asked) if (whose === agentId) orders.set(order.lockHash, order)
  const self = agents.find(({ id }) => id === agentId)
  if (!self?.works) return [...orders.values()]
  for (const want of wants) {
    if (!able(self, want) || stateOf(states, agentId, want.lockHash) !== undefined) continue
    const served = agents.some((agent) => ['ready', 'building'].includes(stateOf(states, agent.id, want.lockHash)?.state ?? '') && able(agent, want))
    const chosen = agents.filter((agent) => agent.works && able(agent, want) && stateOf(states, agent.id, want.lockHash) === undefined).sort(byIdleness)[0]
    const spread = served && self.running === 0 && want.waitedMs > spreadAfterMs
    if (spread || (!served && chosen?.id === agentId)) orders.set(want.lockHash, orderOf(want))
  }
  return [...orders.values()]
}

/** The sentence with which steps end that nobody can ever serve: each agent that could was asked, and what was asked for is at fault. */
export function hopeless(want: Want, { agents, states }: Pick<Situation, 'agents' | 'states'>): string | undefined {
  const able_ = agents.filter((agent) => able(agent, want))
  if (able_.length === 0) return undefined
  const found = able_.map((agent) => stateOf(states, agent.id, want.lockHash))
  if (!found.every((state) => state?.state === 'failed' && state.cause === 'environment')) return undefined
  const who = able_.length === 1 ? able_[0]!.name : `each of the ${able_.length} agents that could`
  const environment = want.name === '' ? 'The environment' : `The environment ${want.name}@${want.version}`
  return `${environment} could not be built on ${who}. ${buildReason(found[0]!.message)}`
}

/** What went wrong, without saying once more what it was that went wrong. */
export function buildReason(message: string): string {
  return message.replace(/^The (?:environment|image of) \S+ could not be (?:built|made)\. /, '')
}

function able(agent: Builder, want: Want): boolean {
  return agent.target === want.target && (want.container ? agent.containers : agent.python) && agent.memoryMb >= want.memoryMb
}

/** What an agent has said, unless it has not begun. */
function stateOf(states: BuildState[], agentId: string, lockHash: string): BuildState | undefined {
  return states.find((state) => state.agentId === agentId && state.lockHash === lockHash && state.state !== 'absent')
}

const byIdleness = (a: Builder, b: Builder) => a.running - b.running || a.name.localeCompare(b.name)

function orderOf({ name, version, lockHash, again }: Want): BuildOrder {
  return { name, version, lockHash, again }
}
