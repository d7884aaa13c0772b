import { correctGold, findGold } from '@/db/queries/labeling/quality'
import { insertReview, listSubmissions, lockTask, resolveFlags, setVerdict, updateTask } from '@/db/queries/labeling/tasks'
import { recordActivity } from '@/lib/activity/record'
import type { Context } from '@/lib/context'
import { AppError } from '@/lib/errors'
import { parse } from '@/lib/parse'
import { mergeOpinions } from './merge-opinions'
import { personOf } from './person'
import { compareOpinions } from './quality/compare'
import { requireTask } from './read-task'
import { readOpinions } from './review-task'
import { ResolveInput, type OpinionsView } from './schema'

/**
 * Settles where people differ: what one of them said becomes the result, or what most of them did. It counts as a review; those
 * whose opinion the result is are accepted, the others corrected. Opinions stay as they were, and so does the result before.
 * @throws AppError `not_found`, `conflict` where too few have labeled it
 */
export async function resolveTask(ctx: Context, taskId: string, input: ResolveInput): Promise<OpinionsView> {
  const reviewerId = personOf(ctx, 'labeling.manage')
  const wanted = parse(ResolveInput, input)
  const { project, image } = await requireTask(ctx, taskId)
  await ctx.db.transaction(async (tx) => {
    const task = await lockTask(tx, taskId)
    const opinions = await listSubmissions(tx, taskId)
    if (task.state === 'open') throw new AppError('conflict', 'This image is not labeled by enough people yet. Wait for the rest, or ask fewer people for each image in the settings.')
    const chosen = wanted.take === 'opinion' ? opinions.find(({ userId }) => userId === wanted.person)?.annotations : mergeOpinions(opinions.filter(({ verdict }) => verdict !== 'returned').map(({ annotations }) => annotations), project.tags)
    if (!chosen) throw new AppError('not_found', 'This person has not labeled the image.')
    const alike = opinions.filter(({ annotations }) => compareOpinions(annotations, chosen).score === 1)
    await insertReview(tx, { taskId, projectId: project.id, reviewerId, verdict: 'corrected', comment: '', before: task.result })
    await setVerdict(tx, taskId, 'corrected')
    for (const { userId } of alike) await setVerdict(tx, taskId, 'accepted', userId)
    if (await findGold(tx, taskId)) await correctGold(tx, taskId, chosen)
    await updateTask(tx, taskId, { state: 'done', result: chosen }, true)
    await resolveFlags(tx, taskId)
    await recordActivity({ ...ctx, db: tx }, { action: 'labeling.review_corrected', object: { kind: 'labeling', id: project.id, name: project.name }, details: { image: image.fileName, take: wanted.take } })
  })
  return readOpinions(ctx, taskId)
}
