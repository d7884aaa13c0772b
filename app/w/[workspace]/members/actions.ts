'use server'

import { z } from 'zod'
import { action } from '@/app/respond'
import { changeRole } from '@/lib/identity/change-role'
import { invite, listMembers, withdrawInvitation } from '@/lib/identity/invite'
import { removeMember } from '@/lib/identity/remove-member'
import { ChangeRoleInput, Id, InviteInput } from '@/lib/identity/schema'

/** The list as it is after the change. */
export const inviteAction = action('members.manage', InviteInput, async (ctx, input) => ({ link: await invite(ctx, input), list: await listMembers(ctx) }))

export const withdrawInvitationAction = action('members.manage', z.object({ id: Id }), async (ctx, input) => {
  await withdrawInvitation(ctx, input)
  return listMembers(ctx)
})

export const changeRoleAction = action('members.manage', ChangeRoleInput, async (ctx, input) => {
  await changeRole(ctx, input)
  return listMembers(ctx)
})

// Leaving needs no more than being there; the use case tells it from removing others.
export const removeMemberAction = action('members.read', z.object({ userId: Id }), async (ctx, input) => {
  await removeMember(ctx, input)
  const left = ctx.actor.kind === 'user' && ctx.actor.id === input.userId
  return left ? null : listMembers(ctx)
})
