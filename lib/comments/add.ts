import { findComment, insertComment, setResolved } from '@/db/queries/comments'
import { recordActivity } from '@/lib/activity/record'
import type { Context } from '@/lib/context'
import { personOf } from '@/lib/drafts/access'
import { AppError } from '@/lib/errors'
import { titleOf } from '@/lib/graph/wiring'
import { parse } from '@/lib/parse'
import { authorize } from '@/lib/permissions'
import { AddCommentInput, type Comment } from './schema'
import { commentView } from './view'
import { commentOf, writeComments } from './write'

/**
 * Begins a thread on a step, or answers in one; an answer opens a resolved thread again.
 * @throws AppError `invalid`, `forbidden`, `not_found` (the pipeline, the step in its saved draft, or the thread).
 */
export async function addComment(ctx: Context, pipelineId: string, input: AddCommentInput): Promise<Comment> {
  authorize(ctx, 'comments.write')
  const { node, body, parent } = parse(AddCommentInput, input)
  return writeComments(ctx, pipelineId, async (inner, pipeline) => {
    const step = pipeline.graph.nodes.find((other) => other.id === node)
    if (!step) throw new AppError('not_found', `“${pipeline.name}” has no step “${node}”. It may have been deleted, or not be saved yet.`)
    if (parent) {
      const root = await commentOf(inner, pipelineId, parent)
      if (root.parentId !== null || root.node !== node) throw new AppError('invalid', 'Answer the comment that began the thread on this step.')
      await setResolved(inner.db, parent, false, null)
    }
    const id = await insertComment(inner.db, { pipelineId, node, parentId: parent ?? null, body, authorId: personOf(ctx.actor) })
    await recordActivity(inner, { action: 'pipeline.commented', object: { kind: 'pipeline', id: pipelineId, name: pipeline.name }, details: { step: titleOf(step), comment: id } })
    return commentView((await findComment(inner.db, pipelineId, id))!)
  })
}
