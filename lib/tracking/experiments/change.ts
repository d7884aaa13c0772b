import { renameExperiment as rename, setExperimentLifecycle, setExperimentTag as setTag } from '@/db/queries/tracking/experiments'
import { recordActivity } from '@/lib/activity/record'
import type { Context } from '@/lib/context'
import { AppError } from '@/lib/errors'
import { authorize } from '@/lib/permissions'
import { checkKey, checkLength, limits } from '../limits'
import { experimentName } from './create'
import { activeExperiment, experimentById } from './find'

/** @throws AppError `not_found`, `conflict`, `invalid`, `forbidden` */
export async function renameExperiment(ctx: Context, id: string, newName: string): Promise<void> {
  authorize(ctx, 'experiments.write')
  const name = experimentName(newName)
  const row = await experimentById(ctx, id)
  if (row.lifecycle !== 'active') throw new AppError('conflict', 'Cannot rename an experiment that is deleted. Restore it first.', { reason: 'state' })
  await ctx.db.transaction(async (tx) => {
    if (!(await rename(tx, row.id, name))) throw new AppError('conflict', `Experiment(name=${name}) already exists.`)
    await recordActivity({ ...ctx, db: tx }, { action: 'experiment.renamed', object: { kind: 'experiment', id, name }, details: { from: row.name } })
  })
}

/** Puts an experiment and its runs out of sight, or brings them back. @throws AppError `not_found`, `invalid`, `forbidden` */
export async function moveExperiment(ctx: Context, id: string, to: 'active' | 'deleted'): Promise<void> {
  authorize(ctx, 'experiments.write')
  const row = await experimentById(ctx, id)
  await ctx.db.transaction(async (tx) => {
    if (!(await setExperimentLifecycle(tx, row.id, to))) throw new AppError('not_found', `No Experiment with id=${id} that is ${to === 'deleted' ? 'active' : 'deleted'} exists`)
    await recordActivity({ ...ctx, db: tx }, { action: to === 'deleted' ? 'experiment.deleted' : 'experiment.restored', object: { kind: 'experiment', id, name: row.name } })
  })
}

/** Null takes the tag away. @throws AppError `not_found`, `invalid`, `forbidden` */
export async function setExperimentTag(ctx: Context, id: string, key: string, value: string | null): Promise<void> {
  authorize(ctx, 'experiments.write')
  checkKey(key, 'key')
  if (value !== null) checkLength(value, 'value', limits.experimentTag)
  const row = await activeExperiment(ctx, id)
  if (value === null && !(key in row.tags)) throw new AppError('not_found', `No tag with name: ${key} in experiment with id ${id}`)
  await setTag(ctx.db, row.id, key, value)
}
