import type * as Y from 'yjs'
import { nodesOf } from '@/lib/drafts/document'
import { notesOf } from '@/lib/drafts/marks'
import type { Graph } from '@/lib/graph/schema'
import type { Draft } from '../draft/draft'

export type Positions = ReadonlyMap<string, { x: number; y: number }>

/** Commits where the arrow keys or a layout put steps and notes. What did not move is left alone. */
export function moveSteps(draft: Draft, positions: Positions, options: { label?: string; group?: string } = {}): void {
  const moved = movedIn(draft.graph.get(), positions)
  if (moved.length === 0) return
  draft.change(options.label ?? moveLabel(moved), (doc) => writePlaces(doc, moved), { group: options.group })
}

export interface Moved {
  id: string
  kind: 'step' | 'note'
  position: { x: number; y: number }
}

/** What stands elsewhere than `positions` says, with its new place on whole pixels. */
export function movedIn(graph: Graph, positions: Positions): Moved[] {
  const pick = (kind: Moved['kind']) => (item: { id: string; position: { x: number; y: number } }) => {
    const next = positions.get(item.id)
    const position = next && { x: Math.round(next.x), y: Math.round(next.y) }
    if (!position || (position.x === item.position.x && position.y === item.position.y)) return []
    return [{ id: item.id, kind, position }]
  }
  return [...graph.nodes.flatMap(pick('step')), ...(graph.notes ?? []).flatMap(pick('note'))]
}

export function moveLabel(moved: readonly Moved[]): string {
  if (moved.length === 1) return `move a ${moved[0]!.kind}`
  return `move ${moved.length} ${moved.every((item) => item.kind === 'note') ? 'notes' : 'steps'}`
}

export function writePlaces(doc: Y.Doc, moved: readonly Moved[]): void {
  for (const { id, kind, position } of moved) (kind === 'step' ? nodesOf(doc) : notesOf(doc)).get(id)?.set('position', position)
}
