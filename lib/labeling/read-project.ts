import { countTasks } from '@/db/queries/labeling/counts'
import { findProject, listLabels, listProjects as query, type ProjectRow } from '@/db/queries/labeling/projects'
import type { Context } from '@/lib/context'
import { AppError } from '@/lib/errors'
import { authorize, can } from '@/lib/permissions'
import { hideFrom } from './person'
import type { ProjectView } from './schema'
import { projectView } from './views'

/** A project of the workspace, by its id or its name. @throws AppError `not_found` */
export async function requireProject(ctx: Context, idOrName: string): Promise<ProjectRow & { createdByName: string | null }> {
  const project = await findProject(ctx.db, ctx.workspace.id, idOrName)
  if (!project) throw new AppError('not_found', `There is no labeling project “${idOrName.slice(0, 100)}” in this workspace.`)
  return project
}

/** @throws AppError `not_found` */
export async function readProject(ctx: Context, idOrName: string): Promise<ProjectView> {
  authorize(ctx, 'labeling.read')
  const project = await requireProject(ctx, idOrName)
  const [labels, counts] = await Promise.all([listLabels(ctx.db, [project.id]), countTasks(ctx.db, ctx.workspace.id, { project: project.id, hideFrom: hideFrom(ctx) })])
  return projectView(project, labels, counts(project.id), can(ctx.actor, 'labeling.manage'))
}

/** Every labeling project of the workspace, newest first. */
export async function listProjects(ctx: Context): Promise<ProjectView[]> {
  authorize(ctx, 'labeling.read')
  const [projects, counts] = await Promise.all([query(ctx.db, ctx.workspace.id), countTasks(ctx.db, ctx.workspace.id, { hideFrom: hideFrom(ctx) })])
  const labels = await listLabels(ctx.db, projects.map(({ id }) => id))
  return projects.map((project) => projectView(project, labels.filter((label) => label.projectId === project.id), counts(project.id), can(ctx.actor, 'labeling.manage')))
}
