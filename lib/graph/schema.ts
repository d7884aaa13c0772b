import * as z from 'zod/mini'
import { StepCompute } from './compute-schema'
import { Marks } from './marks'
import { Parameters } from './parameter-schema'

/** `category.name@version`, e.g. `transform.filter-rows@1`. */
export const ComponentRef = z.string().check(z.regex(/^[a-z0-9-]+\.[a-z0-9-]+@[0-9]+$/, 'A component is written category.name@version, such as data.import@1'))
export type ComponentRef = z.infer<typeof ComponentRef>

export const NodeId = z.string().check(z.regex(/^[A-Za-z0-9_-]{1,64}$/, 'A step id has 1 to 64 letters, digits, _ or -'))

export const GraphNode = z.object({
  id: NodeId,
  component: ComponentRef,
  /** The step's own name; empty means the component's. */
  name: z._default(z.string().check(z.maxLength(200)), ''),
  /** A value may be a tie to one of the pipeline's parameters: see parameters.ts. */
  params: z._default(z.record(z.string(), z.unknown()), {}),
  note: z._default(z.string().check(z.maxLength(10_000)), ''),
  /** Switched off: runs leave it out, or pass its table through (see active.ts). Left out means false. */
  disabled: z.optional(z.boolean()),
  /** Canvas units (pixels at 100 %), top left corner. */
  position: z._default(z.object({ x: z.number(), y: z.number() }), { x: 0, y: 0 }),
  /** Drawn small; means nothing to a run. */
  collapsed: z.optional(z.boolean()),
  /** Warnings that a person has set aside here, by their code or their words; they mean nothing to a run. */
  dismissed: z.optional(z.array(z.string().check(z.maxLength(500))).check(z.maxLength(200))),
  /** What it asks of where it runs; the rest is as its run says. */
  compute: z.optional(StepCompute),
})
export type GraphNode = z.infer<typeof GraphNode>

export const Endpoint = z.object({ node: NodeId, port: z.string() })
export const GraphEdge = z.object({ from: Endpoint, to: Endpoint })
export type GraphEdge = z.infer<typeof GraphEdge>

/** A pipeline: our own JSON, free of any drawing library's types. Analysis and runs read no marks. */
export const Graph = z.extend(z.extend(Marks, Parameters.shape), {
  nodes: z.array(GraphNode).check(z.maxLength(5000)),
  edges: z._default(z.array(GraphEdge).check(z.maxLength(20_000)), []),
})
export type Graph = z.infer<typeof Graph>
