'use client'

import { useState } from 'react'
import dynamic from 'next/dynamic'
import { usePathname } from 'next/navigation'
import { Ellipsis } from 'lucide-react'
import { HoverLink } from '@/components/ui/hover-link'
import { useWorkspace } from '@/components/ui/workspace-context'
import { activeItem, navHref, navigationFor } from './navigation'

const MorePages = dynamic(() => import('./more-pages').then((module) => module.MorePages), { ssr: false })

const foremost = ['', 'pipelines', 'runs', 'data']
const cell = 'flex flex-1 flex-col items-center justify-center gap-0.5 text-xs text-muted aria-[current=page]:text-link'

/** The rail of a narrow screen: the foremost pages below, the rest one press away. */
export function BottomBar() {
  const { slug, role } = useWorkspace()
  const [more, setMore] = useState(false)
  const groups = navigationFor(role)
  const active = activeItem(groups, slug, usePathname())
  const items = groups.flatMap((group) => group.items)
  const main = items.filter((item) => foremost.includes(item.segment)).sort((a, b) => foremost.indexOf(a.segment) - foremost.indexOf(b.segment))
  const rest = items.filter((item) => !foremost.includes(item.segment))
  return (
    <nav aria-label="Workspace" className="flex h-13 shrink-0 border-t border-line bg-surface pb-[env(safe-area-inset-bottom)] sm:hidden">
      {main.map((item) => (
        <HoverLink key={item.segment} href={navHref(slug, item.segment)} aria-current={item === active ? 'page' : undefined} className={cell}>
          <item.icon aria-hidden className="size-5" strokeWidth={1.75} />
          {item.label}
        </HoverLink>
      ))}
      <button type="button" onClick={() => setMore(true)} aria-current={active && rest.includes(active) ? 'page' : undefined} className={cell}>
        <Ellipsis aria-hidden className="size-5" strokeWidth={1.75} />
        More
      </button>
      {more && <MorePages slug={slug} items={rest} active={active} onClose={() => setMore(false)} />}
    </nav>
  )
}
