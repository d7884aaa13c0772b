import type { AgentRow } from '@/db/queries/compute'
import type { StepRow } from '@/db/queries/runs'
import { minDiskMb } from '@/lib/compute/min-disk'
import { environmentReason } from '@/lib/environments/wait-reason'
import { awayReason, works } from './away-reason'
import { roomReason } from './room-reason'
import { fittingAgents, inGigabytes, type NeedyStep } from './step-needs'

export interface QueueFacts {
  agents: AgentRow[]
  /** By component, the seconds that it usually takes. */
  medians: Map<string, number>
  /** Milliseconds since the Unix epoch. */
  now: number
  /** Lock hashes of the environments that run in a container. */
  images?: ReadonlySet<string>
}

type QueuedStep = NeedyStep & Pick<StepRow, 'not_before' | 'message'>

/** Why no agent has this ready step yet, in words for a person. Pure. */
export function queuedReason(step: QueuedStep, facts: QueueFacts): string {
  if (step.not_before) {
    const seconds = Math.max(1, Math.round((Date.parse(step.not_before) - facts.now) / 1000))
    return `Tried again in ${seconds} s, after: ${step.message || 'a loss of the agent'}`
  }
  // A node takes its cluster's steps alone.
  const agents = facts.agents.filter(({ target }) => target === null)
  if (agents.length === 0) return 'No agent is registered. Add one under Compute'
  const { fitting, reason } = fittingAgents(step, agents, facts.images)
  if (reason !== undefined) return reason
  const working = fitting.filter(works)
  if (working.length === 0) return awayReason(fitting.length > 0 ? fitting : agents, agents.length, facts.now)
  const roomy = working.filter(({ load }) => (load?.diskFreeMb ?? Infinity) >= minDiskMb)
  if (roomy.length === 0) return diskReason(working)
  const able = step.runner === 'python' ? roomy.filter((agent) => hasEnvironment(agent, step)) : roomy
  if (able.length === 0) return environmentReason(step, roomy, facts.images)
  return roomReason(step, able, { ...facts, all: agents.length })
}

function diskReason(agents: AgentRow[]): string {
  const names = agents.map(({ name }) => name)
  const least = inGigabytes(minDiskMb)
  if (names.length === 1) return `${names[0]} has less than ${least} of disk left and takes no step: free some space there`
  return `${names.slice(0, -1).join(', ')} and ${names.at(-1)} have less than ${least} of disk left and take no step: free some space there`
}

function hasEnvironment(agent: AgentRow, step: QueuedStep): boolean {
  return agent.environments.some((environment) => environment.lockHash === step.environment_hash && environment.state === 'ready')
}
