import type { ProjectRow, Queryable } from '@/db/queries/labeling/projects'
import { findGold } from '@/db/queries/labeling/quality'
import { drawnForReview, listReviews, listSubmissions, lockTask, recountTask, updateTask } from '@/db/queries/labeling/tasks'
import { mergeOpinions } from './merge-opinions'

/**
 * Finishes a locked task that has enough opinions: what they agree on becomes its result, and chance or an earlier review sends it
 * to a reviewer. A task that lacks opinions is open again.
 */
export async function settleTask(tx: Queryable, project: Pick<ProjectRow, 'reviewShare' | 'tags'>, taskId: string): Promise<void> {
  const { submitted, required } = await recountTask(tx, taskId)
  const { state } = await lockTask(tx, taskId)
  // A known answer stays what it is.
  if (await findGold(tx, taskId)) return
  if (submitted < required || submitted === 0) {
    if (state !== 'open' && state !== 'broken') await updateTask(tx, taskId, { state: 'open', result: null }, false)
    return
  }
  const opinions = (await listSubmissions(tx, taskId)).filter(({ extra, verdict }) => !extra && verdict !== 'returned')
  const review = (await listReviews(tx, taskId)).length > 0 || (await drawnForReview(tx, taskId, project.reviewShare))
  await updateTask(tx, taskId, { state: review ? 'review' : 'done', result: mergeOpinions(opinions.map(({ annotations }) => annotations), project.tags) }, true)
}
