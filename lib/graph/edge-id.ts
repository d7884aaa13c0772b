import type { GraphEdge } from './schema'

/** An edge's identity: an input takes one edge, so its target names it. */
export function edgeId(edge: GraphEdge): string {
  return `${edge.to.node}.${edge.to.port}<${edge.from.node}.${edge.from.port}`
}
