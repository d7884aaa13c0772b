import type { PipelineRow } from '@/db/queries/pipelines'
import type { Context } from '@/lib/context'
import { AppError } from '@/lib/errors'

/** An id that is no UUID names nothing; asking PostgreSQL would be an error instead. */
export function pipelineId(id: string): string {
  if (!/^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i.test(id)) throw notFound()
  return id
}

export function notFound(): AppError {
  return new AppError('not_found', 'There is no such pipeline in this workspace. It may have been deleted for good, or belong to another workspace.')
}

/** @throws AppError `not_found` where the row is missing or in the trash. */
export function present(row: PipelineRow | undefined): PipelineRow {
  if (!row) throw notFound()
  if (row.deletedAt) throw new AppError('not_found', `“${row.name}” is in the trash. Restore it from the list of pipelines to work with it.`, { deleted: true })
  return row
}

/** The person behind an actor, for columns that name a user. */
export function personOf(actor: Context['actor']): string | null {
  if (actor.kind === 'user') return actor.id
  return actor.kind === 'token' ? actor.userId : null
}
