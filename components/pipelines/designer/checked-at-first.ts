import type { Problem } from '@/lib/catalog/types'
import type { FirstLook } from '@/lib/pipelines/first-look'
import type { Checked } from './designer-context'

/** What the server found, as the checks will say it; columns are known once they have run here. */
export function checkedAtFirst({ order, inactive, problems }: FirstLook): Checked {
  const byNode = new Map<string, Problem[]>()
  for (const problem of problems) byNode.set(problem.node, [...(byNode.get(problem.node) ?? []), problem])
  return { analysis: { order, schemas: {}, inputs: {}, inactive: new Map(inactive), problems }, byNode }
}
