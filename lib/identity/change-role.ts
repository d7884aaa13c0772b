import type { z } from 'zod'
import { lockMembers, setMemberRole } from '@/db/queries/identity'
import { recordActivity } from '@/lib/activity/record'
import type { Context } from '@/lib/context'
import { AppError } from '@/lib/errors'
import { parse } from '@/lib/parse'
import { authorize, type Role } from '@/lib/permissions'
import { authorizeRoles } from './roles'
import { ChangeRoleInput } from './schema'

/** A workspace never loses its last owner. @throws AppError `forbidden`, `not_found`, `conflict` */
export async function changeRole(ctx: Context, input: z.input<typeof ChangeRoleInput>): Promise<{ role: Role }> {
  authorize(ctx, 'members.manage')
  const { userId, role } = parse(ChangeRoleInput, input)
  await ctx.db.transaction(async (tx) => {
    const { member, owners } = await lockMembers(tx, ctx.workspace.id, userId)
    if (!member) throw new AppError('not_found', 'There is no such member in this workspace.')
    authorizeRoles(ctx, role, member.role)
    if (member.role === role) return
    if (member.role === 'owner' && owners === 1)
      throw new AppError('conflict', `${member.name} is the only owner of “${ctx.workspace.name}”. Make somebody else an owner first.`)
    await setMemberRole(tx, ctx.workspace.id, userId, role)
    await recordActivity({ ...ctx, db: tx }, { action: 'member.role_changed', object: { kind: 'member', id: userId, name: member.name }, details: { from: member.role, to: role } })
  })
  return { role }
}
