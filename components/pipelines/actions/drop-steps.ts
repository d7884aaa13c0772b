import { membersOf } from '@/lib/drafts/marks'
import type { GraphGroup } from '@/lib/graph/marks'
import { groupsAround, leavesOf, outermost, parentsOf } from '@/lib/graph/nesting'
import type { Graph } from '@/lib/graph/schema'
import type { Draft } from '../draft/draft'
import type { Box } from '../align'
import { boxesOf, groupUnder, isFolded, withGroups } from '../groups'
import { movedIn, moveLabel, writePlaces, type Moved, type Positions } from './move-steps'

export interface DropContext {
  strips: ReadonlySet<string>
  /** Groups that are shown open though they are collapsed. */
  opened: ReadonlySet<string>
}

/**
 * Commits where a drag put steps and notes, as one undo. Dropped inside an open group's frame, as it was before the drag,
 * they join the group; members dropped outside of it leave. A group all of which is dragged stays as it is, and joins or
 * leaves the group around it as one.
 * The answer says in words who joined or left, or null.
 */
export function dropSteps(draft: Draft, positions: Positions, context: DropContext): string | null {
  const graph = draft.graph.get()
  const moved = movedIn(graph, positions)
  if (moved.length === 0) return null
  const boxes = withGroups(graph, boxesOf(graph, context.strips), context.opened)
  const parents = parentsOf(graph.groups)
  const changes = unitsOf(graph, moved, positions).flatMap(({ id, by }) => {
    const own = parents.get(id)
    if (own && [own, ...groupsAround(parents, own.id)].some((group) => isFolded(group, context.opened))) return []
    const was = boxes.get(id)!
    const box = { ...was, x: was.x + by.x, y: was.y + by.y }
    const within = groupUnder(graph, boxes, context.opened, box)
    const under = own && !isInside(parents, within, own) && holds(boxes.get(own.id)!, box) ? own : within
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

/** What was dragged: groups where all in them was, and the steps and notes outside of those; with how far. */
function unitsOf(graph: Graph, moved: readonly Moved[], positions: Positions): { id: string; by: { x: number; y: number } }[] {
  const whole = (graph.groups ?? []).filter((group) => leavesOf(graph.groups, group.id).every((id) => positions.has(id)))
  const items = new Map([...graph.nodes, ...(graph.notes ?? [])].map((item) => [item.id, item.position]))
  const far = new Map(moved.map(({ id, position }) => [id, { x: position.x - items.get(id)!.x, y: position.y - items.get(id)!.y }]))
  return outermost(graph.groups, [...whole.map((group) => group.id), ...far.keys()]).flatMap((id) => {
    const leaf = far.has(id) ? id : leavesOf(graph.groups, id).find((each) => far.has(each))
    return leaf === undefined ? [] : [{ id, by: far.get(leaf)! }]
  })
}

/** A group nested in `own`, where the pointer may have meant to go. */
function isInside(parents: ReadonlyMap<string, GraphGroup>, group: GraphGroup | undefined, own: GraphGroup): boolean {
  return group !== undefined && groupsAround(parents, group.id).includes(own)
}

function holds(frame: Box, box: Box): boolean {
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2]
  return x >= frame.x && x <= frame.x + frame.width && y >= frame.y && y <= frame.y + frame.height
}
