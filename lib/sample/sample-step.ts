import { readyVersions } from '@/db/queries/data'
import { findPipeline } from '@/db/queries/pipelines'
import { keepsRows } from '@/lib/catalog/keeps-rows'
import type { Context } from '@/lib/context'
import { pipelineId, present } from '@/lib/drafts/access'
import type { Comparison } from '@/lib/duckdb/ops/compare'
import { previewGraph } from '@/lib/graph/active'
import type { Graph, GraphNode } from '@/lib/graph/schema'
import { authorize } from '@/lib/permissions'
import { parse } from '@/lib/pipelines/parse'
import { computeSample } from './compute'
import { planSample, type PlannedAsset, type PlannedStep } from './plan'
import { SampleInput, shownColumns, type SampleTable, type SampleView } from './schema'

const longestText = 200

/**
 * What a step of a graph would give, computed on a sample of each data source; nothing is run on an agent and nothing is kept.
 * A step that cannot be sampled is no error: the answer says why.
 * @throws AppError `not_found`, `forbidden`, `invalid`; the signal's reason once it is aborted.
 */
export async function sampleStep(ctx: Context, id: string, input: SampleInput, signal: AbortSignal): Promise<SampleView> {
  await requirePipeline(ctx, id)
  const { graph: drawn, node, port, offset, limit } = parse(SampleInput, input)
  const graph = previewGraph(drawn)
  if (isOff(drawn, graph, node)) return { state: 'blocked', reason: 'incomplete', node, message: 'Runs leave this step out, since it or what it needs is disabled. Enable it to see what it gives.' }
  const plan = planSample(graph, node, await assetsOf(ctx, graph))
  if (plan.state === 'blocked') return plan
  const last = plan.steps.at(-1)!
  const ports = last.component.outputs.filter((output) => output.type === 'table').map(({ name, label }) => ({ name, label }))
  const chosen = ports.find((other) => other.name === port) ?? ports[0]
  if (!chosen) return { state: 'blocked', reason: 'no-table', node, message: `${last.component.name} gives no table. Run to here to see what it gives.` }
  return computeSample(plan, actorOf(ctx), signal, async (outputsOf, run) => {
    const output = outputsOf(last.key)[chosen.name]!
    const feed = firstTable(last)
    const before = feed && outputsOf(feed.key)[feed.port]!
    const found = await run('compare', { file: output.path, before: before?.path ?? null, aligned: keepsRows(last.ref), offset, limit, mostColumns: shownColumns, longestText })
    return view(last, ports, chosen.name, found)
  })
}

function isOff(drawn: Graph, active: Graph, node: string): boolean {
  const within = (graph: Graph) => graph.nodes.some((other) => other.id === node)
  return within(drawn) && !within(active)
}

function view(step: PlannedStep, ports: SampleTable['ports'], port: string, found: Comparison): SampleTable {
  const { columns, rows, added, retyped, removed, changedCells, changed } = found
  const { sources, exact, notes } = step
  return { state: 'ready', ports, port, sources, exact, columns, rows, rowsOut: found.total, rowsIn: found.totalBefore, added, retyped, removed, changedCells, changed, notes }
}

/** The step and output that feed the first input of type table. */
function firstTable(step: PlannedStep): { key: string; port: string } | undefined {
  const port = step.component.inputs.find((input) => input.type === 'table' && step.inputs[input.name])
  return port && step.inputs[port.name]
}

/** Who asks, for sharing the room fairly. */
export function actorOf({ actor }: Context): string {
  return actor.kind === 'system' ? 'system' : actor.kind === 'token' ? actor.userId : actor.id
}

/** @throws AppError `forbidden`, `not_found` */
export async function requirePipeline(ctx: Context, id: string): Promise<void> {
  authorize(ctx, 'pipelines.write')
  authorize(ctx, 'data.read')
  present(await findPipeline(ctx.db, ctx.workspace.id, pipelineId(id)))
}

/** Looks up the bytes of the data assets that a graph names, in this workspace alone; a digest written in the graph counts for nothing. */
export async function assetsOf(ctx: Context, graph: Graph): Promise<(node: GraphNode) => PlannedAsset | undefined> {
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
