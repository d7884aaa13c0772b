import { insertDefaultExperiment, insertExperiment } from '@/db/queries/tracking/experiments'
import { recordActivity } from '@/lib/activity/record'
import type { Context } from '@/lib/context'
import { AppError } from '@/lib/errors'
import { authorize } from '@/lib/permissions'
import { checkLength, checkTags, limits } from '../limits'

export interface CreateExperimentInput {
  name: string
  artifactLocation?: string
  tags?: { key: string; value?: string }[]
}

/** Makes an experiment and returns its id. @throws AppError `invalid`, `conflict`, `forbidden` */
export async function createExperiment(ctx: Context, input: CreateExperimentInput): Promise<string> {
  authorize(ctx, 'experiments.write')
  const name = experimentName(input.name)
  const location = input.artifactLocation?.trim() ? input.artifactLocation : null
  if (location && /[#?]|(?:^|\/)\.\.(?:\/|$)/.test(location)) throw new AppError('invalid', `Invalid artifact location “${location}”: it must hold neither “#”, “?” nor “..”.`)
  const tags = checkTags(input.tags, limits.experimentTag)
  await insertDefaultExperiment(ctx.db, ctx.workspace.id)
  return ctx.db.transaction(async (tx) => {
    const row = await insertExperiment(tx, { workspaceId: ctx.workspace.id, name, artifactLocation: location, tags })
    if (!row) throw new AppError('conflict', `Experiment(name=${name}) already exists.`)
    await recordActivity({ ...ctx, db: tx }, { action: 'experiment.created', object: { kind: 'experiment', id: String(row.number), name } })
    return String(row.number)
  })
}

/** @throws AppError `invalid` */
export function experimentName(name: string): string {
  if (name.trim() === '') throw new AppError('invalid', `Invalid experiment name: ${JSON.stringify(name)}: it must not be empty.`)
  return checkLength(name, 'name', limits.experimentName)
}
