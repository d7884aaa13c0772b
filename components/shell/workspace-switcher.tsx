'use client'

import { ChevronsUpDown } from 'lucide-react'
import { lateMenu } from '@/components/ui/late-menu'
import { useWorkspace } from '@/components/ui/workspace-context'

const WorkspaceItems = lateMenu(() => import('./workspace-items').then((module) => module.WorkspaceItems))

export interface WorkspaceChoice {
  slug: string
  name: string
  role: string
}

/** The workspace's name; opens the list of one's workspaces. */
export function WorkspaceSwitcher({ workspaces, onNew }: { workspaces: WorkspaceChoice[]; onNew?: () => void }) {
  const { name } = useWorkspace()
  return (
    <WorkspaceItems workspaces={workspaces} onNew={onNew}>
      <button type="button" aria-label={`Workspace ${name}: switch`} className="flex h-7 min-w-0 items-center gap-1 rounded-md px-2 font-medium hover:bg-hover data-[state=open]:bg-hover">
        <span className="truncate">{name}</span>
        <ChevronsUpDown aria-hidden className="size-3.5 shrink-0 text-muted" />
      </button>
    </WorkspaceItems>
  )
}
