import { nodesOf } from '@/lib/drafts/document'
import type { Draft } from '../draft/draft'

export type Positions = ReadonlyMap<string, { x: number; y: number }>

/** Commits where a drag, the arrow keys or a layout put steps. Steps that did not move are left alone. */
export function moveSteps(draft: Draft, positions: Positions, options: { label?: string; group?: string } = {}): void {
  const moved = draft.graph.get().nodes.filter((node) => {
    const next = positions.get(node.id)
    return next && (Math.round(next.x) !== node.position.x || Math.round(next.y) !== node.position.y)
  })
  if (moved.length === 0) return
  const label = options.label ?? (moved.length === 1 ? 'move a step' : `move ${moved.length} steps`)
  draft.change(
    label,
    (doc) => {
      for (const { id } of moved) {
        const { x, y } = positions.get(id)!
        nodesOf(doc).get(id)?.set('position', { x: Math.round(x), y: Math.round(y) })
      }
    },
    { group: options.group },
  )
}
