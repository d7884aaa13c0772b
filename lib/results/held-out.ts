import type { Graph } from '@/lib/graph/schema'

/** `held-out`: the model has not seen these rows; `out-of-fold`: the model of each has not; `trained-on`: it has; `unknown`: the graph does not tell. */
export type RowsOrigin = 'held-out' | 'out-of-fold' | 'trained-on' | 'unknown'

/**
 * Whether the rows that step `node` evaluates were kept away from training: read from the graph alone, by comparing which
 * side of a split feeds the training with which side feeds the scoring.
 */
export function rowsOrigin(graph: Graph, node: string): RowsOrigin {
  const rows = sourceOf(graph, node, 'table')
  if ([node, rows?.port === 'rows' ? rows.node : undefined].some((id) => id !== undefined && componentOf(graph, id) === 'learn.cross-validate')) return 'out-of-fold'
  const score = upstream(graph, [node]).find((id) => componentOf(graph, id) === 'learn.score-model')
  if (!score) return 'unknown'
  const model = sourceOf(graph, score, 'model')
  const table = sourceOf(graph, score, 'table')
  const train = model && upstream(graph, [model.node]).find((id) => /^learn\.(train-|tune-hyperparameters$|try-all$|ensemble$)/.test(componentOf(graph, id) ?? ''))
  const trained = train ? sourceOf(graph, train, 'table') : undefined
  if (!table || !trained) return 'unknown'
  const seen = rowPorts(graph, trained)
  const scored = rowPorts(graph, table)
  // A threshold that was chosen on these rows suits them better than others.
  if (model && chosenOn(graph, model.node, table)) return 'unknown'
  // The split nearest to the scoring decides: two of its sides never share a row.
  for (const [split, ports] of scored.splits) {
    const others = seen.splits.get(split)
    if (others && [...ports].every((port) => !others.has(port))) return 'held-out'
  }
  if (trained.node === table.node && trained.port === table.port) return 'trained-on'
  return 'unknown'
}

/** Whether a threshold of the model was chosen on the rows that come out at `table`. */
function chosenOn(graph: Graph, model: string, table: { node: string; port: string }): boolean {
  const choosing = upstream(graph, [model]).filter((id) => componentOf(graph, id) === 'learn.choose-threshold')
  return choosing.some((id) => {
    const rows = sourceOf(graph, id, 'table')
    return rows?.node === table.node && rows.port === table.port
  })
}

function componentOf(graph: Graph, id: string): string | undefined {
  return graph.nodes.find((node) => node.id === id)?.component.split('@')[0]
}

function sourceOf(graph: Graph, node: string, port: string) {
  return graph.edges.find((edge) => edge.to.node === node && edge.to.port === port)?.from
}

/** Node ids from `start` against the edges, nearest first. */
function upstream(graph: Graph, start: string[]): string[] {
  const found = [...start]
  for (let index = 0; index < found.length; index++) {
    for (const edge of graph.edges) {
      if (edge.to.node === found[index] && !found.includes(edge.from.node)) found.push(edge.from.node)
    }
  }
  return found
}

/** Which sides of which splits the rows at a port come through; what a transformation learnt brings no rows. */
function rowPorts(graph: Graph, from: { node: string; port: string }) {
  const splits = new Map<string, Set<string>>()
  const queue = [from]
  const visited = new Set<string>()
  for (let index = 0; index < queue.length; index++) {
    const { node, port } = queue[index] as { node: string; port: string }
    const key = `${node}.${port}`
    if (visited.has(key)) continue
    visited.add(key)
    if (componentOf(graph, node) === 'transform.split-data') splits.set(node, (splits.get(node) ?? new Set()).add(port))
    for (const edge of graph.edges) {
      if (edge.to.node === node && edge.to.port !== 'model' && edge.to.port !== 'transformation') queue.push(edge.from)
    }
  }
  return { splits }
}
