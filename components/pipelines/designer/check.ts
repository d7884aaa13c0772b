import type { InferContext, Problem } from '@/lib/catalog/types'
import { createAnalyzer } from '@/lib/graph/analyze'
import { markDismissed } from '@/lib/graph/dismissed'
import type { Graph } from '@/lib/graph/schema'
import { noProblems, type Advice, type Checked } from './designer-context'

/** An analysis whose per-step lists stay the same objects while they say the same, so that only changed cards are drawn anew. */
export function createChecker(): (graph: Graph, asset: InferContext<unknown>['asset'], advice?: Advice | null, open?: readonly string[]) => Checked {
  const analyze = createAnalyzer()
  let before: ReadonlyMap<string, readonly Problem[]> = new Map()
  return (graph, asset, advice, open) => {
    const found = analyze(graph, { asset, open })
    const analysis = { ...found, problems: advice ? advice(graph, found) : markDismissed(graph, found.problems) }
    const lists = new Map<string, Problem[]>()
    for (const problem of analysis.problems) {
      const list = lists.get(problem.node)
      if (list) list.push(problem)
      else lists.set(problem.node, [problem])
    }
    const byNode = new Map<string, readonly Problem[]>()
    for (const [id, list] of lists) {
      const known = before.get(id) ?? noProblems
      byNode.set(id, JSON.stringify(known) === JSON.stringify(list) ? known : list)
    }
    before = byNode
    return { analysis, byNode }
  }
}
