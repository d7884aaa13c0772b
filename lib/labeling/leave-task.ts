import { deleteClaim } from '@/db/queries/labeling/claims'
import { insertFlag, insertSkip } from '@/db/queries/labeling/tasks'
import type { Context } from '@/lib/context'
import { parse } from '@/lib/parse'
import { personOf } from './person'
import { readTask, requireTask } from './read-task'
import { FlagInput, type TaskView } from './schema'

/** Gives the task to the next person at once. The draft stays. */
export async function releaseTask(ctx: Context, taskId: string): Promise<void> {
  const userId = personOf(ctx, 'labeling.annotate')
  await requireTask(ctx, taskId)
  await deleteClaim(ctx.db, taskId, userId)
}

/** Passes the task by: others get it, and this person again only when they or a manager ask for it. The draft stays. */
export async function skipTask(ctx: Context, taskId: string): Promise<void> {
  const userId = personOf(ctx, 'labeling.annotate')
  await requireTask(ctx, taskId)
  await ctx.db.transaction(async (tx) => {
    await insertSkip(tx, taskId, userId)
    await deleteClaim(tx, taskId, userId)
  })
}

/** Leaves a question or a remark for whoever manages the project; the task stays where it is. */
export async function flagTask(ctx: Context, taskId: string, input: { comment: string }): Promise<TaskView> {
  const userId = personOf(ctx, 'labeling.annotate')
  await requireTask(ctx, taskId)
  await insertFlag(ctx.db, { taskId, userId, ...parse(FlagInput, input) })
  return readTask(ctx, taskId)
}
