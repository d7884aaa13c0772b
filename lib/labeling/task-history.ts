import { randomUUID } from 'node:crypto'
import { draftRevision, listOperations, removedAnnotations } from '@/db/queries/labeling/drafts'
import type { Context } from '@/lib/context'
import { AppError } from '@/lib/errors'
import { applyOperations } from './apply-operations'
import { personOf } from './person'
import { requireTask } from './read-task'
import type { HistoryEntry, OperationsResult, RemovedShape } from './schema'

/** Shapes taken away that are told of. */
const mostRemoved = 200

/** Every edit that this person made to a task, or to one annotation of it, oldest first. */
export async function readHistory(ctx: Context, taskId: string, annotation?: string): Promise<HistoryEntry[]> {
  const userId = personOf(ctx, 'labeling.read')
  await requireTask(ctx, taskId)
  const rows = await listOperations(ctx.db, { taskId, userId }, annotation)
  return rows.map(({ operation, annotationId, revision, at }) => ({ operation, annotation: annotationId, revision, at: at.toISOString() }))
}

/** What this person drew on a task and took away again, as it was last, newest first; 200 at most. @throws AppError `not_found` */
export async function readRemoved(ctx: Context, taskId: string): Promise<RemovedShape[]> {
  const userId = personOf(ctx, 'labeling.read')
  await requireTask(ctx, taskId)
  return (await removedAnnotations(ctx.db, { taskId, userId }, mostRemoved)).map(({ annotation, at }) => ({ annotation, at: at.toISOString() }))
}

/** Brings an annotation back as it was after the edit of `revision`, as a further edit. @throws AppError `not_found`, `conflict` */
export async function restoreAnnotation(ctx: Context, taskId: string, revision: number): Promise<OperationsResult> {
  const userId = personOf(ctx, 'labeling.annotate')
  const owner = { taskId, userId }
  await requireTask(ctx, taskId)
  const edit = (await listOperations(ctx.db, owner)).find((row) => row.revision === revision)
  if (!edit) throw new AppError('not_found', `There is no edit ${revision} of yours on this image.`)
  if (edit.operation.kind === 'remove') throw new AppError('invalid', 'That edit removed the shape. Choose one before it.')
  return applyOperations(ctx, taskId, { base: await draftRevision(ctx.db, owner), operations: [{ ...edit.operation, id: randomUUID() }] })
}
