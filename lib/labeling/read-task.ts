import { findClaim, type ClaimRow } from '@/db/queries/labeling/claims'
import { draftAnnotations, draftRevision } from '@/db/queries/labeling/drafts'
import { findGold } from '@/db/queries/labeling/quality'
import { findSubmission, findTask, isSkipped, listFlags, listReviews, type TaskWithImage } from '@/db/queries/labeling/tasks'
import type { Context } from '@/lib/context'
import { AppError } from '@/lib/errors'
import { personOf } from './person'
import type { ClaimView, TaskView } from './schema'
import { imageView } from './views'

/** @throws AppError `not_found` */
export async function requireTask(ctx: Context, id: string): Promise<TaskWithImage> {
  const found = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(id) ? await findTask(ctx.db, ctx.workspace.id, id) : undefined
  if (!found) throw new AppError('not_found', 'This image is not in a labeling project of this workspace.')
  return found
}

/** A task with this person's own work on it; what others drew stays hidden from them. @throws AppError `not_found` */
export async function readTask(ctx: Context, id: string): Promise<TaskView> {
  const userId = personOf(ctx, 'labeling.read')
  const { task, image } = await requireTask(ctx, id)
  const owner = { taskId: id, userId }
  // The revision first: edits that come in between are seen too early rather than thought to be known.
  const revision = await draftRevision(ctx.db, owner)
  const [gold, annotations, claim, submission, skipped, flags] = await Promise.all([findGold(ctx.db, id), draftAnnotations(ctx.db, owner), findClaim(ctx.db, id, userId), findSubmission(ctx.db, id, userId), isSkipped(ctx.db, id, userId), listFlags(ctx.db, id)])
  const comment = submission && submission.verdict !== 'none' ? ((await listReviews(ctx.db, id))[0]?.comment ?? '') : ''
  return {
    id,
    project: task.projectId,
    image: imageView(image),
    // That the answer is known stays hidden.
    state: gold ? (submission ? 'done' : 'open') : task.state,
    priority: task.priority,
    required: task.required,
    submitted: gold ? (submission ? task.required : 0) : task.submitted,
    claim: claim?.live ? claimView(claim) : null,
    revision,
    annotations,
    proposals: task.proposals,
    submission: submission ? { revision: submission.revision, at: submission.at.toISOString(), extra: submission.extra && !gold, verdict: submission.verdict, comment } : null,
    skipped,
    flags: flags.map((flag) => ({ id: flag.id, by: flag.by, comment: flag.comment, at: flag.createdAt.toISOString() })),
  }
}

export const claimView = (row: ClaimRow): ClaimView => ({ id: row.id, task: row.taskId, expiresAt: row.expiresAt.toISOString() })
