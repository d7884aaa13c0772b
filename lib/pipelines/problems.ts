import { assetColumns } from '@/db/queries/pipelines'
import type { Catalogue } from '@/lib/catalog/catalogue'
import type { InferContext, Problem } from '@/lib/catalog/types'
import type { Context } from '@/lib/context'
import { analyze, type Analysis } from '@/lib/graph/analyze'
import { allProblems } from '@/lib/graph/craft-warnings'
import type { Graph } from '@/lib/graph/schema'
import { authorize } from '@/lib/permissions'
import { expand } from '@/lib/workspace-components/expand'
import { loadCatalogue } from '@/lib/workspace-components/load'

/** What is wrong with a graph in this workspace, with the columns of its data assets known; nothing is run. */
export async function pipelineProblems(ctx: Context, graph: Graph): Promise<Problem[]> {
  authorize(ctx, 'pipelines.read')
  const { analysis, catalogue } = await analyzePipeline(ctx, graph)
  return allProblems(graph, analysis, {}, catalogue)
}

/** A graph's analysis with the workspace's own components and the columns of its data assets known. @throws AppError `forbidden` */
export async function analyzePipeline(ctx: Context, graph: Graph): Promise<{ analysis: Analysis; catalogue: Catalogue }> {
  const catalogue = await loadCatalogue(ctx)
  // Also what steps inside sub-pipelines read.
  const asset = await assetLookup(ctx, expand(graph, catalogue).graph)
  return { analysis: analyze(graph, { asset, catalogue }), catalogue }
}

/** Columns of the data assets that a graph names: `null` for one that is not there. */
async function assetLookup(ctx: Context, graph: Graph): Promise<InferContext<unknown>['asset']> {
  const rows = await assetColumns(ctx.db, ctx.workspace.id, namedAssets(graph))
  return (name, version) => {
    const row = rows.find((other) => other.name === name && (version === 'latest' || other.version === version))
    return row ? (row.columns ?? undefined) : null
  }
}

/** Names of data assets in a graph's params. */
export function namedAssets(graph: Graph): string[] {
  const names = graph.nodes.map((node) => (node.params.asset as { name?: unknown } | undefined)?.name)
  return [...new Set(names.filter((name): name is string => typeof name === 'string' && name !== ''))]
}
