'use client'

import Link from 'next/link'
import { cn } from '@/components/ui/cn'
import { Dialog, DialogContent } from '@/components/ui/dialog'
import { navHref, type NavItem } from './navigation'

export interface MorePagesProps {
  slug: string
  items: NavItem[]
  active: NavItem | undefined
  onClose: () => void
}

/** The pages that have no place in the bottom bar. */
export function MorePages({ slug, items, active, onClose }: MorePagesProps) {
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()}>
      <DialogContent title="More">
        <ul className="-mx-2">
          {items.map((item) => (
            <li key={item.segment}>
              <Link href={navHref(slug, item.segment)} onClick={() => onClose()} className={cn('flex h-10 items-center gap-3 rounded-md px-2 hover:bg-hover', item === active && 'font-medium text-link')}>
                <item.icon aria-hidden className="size-4.5" strokeWidth={1.75} />
                {item.label}
              </Link>
            </li>
          ))}
        </ul>
      </DialogContent>
    </Dialog>
  )
}
