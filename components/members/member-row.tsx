'use client'

import { useState } from 'react'
import { Ellipsis, LogOut, UserMinus } from 'lucide-react'
import { Avatar } from '@/components/shell/avatar'
import { Button } from '@/components/ui/button'
import { DropdownMenu, DropdownMenuContent, DropdownMenuItem, DropdownMenuTrigger } from '@/components/ui/dropdown-menu'
import { RelativeTime } from '@/components/ui/relative-time'
import { Select } from '@/components/ui/select'
import { Td, Tr } from '@/components/ui/table'
import { useCan, useWorkspace } from '@/components/ui/workspace-context'
import type { MembersView } from '@/lib/identity/invite'
import type { Role } from '@/lib/permissions'
import { roleOptions } from './role-options'

interface Props {
  member: MembersView['members'][number]
  onRole: (role: Role) => Promise<void>
  onRemove: () => void
}

export function MemberRow({ member, onRole, onRemove }: Props) {
  const { role: mine, user } = useWorkspace()
  const manages = useCan('members.manage')
  const [pending, setPending] = useState<Role | null>(null)
  const self = member.userId === user.id
  // Owners are changed by owners alone.
  const editable = manages && (member.role !== 'owner' || mine === 'owner')
  async function choose(role: Role) {
    setPending(role)
    await onRole(role)
    setPending(null)
  }
  return (
    <Tr>
      <Td className="max-sm:w-full max-sm:max-w-0 max-sm:py-1.5">
        <span className="flex items-center gap-2">
          <Avatar name={member.name} />
          <span className="min-w-0">
            <span className="flex items-center gap-2">
              <span className="truncate font-medium">{member.name}</span>
              {self && <span className="text-muted">you</span>}
            </span>
            <span className="block truncate text-sm text-muted sm:hidden">{member.email}</span>
          </span>
        </span>
      </Td>
      <Td className="text-muted max-sm:hidden">{member.email}</Td>
      <Td>
        {editable ? (
          <Select size="sm" className="w-28" aria-label={`Role of ${member.name}`} value={pending ?? member.role} onValueChange={(value) => void choose(value as Role)} options={roleOptions(mine)} />
        ) : (
          <span className="capitalize">{member.role}</span>
        )}
      </Td>
      <Td className="text-muted max-sm:hidden">{member.seenAt ? <RelativeTime at={member.seenAt} /> : 'Not yet'}</Td>
      <Td className="text-muted max-sm:hidden">
        <RelativeTime at={member.joinedAt} />
      </Td>
      <Td className="w-10 px-1 text-right">
        {(editable || self) && (
          <DropdownMenu>
            <DropdownMenuTrigger asChild>
              <Button variant="ghost" size="sm" icon={Ellipsis} aria-label={`More for ${member.name}`} />
            </DropdownMenuTrigger>
            <DropdownMenuContent align="end">
              <DropdownMenuItem icon={self ? LogOut : UserMinus} danger onSelect={onRemove}>
                {self ? 'Leave workspace' : 'Remove from workspace'}
              </DropdownMenuItem>
            </DropdownMenuContent>
          </DropdownMenu>
        )}
      </Td>
    </Tr>
  )
}
