'use client'

import { titleOf } from '@/lib/graph/wiring'
import type { Inactive } from '@/lib/graph/active'
import { Badge } from '@/components/ui/badge'
import { useStore } from '../draft/store'
import { useDesigner } from './designer-context'

const words: Record<Inactive['word'], string> = { disabled: 'Disabled', bypassed: 'Bypassed', 'left-out': 'Left out' }

/** On the card of a step that takes no part in runs: in which way. */
export function OffBadge({ id, word }: { id: string; word: Inactive['word'] }) {
  const { checked, draft } = useDesigner()
  const because = useStore(checked, ({ analysis }) => analysis.inactive.get(id)?.because)
  const name = useStore(draft.graph, (graph) => nameOf(graph.nodes.find((node) => node.id === because)))
  const title = {
    disabled: 'Runs leave this step out, and what needs it. Press D to enable it',
    bypassed: 'Runs pass its table through unchanged. Press D to enable it',
    'left-out': `Runs leave this step out: it needs “${name}”, which is disabled`,
  }[word]
  return (
    <Badge className="h-4 shrink-0 px-1 text-xs" title={title}>
      {words[word]}
    </Badge>
  )
}

function nameOf(node: Parameters<typeof titleOf>[0] | undefined): string {
  return node ? titleOf(node) : 'another step'
}
