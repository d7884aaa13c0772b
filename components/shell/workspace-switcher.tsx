'use client'

import Link from 'next/link'
import { Check, ChevronsUpDown, Plus } from 'lucide-react'
import { DropdownMenu, DropdownMenuContent, DropdownMenuItem, DropdownMenuLabel, DropdownMenuSeparator, DropdownMenuTrigger } from '@/components/ui/dropdown-menu'
import { useWorkspace } from '@/components/ui/workspace-context'

export interface WorkspaceChoice {
  slug: string
  name: string
  role: string
}

/** The workspace's name; opens the list of one's workspaces. */
export function WorkspaceSwitcher({ workspaces, onNew }: { workspaces: WorkspaceChoice[]; onNew?: () => void }) {
  const { slug, name } = useWorkspace()
  return (
    <DropdownMenu modal={false}>
      <DropdownMenuTrigger aria-label={`Workspace ${name}: switch`} className="flex h-7 min-w-0 items-center gap-1 rounded-md px-2 font-medium hover:bg-hover data-[state=open]:bg-hover">
        <span className="truncate">{name}</span>
        <ChevronsUpDown aria-hidden className="size-3.5 shrink-0 text-muted" />
      </DropdownMenuTrigger>
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
