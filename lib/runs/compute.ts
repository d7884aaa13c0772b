import { listTargets } from '@/db/queries/clusters'
import type { Problem } from '@/lib/catalog/types'
import type { Context } from '@/lib/context'
import { AppError } from '@/lib/errors'
import type { RunCompute, StepCompute } from '@/lib/graph/compute-schema'
import type { GraphNode } from '@/lib/graph/schema'
import { drawnNode } from './inside'

/** What a step asks of where it runs: its own wishes, and those of its run where it has none. Its environment is frozen by itself. */
export function requestsOf(run: RunCompute | undefined, { environment: _, ...own }: StepCompute = {}): RunCompute {
  return { ...run, ...own }
}

/** A step must not wait for what is not there. @throws AppError `invalid` */
export async function requireTarget(ctx: Pick<Context, 'db'>, name: string | undefined): Promise<void> {
  const problem = name === undefined ? undefined : (await missingTargets(ctx, [name])).get(name)
  if (problem !== undefined) throw new AppError('invalid', `${problem}. Compute lists those that there are.`, { fields: { 'compute.target': 'There is none of this name' } })
}

/** Steps that name a compute target that is not there, each as drawn once; no query where none names one. */
export async function targetProblems(ctx: Pick<Context, 'db'>, nodes: readonly GraphNode[]): Promise<Problem[]> {
  const named = nodes.flatMap(({ id, compute }) => (compute?.target === undefined ? [] : [{ node: drawnNode(id), target: compute.target }]))
  const wanted = [...new Map(named.map((wish) => [`${wish.node} ${wish.target}`, wish])).values()]
  if (wanted.length === 0) return []
  const missing = await missingTargets(ctx, wanted.map(({ target }) => target))
  return wanted.flatMap(({ node, target }): Problem[] => {
    const problem = missing.get(target)
    return problem === undefined ? [] : [{ severity: 'error', node, param: 'compute.target', message: `${problem}. Choose another under Compute in the step’s settings` }]
  })
}

async function missingTargets({ db }: Pick<Context, 'db'>, names: string[]): Promise<Map<string, string>> {
  const known = new Map((await listTargets(db, names.length === 1 ? names[0] : null)).map((target) => [target.name, target]))
  return new Map(names.flatMap((name) => {
    const target = known.get(name)
    return target && !target.deleting ? [] : [[name, `There is no compute target called “${name}”${target ? ' any more: it is being deleted' : ''}`]]
  }))
}
