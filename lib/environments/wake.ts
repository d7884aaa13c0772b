import { listAgents } from '@/db/queries/compute'
import type { Database } from '@/db/client'
import { agentTopic, hints } from '@/lib/queue/hints'

/** Ends the held heartbeats of the agents that could resolve or build, so that they hear of it now. */
export async function wakeResolvers(db: Pick<Database, 'execute'>): Promise<void> {
  for (const agent of await listAgents(db)) if (agent.connected && agent.capabilities?.python) wakeAgent(agent.id)
}

export function wakeAgent(id: string): void {
  hints().send(agentTopic(id))
}
