'use client'

import { usePathname } from 'next/navigation'
import { PanelLeftClose, PanelLeftOpen } from 'lucide-react'
import { cn } from '@/components/ui/cn'
import { HoverLink } from '@/components/ui/hover-link'
import { Tooltip } from '@/components/ui/tooltip'
import { useWorkspace } from '@/components/ui/workspace-context'
import { activeItem, navHref, navigationFor, type NavItem } from './navigation'

function RailLink({ item, href, active, open }: { item: NavItem; href: string; active: boolean; open: boolean }) {
  const { icon: Icon, label } = item
  const link = (
    <HoverLink
      href={href}
      aria-current={active ? 'page' : undefined}
      className={cn(
        'flex h-8 items-center gap-3 rounded-md px-2.5 whitespace-nowrap text-muted hover:bg-hover hover:text-fg',
        active && 'bg-selected font-medium text-link hover:bg-selected hover:text-link',
      )}
    >
      <Icon aria-hidden className="size-4.5 shrink-0" strokeWidth={1.75} />
      <span className={cn(!open && 'sr-only')}>{label}</span>
    </HoverLink>
  )
  return open ? link : <Tooltip content={label} side="right">{link}</Tooltip>
}

/** The pages of the workspace: 56 px, or 220 px with names. */
export function Rail({ open, onToggle }: { open: boolean; onToggle: () => void }) {
  const { slug, role } = useWorkspace()
  const groups = navigationFor(role)
  const active = activeItem(groups, slug, usePathname())
  const Toggle = open ? PanelLeftClose : PanelLeftOpen
  return (
    <nav aria-label="Workspace" className={cn('flex shrink-0 flex-col gap-0.5 overflow-x-hidden overflow-y-auto border-r border-line bg-surface px-2 py-2 transition-[width] duration-100 max-sm:hidden', open ? 'w-[220px]' : 'w-14')}>
      {groups.map((group, index) => (
        <div key={group.label} className="flex flex-col gap-0.5">
          {index > 0 && (open ? <p className="px-2.5 pt-3 pb-1 text-xs font-medium text-faint">{group.label}</p> : <div aria-hidden className="mx-2 my-1.5 h-px bg-line" />)}
          {group.items.map((item) => (
            <RailLink key={item.segment} item={item} href={navHref(slug, item.segment)} active={item === active} open={open} />
          ))}
        </div>
      ))}
      <Tooltip content={open ? 'Narrow the rail' : 'Widen the rail'} keys="[" side="right">
        <button type="button" onClick={onToggle} aria-expanded={open} aria-label="Names in the rail" className="mt-auto flex h-8 items-center gap-3 rounded-md px-2.5 text-muted hover:bg-hover hover:text-fg">
          <Toggle aria-hidden className="size-4.5 shrink-0" strokeWidth={1.75} />
        </button>
      </Tooltip>
    </nav>
  )
}
