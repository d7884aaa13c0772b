import { findDashboard, type DashboardRow } from '@/db/queries/dashboards/dashboards'
import type { Context } from '@/lib/context'
import { AppError } from '@/lib/errors'

/** The person behind an actor, for columns that name a user. */
export function personOf(actor: Context['actor']): string | null {
  if (actor.kind === 'user') return actor.id
  return actor.kind === 'token' ? actor.userId : null
}

/** An id that is no UUID names nothing. @throws AppError `not_found` */
export function dashboardId(id: string): string {
  if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(id)) throw notFound()
  return id
}

function notFound(): AppError {
  return new AppError('not_found', 'There is no such dashboard in this workspace. It may belong to another one.')
}

/** @throws AppError `not_found` where the row is missing or deleted */
export function present(row: DashboardRow | undefined): DashboardRow {
  if (!row) throw notFound()
  if (row.deletedAt) throw new AppError('not_found', `The dashboard “${row.name}” was deleted.`, { deleted: true })
  return row
}

/** @throws AppError `not_found` */
export async function requireDashboard(ctx: Context, id: string): Promise<DashboardRow> {
  return present(await findDashboard(ctx.db, ctx.workspace.id, dashboardId(id)))
}
