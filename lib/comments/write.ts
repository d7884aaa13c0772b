import { bumpComments, findComment, type CommentRow } from '@/db/queries/comments'
import { lockPipeline, notify, type PipelineRow } from '@/db/queries/pipelines'
import type { Context } from '@/lib/context'
import { pipelineId as checkId, present } from '@/lib/drafts/access'
import { draftChannel, type DraftMessage } from '@/lib/drafts/channel'
import { AppError } from '@/lib/errors'

/**
 * Changes comments of a pipeline in one transaction under its row lock, and tells those who have it open.
 * @throws AppError `not_found` for a pipeline that is not here, and what `work` throws.
 */
export async function writeComments<T>(ctx: Context, pipelineId: string, work: (ctx: Context, pipeline: PipelineRow) => Promise<T>): Promise<T> {
  checkId(pipelineId)
  return ctx.db.transaction(async (db) => {
    const pipeline = present(await lockPipeline(db, ctx.workspace.id, pipelineId))
    const result = await work({ ...ctx, db }, pipeline)
    const revision = await bumpComments(db, pipelineId)
    await notify(db, draftChannel, JSON.stringify({ kind: 'comments', pipeline: pipelineId, seq: revision } satisfies DraftMessage))
    return result
  })
}

/** @throws AppError `not_found` */
export async function commentOf(ctx: Context, pipelineId: string, id: string): Promise<CommentRow> {
  const row = /^[0-9a-f-]{36}$/i.test(id) ? await findComment(ctx.db, pipelineId, id) : undefined
  if (!row) throw new AppError('not_found', 'There is no such comment. It may have been deleted.')
  return row
}
