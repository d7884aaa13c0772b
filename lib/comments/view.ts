import type { CommentRow } from '@/db/queries/comments'
import type { Comment } from './schema'

/** A row as it leaves the domain: instants as text. */
export function commentView({ id, node, parentId, body, authorId, author, createdAt, editedAt, resolvedAt, resolvedBy }: CommentRow): Comment {
  return {
    id,
    node,
    parent: parentId,
    body,
    author: authorId !== null && author !== null ? { id: authorId, name: author } : null,
    createdAt: createdAt.toISOString(),
    editedAt: editedAt?.toISOString() ?? null,
    resolvedAt: resolvedAt?.toISOString() ?? null,
    resolvedBy,
  }
}
