import { headOf } from '@/lib/catalog/late'
import type { ComponentHead, Problem } from '@/lib/catalog/types'
import type { Context } from '@/lib/context'
import type { Inactive } from '@/lib/graph/active'
import { describeStep } from '@/lib/graph/describe-step'
import { markDismissed } from '@/lib/graph/dismissed'
import { valuesOf } from '@/lib/graph/parameters'
import type { Graph } from '@/lib/graph/schema'
import { authorize } from '@/lib/permissions'
import { isOwn } from '@/lib/workspace-components/build'
import { analyzePipeline } from './problems'

/** What a canvas shows of a graph before the browser has the declarations to work it out; plain data. */
export interface FirstLook {
  /** By step: its one line. */
  lines: Record<string, string>
  /** Sources before what they feed. */
  order: string[]
  inactive: [string, Inactive][]
  problems: Problem[]
  /** Heads of the workspace's own components; `offered` are those that the palette lists. */
  own: { head: ComponentHead; offered: boolean }[]
}

/** @throws AppError `forbidden` */
export async function firstLook(ctx: Context, graph: Graph): Promise<FirstLook> {
  authorize(ctx, 'pipelines.read')
  const { analysis, catalogue } = await analyzePipeline(ctx, graph)
  const values = valuesOf(graph)
  const offered = new Set(catalogue.search(''))
  return {
    lines: Object.fromEntries(graph.nodes.map((node) => [node.id, describeStep(node, values, catalogue)])),
    order: analysis.order,
    inactive: [...analysis.inactive],
    problems: markDismissed(graph, analysis.problems),
    own: catalogue.all.filter(isOwn).map((component) => ({ head: headOf(component), offered: offered.has(component) })),
  }
}
