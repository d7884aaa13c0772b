'use client'

import { useState } from 'react'
import { Check, Pencil, RotateCcw, Trash2 } from 'lucide-react'
import { Avatar } from '@/components/shell/avatar'
import { Button } from '@/components/ui/button'
import { RelativeTime } from '@/components/ui/relative-time'
import { useCan, useWorkspace } from '@/components/ui/workspace-context'
import type { Comment } from '@/lib/comments/schema'
import { CommentForm } from './comment-form'
import { useCommentActions, type Thread } from './use-comments'

/** A question and its answers. */
export function CommentThread({ thread: { root, answers }, canWrite }: { thread: Thread; canWrite: boolean }) {
  const { add, change } = useCommentActions()
  const resolved = root.resolvedAt !== null
  return (
    <article aria-label={`Thread of ${root.author?.name ?? 'someone who left'}`} className="flex flex-col gap-2 rounded-md border border-line p-2">
      {[root, ...answers].map((comment) => (
        <One key={comment.id} comment={comment} canWrite={canWrite} />
      ))}
      {resolved && (
        <p className="flex items-center gap-1 text-sm text-succeeded">
          <Check aria-hidden className="size-3.5" /> Resolved{root.resolvedBy ? ` by ${root.resolvedBy}` : ''} <RelativeTime at={root.resolvedAt!} />
        </p>
      )}
      {canWrite && <CommentForm label="Answer" placeholder="Answer" pending={add.isPending} error={add.error} onSubmit={(body) => add.mutateAsync({ node: root.node, parent: root.id, body })} />}
      {canWrite && (
        <Button size="sm" className="self-start" icon={resolved ? RotateCcw : Check} busy={change.isPending} onClick={() => change.mutate({ id: root.id, resolved: !resolved })}>
          {resolved ? 'Open again' : 'Resolve'}
        </Button>
      )}
    </article>
  )
}

function One({ comment, canWrite }: { comment: Comment; canWrite: boolean }) {
  const { user } = useWorkspace()
  const { change, remove } = useCommentActions()
  const moderates = useCan('comments.moderate')
  const [editing, setEditing] = useState(false)
  const own = comment.author?.id === user.id
  const name = comment.author?.name ?? 'Someone who left'
  return (
    <div className="group/comment flex gap-2">
      <Avatar name={name} />
      <div className="flex min-w-0 flex-1 flex-col gap-1">
        <p className="flex h-6 items-center gap-1.5 text-sm">
          <span className="truncate font-medium">{name}</span>
          <RelativeTime at={comment.createdAt} className="shrink-0 text-muted" />
          {comment.editedAt && <span className="shrink-0 text-muted">· edited</span>}
          <span className="flex-1" />
          {canWrite && own && !editing && <Button variant="ghost" size="sm" icon={Pencil} aria-label="Edit the comment" className="opacity-0 group-hover/comment:opacity-100 focus-visible:opacity-100" onClick={() => setEditing(true)} />}
          {canWrite && (own || moderates) && !editing && <Button variant="ghost" size="sm" icon={Trash2} aria-label="Delete the comment" busy={remove.isPending} className="opacity-0 group-hover/comment:opacity-100 focus-visible:opacity-100" onClick={() => remove.mutate(comment.id)} />}
        </p>
        {editing ? (
          <CommentForm label="Save" initial={comment.body} autoFocus pending={change.isPending} error={change.error} onSubmit={(body) => change.mutateAsync({ id: comment.id, body }).then(() => setEditing(false))} onCancel={() => setEditing(false)} />
        ) : (
          <p className="break-words whitespace-pre-wrap">{comment.body}</p>
        )}
        {remove.error && (
          <p role="alert" className="text-sm text-failed">
            {remove.error.message}
          </p>
        )}
      </div>
    </div>
  )
}
