'use client'

import { ChevronDown } from 'lucide-react'
import { cn } from '@/components/ui/cn'
import type { GraphGroup } from '@/lib/graph/marks'
import { frameTitle } from '../../groups'
import { useDesigner } from '../designer-context'
import { fold } from './fold'
import { GroupTitle } from './group-title'
import { markLooks } from './mark-colors'

/** An open group: a frame with a title bar, by which it is dragged. */
export function GroupFrame({ group, selected }: { group: GraphGroup; selected?: boolean }) {
  const designer = useDesigner()
  const look = markLooks[group.color]
  return (
    <div
      style={{ background: `color-mix(in srgb, ${look.soft} 55%, transparent)`, borderColor: `color-mix(in srgb, ${look.strong} 45%, transparent)` }}
      className={cn('size-full rounded-lg border', selected && 'ring-2 ring-ring/60')}
    >
      <div style={{ height: frameTitle, color: look.strong }} className="pointer-events-auto flex items-center gap-1 rounded-t-lg px-2">
        <button type="button" aria-label="Collapse the group" aria-expanded className="nodrag nopan -ml-0.5 rounded-sm p-0.5 hover:bg-hover" onClick={() => fold(designer, group, true)}>
          <ChevronDown aria-hidden className="size-4" />
        </button>
        <GroupTitle group={group} />
      </div>
    </div>
  )
}
