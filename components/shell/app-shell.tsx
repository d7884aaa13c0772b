'use client'

import { useEffect, useState } from 'react'
import dynamic from 'next/dynamic'
import { useRouter } from 'next/navigation'
import { useWorkspace } from '@/components/ui/workspace-context'
import { BottomBar } from './bottom-bar'
import { CrumbProvider } from './crumb'
import { KeysProvider, useKeys } from './keys'
import { navHref, navigationFor } from './navigation'
import { Rail } from './rail'
import { remember } from './theme'
import { TopBar } from './top-bar'
import { useWorkspaceEvents } from './workspace-events'
import type { WorkspaceChoice } from './workspace-switcher'

// Opened by few and seldom at first: they stay out of the first load.
const CommandPalette = dynamic(() => import('./command-palette').then((module) => module.CommandPalette), { ssr: false })
const KeyHelp = dynamic(() => import('./key-help').then((module) => module.KeyHelp), { ssr: false })
const NewWorkspace = dynamic(() => import('./new-workspace').then((module) => module.NewWorkspace), { ssr: false })

export interface AppShellProps {
  workspaces: WorkspaceChoice[]
  /** Left out where the person may not create one. */
  createWorkspace?: React.ComponentProps<typeof NewWorkspace>['create']
  railOpen: boolean
  /** Whether keys are shown with ⌘. */
  mac: boolean
  children: React.ReactNode
}

type Overlay = 'palette' | 'keys' | 'workspace' | null

function Frame({ workspaces, createWorkspace, railOpen, children }: AppShellProps) {
  const { slug, role } = useWorkspace()
  const router = useRouter()
  const [rail, setRail] = useState(railOpen)
  const [overlay, setOverlay] = useState<Overlay>(null)
  useWorkspaceEvents()
  useEffect(() => remember('atelier-workspace', slug), [slug])

  function toggleRail() {
    setRail(!rail)
    remember('atelier-rail', rail ? '' : 'open')
  }
  const close = (open: boolean) => !open && setOverlay(null)
  const pages = navigationFor(role).flatMap((group) => group.items)
  useKeys('Everywhere', [
    { keys: 'mod+k', label: 'Search and commands', run: () => setOverlay(overlay === 'palette' ? null : 'palette') },
    { keys: '?', label: 'Keys of this page', run: () => setOverlay('keys') },
    { keys: '[', label: 'Names in the rail', run: toggleRail },
    ...pages.map(({ segment, label, key }) => ({ keys: `g ${key}`, label: `Go to ${label}`, run: () => router.push(navHref(slug, segment)) })),
  ])
  const onNewWorkspace = createWorkspace && (() => setOverlay('workspace'))
  return (
    <div className="flex h-dvh flex-col">
      <a href="#main" className="sr-only focus:not-sr-only focus:absolute focus:z-60 focus:m-2 focus:rounded-md focus:bg-raised focus:px-3 focus:py-1 focus:shadow-pop">
        Skip to the page
      </a>
      <TopBar workspaces={workspaces} onNewWorkspace={onNewWorkspace} onSearch={() => setOverlay('palette')} onKeys={() => setOverlay('keys')} />
      <div className="flex min-h-0 flex-1">
        <Rail open={rail} onToggle={toggleRail} />
        <main id="main" tabIndex={-1} className="relative flex min-h-0 min-w-0 flex-1 flex-col overflow-y-auto outline-none">
          {children}
        </main>
      </div>
      <BottomBar />
      {overlay === 'palette' && <CommandPalette open onOpenChange={close} workspaces={workspaces} onNewWorkspace={onNewWorkspace} onKeys={() => setOverlay('keys')} />}
      {overlay === 'keys' && <KeyHelp open onOpenChange={close} />}
      {overlay === 'workspace' && createWorkspace && <NewWorkspace open onOpenChange={close} create={createWorkspace} />}
    </div>
  )
}

/** What stands around every page of a workspace: top bar, rail (or bottom bar), search and keys. */
export function AppShell(props: AppShellProps) {
  return (
    <KeysProvider mac={props.mac}>
      <CrumbProvider>
        <Frame {...props} />
      </CrumbProvider>
    </KeysProvider>
  )
}
