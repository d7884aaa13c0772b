'use client'

import { Button } from '@/components/ui/button'
import { RelativeTime } from '@/components/ui/relative-time'
import { Table, Td, Th, Tr } from '@/components/ui/table'
import type { MembersView } from '@/lib/identity/invite'

/** Links that nobody has used yet. */
export function InvitationTable({ invitations, onWithdraw }: { invitations: MembersView['invitations']; onWithdraw: (id: string) => void }) {
  return (
    <div className="flex flex-col gap-2">
      <h2 className="font-semibold">Open invitations</h2>
      <Table aria-label="Open invitations">
        <thead>
          <tr>
            <Th>E-mail</Th>
            <Th>Role</Th>
            <Th>Ends</Th>
            <Th>
              <span className="sr-only">Actions</span>
            </Th>
          </tr>
        </thead>
        <tbody>
          {invitations.map(({ id, email, role, expiresAt }) => (
            <Tr key={id}>
              <Td className="font-medium max-sm:w-full max-sm:max-w-0">{email}</Td>
              <Td className="capitalize">{role}</Td>
              <Td className="text-muted">
                <RelativeTime at={expiresAt} />
              </Td>
              <Td className="w-24 text-right">
                <Button size="sm" variant="ghost" onClick={() => onWithdraw(id)}>
                  Withdraw
                </Button>
              </Td>
            </Tr>
          ))}
        </tbody>
      </Table>
    </div>
  )
}
