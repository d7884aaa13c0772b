import { labelingProgress, statesByDay } from '@/db/queries/dashboards/overview'
import type { Context } from '@/lib/context'
import { AppError } from '@/lib/errors'
import { authorize } from '@/lib/permissions'
import { byDay, byPerson, readHours } from '../read-hours'
import type { DashboardFilters, TileView } from '../schema'
import type { TileData } from '../tile-data'

type View<K extends TileView['kind']> = Extract<TileView, { kind: K }>

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i
const dayOf = (ms: number) => new Date(ms).toISOString().slice(0, 10)

/** Pipeline runs by day and state; the last 30 days where the dashboard names none, at most a year. */
export async function readStates(ctx: Context, view: View<'states'>, filters: DashboardFilters): Promise<TileData> {
  authorize(ctx, 'runs.read')
  if (view.pipeline && !uuid.test(view.pipeline)) throw new AppError('not_found', 'The pipeline of this tile is not in this workspace any more. Choose another one in the tile’s settings.')
  const days = Math.min(filters.days || 30, 366)
  const rows = await statesByDay(ctx.db, { workspaceId: ctx.workspace.id, days, pipeline: view.pipeline || undefined, person: filters.person || undefined })
  return { kind: 'states', from: dayOf(Date.now() - (days - 1) * 86_400_000), to: dayOf(Date.now()), person: filters.person || undefined, days: rows.map(({ day, state, runs }) => ({ day, state, runs })) }
}

/** Compute hours of the last 30 days where the dashboard names none. */
export async function readHoursTile(ctx: Context, view: View<'hours'>, filters: DashboardFilters): Promise<TileData> {
  const days = filters.days || 30
  const rows = await readHours(ctx, { days, person: filters.person })
  return { kind: 'hours', by: view.by, days, person: filters.person || undefined, people: byPerson(rows), byDay: byDay(rows), seconds: rows.reduce((sum, { seconds }) => sum + seconds, 0) }
}

export async function readLabeling(ctx: Context, view: View<'labeling'>): Promise<TileData> {
  authorize(ctx, 'labeling.read')
  const gone = new AppError('not_found', 'The labeling project of this tile is not in this workspace any more. Choose another one in the tile’s settings.')
  if (view.project && !uuid.test(view.project)) throw gone
  const projects = await labelingProgress(ctx.db, { workspaceId: ctx.workspace.id, project: view.project || undefined, limit: 50 })
  if (view.project && projects.length === 0) throw gone
  return { kind: 'labeling', projects: projects.map((project) => ({ ...project })) }
}
