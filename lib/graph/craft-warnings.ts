import { builtIn, type Catalogue } from '@/lib/catalog/catalogue'
import { learningOf } from '@/lib/catalog/learn/learning'
import type { Problem } from '@/lib/catalog/types'
import type { LearnedTable } from '@/lib/sample/schema'
import type { Analysis } from './analyze'
import { columnWarnings } from './craft-columns'
import { memoryWarnings } from './craft-memory'
import { splitWarnings } from './craft-splits'
import { markDismissed } from './dismissed'
import type { Graph } from './schema'

/**
 * All problems of a graph: those of its analysis, and what somebody with experience would warn of. Errors come first, what a
 * person has set aside last. Pure.
 * @param tables what is known of the tables that steps learn from, by step; the more is known, the more is said.
 */
export function allProblems(graph: Graph, analysis: Analysis, tables: Readonly<Record<string, LearnedTable>> = {}, catalogue: Catalogue = builtIn): Problem[] {
  const craft = craftWarnings(graph, analysis, tables, catalogue)
  return markDismissed(graph, craft.length === 0 ? analysis.problems : [...analysis.problems, ...craft])
}

/** Warnings of the craft, in the order of the steps. */
export function craftWarnings(graph: Graph, analysis: Analysis, tables: Readonly<Record<string, LearnedTable>> = {}, catalogue: Catalogue = builtIn): Problem[] {
  const found = splitWarnings(graph, (node) => analysis.inputs[node]?.table, catalogue)
  for (const node of graph.nodes) {
    const table = tables[node.id]
    const component = table && catalogue.find(node.component)
    const learning = component && learningOf(component, node.params)
    if (!learning || analysis.inactive.has(node.id)) continue
    const said = analysis.problems.filter((problem) => problem.node === node.id)
    for (const warning of [...columnWarnings(learning, table, said), ...memoryWarnings(component, node.params, table)]) found.push({ ...warning, node: node.id })
  }
  const place = new Map(analysis.order.map((id, index) => [id, index]))
  return found.sort((a, b) => (place.get(a.node) ?? 0) - (place.get(b.node) ?? 0))
}
