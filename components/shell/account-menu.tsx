'use client'

import { lateMenu } from '@/components/ui/late-menu'
import { useWorkspace } from '@/components/ui/workspace-context'
import { Avatar } from './avatar'

const AccountItems = lateMenu(() => import('./account-items').then((module) => module.AccountItems))

export function AccountMenu({ onKeys }: { onKeys: () => void }) {
  const { user } = useWorkspace()
  return (
    <AccountItems onKeys={onKeys}>
      <button type="button" aria-label={`Account of ${user.name}`} className="flex size-8 items-center justify-center rounded-md hover:bg-hover data-[state=open]:bg-hover">
        <Avatar name={user.name} />
      </button>
    </AccountItems>
  )
}
