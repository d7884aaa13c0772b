import { findRun } from '@/db/queries/runs'
import type { Context } from '@/lib/context'
import { AppError } from '@/lib/errors'
import { downstream } from '@/lib/graph/needed'
import { authorize } from '@/lib/permissions'
import { parse } from '@/lib/pipelines/parse'
import { noRun, runId } from './read'
import { RerunInput, type RunView } from './schema'
import { submitGraph } from './submit'

/**
 * Runs the frozen graph of a run again, as a new run. `from` computes those steps and everything downstream anew; what
 * lies before them is reused where it may be.
 * @throws AppError `invalid`, `not_found`, `forbidden`.
 */
export async function rerun(ctx: Context, id: string, input: RerunInput = {}): Promise<RunView> {
  authorize(ctx, 'runs.submit')
  const { from, until, force } = parse(RerunInput, input)
  const run = await findRun(ctx.db, ctx.workspace.id, runId(id))
  if (!run) throw noRun()
  const known = new Set(run.graph.nodes.map((node) => node.id))
  const unknown = from?.find((node) => !known.has(node))
  if (unknown !== undefined) throw new AppError('invalid', `Run ${run.number} has no step “${unknown}”.`, { unknown: [unknown] })
  const anew = from ? [...downstream(run.graph, from)] : []
  const forced = force === 'all' ? 'all' : [...new Set([...(force ?? []), ...anew])]
  return submitGraph(ctx, {
    graph: run.graph,
    pipelineId: run.pipeline_id,
    name: run.name,
    options: { rerunOf: run.id, from, until, parameters: run.options.parameters, force: forced.length === 0 ? undefined : forced },
  })
}
