import type { Database } from '@/db/client'
import { joinNode as joinRow } from '@/db/queries/cluster-nodes'
import type { AgentCredential } from '@/lib/compute/create-agent'
import { mintToken, tokenHash } from '@/lib/compute/token'

/** A node's agent gets a credential of its own for the token that its launch carried. Undefined where the token is no node's, was used, or came too late. */
export async function joinNode(db: Database, joinToken: string, name: string): Promise<AgentCredential | undefined> {
  const token = mintToken('atl_agent_')
  const agent = await db.transaction((tx) => joinRow(tx, { joinHash: tokenHash(joinToken), name, tokenHash: tokenHash(token) }))
  return agent && { ...agent, token }
}
