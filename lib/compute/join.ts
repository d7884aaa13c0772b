import { z } from 'zod'
import { insertJoin, insertJoined, joinById, useJoin } from '@/db/queries/agent-joins'
import type { Database } from '@/db/client'
import { recordActivity } from '@/lib/activity/record'
import type { Context } from '@/lib/context'
import { AppError } from '@/lib/errors'
import { authorize } from '@/lib/permissions'
import type { AgentCredential } from './create-agent'
import { mintToken, tokenHash } from './token'

const hours = 1

export const JoinInput = z.object({ name: z.string().trim().min(1).max(80) })

export const JoinToken = z.object({
  id: z.string(),
  /** Shown once; only its hash is stored. */
  token: z.string(),
  expiresAt: z.string(),
})
export type JoinToken = z.infer<typeof JoinToken>

export const JoinState = z.object({
  id: z.string(),
  expiresAt: z.string(),
  expired: z.boolean(),
  /** Who came with it. */
  agent: z.object({ id: z.string(), name: z.string() }).nullable(),
})
export type JoinState = z.infer<typeof JoinState>

/** A token with which one machine may join as an agent within the hour. @throws AppError `forbidden` */
export async function createJoin(ctx: Context): Promise<JoinToken> {
  authorize(ctx, 'compute.manage')
  const token = mintToken('atl_join_')
  return ctx.db.transaction(async (db) => {
    const row = await insertJoin(db, { tokenHash: tokenHash(token), workspaceId: ctx.workspace.id, createdBy: ctx.actor.name, hours })
    await recordActivity({ ...ctx, db }, { action: 'agent.join_token_created', object: { kind: 'agent', name: 'an agent to come' } })
    return { id: row.id, token, expiresAt: new Date(row.expires_at).toISOString() }
  })
}

/** Whether somebody has joined with it. @throws AppError `not_found`, `forbidden` */
export async function readJoin(ctx: Context, id: string): Promise<JoinState> {
  authorize(ctx, 'compute.manage')
  const row = z.uuid().safeParse(id).success ? await joinById(ctx.db, { workspaceId: ctx.workspace.id, id }) : undefined
  if (!row) throw new AppError('not_found', 'There is no such join token in this workspace.')
  return { id: row.id, expiresAt: new Date(row.expires_at).toISOString(), expired: row.expired, agent: row.agent_id ? { id: row.agent_id, name: row.agent_name! } : null }
}

/** A machine becomes an agent with a credential of its own. @throws AppError `unauthenticated` where the token is not good */
export async function joinAgent(db: Database, joinToken: string, { name }: z.infer<typeof JoinInput>): Promise<AgentCredential> {
  const token = mintToken('atl_agent_')
  return db.transaction(async (tx) => {
    const used = await useJoin(tx, tokenHash(joinToken))
    if (!used) throw new AppError('unauthenticated', 'This join token was used already, or its hour is over. Make a new one under Compute, “Add agent”.')
    const agent = await insertJoined(tx, { joinId: used.id, name, tokenHash: tokenHash(token) })
    const ctx = { workspace: { id: used.workspace_id }, actor: { kind: 'agent' as const, ...agent }, db: tx }
    await recordActivity(ctx, { action: 'agent.joined', object: { kind: 'agent', ...agent }, details: { invitedBy: used.created_by } })
    return { ...agent, token }
  })
}
