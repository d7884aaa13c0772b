import { subgraph } from './needed'
import { groupsAround, insideOf, parentsOf } from './nesting'
import { tiesOf, type PipelineParameter } from './parameters'
import type { Graph } from './schema'
import type { GraphGroup } from './marks'

/**
 * The chosen steps and notes and what is in the chosen groups, the edges between them, the groups of which all is chosen, and the
 * parameters that the steps are tied to, as JSON text that clipboard.ts and the REST API read.
 */
export function toText(graph: Graph, ids: Iterable<string>): string {
  const named = new Set(ids)
  const chosen = new Set([...named].flatMap((id) => [id, ...insideOf(graph.groups, id).leaves]))
  const notes = graph.notes?.filter((note) => chosen.has(note.id)) ?? []
  const groups = wholeGroups(graph, named, chosen)
  const parameters = usedParameters(graph, chosen)
  const part = { ...subgraph(graph, chosen), ...(parameters.length > 0 && { parameters }), ...(notes.length > 0 && { notes }), ...(groups.length > 0 && { groups }) }
  return JSON.stringify({ atelier: 'steps/1', ...part }, null, 2)
}

/** Groups of which everything is chosen; one around a group that was chosen by itself only where it was chosen too. */
function wholeGroups({ groups = [] }: Graph, named: ReadonlySet<string>, chosen: ReadonlySet<string>): GraphGroup[] {
  const parents = parentsOf(groups)
  const around = new Set(groups.filter((group) => named.has(group.id)).flatMap((group) => groupsAround(parents, group.id)))
  return groups.filter((group) => named.has(group.id) || groupsAround(parents, group.id).some((outer) => named.has(outer.id)) || (!around.has(group) && insideOf(groups, group.id).leaves.every((id) => chosen.has(id))))
}

function usedParameters(graph: Graph, chosen: ReadonlySet<string>): PipelineParameter[] {
  if (!graph.parameters) return []
  const used = new Set(graph.nodes.filter((node) => chosen.has(node.id)).flatMap((node) => tiesOf(node.params).map(({ tie }) => tie.$parameter)))
  return graph.parameters.filter((parameter) => used.has(parameter.name))
}
