import type { Problem } from '@/lib/catalog/types'
import type { Graph } from './schema'

/** The name under which a step remembers that a warning is set aside. */
export function dismissalName({ code, message }: Pick<Problem, 'code' | 'message'>): string {
  return (code ?? message).slice(0, 500)
}

/** Marks warnings that a person has set aside, and moves them behind all others. Errors cannot be. */
export function markDismissed(graph: Graph, problems: readonly Problem[]): Problem[] {
  const aside = new Map(graph.nodes.flatMap((node) => (node.dismissed?.length ? [[node.id, new Set(node.dismissed)] as const] : [])))
  if (aside.size === 0) return [...problems]
  const isAside = (problem: Problem) => problem.severity === 'warning' && aside.get(problem.node)?.has(dismissalName(problem)) === true
  const open = problems.filter((problem) => !isAside(problem))
  return [...open, ...problems.filter(isAside).map((problem): Problem => ({ ...problem, dismissed: true }))]
}
