import { isPathOfModel, loggedModelReached, pathReached, runsReached } from '@/db/queries/command-reach'
import type { Context } from '@/lib/context'
import { AppError } from '@/lib/errors'

/** How far the token of a running command reaches: its own run, the runs below it, and what models hold, to be read. */
export interface Reach {
  /** Id of its tracked run. */
  run: string
  /** The number of its experiment, as text. */
  experiment: string
}

/** What a command is told that asks for more. */
export function beyondReach(what: string): AppError {
  return new AppError('forbidden', `A running command logs to its own run and the runs below it, and reads models and data assets. It may not ${what}. Do that in the studio, or from a script of your own with an access token from Settings.`)
}

type Where = Pick<Context, 'db' | 'workspace'>
const within = (ctx: Where, reach: Reach) => ({ workspaceId: ctx.workspace.id, root: reach.run })

/** Which of these runs the token reaches. */
export const reachedRuns = async (ctx: Where, reach: Reach, runs: readonly string[]): Promise<Set<string>> => new Set(await runsReached(ctx.db, { ...within(ctx, reach), runs }))

/** @throws AppError `forbidden` */
export async function requireRuns(ctx: Where, reach: Reach, runs: readonly string[]): Promise<void> {
  const reached = await reachedRuns(ctx, reach, runs)
  const other = runs.find((run) => !reached.has(run))
  if (other !== undefined) throw beyondReach(`touch the run ${other.slice(0, 64)}, which is not below its own`)
}

/** @throws AppError `forbidden` */
export function requireExperiment(reach: Reach, experiments: readonly string[]): void {
  const other = experiments.find((id) => id !== reach.experiment)
  if (other !== undefined) throw beyondReach(`use the experiment ${other.slice(0, 64)}: its own is ${reach.experiment}, chosen when it was started`)
}

/** One that a run within reach has made. @throws AppError `forbidden` */
export async function requireOwnModel(ctx: Where, reach: Reach, modelId: string): Promise<void> {
  if (!(await loggedModelReached(ctx.db, { ...within(ctx, reach), modelId }))) throw beyondReach(`change the model ${modelId.slice(0, 64)}, which its run has not made`)
}

/** A place among the artifacts of what it may write; for reading, those of every model too. @throws AppError `forbidden` */
export async function requirePath(ctx: Where, reach: Reach, path: string, how: 'read' | 'write'): Promise<void> {
  const clean = path.replace(/\/+$/, '')
  if (await pathReached(ctx.db, { ...within(ctx, reach), path: clean })) return
  if (how === 'read' && (await isPathOfModel(ctx.db, { workspaceId: ctx.workspace.id, path: clean }))) return
  throw beyondReach(`${how} “${clean.slice(0, 200)}”, which is not among its own files${how === 'read' ? ' or those of a model' : ''}`)
}
