'use client'

import { useState } from 'react'
import { ErrorNote } from '@/components/ui/error-note'
import { formatCount } from '@/components/ui/format'
import { useCan } from '@/components/ui/workspace-context'
import { CommentForm } from './comment-form'
import { CommentThread } from './comment-thread'
import { threadsOf, useCommentActions, useComments } from './use-comments'

/** The threads on one step; resolved ones behind a button. */
export function StepComments({ node }: { node: string }) {
  const { data, error } = useComments()
  const { add } = useCommentActions()
  const canWrite = useCan('comments.write')
  const [all, setAll] = useState(false)
  const threads = threadsOf(data ?? [], node)
  const resolved = threads.filter((thread) => thread.root.resolvedAt !== null)
  const shown = all ? threads : threads.filter((thread) => thread.root.resolvedAt === null)
  if (!canWrite && threads.length === 0) return null
  return (
    <section id="step-comments" aria-label="Comments" className="flex flex-col gap-3 border-t border-line pt-3">
      <h3 className="font-medium">Comments</h3>
      {error && <ErrorNote error={error} />}
      {shown.map((thread) => (
        <CommentThread key={thread.root.id} thread={thread} canWrite={canWrite} />
      ))}
      {resolved.length > 0 && (
        <button type="button" className="link self-start text-sm" aria-expanded={all} onClick={() => setAll(!all)}>
          {all ? 'Hide resolved threads' : `Show ${formatCount(resolved.length, 'resolved thread')}`}
        </button>
      )}
      {canWrite && <CommentForm label="Comment" placeholder="Ask or explain something about this step" pending={add.isPending} error={add.error} onSubmit={(body) => add.mutateAsync({ node, body })} />}
    </section>
  )
}
