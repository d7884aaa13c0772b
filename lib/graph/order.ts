import type { Graph } from './schema'

export interface Order {
  /** Every node once, sources before what they feed; nodes in or behind a circle come last, as drawn. */
  order: string[]
  /** Each circle once: the ids along it, the first not repeated. */
  cycles: string[][]
}

/** Kahn's algorithm, stable: nodes that are ready together keep their order in the graph. O(nodes + edges). */
export function topologicalOrder(graph: Pick<Graph, 'nodes' | 'edges'>): Order {
  const before = new Map<string, string[]>()
  const after = new Map<string, string[]>()
  for (const node of graph.nodes) {
    before.set(node.id, [])
    after.set(node.id, [])
  }
  for (const { from, to } of graph.edges) {
    if (!before.has(from.node) || !before.has(to.node)) continue
    before.get(to.node)!.push(from.node)
    after.get(from.node)!.push(to.node)
  }
  const waiting = new Map([...before].map(([id, sources]) => [id, sources.length]))
  const order = [...waiting].filter(([, count]) => count === 0).map(([id]) => id)
  for (let index = 0; index < order.length; index++) {
    for (const next of after.get(order[index]!)!) {
      const left = waiting.get(next)! - 1
      waiting.set(next, left)
      if (left === 0) order.push(next)
    }
  }
  const done = new Set(order)
  const rest = [...waiting.keys()].filter((id) => !done.has(id))
  return { order: [...order, ...rest], cycles: circles(rest, before) }
}

/** Walks upstream from each node that Kahn's algorithm left over: such a walk can only end in a circle. */
function circles(rest: string[], before: Map<string, string[]>): string[][] {
  const left = new Set(rest)
  const seen = new Set<string>()
  const found: string[][] = []
  for (const start of rest) {
    const path: string[] = []
    let at: string | undefined = start
    while (at !== undefined && !seen.has(at)) {
      seen.add(at)
      path.push(at)
      at = before.get(at)!.find((id) => left.has(id))
    }
    const turn = at === undefined ? -1 : path.indexOf(at)
    if (turn >= 0) found.push(path.slice(turn).reverse())
  }
  return found
}
