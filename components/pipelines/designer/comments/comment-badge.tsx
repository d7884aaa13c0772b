'use client'

import { MessageSquare } from 'lucide-react'
import { useReactFlow } from '@xyflow/react'
import { formatCount } from '@/components/ui/format'
import { useStore } from '../../draft/store'
import { useDesigner } from '../designer-context'
import type { CanvasNode, WireEdge } from '../flow-elements'
import { selectSteps } from '../hooks/use-flow-sync'

/** On a card: how many comments its open threads have; a press shows them in the inspector. */
export function CommentBadge({ node }: { node: string }) {
  const { comments } = useDesigner()
  const flow = useReactFlow<CanvasNode, WireEdge>()
  const count = useStore(comments, (counts) => counts.get(node) ?? 0)
  if (count === 0) return null
  return (
    <button
      type="button"
      aria-label={formatCount(count, 'comment')}
      title={formatCount(count, 'comment')}
      className="nodrag nopan flex h-4 items-center gap-0.5 rounded-sm bg-selected px-1 text-xs font-medium text-link"
      onClick={(event) => {
        event.stopPropagation()
        selectSteps(flow, [node])
        void showComments()
      }}
    >
      <MessageSquare aria-hidden className="size-3" />
      {count}
    </button>
  )
}

/** The inspector may be fetched only now. */
async function showComments(): Promise<void> {
  for (let tries = 0; tries < 60; tries++) {
    await new Promise((resolve) => requestAnimationFrame(resolve))
    const section = document.getElementById('step-comments')
    if (section) return section.scrollIntoView({ block: 'nearest' })
  }
}
