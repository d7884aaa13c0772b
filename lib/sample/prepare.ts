import { readyVersions } from '@/db/queries/data'
import { findPipeline } from '@/db/queries/pipelines'
import { resultRows } from '@/db/queries/samples'
import { builtIn, type Catalogue } from '@/lib/catalog/catalogue'
import type { Context } from '@/lib/context'
import { pipelineId, present } from '@/lib/drafts/access'
import { activityOf, previewGraph } from '@/lib/graph/active'
import type { Graph, GraphNode } from '@/lib/graph/schema'
import { titleOf } from '@/lib/graph/wiring'
import { authorize } from '@/lib/permissions'
import { expand, insideMark } from '@/lib/workspace-components/expand'
import { loadCatalogue } from '@/lib/workspace-components/load'
import { planSample, type Ground, type PlannedAsset, type SamplePlan } from './plan'
import type { Blocked } from './schema'

type Results = Record<string, Record<string, string>>

/** A graph as it would run: parameters have their defaults, disabled steps are passed by, the steps inside components stand in their place. */
export interface Prepared {
  catalogue: Catalogue
  /** Without disabled steps; what is inside components is not shown. */
  graph: Graph
  /** What must be computed for an output of a step as it is drawn; the step that really gives it, and at which output. */
  plan(node: string, port: string | undefined): { plan: SamplePlan; port: string | undefined; inside: boolean } | Blocked
}

/** @throws AppError `forbidden`, `not_found`, `invalid` where a component is inside itself. */
export async function prepareSample(ctx: Context, pipeline: string, drawn: Graph, results: Results = {}): Promise<Prepared> {
  authorize(ctx, 'pipelines.write')
  authorize(ctx, 'data.read')
  present(await findPipeline(ctx.db, ctx.workspace.id, pipelineId(pipeline)))
  const catalogue = drawn.nodes.every((node) => builtIn.find(node.component)) ? builtIn : await loadCatalogue(ctx)
  const { inactive } = activityOf(drawn, catalogue)
  const active = previewGraph(drawn, catalogue)
  const { graph, groups } = expand(active, catalogue)
  const ground: Ground = { asset: await assetsOf(ctx, graph), result: await resultsOf(ctx, results) }
  const name = (id: string) => {
    const node = drawn.nodes.find((other) => other.id === id)
    return node ? titleOf(node, catalogue) : id
  }
  return {
    catalogue,
    graph: active,
    plan(node, port) {
      const off = inactive.get(node)
      if (off) {
        const message = off.because === node ? 'This step is disabled, so it gives nothing. Enable it to see a sample.' : `This step needs “${name(off.because)}”, which is disabled. Enable that one to see a sample.`
        return { state: 'blocked', reason: 'incomplete', node: off.because, message }
      }
      const group = groups.find((other) => other.node === node)
      const end = group && (port && group.outputs[port] ? group.outputs[port] : Object.values(group.outputs)[0])
      if (group && !end) return { state: 'blocked', reason: 'no-table', node, message: `${group.name} has no output. Open it and give it one.` }
      const plan = planSample(graph, end?.node ?? node, ground, catalogue)
      // What is inside a component is told of the card that stands for it.
      if (plan.state === 'blocked') return { ...plan, node: plan.node.split(insideMark)[0]! }
      return { plan, port: end ? end.port : port, inside: end !== undefined }
    },
  }
}

/** Who asks, for sharing the room fairly. */
export function actorOf({ actor }: Context): string {
  return actor.kind === 'system' ? 'system' : actor.kind === 'token' ? actor.userId : actor.id
}

/** Looks up the bytes of the data assets that a graph names, in this workspace alone; a digest written in the graph counts for nothing. */
async function assetsOf(ctx: Context, graph: Graph): Promise<(node: GraphNode) => PlannedAsset | undefined> {
  const named = (node: GraphNode) => {
    const asset = node.params.asset as { name?: unknown; version?: unknown } | null | undefined
    return typeof asset?.name === 'string' && asset.name !== '' ? { name: asset.name, version: asset.version } : undefined
  }
  const names = [...new Set(graph.nodes.flatMap((node) => named(node)?.name ?? []))]
  const ready = await readyVersions(ctx.db, ctx.workspace.id, names)
  return (node) => {
    const asset = named(node)
    return asset && ready.find((other) => other.name === asset.name && (typeof asset.version !== 'number' || other.version === asset.version))
  }
}

/** Tables that steps gave in runs, of this workspace alone; what is not is left out. */
async function resultsOf(ctx: Context, results: Results): Promise<Ground['result']> {
  const rows = await resultRows(ctx.db, ctx.workspace.id, [...new Set(Object.values(results).flatMap((ports) => Object.values(ports)))])
  return (node) => {
    const known = Object.entries(Object.hasOwn(results, node) ? results[node]! : {}).flatMap(([port, digest]) => (rows.has(digest) ? [[port, { digest, rows: rows.get(digest)! }] as const] : []))
    return known.length > 0 ? Object.fromEntries(known) : undefined
  }
}
