import { randomUUID } from 'node:crypto'
import { appendOperations, draftAnnotations, lockDraft, touchDraft } from '@/db/queries/labeling/drafts'
import { correctGold, findGold } from '@/db/queries/labeling/quality'
import { insertReview, listReviews, listSubmissions, lockTask, resolveFlags, setVerdict, updateTask } from '@/db/queries/labeling/tasks'
import { recordActivity } from '@/lib/activity/record'
import type { Context } from '@/lib/context'
import { AppError } from '@/lib/errors'
import { parse } from '@/lib/parse'
import { authorize } from '@/lib/permissions'
import { personOf } from './person'
import { readTask, requireTask } from './read-task'
import { ReviewInput, type OpinionsView, type TaskView } from './schema'
import { settleTask } from './settle-task'
import { imageView } from './views'

/** Everything that people said of an image, for whoever reviews it. */
export async function readOpinions(ctx: Context, taskId: string): Promise<OpinionsView> {
  authorize(ctx, 'labeling.manage')
  const { task, image } = await requireTask(ctx, taskId)
  const [gold, opinions, reviews] = await Promise.all([findGold(ctx.db, taskId), listSubmissions(ctx.db, taskId), listReviews(ctx.db, taskId)])
  return {
    state: task.state,
    image: imageView(image),
    result: task.result,
    gold: gold !== undefined,
    opinions: opinions.map(({ userId, by, at, extra, verdict, annotations }) => ({ person: userId, by, at: at.toISOString(), extra, verdict, annotations })),
    reviews: reviews.map(({ by, verdict, comment, at }) => ({ by, verdict, comment, at: at.toISOString() })),
  }
}

/**
 * Says of a labeled image that its labels are right, that the reviewer's own draft is, or sends it back with a comment to those who
 * labeled it. @throws AppError `conflict` where it is not labeled, `invalid` without a comment
 */
export async function reviewTask(ctx: Context, taskId: string, input: { verdict: ReviewInput['verdict']; comment?: string }): Promise<TaskView> {
  const reviewerId = personOf(ctx, 'labeling.manage')
  const { verdict, comment } = parse(ReviewInput, input)
  const { project, image } = await requireTask(ctx, taskId)
  if (verdict === 'returned' && comment === '') throw new AppError('invalid', 'Say what should be done otherwise.')
  await ctx.db.transaction(async (tx) => {
    const draft = verdict === 'corrected' ? await lockDraft(tx, { taskId, userId: reviewerId }) : null
    const task = await lockTask(tx, taskId)
    if (task.state !== 'review' && task.state !== 'done') throw new AppError('conflict', 'This image is not labeled yet, so there is nothing to review.')
    const gold = await findGold(tx, taskId)
    if (gold && verdict === 'returned') throw new AppError('conflict', 'The answer of this image is known, so nobody is to label it again. Take it out of the known ones first.')
    await insertReview(tx, { taskId, projectId: project.id, reviewerId, verdict, comment, before: draft ? task.result : null })
    await setVerdict(tx, taskId, verdict)
    if (verdict === 'returned') await settleTask(tx, project, taskId)
    else {
      const result = draft && (await draftAnnotations(tx, { taskId, userId: reviewerId }))
      if (gold && result) await correctGold(tx, taskId, result)
      await updateTask(tx, taskId, { state: 'done', ...(result && { result }) }, true)
    }
    await resolveFlags(tx, taskId)
    await recordActivity({ ...ctx, db: tx }, { action: `labeling.review_${verdict}`, object: { kind: 'labeling', id: project.id, name: project.name }, details: { image: image.fileName } })
  })
  return readTask(ctx, taskId)
}

/** Puts the labels as they stand into the reviewer's own draft, to be corrected there; what the draft held before stays in its history. */
export async function startCorrection(ctx: Context, taskId: string): Promise<TaskView> {
  const userId = personOf(ctx, 'labeling.manage')
  const { task } = await requireTask(ctx, taskId)
  if (!task.result) throw new AppError('conflict', 'This image is not labeled yet, so there is nothing to correct.')
  const result = task.result
  await ctx.db.transaction(async (tx) => {
    const owner = { taskId, userId }
    const { revision } = await lockDraft(tx, owner)
    const wanted = new Set(result.map(({ id }) => id))
    const gone = (await draftAnnotations(tx, owner)).filter(({ id }) => !wanted.has(id))
    const operations = [...gone.map(({ id }) => ({ id: randomUUID(), kind: 'remove' as const, annotation: id })), ...result.map((annotation) => ({ id: randomUUID(), kind: 'put' as const, annotation: { ...annotation, source: { by: 'person' as const } } }))]
    await touchDraft(tx, owner, await appendOperations(tx, owner, revision, operations))
  })
  return readTask(ctx, taskId)
}
