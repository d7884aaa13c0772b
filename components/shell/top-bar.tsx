'use client'

import { usePathname } from 'next/navigation'
import { Search } from 'lucide-react'
import { HoverLink } from '@/components/ui/hover-link'
import { Kbd } from '@/components/ui/kbd'
import { useWorkspace } from '@/components/ui/workspace-context'
import { AccountMenu } from './account-menu'
import { useCrumb } from './crumb'
import { useKeyLabels } from './keys'
import { Logo } from './logo'
import { activeItem, navHref, navigationFor } from './navigation'
import { RunningIndicator } from './running-indicator'
import { WorkspaceSwitcher, type WorkspaceChoice } from './workspace-switcher'

function Breadcrumb() {
  const { slug, role } = useWorkspace()
  const pathname = usePathname()
  const item = activeItem(navigationFor(role), slug, pathname)
  const crumb = useCrumb()
  if (!item?.segment) return null
  const href = navHref(slug, item.segment)
  const here = pathname === href
  return (
    <>
      <li aria-hidden className="text-faint max-sm:hidden">/</li>
      <li className="max-sm:hidden">
        <HoverLink href={href} aria-current={here ? 'page' : undefined} className="flex h-7 items-center rounded-md px-2 text-muted hover:bg-hover hover:text-fg aria-[current=page]:text-fg">
          {item.label}
        </HoverLink>
      </li>
      {!here && crumb && (
        <>
          <li aria-hidden className="text-faint max-sm:hidden">/</li>
          <li aria-current="page" className="min-w-0 truncate px-2 max-sm:hidden">{crumb}</li>
        </>
      )}
    </>
  )
}

export interface TopBarProps {
  workspaces: WorkspaceChoice[]
  onNewWorkspace?: () => void
  onSearch: () => void
  onKeys: () => void
}

export function TopBar({ workspaces, onNewWorkspace, onSearch, onKeys }: TopBarProps) {
  const { slug } = useWorkspace()
  const labels = useKeyLabels()
  return (
    <header className="flex h-11 shrink-0 items-center gap-2 border-b border-line bg-surface pr-2">
      <HoverLink href={`/w/${slug}`} aria-label="Home" className="flex h-11 w-14 shrink-0 items-center justify-center max-sm:w-11">
        <Logo />
      </HoverLink>
      <nav aria-label="Breadcrumb" className="min-w-0 flex-1">
        <ol className="flex items-center">
          <li className="min-w-0">
            <WorkspaceSwitcher workspaces={workspaces} onNew={onNewWorkspace} />
          </li>
          <Breadcrumb />
        </ol>
      </nav>
      <RunningIndicator />
      <button type="button" onClick={onSearch} className="flex h-7 items-center gap-2 rounded-md border border-line-strong px-2 text-muted hover:bg-hover hover:text-fg">
        <Search aria-hidden className="size-3.5" />
        <span className="max-sm:sr-only">Search</span>
        <Kbd className="ml-4 max-sm:hidden">{labels('mod+k')}</Kbd>
      </button>
      <AccountMenu onKeys={onKeys} />
    </header>
  )
}
