import { subgraph } from './needed'
import { tiesOf, type PipelineParameter } from './parameters'
import type { Graph } from './schema'

/**
 * The chosen steps and notes, the edges between them, the groups of which every member is chosen, and the parameters that
 * the steps are tied to, as JSON text that clipboard.ts and the REST API read.
 */
export function toText(graph: Graph, ids: Iterable<string>): string {
  const chosen = new Set(ids)
  const notes = graph.notes?.filter((note) => chosen.has(note.id)) ?? []
  const groups = graph.groups?.filter((group) => group.members.every((id) => chosen.has(id))) ?? []
  const parameters = usedParameters(graph, chosen)
  const part = { ...subgraph(graph, chosen), ...(parameters.length > 0 && { parameters }), ...(notes.length > 0 && { notes }), ...(groups.length > 0 && { groups }) }
  return JSON.stringify({ atelier: 'steps/1', ...part }, null, 2)
}

function usedParameters(graph: Graph, chosen: ReadonlySet<string>): PipelineParameter[] {
  if (!graph.parameters) return []
  const used = new Set(graph.nodes.filter((node) => chosen.has(node.id)).flatMap((node) => tiesOf(node.params).map(({ tie }) => tie.$parameter)))
  return graph.parameters.filter((parameter) => used.has(parameter.name))
}
