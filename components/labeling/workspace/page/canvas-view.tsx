'use client'

import { useEffect, useRef, useState } from 'react'
import { useStore } from '@/components/pipelines/draft/store'
import { ErrorNote } from '@/components/ui/error-note'
import { Spinner } from '@/components/ui/spinner'
import { ShapeMenu } from '../panels/shape-menu'
import { TouchBar } from '../panels/touch-bar'
import { WorkDesk } from './desk'
import type { OpenTask } from './open-task'
import { useLabeling } from './session-context'

/** The stage with the image and its shapes. One canvas serves all tasks. */
export function CanvasView({ task, onDesk, run }: { task: OpenTask; onDesk: (desk: WorkDesk | null) => void; run: ((action: string) => boolean) | null }) {
  const session = useLabeling()
  const container = useRef<HTMLDivElement>(null)
  const desk = useRef<WorkDesk>(null)
  const [shown, setShown] = useState<{ task: string; failed: boolean } | null>(null)
  const { image } = task.view

  useEffect(() => {
    const made = new WorkDesk(container.current!, session.settings, task.document, session.look, image)
    desk.current = made
    onDesk(made)
    return () => {
      made.destroy()
      desk.current = null
      onDesk(null)
    }
    // The task changes without a new canvas.
  }, [session, onDesk])

  useEffect(() => {
    const { current } = desk
    if (!current) return
    if (current.document !== task.document) current.open(task.document, image, session.look)
    const { url } = task.view.image
    if (!url) return
    const picture = new Image()
    let wanted = true
    picture.src = url
    picture.decode().then(
      () => {
        if (!wanted) return
        desk.current?.setPicture(picture)
        if (image.tiles) desk.current?.stage.setTiles(image.tiles)
        setShown({ task: task.id, failed: false })
      },
      () => wanted && setShown({ task: task.id, failed: true }),
    )
    return () => void (wanted = false)
  }, [task, image, session])

  return (
    <div className="relative h-full min-h-0 min-w-0 flex-1 overflow-hidden bg-sunken">
      <div
        ref={container}
        tabIndex={0}
        role="application"
        aria-busy={shown?.task !== task.id}
        aria-label={`Canvas: ${image.fileName}`}
        aria-describedby="canvas-hint"
        className="size-full touch-none outline-none select-none focus-visible:outline-2 focus-visible:-outline-offset-2 focus-visible:outline-ring [&>div]:pointer-events-none"
      />
      {shown?.task !== task.id && <Spinner className="absolute top-3 left-3 size-4 text-muted" />}
      {shown?.task === task.id && shown.failed && (
        <ErrorNote className="absolute inset-x-4 top-4 mx-auto max-w-120" title="The picture could not be fetched">
          Shapes are shown without it. Check that you are online and open the image again.
        </ErrorNote>
      )}
      <Hint desk={desk.current} />
      {desk.current && run && <TouchBar desk={desk.current} run={run} />}
      {desk.current && run && <ShapeMenu desk={desk.current} run={run} />}
    </div>
  )
}

function Hint({ desk }: { desk: WorkDesk | null }) {
  return (
    <div id="canvas-hint" role="status" className="pointer-events-none absolute inset-x-0 bottom-3 flex justify-center px-3 text-center">
      {desk && <HintText desk={desk} />}
    </div>
  )
}

function HintText({ desk }: { desk: WorkDesk }) {
  const text = useStore(desk.hint)
  return text ? <span className="rounded-md bg-raised px-3 py-1 text-sm shadow-pop">{text}</span> : null
}
