import type { TargetRow } from '@/db/queries/clusters'

type Target = Pick<TargetRow, 'name' | 'deleting' | 'problem' | 'max_nodes' | 'nodes' | 'live' | 'busy'>

/** Why no node of its compute target has this ready step yet, in words for a person. Pure. */
export function targetReason(name: string, targets: Target[]): string {
  const target = targets.find((other) => other.name === name)
  if (!target) return `There is no cluster “${name}” any more. Cancel the run and choose another`
  if (target.deleting) return `The cluster “${name}” is being deleted. Cancel the run and choose another`
  if (target.problem) return `The cluster “${name}” has a problem: ${target.problem.replace(/\.$/, '')}`
  if (target.busy >= target.max_nodes) return `All ${target.max_nodes} nodes of “${name}” are busy`
  if (target.nodes > target.live) return `A node of “${name}” is being launched`
  return target.live > target.busy ? `About to start on “${name}”, or its node still prepares for it` : `“${name}” is about to launch a node`
}
