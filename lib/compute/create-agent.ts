import { z } from 'zod'
import { removeAgent as removeAgentRow, upsertAgent } from '@/db/queries/compute'
import type { Database } from '@/db/client'
import { recordActivity } from '@/lib/activity/record'
import type { Context } from '@/lib/context'
import { AppError } from '@/lib/errors'
import { authorize } from '@/lib/permissions'
import { mintToken, tokenHash } from './token'

export const CreateAgentInput = z.object({ name: z.string().trim().min(1, 'Give the agent a name').max(80) })

export interface AgentCredential {
  id: string
  name: string
  /** Shown once; only its hash is stored. */
  token: string
}

/** Gives the agent of this name a new credential, and makes it where there is none. For the launcher, which asks nobody. */
export async function registerAgent(db: Database, { name }: { name: string }): Promise<AgentCredential> {
  const token = mintToken('atl_agent_')
  const { id } = await upsertAgent(db, { name, tokenHash: tokenHash(token) })
  return { id, name, token }
}

/**
 * The same for a person: a new agent, or a new credential for one that lost its own.
 * @throws AppError `forbidden`, `invalid`.
 */
export async function createAgent(ctx: Context, input: z.input<typeof CreateAgentInput>): Promise<AgentCredential> {
  authorize(ctx, 'compute.manage')
  const { name } = CreateAgentInput.parse(input)
  const token = mintToken('atl_agent_')
  return ctx.db.transaction(async (db) => {
    const { id, created } = await upsertAgent(db, { name, tokenHash: tokenHash(token) })
    await recordActivity({ ...ctx, db }, { action: created ? 'agent.created' : 'agent.token_renewed', object: { kind: 'agent', id, name } })
    return { id, name, token }
  })
}

/** Takes an agent off the list and ends its credential. @throws AppError `forbidden`, `not_found`. */
export async function removeAgent(ctx: Context, id: string): Promise<void> {
  authorize(ctx, 'compute.manage')
  await ctx.db.transaction(async (db) => {
    const removed = z.uuid().safeParse(id).success ? await removeAgentRow(db, id) : undefined
    if (!removed) throw new AppError('not_found', 'There is no such agent any more.')
    await recordActivity({ ...ctx, db }, { action: 'agent.removed', object: { kind: 'agent', id, name: removed.name } })
  })
}
