'use client'

import { useState } from 'react'
import { UserPlus } from 'lucide-react'
import { useKeys } from '@/components/shell/keys'
import { unwrap } from '@/components/ui/action-result'
import { Button } from '@/components/ui/button'
import { Confirm } from '@/components/ui/confirm'
import { ErrorNote } from '@/components/ui/error-note'
import { formatCount } from '@/components/ui/format'
import { Page, PageHeader } from '@/components/ui/page-header'
import { Table, Th } from '@/components/ui/table'
import { Tooltip } from '@/components/ui/tooltip'
import { useCan, useWorkspace } from '@/components/ui/workspace-context'
import type { MembersView } from '@/lib/identity/invite'
import { InvitationTable } from './invitation-table'
import { InviteDialog } from './invite-dialog'
import { MemberRow } from './member-row'
import type { MemberActions } from './types'

export function MembersPage({ initial, actions }: { initial: MembersView; actions: MemberActions }) {
  const { slug, name, user } = useWorkspace()
  const manages = useCan('members.manage')
  const [list, setList] = useState(initial)
  const [inviting, setInviting] = useState(0)
  const [leaving, setLeaving] = useState<MembersView['members'][number] | null>(null)
  const [error, setError] = useState<unknown>(null)
  async function change(pending: Promise<MembersView>) {
    setError(null)
    try {
      setList(await pending)
    } catch (cause) {
      setError(cause)
    }
  }
  async function remove(userId: string) {
    const after = await unwrap(actions.remove(slug, { userId }))
    if (after) setList(after)
    else window.location.assign('/')
  }
  useKeys('Members', manages ? [{ keys: 'i', label: 'Invite a member', run: () => setInviting(Date.now()) }] : [])
  const self = leaving?.userId === user.id
  return (
    <Page>
      <PageHeader
        title="Members"
        description={`${formatCount(list.members.length, 'person', 'people')} in ${name}`}
        actions={
          manages && (
            <Tooltip content="Make an invitation link" keys="I">
              <Button variant="primary" icon={UserPlus} onClick={() => setInviting(Date.now())}>
                Invite
              </Button>
            </Tooltip>
          )
        }
      />
      {error !== null && <ErrorNote error={error} />}
      <Table aria-label="Members">
        <thead>
          <tr>
            <Th>Name</Th>
            <Th className="max-sm:hidden">E-mail</Th>
            <Th>Role</Th>
            <Th className="max-sm:hidden">Last here</Th>
            <Th className="max-sm:hidden">Joined</Th>
            <Th>
              <span className="sr-only">Actions</span>
            </Th>
          </tr>
        </thead>
        <tbody>
          {list.members.map((member) => (
            <MemberRow key={member.userId} member={member} onRole={(role) => change(unwrap(actions.changeRole(slug, { userId: member.userId, role })))} onRemove={() => setLeaving(member)} />
          ))}
        </tbody>
      </Table>
      {list.invitations.length > 0 && <InvitationTable invitations={list.invitations} onWithdraw={(id) => void change(unwrap(actions.withdraw(slug, { id })))} />}
      {inviting > 0 && (
        <InviteDialog
          key={inviting}
          open
          onOpenChange={(open) => !open && setInviting(0)}
          invite={actions.invite}
          onChange={setList}
        />
      )}
      <Confirm
        open={leaving !== null}
        onOpenChange={(open) => !open && setLeaving(null)}
        title={self ? `Leave ${name}?` : `Remove ${leaving?.name ?? ''}?`}
        action={self ? 'Leave workspace' : 'Remove member'}
        onConfirm={() => (leaving ? remove(leaving.userId) : undefined)}
      >
        {self ? 'You' : 'They'} lose access at once, and {self ? 'your' : 'their'} access tokens for this workspace end. What {self ? 'you' : 'they'} made stays. An invitation brings{' '}
        {self ? 'you' : 'them'} back.
      </Confirm>
    </Page>
  )
}
