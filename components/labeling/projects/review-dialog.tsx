'use client'

import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useApi } from '@/components/ui/api-client'
import { Button } from '@/components/ui/button'
import { Dialog, DialogContent, DialogFooter } from '@/components/ui/dialog'
import { ErrorNote } from '@/components/ui/error-note'
import { Field } from '@/components/ui/field'
import { formatCount } from '@/components/ui/format'
import { Textarea } from '@/components/ui/input'
import { Segmented } from '@/components/ui/segmented'
import { useWorkspace } from '@/components/ui/workspace-context'
import type { ListedImageView, OpinionsView, ProjectView } from '@/lib/labeling/schema'
import { labelingKey, withWorkspace } from '../labeling-queries'
import { ShapesOverlay } from './shapes-overlay'

interface ReviewDialogProps {
  project: ProjectView
  image: ListedImageView
  onClose: () => void
}

const words = { accepted: 'accepted it', corrected: 'corrected it', returned: 'sent it back' }

/** Shows what came of an image and what each person drew; accepts it, or sends it back with a comment. */
export function ReviewDialog({ project, image, onClose }: ReviewDialogProps) {
  const { slug } = useWorkspace()
  const request = useApi()
  const client = useQueryClient()
  const [shown, setShown] = useState('result')
  const [comment, setComment] = useState('')
  const [error, setError] = useState<unknown>(null)
  const [busy, setBusy] = useState(false)
  const path = `/labeling/tasks/${image.task}/review`
  const { data, error: failed } = useQuery({ queryKey: [...labelingKey(slug), 'opinions', image.task], queryFn: ({ signal }) => request.get<OpinionsView>(path, { signal }) })
  const annotations = (shown === 'result' ? data?.result : data?.opinions[Number(shown)]?.annotations) ?? []
  const tags = annotations.filter(({ shape }) => shape.kind === 'tag').map(({ label }) => project.labels.find(({ id }) => id === label)?.name ?? 'unknown label')

  async function say(verdict: 'accepted' | 'returned') {
    setBusy(true)
    setError(null)
    try {
      await request.post(path, { verdict, comment })
      await client.invalidateQueries({ queryKey: labelingKey(slug) })
      onClose()
    } catch (cause) {
      setError(cause)
    } finally {
      setBusy(false)
    }
  }

  return (
    <Dialog open onOpenChange={(open) => !open && !busy && onClose()}>
      <DialogContent title={image.fileName} description={`${formatCount(annotations.length, 'shape')}${tags.length > 0 ? `; labeled ${tags.join(', ')}` : ''}`} width={760}>
        <div className="flex flex-col gap-3">
          {failed && <ErrorNote error={failed} />}
          {data && data.opinions.length > 1 && (
            <Segmented aria-label="Whose labels" className="self-start" value={shown} onValueChange={setShown} options={[{ value: 'result', label: 'Result' }, ...data.opinions.slice(0, 4).map(({ by }, index) => ({ value: String(index), label: by }))]} />
          )}
          {image.url && (
            <div className="relative mx-auto w-full overflow-hidden rounded-md bg-sunken" style={{ aspectRatio: `${image.width} / ${image.height}`, maxWidth: `calc(45vh * ${image.width / image.height})` }}>
              {/* eslint-disable-next-line @next/next/no-img-element */}
              <img src={withWorkspace(image.url, slug)} alt={image.fileName} className="absolute inset-0 size-full" />
              <ShapesOverlay width={image.width} height={image.height} annotations={annotations} labels={project.labels} />
            </div>
          )}
          {data?.reviews.map(({ by, verdict, comment: said, at }) => (
            <p key={at} className="text-sm text-muted">
              {by ?? 'Somebody'} {words[verdict]}
              {said && `: “${said}”`}
            </p>
          ))}
          {data?.result && (
            <Field label="Comment" help="Needed where you send it back: what should be done otherwise?">
              <Textarea rows={2} value={comment} onChange={(event) => setComment(event.target.value)} maxLength={2000} />
            </Field>
          )}
          {error !== null && <ErrorNote error={error} />}
        </div>
        <DialogFooter>
          <Button disabled={busy} onClick={onClose}>
            Close
          </Button>
          {data?.result && (
            <>
              <Button disabled={busy || comment.trim() === ''} onClick={() => void say('returned')}>
                Send back
              </Button>
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
