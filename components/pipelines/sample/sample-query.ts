import { queryOptions } from '@tanstack/react-query'
import { api } from '@/components/ui/api-client'
import { findComponent } from '@/lib/catalog'
import { needed } from '@/lib/graph/needed'
import type { Graph } from '@/lib/graph/schema'
import type { LearnedTable, SampleView } from '@/lib/sample/schema'
import type { RunState } from '../designer/designer-context'

/** Rows shown at first; scrolling to their end fetches all. */
export const firstRows = 100

/** The part of a graph that decides what steps give, as text: equal texts have equal samples. */
export function partText(graph: Graph, nodes: readonly string[]): string {
  const ids = needed(graph, nodes)
  return JSON.stringify({
    nodes: graph.nodes.flatMap(({ id, component, name, params, disabled }) => (ids.has(id) ? [{ id, component, name, params, ...(disabled && { disabled }) }] : [])),
    edges: graph.edges.filter((edge) => ids.has(edge.to.node) && ids.has(edge.from.node)),
    ...(graph.parameters && { parameters: graph.parameters }),
  })
}

export interface SampleQuestion {
  workspace: string
  pipelineId: string
  node: string
  port: string | null
  limit: number
  /** See `partText`. */
  part: string
  /** By step and output: what steps gave in the latest run that only a run can compute. */
  results: Record<string, Record<string, string>>
}

/** Tables that the steps of a part gave in a run and still would; those that a sample is computed of need none. */
export function knownResults(graph: Graph, nodes: readonly string[], { byNode, stale }: Pick<RunState, 'byNode' | 'stale'>): SampleQuestion['results'] {
  const ids = needed(graph, nodes)
  const known = graph.nodes.flatMap(({ id, component }) => {
    const category = ids.has(id) && !stale.has(id) ? findComponent(component)?.category : undefined
    if (category === undefined || category === 'Data' || category === 'Transform') return []
    const tables = Object.entries(byNode.get(id)?.outputs ?? {}).filter(([, { type }]) => type === 'table')
    return tables.length > 0 ? [[id, Object.fromEntries(tables.map(([port, { digest }]) => [port, digest]))] as const] : []
  })
  return Object.fromEntries(known)
}

/** The sample of one step; while an edit's answer is on its way, the step's last one stands. */
export function sampleQuery({ workspace, pipelineId, node, port, limit, part, results }: SampleQuestion) {
  return queryOptions({
    queryKey: ['samples', workspace, pipelineId, node, port, limit, part, results],
    queryFn: ({ signal }) => api(workspace).post<SampleView>(`/pipelines/${pipelineId}/sample`, { graph: JSON.parse(part) as unknown, node, limit, results, ...(port && { port }) }, { signal }),
    placeholderData: (before, query) => (query?.queryKey[3] === node ? before : undefined),
    // A data asset may get a new version.
    staleTime: 30_000,
    gcTime: 30_000,
    retry: false,
  })
}

/** What is known of the tables that steps learn from. */
export function factsQuery({ workspace, pipelineId, nodes, part }: Pick<SampleQuestion, 'workspace' | 'pipelineId' | 'part'> & { nodes: readonly string[] }) {
  return queryOptions({
    queryKey: ['samples', workspace, pipelineId, 'facts', nodes.join(), part],
    queryFn: async ({ signal }) => (await api(workspace).post<{ tables: Record<string, LearnedTable> }>(`/pipelines/${pipelineId}/facts`, { graph: JSON.parse(part) as unknown, nodes }, { signal })).tables,
    staleTime: 60_000,
    gcTime: 30_000,
    retry: false,
  })
}
