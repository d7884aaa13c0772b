'use client'

import { useQuery, useQueryClient } from '@tanstack/react-query'
import Link from 'next/link'
import { useState } from 'react'
import { useApi } from '@/components/ui/api-client'
import { Button } from '@/components/ui/button'
import { Dialog, DialogContent, DialogFooter } from '@/components/ui/dialog'
import { ErrorNote } from '@/components/ui/error-note'
import { Field } from '@/components/ui/field'
import { Textarea } from '@/components/ui/input'
import { useWorkspace } from '@/components/ui/workspace-context'
import type { ProjectView, ResolveInput, ReviewInput } from '@/lib/labeling/schema'
import { correctHref, labelingKey, opinionsQuery } from '../labeling-queries'
import { OpinionPane } from './opinion-pane'

interface ReviewDialogProps {
  project: ProjectView
  task: string
  fileName: string
  /** Whose opinions stand side by side; left out, the result and the first opinion that differs. */
  left?: string
  right?: string
  /** The part of the project that a correction comes back to. */
  from: string
  onClose: () => void
}

const words = { accepted: 'accepted it', corrected: 'corrected it', returned: 'sent it back' }

/** What people said of an image, side by side: taken, merged, corrected, accepted, or sent back with a comment. */
export function ReviewDialog({ project, task, fileName, left, right, from, onClose }: ReviewDialogProps) {
  const { slug } = useWorkspace()
  const request = useApi()
  const client = useQueryClient()
  const [sides, setSides] = useState<[string | undefined, string | undefined]>([left, right])
  const [comment, setComment] = useState('')
  const [error, setError] = useState<unknown>(null)
  const [busy, setBusy] = useState(false)
  const { data, error: failed } = useQuery(opinionsQuery(slug, task))
  const settled = data?.result !== null && data?.result !== undefined
  const several = (data?.opinions.length ?? 0) > 1
  const shown: [string, string | null] = [sides[0] ?? (settled ? 'result' : (data?.opinions[0]?.person ?? 'result')), sides[1] ?? (sides[0] && settled ? 'result' : several ? data!.opinions[0]!.person : null)]

  async function act(work: () => Promise<unknown>, close = true) {
    setBusy(true)
    setError(null)
    try {
      await work()
      await client.invalidateQueries({ queryKey: labelingKey(slug) })
      if (close) onClose()
    } catch (cause) {
      setError(cause)
    } finally {
      setBusy(false)
    }
  }
  const say = (verdict: ReviewInput['verdict']) => act(() => request.post(`/labeling/tasks/${task}/review`, { verdict, comment }))
  const resolve = (input: ResolveInput) => act(() => request.post(`/labeling/tasks/${task}/resolve`, input))
  const mark = () => act(() => (data?.gold ? request.delete(`/labeling/tasks/${task}/gold`) : request.post(`/labeling/tasks/${task}/gold`, { from: 'result' })), false)
  const take = several && data?.state !== 'open' ? (person: string) => void resolve({ take: 'opinion', person }) : undefined

  return (
    <Dialog open onOpenChange={(open) => !open && !busy && onClose()}>
      <DialogContent title={fileName} description={data?.gold ? 'Its answer is known: people are measured with it, and cannot tell it from others.' : undefined} width={shown[1] ? 1080 : 760}>
        <div className="flex flex-col gap-3">
          {failed && <ErrorNote error={failed} />}
          {data && (
            <div className="flex gap-4 max-md:flex-col">
              <OpinionPane side="Left" project={project} data={data} shown={shown[0]} onShow={(next) => setSides([next, shown[1] ?? undefined])} onTake={take} busy={busy} />
              {shown[1] && <OpinionPane side="Right" project={project} data={data} shown={shown[1]} onShow={(next) => setSides([shown[0], next])} onTake={take} busy={busy} />}
            </div>
          )}
          {data?.reviews.map(({ by, verdict, comment: said, at }) => (
            <p key={at} className="text-sm text-muted">
              {by ?? 'Somebody'} {words[verdict]}
              {said && `: “${said}”`}
            </p>
          ))}
          {settled && !data.gold && (
            <Field label="Comment" help="Needed where you send it back: what should be done otherwise?">
              <Textarea rows={2} value={comment} onChange={(event) => setComment(event.target.value)} maxLength={2000} />
            </Field>
          )}
          {error !== null && <ErrorNote error={error} />}
        </div>
        <DialogFooter className="flex-wrap">
          {data && (
            <span className="mr-auto flex flex-wrap gap-2 max-sm:mr-0">
              {settled ? (
                <Button disabled={busy} onClick={() => void mark()}>
                  {data.gold ? 'Not a known answer any more' : 'Use as known answer'}
                </Button>
              ) : (
                <Button asChild>
                  <Link href={correctHref(slug, project.id, task, 'gold', from)}>Draw the known answer</Link>
                </Button>
              )}
            </span>
          )}
          {take && (
            <Button disabled={busy} onClick={() => void resolve({ take: 'merged' })}>
              Merge
            </Button>
          )}
          {settled && (
            <>
              <Button asChild>
                <Link href={correctHref(slug, project.id, task, 'correct', from)}>Correct</Link>
              </Button>
              {!data.gold && (
                <Button disabled={busy || comment.trim() === ''} onClick={() => void say('returned')}>
                  Send back
                </Button>
              )}
              <Button variant="primary" busy={busy} onClick={() => void say('accepted')}>
                Accept
              </Button>
            </>
          )}
        </DialogFooter>
      </DialogContent>
    </Dialog>
  )
}
