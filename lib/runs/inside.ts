import type { Catalogue } from '@/lib/catalog/catalogue'
import type { Context } from '@/lib/context'
import { AppError } from '@/lib/errors'
import { needed, subgraph } from '@/lib/graph/needed'
import type { Graph } from '@/lib/graph/schema'
import type { Stored } from '@/lib/workspace-components/build'
import { expand, insideMark, type Expanded, type StepGroup } from '@/lib/workspace-components/expand'
import { loadCatalogue } from '@/lib/workspace-components/load'
import { programs } from '@/lib/workspace-components/sources'
import { bodiesIn } from './unroll-each'

/** A version of a Python component that is tried and not stored. */
export interface Draft extends Stored {
  source: string
}

/** What a workspace's own components mean for one run. */
export interface Insides {
  catalogue: Catalogue
  /** The graph as its steps run: what is inside sub-pipelines in their place, cut down to the steps inside that are asked for. */
  flatten: (graph: Graph) => Expanded
  /** The params of a frozen step, with its program where it is a Python component. */
  program: (ref: string, params: Record<string, unknown>) => Record<string, unknown>
}

/** The step of the drawn graph that a step belongs to: `outer` of `outer.inner`. */
export function drawnNode(node: string): string {
  return node.split(insideMark)[0]!
}

/** Loads what freezing these steps needs of the workspace's own components. `pins` are data assets that a run has pinned inside them, by step. */
export async function loadInsides(ctx: Context, whole: Graph, options: { until?: string[]; drafts?: readonly Draft[]; pins?: ReadonlyMap<string, unknown> }): Promise<Insides> {
  const { until, drafts = [], pins } = options
  const catalogue = await loadCatalogue(ctx, drafts)
  const sources = new Map(drafts.map((draft) => [`${draft.id}@${draft.version}`, draft.source]))
  const { graph: inner } = expand(whole, catalogue)
  const bodies = expand({ nodes: bodiesIn(inner, catalogue), edges: [] }, catalogue).graph.nodes
  const program = await programs(ctx, { ...inner, nodes: [...inner.nodes, ...bodies] }, catalogue, sources)
  const flatten = (graph: Graph): Expanded => cutDown(pinned(expand(graph, catalogue), pins), until)
  return { catalogue, flatten, program }
}

function pinned(expanded: Expanded, pins: ReadonlyMap<string, unknown> | undefined): Expanded {
  if (!pins || pins.size === 0) return expanded
  const nodes = expanded.graph.nodes.map((node) => (pins.has(node.id) ? { ...node, params: { ...node.params, asset: pins.get(node.id) } } : node))
  return { ...expanded, graph: { ...expanded.graph, nodes } }
}

/** Where a step inside is asked for, the others beside it that it does not need are left out. */
function cutDown({ graph, groups }: Expanded, until: string[] | undefined): Expanded {
  if (!until?.some((id) => id.includes(insideMark))) return { graph, groups }
  const known = new Set(graph.nodes.map((node) => node.id))
  const wanted = until.flatMap((id) => insideSteps([id], groups))
  const missing = wanted.find((id) => !known.has(id))
  if (missing !== undefined) throw new AppError('invalid', `The pipeline has no step “${missing}”.`, { unknown: [missing] })
  const ids = needed(graph, wanted)
  const left = groups.map((group) => ({
    ...group,
    inside: group.inside.filter((id) => ids.has(id)),
    outputs: Object.fromEntries(Object.entries(group.outputs).filter(([, end]) => ids.has(end.node))),
  }))
  return { graph: subgraph(graph, ids), groups: left.filter((group) => group.inside.length > 0) }
}

/** Every step that runs for one of these: a step as drawn stands for all that are inside it. */
export function insideSteps(ids: readonly string[], groups: readonly StepGroup[]): string[] {
  return [...new Set(ids.flatMap((id) => groups.find((group) => group.node === id)?.inside ?? [id]))]
}

type Ran = { node: string; sources: Record<string, { node: string; port: string }>; params: Record<string, unknown> }

/** The steps of a run with the wires between them, as they ran. Only ids and edges mean something. */
export function ranGraph(steps: readonly Ran[]): Graph {
  const nothing = { component: '', name: '', note: '', params: {}, position: { x: 0, y: 0 } }
  return {
    nodes: steps.map(({ node }) => ({ ...nothing, id: node })),
    edges: steps.flatMap(({ node, sources }) => Object.entries(sources).map(([port, from]) => ({ from, to: { node, port } }))),
  }
}

/** The versions of data assets that steps inside sub-pipelines read: the run's graph, which has them for the others, does not hold those steps. */
export function pinsOf(steps: readonly Ran[]): Map<string, unknown> {
  const inside = steps.filter(({ node, params }) => node.includes(insideMark) && params.asset !== undefined)
  return new Map(inside.map(({ node, params }) => [node, params.asset]))
}
