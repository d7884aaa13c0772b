import type { Metadata } from 'next'
import { changeRoleAction, inviteAction, removeMemberAction, withdrawInvitationAction } from './actions'
import { MembersPage } from '@/components/members/members-page'
import { requireContext } from '@/lib/auth/require-context'
import { listMembers } from '@/lib/identity/invite'

export const metadata: Metadata = { title: 'Members' }

export default async function Members({ params }: { params: Promise<{ workspace: string }> }) {
  const ctx = await requireContext((await params).workspace, 'members.read')
  return (
    <MembersPage
      initial={await listMembers(ctx)}
      actions={{ invite: inviteAction, withdraw: withdrawInvitationAction, changeRole: changeRoleAction, remove: removeMemberAction }}
    />
  )
}
