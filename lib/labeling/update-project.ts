import { projectNameTaken, updateProject as update } from '@/db/queries/labeling/projects'
import { lockTask, setRequired } from '@/db/queries/labeling/tasks'
import { recordActivity } from '@/lib/activity/record'
import type { Context } from '@/lib/context'
import { AppError } from '@/lib/errors'
import { parse } from '@/lib/parse'
import { authorize } from '@/lib/permissions'
import { readProject, requireProject } from './read-project'
import { UpdateProjectInput, type ProjectView } from './schema'
import { settleTask } from './settle-task'

/** Changes what is given. A new overlap holds for images that are not finished. @throws AppError `conflict`, `not_found` */
export async function updateProject(ctx: Context, id: string, input: UpdateProjectInput): Promise<ProjectView> {
  authorize(ctx, 'labeling.manage')
  const change = parse(UpdateProjectInput, input)
  const project = await requireProject(ctx, id)
  const name = change.name ?? project.name
  const open = (change.state ?? project.state) !== 'archived'
  if (open && (await projectNameTaken(ctx.db, ctx.workspace.id, name, project.id))) throw new AppError('conflict', `There is a labeling project “${name}” already. Give this one another name.`)
  await ctx.db.transaction(async (tx) => {
    await update(tx, project.id, change)
    if (change.overlap !== undefined && change.overlap !== project.overlap)
      for (const task of await setRequired(tx, project.id, change.overlap)) {
        await lockTask(tx, task)
        await settleTask(tx, { ...project, ...change }, task)
      }
    await recordActivity({ ...ctx, db: tx }, { action: 'labeling.updated', object: { kind: 'labeling', id: project.id, name }, details: { ...change, ...(change.instructions !== undefined && { instructions: undefined }) } })
  })
  return readProject(ctx, project.id)
}
