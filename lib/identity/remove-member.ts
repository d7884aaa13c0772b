import { revokeTokensOf } from '@/db/queries/credentials'
import { deleteMember, lockMembers } from '@/db/queries/identity'
import { recordActivity } from '@/lib/activity/record'
import type { Context } from '@/lib/context'
import { AppError } from '@/lib/errors'
import { parse } from '@/lib/parse'
import { authorize } from '@/lib/permissions'
import { authorizeRoles } from './roles'
import { Id } from './schema'

/**
 * Takes a member out and ends the member's tokens here; the account stays. Anyone may leave by removing themself.
 * @throws AppError `forbidden`, `not_found`, `conflict` (the last owner)
 */
export async function removeMember(ctx: Context, input: { userId: string }): Promise<void> {
  const userId = parse(Id, input.userId)
  const leaves = ctx.actor.kind === 'user' && ctx.actor.id === userId
  if (!leaves) authorize(ctx, 'members.manage')
  await ctx.db.transaction(async (tx) => {
    const { member, owners } = await lockMembers(tx, ctx.workspace.id, userId)
    if (!member) throw new AppError('not_found', 'There is no such member in this workspace.')
    if (!leaves) authorizeRoles(ctx, member.role)
    if (member.role === 'owner' && owners === 1)
      throw new AppError('conflict', `${member.name} is the only owner of “${ctx.workspace.name}”. Make somebody else an owner first.`)
    await deleteMember(tx, ctx.workspace.id, userId)
    await revokeTokensOf(tx, ctx.workspace.id, userId)
    await recordActivity({ ...ctx, db: tx }, { action: leaves ? 'member.left' : 'member.removed', object: { kind: 'member', id: userId, name: member.name }, details: { role: member.role } })
  })
}
