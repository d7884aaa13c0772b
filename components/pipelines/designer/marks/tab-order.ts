import { groupsAround, parentsOf } from '@/lib/graph/nesting'
import type { Graph } from '@/lib/graph/schema'
import { foldedInto } from '../../groups'

/** What Tab goes through: steps in the order of the data, the groups around one before the first in them (alone, where collapsed), then notes. */
export function tabOrder(graph: Graph, steps: readonly string[], opened: ReadonlySet<string>): string[] {
  const folded = foldedInto(graph, opened)
  const parents = parentsOf(graph.groups)
  const order = new Set<string>()
  for (const id of [...steps, ...(graph.notes ?? []).map((note) => note.id)]) {
    for (const each of [...groupsAround(parents, id).reverse().map((group) => group.id), id]) if (!folded.has(each)) order.add(each)
  }
  return [...order]
}
