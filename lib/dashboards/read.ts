import { findVersion, listDashboards as list, listVersions, readHomeChoices, type DashboardRow, type VersionRow } from '@/db/queries/dashboards/dashboards'
import { peopleOfRuns } from '@/db/queries/dashboards/tiles'
import type { Context } from '@/lib/context'
import { AppError } from '@/lib/errors'
import { authorize, can } from '@/lib/permissions'
import { dashboardId, personOf, requireDashboard } from './access'
import type { DashboardContent, DashboardSummary, DashboardVersion, DashboardView } from './schema'

type Choices = Awaited<ReturnType<typeof readHomeChoices>>

const homeOf = (choices: Choices, id: string): DashboardSummary['home'] => (choices.mine?.dashboard === id ? 'me' : choices.workspace === id ? 'workspace' : null)

/** The workspace's dashboards, changed last first, or those that were deleted. @throws AppError `forbidden` */
export async function listDashboards(ctx: Context, { deleted = false } = {}): Promise<DashboardSummary[]> {
  authorize(ctx, 'dashboards.read')
  const [rows, choices] = await Promise.all([list(ctx.db, ctx.workspace.id, deleted), readHomeChoices(ctx.db, ctx.workspace.id, personOf(ctx.actor))])
  return rows.map((row) => ({ id: row.id, name: row.name, tiles: row.tiles, version: row.version, updatedBy: row.updated_by, updatedAt: new Date(row.updated_at).toISOString(), home: homeOf(choices, row.id), deletedAt: row.deleted_at === null ? null : new Date(row.deleted_at).toISOString() }))
}

/** A dashboard as its latest version shows it, with its draft for those who may change it. @throws AppError `not_found`, `forbidden` */
export async function readDashboard(ctx: Context, id: string): Promise<DashboardView> {
  authorize(ctx, 'dashboards.read')
  return viewOf(ctx, await requireDashboard(ctx, id))
}

export async function viewOf(ctx: Context, row: DashboardRow): Promise<DashboardView> {
  const [version, choices] = await Promise.all([findVersion(ctx.db, row.id), readHomeChoices(ctx.db, ctx.workspace.id, personOf(ctx.actor))])
  const content: DashboardContent = version?.content ?? { tiles: [] }
  return {
    id: row.id,
    name: row.name,
    tiles: content.tiles.length,
    version: version?.number ?? null,
    updatedBy: row.updatedByName,
    updatedAt: row.updatedAt.toISOString(),
    home: homeOf(choices, row.id),
    deletedAt: null,
    content,
    draft: can(ctx.actor, 'dashboards.write') ? row.draft : content,
    revision: row.revision,
  }
}

const versionOf = ({ number, note, content, createdByName, createdAt }: VersionRow): DashboardVersion => ({ number, note, tiles: content.tiles.length, createdBy: createdByName, createdAt: createdAt.toISOString() })

/** Newest first. @throws AppError `not_found`, `forbidden` */
export async function listDashboardVersions(ctx: Context, id: string): Promise<DashboardVersion[]> {
  authorize(ctx, 'dashboards.read')
  const { id: key } = await requireDashboard(ctx, id)
  return (await listVersions(ctx.db, key)).map(versionOf)
}

/** @throws AppError `not_found`, `forbidden` */
export async function readDashboardVersion(ctx: Context, id: string, number: string): Promise<DashboardVersion & { content: DashboardContent }> {
  authorize(ctx, 'dashboards.read')
  const row = await requireDashboard(ctx, id)
  const version = /^[1-9]\d{0,8}$/.test(number) ? await findVersion(ctx.db, row.id, Number(number)) : undefined
  if (!version) throw new AppError('not_found', `“${row.name}” has no version ${number.slice(0, 20)}.`)
  return { ...versionOf(version), content: version.content }
}

/** The dashboard that the workspace opens with for this person; null for the ordinary home. */
export async function homeDashboard(ctx: Context): Promise<string | null> {
  if (!can(ctx.actor, 'dashboards.read')) return null
  const { mine, workspace } = await readHomeChoices(ctx.db, ctx.workspace.id, personOf(ctx.actor))
  const chosen = mine ? mine.dashboard : workspace
  return chosen === null ? null : dashboardId(chosen)
}

/** Names that a dashboard can be narrowed to: members, and who logged runs. @throws AppError `forbidden` */
export async function listPeople(ctx: Context): Promise<string[]> {
  authorize(ctx, 'dashboards.read')
  return peopleOfRuns(ctx.db, ctx.workspace.id)
}
