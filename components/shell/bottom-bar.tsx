'use client'

import { useState } from 'react'
import Link from 'next/link'
import { usePathname } from 'next/navigation'
import { Ellipsis } from 'lucide-react'
import { cn } from '@/components/ui/cn'
import { Dialog, DialogContent } from '@/components/ui/dialog'
import { useWorkspace } from '@/components/ui/workspace-context'
import { activeItem, navHref, navigationFor } from './navigation'

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
        <Link key={item.segment} href={navHref(slug, item.segment)} aria-current={item === active ? 'page' : undefined} className={cell}>
          <item.icon aria-hidden className="size-5" strokeWidth={1.75} />
          {item.label}
        </Link>
      ))}
      <button type="button" onClick={() => setMore(true)} aria-current={active && rest.includes(active) ? 'page' : undefined} className={cell}>
        <Ellipsis aria-hidden className="size-5" strokeWidth={1.75} />
        More
      </button>
      <Dialog open={more} onOpenChange={setMore}>
        <DialogContent title="More">
          <ul className="-mx-2">
            {rest.map((item) => (
              <li key={item.segment}>
                <Link href={navHref(slug, item.segment)} onClick={() => setMore(false)} className={cn('flex h-10 items-center gap-3 rounded-md px-2 hover:bg-hover', item === active && 'font-medium text-link')}>
                  <item.icon aria-hidden className="size-4.5" strokeWidth={1.75} />
                  {item.label}
                </Link>
              </li>
            ))}
          </ul>
        </DialogContent>
      </Dialog>
    </nav>
  )
}
