import { deleteClaim } from '@/db/queries/labeling/claims'
import { draftAnnotations, lockDraft } from '@/db/queries/labeling/drafts'
import { deleteGold, findGold, putGold } from '@/db/queries/labeling/quality'
import { lockTask, updateTask } from '@/db/queries/labeling/tasks'
import { recordActivity } from '@/lib/activity/record'
import type { Context } from '@/lib/context'
import { AppError } from '@/lib/errors'
import { parse } from '@/lib/parse'
import { personOf } from './person'
import { requireTask } from './read-task'
import { readOpinions } from './review-task'
import { GoldInput, type OpinionsView } from './schema'

/**
 * Says that the answer of an image is known: what came of it, or this person's own draft. The image is finished with that answer.
 * Labelers are given it among the others and cannot tell; what they say measures them and changes nothing.
 * @throws AppError `not_found`, `conflict` where there is no answer
 */
export async function markGold(ctx: Context, taskId: string, input: GoldInput): Promise<OpinionsView> {
  const userId = personOf(ctx, 'labeling.manage')
  const { from } = parse(GoldInput, input)
  const { project, image } = await requireTask(ctx, taskId)
  await ctx.db.transaction(async (tx) => {
    if (from === 'draft') await lockDraft(tx, { taskId, userId })
    const task = await lockTask(tx, taskId)
    if (task.state === 'broken') throw new AppError('conflict', 'This image cannot be read, so it has no answer.')
    const annotations = from === 'draft' ? await draftAnnotations(tx, { taskId, userId }) : task.result
    if (!annotations) throw new AppError('conflict', 'This image is not labeled yet. Draw its answer first.')
    if (annotations.length === 0 && project.kinds.every((kind) => kind === 'tag') && project.tags === 'one') throw new AppError('conflict', 'Give the image its label first: that is the answer.')
    await putGold(tx, { taskId, projectId: project.id, annotations, createdBy: userId })
    await updateTask(tx, taskId, { state: 'done', result: annotations, proposals: [] }, true)
    await deleteClaim(tx, taskId, userId)
    await recordActivity({ ...ctx, db: tx }, { action: 'labeling.gold_added', object: { kind: 'labeling', id: project.id, name: project.name }, details: { image: image.fileName } })
  })
  return readOpinions(ctx, taskId)
}

/** Nobody is measured with the image any more; its labels stay as they are. */
export async function unmarkGold(ctx: Context, taskId: string): Promise<OpinionsView> {
  personOf(ctx, 'labeling.manage')
  const { project, image } = await requireTask(ctx, taskId)
  await ctx.db.transaction(async (tx) => {
    if (!(await findGold(tx, taskId))) return
    await deleteGold(tx, taskId)
    await recordActivity({ ...ctx, db: tx }, { action: 'labeling.gold_removed', object: { kind: 'labeling', id: project.id, name: project.name }, details: { image: image.fileName } })
  })
  return readOpinions(ctx, taskId)
}
