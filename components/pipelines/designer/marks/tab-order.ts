import type { Graph } from '@/lib/graph/schema'
import { foldedInto } from '../../groups'

/** What Tab goes through: steps in the order of the data, a group before its first step (alone, where collapsed), then notes. */
export function tabOrder(graph: Graph, steps: readonly string[], opened: ReadonlySet<string>): string[] {
  const folded = foldedInto(graph, opened)
  const groupOf = new Map((graph.groups ?? []).flatMap((group) => group.members.map((id) => [id, group.id] as const)))
  const order = new Set<string>()
  for (const id of [...steps, ...(graph.notes ?? []).map((note) => note.id)]) {
    const group = groupOf.get(id)
    if (group) order.add(group)
    if (!folded.has(id)) order.add(id)
  }
  return [...order]
}
