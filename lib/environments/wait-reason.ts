import type { AgentRow } from '@/db/queries/compute'
import { curatedEnvironments } from './list'
import { buildReason } from './orders'

interface Waiting {
  environment: string | null
  environment_hash: string | null
}

/** Why no agent has the environment of a queued step yet, in words. `images`: lock hashes of those that run in a container. */
export function environmentReason(step: Waiting, agents: AgentRow[], images: ReadonlySet<string> = new Set()): string {
  const name = nameOf(step.environment)
  const image = images.has(step.environment_hash ?? '')
  const able = agents.filter(({ capabilities }) => (image ? capabilities?.containers : capabilities?.python))
  if (able.length === 0) return image ? `Environment ${name} is an image, and no agent runs containers: the owner of a machine with podman or docker allows it by starting the agent there with ATELIER_AGENT_CONTAINERS=1` : noPython(agents)
  const states = able.flatMap((agent) => agent.environments.filter((environment) => environment.lockHash === step.environment_hash).map((environment) => ({ agent, environment })))
  const building = states.filter(({ environment }) => environment.state === 'building').sort((a, b) => b.environment.done - a.environment.done)[0]
  if (building) {
    const { done, total, message } = building.environment
    return `Environment ${name} building${total > 0 ? ` ${done}/${total}` : ''} on ${building.agent.name}${total === 0 && message ? `: ${message}` : ''}`
  }
  const failed = states.find(({ environment }) => environment.state === 'failed')
  if (failed) {
    const again = failed.environment.cause === 'host' ? '. It tries again by itself' : ''
    return `Environment ${name} could not be built on ${failed.agent.name}: ${buildReason(failed.environment.message).replace(again ? /\.$/ : /^$/, '')}${again}`
  }
  const busy = able.every((agent) => agent.running.length > 0)
  return `Environment ${name} is not built on any agent yet${busy ? '; the next free one builds it' : '; an agent is about to begin'}`
}

function noPython(agents: AgentRow[]): string {
  const problem = agents.map((agent) => agent.capabilities?.pythonProblem).find(Boolean)
  return `No agent has Python${problem ? `: ${problem}` : '. Install Python 3.11 or newer on an agent’s machine and restart the agent'}`
}

/** Of what comes along there is one version, so its name says enough. */
function nameOf(environment: string | null): string {
  const [name = 'Python', version] = environment?.split('@') ?? []
  return curatedEnvironments().some((environment) => environment.name === name) || version === undefined ? name : `${name}@${version}`
}
