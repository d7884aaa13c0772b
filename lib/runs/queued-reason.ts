import type { AgentRow } from '@/db/queries/compute'
import type { StepRow } from '@/db/queries/runs'
import { environmentReason } from '@/lib/environments/wait-reason'

export interface QueueFacts {
  agents: AgentRow[]
  /** By component, the seconds that it usually takes. */
  medians: Map<string, number>
  /** Milliseconds since the Unix epoch. */
  now: number
  /** Lock hashes of the environments that run in a container. */
  images?: ReadonlySet<string>
}

type QueuedStep = Pick<StepRow, 'runner' | 'environment' | 'environment_hash' | 'memory_mb' | 'not_before' | 'message'>

/** Why no agent has this ready step yet, in words for a person. Pure. */
export function queuedReason(step: QueuedStep, facts: QueueFacts): string {
  if (step.not_before) {
    const seconds = Math.max(1, Math.round((Date.parse(step.not_before) - facts.now) / 1000))
    return `Tried again in ${seconds} s, after: ${step.message || 'a loss of the agent'}`
  }
  if (facts.agents.length === 0) return 'No agent is registered. Add one under Compute'
  const connected = facts.agents.filter((agent) => agent.connected)
  if (connected.length === 0) return `No agent is connected; ${lastSeen(facts)}`
  const large = connected.filter((agent) => (agent.capabilities?.memoryMb ?? 0) >= (step.memory_mb ?? 0))
  if (large.length === 0) return tooLarge(step, Math.max(...connected.map((agent) => agent.capabilities?.memoryMb ?? 0)))
  if (step.runner === 'command' && !large.some((agent) => agent.capabilities?.commands)) return 'No agent runs commands: the owner of a machine allows it by starting the agent there with ATELIER_AGENT_COMMANDS=1'
  const able = step.runner === 'command' ? large.filter((agent) => agent.capabilities?.commands) : step.runner === 'table' ? large : large.filter((agent) => hasEnvironment(agent, step))
  if (able.length === 0) return environmentReason(step, large, facts.images)
  return busyReason(able, facts)
}

/** What to do about a step that no connected agent has the memory for. */
function tooLarge({ memory_mb: need, runner }: QueuedStep, largestMb: number): string {
  const way = runner === 'python' ? 'Cancel the run and put Sample before this step, or add a larger agent under Compute' : 'Add a larger agent under Compute'
  return `Needs about ${inGigabytes(need ?? 0)} of memory; the largest agent has ${inGigabytes(largestMb)}. ${way}`
}

function inGigabytes(megabytes: number): string {
  return megabytes < 1000 ? `${megabytes} MB` : `${(megabytes / 1000).toFixed(megabytes < 10_000 ? 1 : 0).replace(/\.0$/, '')} GB`
}

function hasEnvironment(agent: AgentRow, step: QueuedStep): boolean {
  return agent.environments.some((environment) => environment.lockHash === step.environment_hash && environment.state === 'ready')
}

function busyReason(agents: AgentRow[], { medians, now }: QueueFacts): string {
  const free = agents.find((agent) => agent.running.length < (agent.capabilities?.slots ?? 1))
  if (free) return `About to start on ${free.name}`
  const who = agents.length === 1 ? `Agent ${agents[0]!.name} is busy` : `All ${agents.length} agents are busy`
  const left = agents.flatMap((agent) => agent.running).map((step) => {
    const median = medians.get(step.component)
    return median === undefined ? undefined : median - (now - Date.parse(step.since)) / 1000
  })
  const known = left.filter((seconds): seconds is number => seconds !== undefined && seconds > 0)
  return known.length === 0 ? who : `${who}, next free in ~${roundSeconds(Math.min(...known))}`
}

function roundSeconds(seconds: number): string {
  if (seconds < 60) return `${Math.max(1, Math.round(seconds))} s`
  return `${Math.round(seconds / 60)} min`
}

function lastSeen({ agents, now }: QueueFacts): string {
  const latest = agents.filter((agent) => agent.seen_at).sort((a, b) => Date.parse(b.seen_at!) - Date.parse(a.seen_at!))[0]
  if (!latest) return 'none has ever been. Start one under Compute'
  const minutes = Math.round((now - Date.parse(latest.seen_at!)) / 60_000)
  return `${latest.name} was last seen ${minutes < 1 ? 'less than a minute' : minutes === 1 ? 'a minute' : minutes < 120 ? `${minutes} minutes` : `${Math.round(minutes / 60)} hours`} ago`
}
