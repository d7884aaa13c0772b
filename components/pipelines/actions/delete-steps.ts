import { edgeKey, edgesOf, nodesOf } from '@/lib/drafts/document'
import { groupsOf, notesOf } from '@/lib/drafts/marks'
import { edgeId } from '@/lib/graph/edge-id'
import { insideOf } from '@/lib/graph/nesting'
import { titleOf } from '@/lib/graph/wiring'
import type { Draft } from '../draft/draft'
import { membersIn } from './group-steps'

/** Deletes steps with their wires, notes, groups with what is in them, and the wires named by `edges`, as one undo. */
export function deleteSteps(draft: Draft, ids: Iterable<string>, edges: Iterable<string> = []): void {
  const graph = draft.graph.get()
  const named = [...ids]
  const gone = new Set(membersIn(graph, named))
  const wiresNamed = new Set(edges)
  const steps = graph.nodes.filter((node) => gone.has(node.id))
  const notes = graph.notes?.filter((note) => gone.has(note.id)) ?? []
  const inner = new Set(named.flatMap((id) => insideOf(graph.groups, id).groups))
  const groups = graph.groups?.filter((group) => named.includes(group.id) || inner.has(group.id)) ?? []
  const wires = graph.edges.filter((edge) => gone.has(edge.from.node) || gone.has(edge.to.node) || wiresNamed.has(edgeId(edge)))
  if (steps.length + notes.length + wires.length === 0) return
  const what = steps.length === 1 ? titleOf(steps[0]!) : (count(steps, 'steps') ?? count(notes, 'notes') ?? count(wires, 'connections')!)
  draft.change(`delete ${what}`, (doc) => {
    for (const step of steps) nodesOf(doc).delete(step.id)
    for (const note of notes) notesOf(doc).delete(note.id)
    for (const group of groups) groupsOf(doc).delete(group.id)
    for (const wire of wires) edgesOf(doc).delete(edgeKey(wire))
  })
}

function count(list: readonly unknown[], words: string): string | undefined {
  if (list.length === 0) return undefined
  return list.length === 1 ? `a ${words.slice(0, -1)}` : `${list.length} ${words}`
}
