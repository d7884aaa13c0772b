import { deleteClaim, renewClaim, slotIsFree } from '@/db/queries/labeling/claims'
import { draftAnnotations, lockDraft, touchDraft } from '@/db/queries/labeling/drafts'
import { deleteSkip, findSubmission, lockTask, putSubmission } from '@/db/queries/labeling/tasks'
import type { Context } from '@/lib/context'
import { AppError } from '@/lib/errors'
import { parse } from '@/lib/parse'
import { judge } from './assist/judge'
import { measureAnswer } from './assist/measure-answer'
import { personOf } from './person'
import { readTask, requireTask } from './read-task'
import { SubmitInput, type StaleDetails, type TaskView } from './schema'
import { settleTask } from './settle-task'

/**
 * Finishes this person's draft as the studio has it: no labels travel with the request, so that it cannot lose any. After the
 * claim has ended it still counts where a slot is free, and is kept as a further opinion where none is. Submitting the same
 * revision again changes nothing. @throws AppError `conflict` where edits are not here yet
 */
export async function submitTask(ctx: Context, taskId: string, input: { claim?: string | null; revision: number }): Promise<TaskView> {
  const userId = personOf(ctx, 'labeling.annotate')
  const { revision } = parse(SubmitInput, input)
  const { project } = await requireTask(ctx, taskId)
  const owner = { taskId, userId }
  const sure = await ctx.db.transaction(async (tx) => {
    const draft = await lockDraft(tx, owner)
    const task = await lockTask(tx, taskId)
    if (task.state === 'broken') throw new AppError('conflict', 'This image cannot be read, so there is nothing to label.')
    if (draft.revision !== revision) {
      const details: StaleDetails = { revision: draft.revision, annotations: await draftAnnotations(tx, owner), known: [] }
      throw new AppError('conflict', 'Your latest edits are not saved yet, or were made in another tab. Wait until all is saved and submit again.', { ...details })
    }
    const earlier = await findSubmission(tx, taskId, userId)
    if (earlier && earlier.verdict !== 'returned' && earlier.revision === revision) return void (await deleteClaim(tx, taskId, userId))
    const counted = earlier !== undefined && !earlier.extra && earlier.verdict !== 'returned'
    const holds = (await renewClaim(tx, taskId, userId)) !== undefined
    const extra = !counted && !(task.state === 'open' && (holds || (await slotIsFree(tx, taskId, userId))))
    const activeSeconds = await touchDraft(tx, owner, revision)
    const annotations = await draftAnnotations(tx, owner)
    await putSubmission(tx, { taskId, projectId: task.projectId, userId, revision, annotations, activeSeconds, extra, origin: 'labeled' })
    const sure = await measureAnswer(tx, task, { userId, annotations })
    await deleteClaim(tx, taskId, userId)
    await deleteSkip(tx, taskId, userId)
    if (!extra) await settleTask(tx, project, taskId)
    return sure
  })
  // What was submitted stays so, whatever becomes of this.
  if (sure) await judge(ctx, project).catch((error: unknown) => console.error(`The answers in the labeling project ${project.id} could not be judged:`, error))
  return readTask(ctx, taskId)
}
