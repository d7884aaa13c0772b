'use client'

import Link from 'next/link'
import { Check, Plus } from 'lucide-react'
import { DropdownMenu, DropdownMenuContent, DropdownMenuItem, DropdownMenuLabel, DropdownMenuSeparator, DropdownMenuTrigger } from '@/components/ui/dropdown-menu'
import type { LateMenuProps } from '@/components/ui/late-menu'
import { useWorkspace } from '@/components/ui/workspace-context'
import type { WorkspaceChoice } from './workspace-switcher'

export interface WorkspaceItemsProps extends LateMenuProps {
  workspaces: WorkspaceChoice[]
  onNew?: () => void
}

/** One's workspaces, and a new one. */
export function WorkspaceItems({ trigger, workspaces, onNew }: WorkspaceItemsProps) {
  const { slug } = useWorkspace()
  return (
    <DropdownMenu modal={false}>
      <DropdownMenuTrigger asChild>{trigger}</DropdownMenuTrigger>
      <DropdownMenuContent className="w-60">
        <DropdownMenuLabel>Workspaces</DropdownMenuLabel>
        {workspaces.map((workspace) => (
          <DropdownMenuItem key={workspace.slug} asChild>
            <Link href={`/w/${workspace.slug}`}>
              <span className="min-w-0 flex-1 truncate">{workspace.name}</span>
              <span className="text-sm text-muted">{workspace.role}</span>
              <Check aria-hidden={workspace.slug !== slug} aria-label="current" className={workspace.slug === slug ? 'size-4 text-link' : 'invisible size-4'} />
            </Link>
          </DropdownMenuItem>
        ))}
        {onNew && (
          <>
            <DropdownMenuSeparator />
            <DropdownMenuItem icon={Plus} onSelect={onNew}>
              New workspace
            </DropdownMenuItem>
          </>
        )}
      </DropdownMenuContent>
    </DropdownMenu>
  )
}
