'use client'

import type { ReactNode } from 'react'
import { useRouter } from 'next/navigation'
import { Copy, History, House, Trash2 } from 'lucide-react'
import { DropdownMenu, DropdownMenuContent, DropdownMenuItem, DropdownMenuSeparator, DropdownMenuTrigger } from '@/components/ui/dropdown-menu'
import { useCan, useWorkspace } from '@/components/ui/workspace-context'
import type { DashboardSummary } from '@/lib/dashboards/schema'
import { useDashboardActions } from '../queries'

export interface DashboardMenuProps {
  trigger: ReactNode
  dashboard: Pick<DashboardSummary, 'id' | 'name' | 'home'>
  /** Left out in a list. */
  onVersions?: () => void
  /** After it was deleted. */
  onDeleted?: () => void
}

export function DashboardMenu({ trigger, dashboard, onVersions, onDeleted }: DashboardMenuProps) {
  const { slug } = useWorkspace()
  const router = useRouter()
  const canEdit = useCan('dashboards.write')
  const canManage = useCan('workspace.update')
  const { remove, duplicate, chooseHome } = useDashboardActions()
  const { id, home } = dashboard
  return (
    <DropdownMenu>
      <DropdownMenuTrigger asChild>{trigger}</DropdownMenuTrigger>
      <DropdownMenuContent align="end">
        {onVersions && <DropdownMenuItem icon={History} onSelect={onVersions}>Versions</DropdownMenuItem>}
        <DropdownMenuItem icon={House} onSelect={() => chooseHome.mutate({ dashboard: home === 'me' ? null : id, for: 'me' })}>
          {home === 'me' ? 'Go back to the ordinary home' : 'Make it my home page'}
        </DropdownMenuItem>
        {canManage && (
          <DropdownMenuItem icon={House} onSelect={() => chooseHome.mutate({ dashboard: home === 'workspace' ? null : id, for: 'workspace' })}>
            {home === 'workspace' ? 'No longer everybody’s home page' : 'Make it everybody’s home page'}
          </DropdownMenuItem>
        )}
        {canEdit && (
          <>
            <DropdownMenuSeparator />
            <DropdownMenuItem icon={Copy} onSelect={() => duplicate.mutate(id, { onSuccess: (made) => router.push(`/w/${slug}/dashboards/${made.id}`) })}>
              Duplicate
            </DropdownMenuItem>
            <DropdownMenuItem icon={Trash2} danger onSelect={() => remove.mutate(dashboard, { onSuccess: onDeleted })}>
              Delete
            </DropdownMenuItem>
          </>
        )}
      </DropdownMenuContent>
    </DropdownMenu>
  )
}
