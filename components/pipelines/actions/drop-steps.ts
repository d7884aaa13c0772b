import { membersOf } from '@/lib/drafts/marks'
import type { Draft } from '../draft/draft'
import { boxesOf, frameOf, groupUnder } from '../groups'
import { groupOf } from './group-steps'
import { movedIn, moveLabel, writePlaces, type Positions } from './move-steps'

export interface DropContext {
  strips: ReadonlySet<string>
  /** Groups that are shown open though they are collapsed. */
  opened: ReadonlySet<string>
}

/**
 * Commits where a drag put steps and notes, as one undo. Dropped inside an open group's frame, as it was before the drag,
 * they join the group; members dropped outside of it leave. A group dragged as a whole stays as it is.
 * The answer says in words who joined or left, or null.
 */
export function dropSteps(draft: Draft, positions: Positions, context: DropContext): string | null {
  const graph = draft.graph.get()
  const moved = movedIn(graph, positions)
  if (moved.length === 0) return null
  const boxes = boxesOf(graph, context.strips)
  const changes = moved.flatMap(({ id, position }) => {
    const own = groupOf(graph, id)
    if (own && (own.members.every((member) => positions.has(member)) || (own.collapsed && !context.opened.has(own.id)))) return []
    const box = { ...boxes.get(id)!, ...position }
    const under = own && holds(frameOf(own, boxes), box) ? own : groupUnder(graph, boxes, context.opened, box)
    return under?.id === own?.id ? [] : [{ id, own, under }]
  })
  draft.change(moveLabel(moved), (doc) => {
    writePlaces(doc, moved)
    for (const { id, own, under } of changes) {
      if (own) membersOf(doc, own.id)?.delete(id)
      if (under) membersOf(doc, under.id)?.set(id, true)
    }
  })
  const [first] = changes
  if (!first) return null
  const group = (first.under ?? first.own)!
  return `${changes.length === 1 ? 'It is' : `${changes.length} are`} ${first.under ? 'now in' : 'no longer in'} the group “${group.title || 'Group'}”`
}

function holds(frame: { x: number; y: number; width: number; height: number }, box: { x: number; y: number; width: number; height: number }): boolean {
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2]
  return x >= frame.x && x <= frame.x + frame.width && y >= frame.y && y <= frame.y + frame.height
}
