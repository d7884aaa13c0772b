import { findComment, setCommentBody, setResolved } from '@/db/queries/comments'
import { recordActivity } from '@/lib/activity/record'
import type { Context } from '@/lib/context'
import { personOf } from '@/lib/drafts/access'
import { AppError } from '@/lib/errors'
import { parse } from '@/lib/parse'
import { authorize } from '@/lib/permissions'
import { ChangeCommentInput, type Comment } from './schema'
import { commentView } from './view'
import { commentOf, writeComments } from './write'

/**
 * Writes one's own comment anew, or resolves a thread or opens it again, which everyone who may comment can do.
 * @throws AppError `invalid`, `forbidden` (another's words), `not_found`.
 */
export async function changeComment(ctx: Context, pipelineId: string, id: string, input: ChangeCommentInput): Promise<Comment> {
  authorize(ctx, 'comments.write')
  const { body, resolved } = parse(ChangeCommentInput, input)
  return writeComments(ctx, pipelineId, async (inner, pipeline) => {
    const row = await commentOf(inner, pipelineId, id)
    if (body !== undefined && row.authorId !== personOf(ctx.actor)) throw new AppError('forbidden', 'Only who wrote a comment can change it. Answer it instead.')
    if (resolved !== undefined && row.parentId !== null) throw new AppError('invalid', 'Resolve the comment that began the thread.')
    if (body !== undefined && body !== row.body) await setCommentBody(inner.db, id, body)
    if (resolved !== undefined && (await setResolved(inner.db, id, resolved, personOf(ctx.actor)))) {
      await recordActivity(inner, { action: resolved ? 'pipeline.comment_resolved' : 'pipeline.comment_reopened', object: { kind: 'pipeline', id: pipelineId, name: pipeline.name }, details: { step: row.node, comment: id } })
    }
    return commentView((await findComment(inner.db, pipelineId, id))!)
  })
}
