import { wakeAgent } from '@/db/queries/environment-orders'
import { listAgents } from '@/db/queries/compute'
import { within } from '@/db/queries/within'
import type { Database } from '@/db/client'

/** Ends the held heartbeats of the agents that could resolve or build, so that they hear of it now. */
export async function wakeResolvers(db: Pick<Database, 'execute'>): Promise<void> {
  const agents = await listAgents(db)
  await wakeThem(db, agents.filter((agent) => agent.connected && agent.capabilities?.python).map(({ id }) => id))
}

export async function wakeThem(db: Pick<Database, 'execute'>, ids: string[]): Promise<void> {
  for (const id of ids) await wakeAgent(within(db), id)
}
