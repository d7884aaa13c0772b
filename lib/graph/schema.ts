import { z } from 'zod'
import { Marks } from './marks'
import { Parameters } from './parameters'

/** `category.name@version`, e.g. `transform.filter-rows@1`. */
export const ComponentRef = z.string().regex(/^[a-z0-9-]+\.[a-z0-9-]+@[0-9]+$/, 'A component is written category.name@version, such as data.import@1')
export type ComponentRef = z.infer<typeof ComponentRef>

export const NodeId = z.string().regex(/^[A-Za-z0-9_-]{1,64}$/, 'A step id has 1 to 64 letters, digits, _ or -')

export const GraphNode = z.object({
  id: NodeId,
  component: ComponentRef,
  /** The step's own name; empty means the component's. */
  name: z.string().max(200).default(''),
  /** A value may be a tie to one of the pipeline's parameters: see parameters.ts. */
  params: z.record(z.string(), z.unknown()).default({}),
  note: z.string().max(10_000).default(''),
  /** Switched off: runs leave it out, or pass its table through (see active.ts). Left out means false. */
  disabled: z.boolean().optional(),
  /** Canvas units (pixels at 100 %), top left corner. */
  position: z.object({ x: z.number(), y: z.number() }).default({ x: 0, y: 0 }),
  /** Drawn small; means nothing to a run. */
  collapsed: z.boolean().optional(),
})
export type GraphNode = z.infer<typeof GraphNode>

export const Endpoint = z.object({ node: NodeId, port: z.string() })
export const GraphEdge = z.object({ from: Endpoint, to: Endpoint })
export type GraphEdge = z.infer<typeof GraphEdge>

/** A pipeline: our own JSON, free of any drawing library's types. Analysis and runs read no marks. */
export const Graph = Marks.extend(Parameters.shape).extend({
  nodes: z.array(GraphNode).max(5000),
  edges: z.array(GraphEdge).max(20_000).default([]),
})
export type Graph = z.infer<typeof Graph>

/** An edge's identity: an input takes one edge, so its target names it. */
export function edgeId(edge: GraphEdge): string {
  return `${edge.to.node}.${edge.to.port}<${edge.from.node}.${edge.from.port}`
}
