'use client'

import dynamic from 'next/dynamic'
import { useSyncExternalStore } from 'react'
import { LayoutDashboard } from 'lucide-react'
import { Button } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import { Skeleton } from '@/components/ui/skeleton'
import type { DashboardContent, DashboardFilters, Tile } from '@/lib/dashboards/schema'
import type { Draft } from '../draft/draft'
import { ViewGrid } from '../grid/view-grid'
import type { TileEdits } from '../tiles/tile-menu'

const EditGrid = dynamic(() => import('../grid/edit-grid'), { ssr: false, loading: () => <Skeleton className="h-60" /> })

export interface DashboardTilesProps {
  content: DashboardContent
  /** Null: it is read. */
  draft: Draft | null
  filters: DashboardFilters
  editsOf: (tile: Tile) => TileEdits
  selected: string | null
  unpublished: boolean
  /** Left out for those who only read. */
  onAdd?: () => void
}

export function DashboardTiles({ content, draft, filters, editsOf, selected, unpublished, onAdd }: DashboardTilesProps) {
  const narrow = useNarrow()
  if (content.tiles.length === 0) {
    return (
      <EmptyState
        icon={LayoutDashboard}
        title={draft ? 'A dashboard is made of tiles: numbers, charts, lists and words.' : onAdd && unpublished ? 'Your tiles are in the draft; nothing is published yet.' : 'This dashboard is empty.'}
        action={onAdd && <Button variant="primary" onClick={onAdd}>{draft ? 'Add the first tile' : unpublished ? 'Open the draft' : 'Edit it'}</Button>}
      >
        {!onAdd && 'Who made it has not published it yet.'}
      </EmptyState>
    )
  }
  if (draft && !narrow) return <EditGrid draft={draft} tiles={content.tiles} filters={filters} editsOf={editsOf} selected={selected} />
  return <ViewGrid tiles={content.tiles} filters={filters} editsOf={draft ? editsOf : undefined} selected={selected} />
}

const query = '(width < 40rem)'
const subscribe = (changed: () => void) => {
  const list = window.matchMedia(query)
  list.addEventListener('change', changed)
  return () => list.removeEventListener('change', changed)
}

/** Whether tiles stand in one column. */
function useNarrow(): boolean {
  return useSyncExternalStore(subscribe, () => window.matchMedia(query).matches, () => false)
}
