import type { z } from 'zod'
import { deleteInvitation, insertInvitation, listLiveInvitations, listMembers as members, type MemberRow } from '@/db/queries/identity'
import { recordActivity } from '@/lib/activity/record'
import type { Context } from '@/lib/context'
import { AppError } from '@/lib/errors'
import { parse } from '@/lib/parse'
import { authorize, can, type Role } from '@/lib/permissions'
import { authorizeRoles } from './roles'
import { InviteInput } from './schema'
import { hashSecret, newSecret } from './secret'

const validHours = 7 * 24

/**
 * A link, good for a week and for one person, with which the holder of the e-mail joins.
 * Returns its path with the secret, which is shown this once. @throws AppError `forbidden`, `invalid`, `conflict`
 */
export async function invite(ctx: Context, input: z.input<typeof InviteInput>): Promise<{ path: string; email: string; role: Role }> {
  authorize(ctx, 'members.manage')
  const { email, role } = parse(InviteInput, input)
  authorizeRoles(ctx, role)
  if ((await members(ctx.db, ctx.workspace.id)).some((member) => member.email === email))
    throw new AppError('conflict', `${email} is a member already. Change the role in the list instead.`, { fields: { email: 'Is a member already.' } })
  const token = newSecret('atl_join_')
  await ctx.db.transaction(async (tx) => {
    const createdBy = ctx.actor.kind === 'user' ? ctx.actor.id : ctx.actor.kind === 'token' ? ctx.actor.userId : null
    const row = await insertInvitation(tx, { tokenHash: hashSecret(token), kind: 'invitation', workspaceId: ctx.workspace.id, email, role, createdBy, validHours })
    await recordActivity({ ...ctx, db: tx }, { action: 'member.invited', object: { kind: 'invitation', id: row.id, name: email }, details: { role } })
  })
  return { path: `/join?token=${token}`, email, role }
}

/** Ends an invitation that nobody has used. @throws AppError `forbidden`, `not_found` */
export async function withdrawInvitation(ctx: Context, input: { id: string }): Promise<void> {
  authorize(ctx, 'members.manage')
  await ctx.db.transaction(async (tx) => {
    const row = await deleteInvitation(tx, ctx.workspace.id, input.id)
    if (!row) throw new AppError('not_found', 'This invitation has been used or withdrawn already.')
    await recordActivity({ ...ctx, db: tx }, { action: 'invitation.withdrawn', object: { kind: 'invitation', id: row.id, name: row.email ?? '' } })
  })
}

export interface MembersView {
  members: (Omit<MemberRow, 'joinedAt' | 'seenAt'> & { joinedAt: string; seenAt: string | null })[]
  /** Open invitations; empty for those who cannot manage members. */
  invitations: { id: string; email: string; role: Role; expiresAt: string }[]
}

/** @throws AppError `forbidden` */
export async function listMembers(ctx: Context): Promise<MembersView> {
  authorize(ctx, 'members.read')
  const rows = await members(ctx.db, ctx.workspace.id)
  const open = can(ctx.actor, 'members.manage') ? await listLiveInvitations(ctx.db, ctx.workspace.id) : []
  return {
    members: rows.map((row) => ({ ...row, joinedAt: row.joinedAt.toISOString(), seenAt: row.seenAt?.toISOString() ?? null })),
    invitations: open.map(({ id, email, role, expiresAt }) => ({ id, email: email ?? '', role, expiresAt: expiresAt.toISOString() })),
  }
}
