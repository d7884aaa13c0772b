import type { Graph } from './schema'

type Wires = Pick<Graph, 'nodes' | 'edges'>

/** The given nodes and everything upstream of them: what a run up to them must hold. Ids that do not exist are left out. */
export function needed(graph: Wires, until: Iterable<string>): Set<string> {
  return reach(graph, until, (edge) => [edge.to.node, edge.from.node])
}

/** The given nodes and everything downstream of them: what a change to them makes stale. */
export function downstream(graph: Wires, from: Iterable<string>): Set<string> {
  return reach(graph, from, (edge) => [edge.from.node, edge.to.node])
}

function reach(graph: Wires, start: Iterable<string>, ends: (edge: Graph['edges'][number]) => [string, string]): Set<string> {
  const exists = new Set(graph.nodes.map((node) => node.id))
  const next = new Map<string, string[]>()
  for (const edge of graph.edges) {
    const [at, to] = ends(edge)
    const list = next.get(at)
    if (list) list.push(to)
    else next.set(at, [to])
  }
  const reached = new Set<string>()
  const open = [...start].filter((id) => exists.has(id))
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    if (reached.has(id)) continue
    reached.add(id)
    for (const other of next.get(id) ?? []) if (exists.has(other)) open.push(other)
  }
  return reached
}

/** The part of a graph that holds these nodes, with the edges between them. */
export function subgraph(graph: Graph, ids: ReadonlySet<string>): Graph {
  return {
    nodes: graph.nodes.filter((node) => ids.has(node.id)),
    edges: graph.edges.filter((edge) => ids.has(edge.from.node) && ids.has(edge.to.node)),
  }
}
