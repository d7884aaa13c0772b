'use client'

import { lazy, Suspense, useState } from 'react'
import { Bookmark } from 'lucide-react'
import { Button } from '@/components/ui/button'
import { Popover, PopoverContent, PopoverTrigger } from '@/components/ui/popover'
import { SkeletonRows } from '@/components/ui/skeleton'
import type { SavedView } from '@/lib/tracking/runs/saved-views'

const ViewList = lazy(() => import('./view-list'))

export interface ViewMenuProps {
  experiment: string
  /** The view that the address names, if it is there. */
  opened: SavedView | null
  /** How the table is looked at now, as parts of the address. */
  query: Record<string, string>
}

/** Whether the table is looked at as a saved view says. */
export function isSame(one: Record<string, string>, other: Record<string, string>): boolean {
  const names = new Set([...Object.keys(one), ...Object.keys(other)])
  return [...names].every((name) => (one[name] ?? '') === (other[name] ?? ''))
}

/** Ways of looking at the table that people have saved, each with a link of its own. */
export function ViewMenu(props: ViewMenuProps) {
  const [open, setOpen] = useState(false)
  const changed = props.opened !== null && !isSame(props.opened.query, props.query)
  return (
    <Popover open={open} onOpenChange={setOpen}>
      <PopoverTrigger asChild>
        <Button icon={Bookmark}>
          <span className="max-w-48 truncate">{props.opened?.name ?? 'Views'}</span>
          {changed && <span className="font-normal text-muted">changed</span>}
        </Button>
      </PopoverTrigger>
      <PopoverContent align="end" className="w-80" aria-label="Saved views">
        <Suspense fallback={<SkeletonRows rows={3} />}>
          <ViewList {...props} close={() => setOpen(false)} />
        </Suspense>
      </PopoverContent>
    </Popover>
  )
}
