import { deleteCommentRow } from '@/db/queries/comments'
import { recordActivity } from '@/lib/activity/record'
import type { Context } from '@/lib/context'
import { personOf } from '@/lib/drafts/access'
import { AppError } from '@/lib/errors'
import { authorize, can } from '@/lib/permissions'
import { commentOf, writeComments } from './write'

/**
 * Deletes one's own comment, for admins also another's; one that began a thread goes with its answers.
 * @throws AppError `forbidden`, `not_found`.
 */
export async function deleteComment(ctx: Context, pipelineId: string, id: string): Promise<void> {
  authorize(ctx, 'comments.write')
  await writeComments(ctx, pipelineId, async (inner, pipeline) => {
    const row = await commentOf(inner, pipelineId, id)
    const own = row.authorId !== null && row.authorId === personOf(ctx.actor)
    if (!own && !can(ctx.actor, 'comments.moderate')) throw new AppError('forbidden', 'Only who wrote a comment, an owner or an admin can delete it.')
    await deleteCommentRow(inner.db, id)
    await recordActivity(inner, { action: 'pipeline.comment_deleted', object: { kind: 'pipeline', id: pipelineId, name: pipeline.name }, details: { step: row.node, author: row.author } })
  })
}
