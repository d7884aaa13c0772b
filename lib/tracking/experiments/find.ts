import { findExperiment as find, insertDefaultExperiment, type ExperimentRow } from '@/db/queries/tracking/experiments'
import type { Context } from '@/lib/context'
import { AppError } from '@/lib/errors'

const digits = /^\d{1,9}$/

/** The number behind an experiment's id as clients write it; null where no experiment can have it. */
export const experimentNumber = (id: string): number | null => (digits.test(id) ? Number(id) : null)

/** By its id, deleted ones too; experiment 0 is made when it is first looked for. @throws AppError `not_found` */
export async function experimentById(ctx: Context, id: string): Promise<ExperimentRow> {
  const number = experimentNumber(id)
  if (number === 0) await insertDefaultExperiment(ctx.db, ctx.workspace.id)
  const row = number === null ? undefined : await find(ctx.db, ctx.workspace.id, { number })
  if (!row) throw new AppError('not_found', `No Experiment with id=${id} exists`)
  return row
}

/** @throws AppError `not_found`, `invalid` where it is deleted */
export async function activeExperiment(ctx: Context, id: string): Promise<ExperimentRow> {
  const row = await experimentById(ctx, id)
  if (row.lifecycle !== 'active') throw new AppError('invalid', `The experiment ${id} must be in the 'active' state. Current state is ${row.lifecycle}.`)
  return row
}
