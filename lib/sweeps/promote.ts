import { trialsOf, type SweepRow, type TrialRow } from '@/db/queries/sweeps'
import { findLoggedModel } from '@/db/queries/tracking/logged-models'
import { stepsToMirror } from '@/db/queries/tracking/mirror'
import { findRegisteredModel } from '@/db/queries/tracking/registry'
import { recordActivity } from '@/lib/activity/record'
import type { Context } from '@/lib/context'
import { changeDefaults } from '@/lib/drafts/change-defaults'
import { AppError } from '@/lib/errors'
import { parse } from '@/lib/parse'
import { authorize } from '@/lib/permissions'
import { createModel } from '@/lib/registry/models'
import { createVersion } from '@/lib/registry/versions'
import { modelIdOf } from '@/lib/tracking/mirror/values'
import { PromoteInput } from './input'
import { bestOf, requireSweep } from './read'

export interface Promotion {
  trial: number
  /** Parameters of the pipeline that have another default now. */
  defaults: string[]
  model: { name: string; version: number } | null
}

/**
 * Makes the best trial, or another, what the pipeline does by itself: its values become the parameters' defaults, and the
 * model that it trained the next version of a registered one. Both or neither.
 * @throws AppError `conflict` where there is nothing to promote, `invalid`, `not_found`, `forbidden`.
 */
export async function promoteTrial(ctx: Context, id: string, input: PromoteInput = {}): Promise<Promotion> {
  authorize(ctx, 'pipelines.write')
  const { trial: number, defaults, model } = parse(PromoteInput, input)
  const sweep = await requireSweep(ctx, id)
  const trial = chosenTrial(sweep, await trialsOf(ctx.db, sweep.id), number)
  if (!sweep.pipeline_id) throw new AppError('conflict', sweep.config.command ? 'This sweep varies a command, which has no defaults to change. Copy the values of its best trial instead.' : 'The pipeline of this sweep is gone, so there is nothing to change.')
  return ctx.db.transaction(async (db) => {
    const inside = { ...ctx, db }
    const promotion: Promotion = {
      trial: trial.number,
      defaults: defaults ? await changeDefaults(inside, sweep.pipeline_id!, trial.values) : [],
      model: model === undefined ? null : await registerModel(inside, sweep, trial, model),
    }
    await recordActivity(inside, { action: 'sweep.promoted', object: { kind: 'sweep', id: sweep.id, name: sweep.name }, details: { ...promotion, values: trial.values } })
    return promotion
  })
}

function chosenTrial({ config }: SweepRow, trials: readonly TrialRow[], number: number | undefined): TrialRow {
  const trial = number === undefined ? bestOf(config, trials) : trials.find((other) => other.number === number)
  if (!trial) throw number === undefined ? new AppError('conflict', 'No trial has succeeded yet, so there is none to promote.') : new AppError('not_found', `This sweep has no trial ${number}.`)
  if (trial.state !== 'succeeded') throw new AppError('conflict', `Trial ${trial.number} has not succeeded; only one that has can be promoted.`)
  return trial
}

async function registerModel(ctx: Context, sweep: SweepRow, trial: TrialRow, name: string): Promise<{ name: string; version: number }> {
  const steps = trial.run_id ? await stepsToMirror(ctx.db, trial.run_id) : []
  const trained = steps.flatMap((step) => step.models.map(({ port }) => modelIdOf(step.source, port))).at(-1)
  if (trained === undefined) throw new AppError('conflict', `Trial ${trial.number} trained no model that could be registered.`)
  const logged = await findLoggedModel(ctx.db, ctx.workspace.id, trained)
  if (!logged) throw new AppError('conflict', `The model of trial ${trial.number} is still being kept. Try again in a moment.`)
  if (!(await findRegisteredModel(ctx.db, ctx.workspace.id, name))) await createModel(ctx, { name })
  const description = `Trial ${trial.number} of sweep ${sweep.number}: ${sweep.config.objective.metric} ${trial.objective}`
  const { version } = await createVersion(ctx, { name, source: `models:/${trained}`, modelId: trained, runId: logged.source_run_id, description })
  return { name, version }
}
