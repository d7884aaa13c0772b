import { listCommentRows } from '@/db/queries/comments'
import type { Context } from '@/lib/context'
import { readPipeline } from '@/lib/pipelines/read'
import type { Comment } from './schema'
import { commentView } from './view'

/** All comments on a pipeline's steps, oldest first. @throws AppError `not_found`, `forbidden` */
export async function listComments(ctx: Context, pipelineId: string): Promise<Comment[]> {
  await readPipeline(ctx, pipelineId)
  return (await listCommentRows(ctx.db, pipelineId)).map(commentView)
}
