import { findRun, stepsOfRun } from '@/db/queries/runs'
import type { Context } from '@/lib/context'
import { AppError } from '@/lib/errors'
import { downstream } from '@/lib/graph/needed'
import { parse } from '@/lib/parse'
import { authorize } from '@/lib/permissions'
import { insideSteps, pinsOf, ranGraph } from './inside'
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
  if (run.options.command) throw new AppError('invalid', 'This is the run of a command: run it again from its page among the experiments, where its values can be changed.')
  const ran = run.groups.length > 0 ? await stepsOfRun(ctx.db, run.id) : []
  const graph = ran.length > 0 ? ranGraph(ran) : run.graph
  const known = new Set(graph.nodes.map((node) => node.id))
  const start = from && insideSteps(from, run.groups)
  const unknown = start?.find((node) => !known.has(node))
  if (unknown !== undefined) throw new AppError('invalid', `Run ${run.number} has no step “${unknown}”.`, { unknown: [unknown] })
  const anew = start ? [...downstream(graph, start)] : []
  const forced = force === 'all' ? 'all' : [...new Set([...(force ?? []), ...anew])]
  return submitGraph(ctx, {
    graph: run.graph,
    pipelineId: run.pipeline_id,
    name: run.name,
    pins: pinsOf(ran),
    options: { rerunOf: run.id, from, until, parameters: run.options.parameters, compute: run.options.compute, force: forced.length === 0 ? undefined : forced },
  })
}
