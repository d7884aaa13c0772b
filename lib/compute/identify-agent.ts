import { agentOfToken, type AgentIdentity } from '@/db/queries/compute'
import type { Sql } from '@/db/client'
import { AppError } from '@/lib/errors'
import { tokenHash } from './token'

const known = new Map<string, { agent: AgentIdentity; until: number }>()
const keptMs = 5_000

/** The bearer token of a request. @throws AppError `unauthenticated`. */
export const bearer = (request: Request, prefix: string): string => tokenOf(request.headers.get('authorization'), prefix)

function tokenOf(authorization: string | null, prefix: string): string {
  const token = /^Bearer (\S+)$/i.exec(authorization ?? '')?.[1]
  if (!token?.startsWith(prefix)) throw new AppError('unauthenticated', `Send “Authorization: Bearer ${prefix}…”.`)
  return token
}

/** Who an agent's token belongs to; asked again after five seconds, so that removing an agent takes that long at most. */
export const identifyAgent = (sql: Sql, request: Request): Promise<AgentIdentity> => identifyAuthorization(sql, request.headers.get('authorization'))

/** The same by the header alone. */
export async function identifyAuthorization(sql: Sql, authorization: string | null): Promise<AgentIdentity> {
  const hash = tokenHash(tokenOf(authorization, 'atl_agent_'))
  const kept = known.get(hash)
  if (kept && kept.until > Date.now()) return kept.agent
  const agent = await agentOfToken(sql, hash)
  if (!agent) {
    known.delete(hash)
    throw new AppError('unauthenticated', 'This agent is not registered here, or its token was renewed. Get a new one under Compute and start the agent with it.')
  }
  if (known.size > 1000) known.clear()
  known.set(hash, { agent, until: Date.now() + keptMs })
  return agent
}

/** After a change of what is kept of an agent, its next request reads it anew. */
export function forgetAgent(id: string): void {
  for (const [hash, { agent }] of known) if (agent.id === id) known.delete(hash)
}
