import { ownSources } from '@/db/queries/workspace-components'
import type { Catalogue } from '@/lib/catalog/catalogue'
import type { Context } from '@/lib/context'
import type { Graph } from '@/lib/graph/schema'
import { isOwn } from './build'
import { codeOf, withCode } from './build-python'

/**
 * For the steps of a flat graph that are components written in Python: the params that a frozen step has, which hold the
 * program. `drafts` are the sources of versions that are not stored, by `id@version`.
 */
export async function programs(ctx: Context, graph: Graph, catalogue: Catalogue, drafts: ReadonlyMap<string, string> = new Map()) {
  const refs = [...new Set(graph.nodes.map((node) => node.component))].filter((ref) => {
    const component = catalogue.find(ref)
    return isOwn(component) && component.declaration.kind === 'python'
  })
  const sources = new Map([...(await ownSources(ctx.db, ctx.workspace.id, refs.filter((ref) => !drafts.has(ref)))), ...drafts])
  return (ref: string, params: Record<string, unknown>): Record<string, unknown> => {
    const component = catalogue.find(ref)
    const declaration = isOwn(component) ? component.declaration : undefined
    return declaration?.kind === 'python' ? withCode(params, codeOf(declaration, sources.get(ref) ?? '')) : params
  }
}
