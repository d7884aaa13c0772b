import { findRunRow } from '@/db/queries/tracking/runs'
import type { TrackedRunRow } from '@/db/queries/tracking/search-runs'
import type { Context } from '@/lib/context'
import { AppError } from '@/lib/errors'

/** @throws AppError `not_found` */
export async function runById(ctx: Context, runId: string): Promise<TrackedRunRow> {
  const row = await findRunRow(ctx.db, ctx.workspace.id, runId)
  if (!row) throw new AppError('not_found', `Run with id=${runId} not found`)
  return row
}

/** One that can be written to. @throws AppError `not_found`, `invalid` where it is deleted */
export async function activeRun(ctx: Context, runId: string): Promise<TrackedRunRow> {
  const row = await runById(ctx, runId)
  if (row.lifecycle !== 'active') throw new AppError('invalid', `The run ${runId} must be in the 'active' state. Current state is ${row.lifecycle}.`)
  return row
}
