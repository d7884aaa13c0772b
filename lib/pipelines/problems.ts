import { assetColumns } from '@/db/queries/pipelines'
import type { InferContext, Problem } from '@/lib/catalog/types'
import type { Context } from '@/lib/context'
import { analyze } from '@/lib/graph/analyze'
import { allProblems } from '@/lib/graph/craft-warnings'
import type { Graph } from '@/lib/graph/schema'
import { authorize } from '@/lib/permissions'

/** What is wrong with a graph in this workspace, with the columns of its data assets known; nothing is run. */
export async function pipelineProblems(ctx: Context, graph: Graph): Promise<Problem[]> {
  authorize(ctx, 'pipelines.read')
  return allProblems(graph, analyze(graph, { asset: await assetLookup(ctx, graph) }))
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
