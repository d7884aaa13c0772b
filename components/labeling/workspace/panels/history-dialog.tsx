'use client'

import { useEffect, useState } from 'react'
import { boundsOf } from '@/lib/labeling/canvas/geometry'
import { describeEdit, kindWords } from '@/lib/labeling/edits/describe'
import { sameAnnotation } from '@/lib/labeling/edits/same'
import type { HistoryEntry, RemovedShape } from '@/lib/labeling/schema'
import type { Annotation } from '@/lib/labeling/shapes'
import { Button } from '@/components/ui/button'
import { Dialog, DialogContent } from '@/components/ui/dialog'
import { ErrorNote } from '@/components/ui/error-note'
import { RelativeTime } from '@/components/ui/relative-time'
import { Spinner } from '@/components/ui/spinner'
import { ShapesOverlay } from '../../projects/shapes-overlay'
import type { WorkDesk } from '../page/desk'
import type { OpenTask } from '../page/open-task'
import { useLabeling } from '../page/session-context'

export interface HistoryDialogProps {
  of: Annotation | 'deleted'
  desk: WorkDesk
  task: OpenTask
  onClose: () => void
}

/** A state of a shape that one can go back to. */
interface Version {
  key: string
  at: string
  words: string
  /** As it was then; null where it was deleted. */
  annotation: Annotation | null
}

/** Each state that a shape was in, or the shapes that were deleted, and the way back to them. */
export function HistoryDialog({ of, desk, task, onClose }: HistoryDialogProps) {
  const { look } = useLabeling()
  const [versions, setVersions] = useState<Version[] | null>(null)
  const [error, setError] = useState<unknown>(null)
  const deleted = of === 'deleted'
  useEffect(() => {
    let there = true
    const asked = of === 'deleted' ? task.removed().then((removed) => removed.map((each) => gone(each, look.nameOf(each.annotation)))) : task.history(of.id).then((entries) => versionsOf(entries, (annotation) => look.nameOf(annotation)))
    asked.then(
      (found) => there && setVersions(found),
      (cause: unknown) => there && setError(cause),
    )
    return () => void (there = false)
  }, [of, task, look])

  function restore(annotation: Annotation): void {
    desk.edit([annotation])
    desk.select([annotation.id])
    const bounds = boundsOf(annotation.shape)
    if (bounds) desk.stage.reveal([(bounds.minX + bounds.maxX) / 2, (bounds.minY + bounds.maxY) / 2])
    onClose()
  }
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()}>
      <DialogContent width={520} title={deleted ? 'Deleted shapes' : `History of ${look.nameOf(of)}`} description={deleted ? 'What you drew on this image and deleted again.' : 'Every state that your edits brought it to, the last first. Restoring one is an edit too: it can be undone.'}>
        {error !== null && <ErrorNote title="The history could not be read" error={error} />}
        {!versions && error === null && <Spinner className="size-4 text-muted" />}
        {versions?.length === 0 && <p className="text-muted">{deleted ? 'You have deleted nothing on this image.' : 'Nothing of it is at the studio yet.'}</p>}
        <ol className="flex flex-col">
          {versions?.map(({ key, at, words, annotation }) => (
            <li key={key} className="flex items-center gap-3 border-t border-line py-2 first:border-t-0">
              <Preview task={task} annotation={annotation} />
              <span className="flex min-w-0 flex-1 flex-col">
                <span className="break-words">{words}</span>
                <RelativeTime at={at} className="text-sm text-muted" />
              </span>
              {annotation && (sameAnnotation(desk.document.get(annotation.id) ?? null, annotation) ? <span className="text-sm text-muted">As it is now</span> : <Button onClick={() => restore(annotation)}>{deleted ? 'Bring back' : 'Restore'}</Button>)}
            </li>
          ))}
        </ol>
      </DialogContent>
    </Dialog>
  )
}

const gone = ({ annotation, at }: RemovedShape, name: string): Version => ({ key: annotation.id, at, words: `${name}, ${kindWords[annotation.shape.kind].toLowerCase()}`, annotation })

/** `entries` come the last first. */
function versionsOf(entries: HistoryEntry[], nameOf: (annotation: Annotation) => string): Version[] {
  const after = ({ operation }: HistoryEntry) => (operation.kind === 'put' ? operation.annotation : null)
  return entries.map((entry, place) => {
    const before = entries[place + 1]
    const words = before && !after(before) ? 'Brought back' : describeEdit(before ? after(before) : null, after(entry), nameOf)
    return { key: String(entry.revision), at: entry.at, words, annotation: after(entry) }
  })
}

const side = 72

/** The place of the image where a shape was, with it. */
function Preview({ task, annotation }: { task: OpenTask; annotation: Annotation | null }) {
  const { project } = useLabeling()
  const { image } = task.view
  const bounds = annotation && boundsOf(annotation.shape)
  if (!bounds || !image.url) return <span aria-hidden className="size-18 shrink-0 rounded-sm bg-sunken" />
  // A third more than the shape on each side, and so much that it can be told where that is.
  const wide = Math.max(bounds.maxX - bounds.minX, bounds.maxY - bounds.minY, 24) * 1.6
  const scale = side / wide
  const [left, top] = [(bounds.minX + bounds.maxX) / 2 - wide / 2, (bounds.minY + bounds.maxY) / 2 - wide / 2]
  return (
    <span aria-hidden className="relative size-18 shrink-0 overflow-hidden rounded-sm bg-sunken">
      <span className="absolute" style={{ width: image.width * scale, height: image.height * scale, left: -left * scale, top: -top * scale }}>
        {/* eslint-disable-next-line @next/next/no-img-element */}
        <img src={image.url} alt="" className="absolute inset-0 size-full max-w-none" />
        <ShapesOverlay width={image.width} height={image.height} annotations={[annotation]} labels={project.labels} />
      </span>
    </span>
  )
}
