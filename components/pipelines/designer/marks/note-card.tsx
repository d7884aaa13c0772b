'use client'

import { useEffect, useRef } from 'react'
import { cn } from '@/components/ui/cn'
import type { GraphNote } from '@/lib/graph/marks'
import { resizeNote, writeNote } from '../../actions/edit-note'
import { useStore } from '../../draft/store'
import { useDesigner } from '../designer-context'
import { markLooks } from './mark-colors'
import { NoteText } from './note-text'

/** A note on the canvas: its text, which a double-click or Enter opens for writing, and a corner that changes its size. */
export function NoteCard({ note, selected }: { note: GraphNote; selected?: boolean }) {
  const { panel, canEdit } = useDesigner()
  const writing = useStore(panel, (open) => open?.kind === 'rename' && open.node === note.id)
  const look = markLooks[note.color]
  return (
    <div
      style={{ background: look.soft, borderColor: `color-mix(in srgb, ${look.strong} 45%, transparent)` }}
      className={cn('relative size-full rounded-md border shadow-sm', selected && 'ring-2 ring-ring/60')}
      onDoubleClick={canEdit && !writing ? () => panel.set({ kind: 'rename', node: note.id }) : undefined}
    >
      {writing ? (
        <Writing note={note} />
      ) : (
        <div className="flex size-full flex-col gap-1 overflow-hidden px-3 py-2 break-words">
          {note.text.trim() === '' ? <p className="text-muted">{canEdit ? 'Double-click to write.' : 'Empty note'}</p> : <NoteText text={note.text} />}
        </div>
      )}
      {canEdit && selected && <Corner note={note} />}
    </div>
  )
}

function Writing({ note }: { note: GraphNote }) {
  const { panel, draft } = useDesigner()
  const field = useRef<HTMLTextAreaElement>(null)
  useEffect(() => {
    field.current?.focus()
    field.current?.setSelectionRange(field.current.value.length, field.current.value.length)
  }, [])
  return (
    <textarea
      ref={field}
      aria-label="Text of the note"
      placeholder="Text, with # headings, **bold**, - lists and [links](https://…)"
      className="nodrag nopan nowheel size-full resize-none rounded-md bg-transparent px-3 py-2 outline-2 outline-ring"
      maxLength={10_000}
      value={note.text}
      onChange={(event) => writeNote(draft, note.id, event.target.value)}
      onBlur={() => panel.get()?.kind === 'rename' && panel.set(null)}
      onKeyDown={(event) => {
        const done = event.key === 'Escape' || (event.key === 'Enter' && (event.metaKey || event.ctrlKey))
        event.stopPropagation()
        if (!done) return
        event.preventDefault()
        panel.set(null)
        document.querySelector<HTMLElement>(`.react-flow__node[data-id="${CSS.escape(note.id)}"]`)?.focus({ preventScroll: true })
      }}
    />
  )
}

/** Drag, or the arrow keys, to change the size. The drag moves the element itself; the draft hears of it at the end. */
function Corner({ note }: { note: GraphNote }) {
  const { draft } = useDesigner()
  const start = useRef<{ x: number; y: number; zoom: number; box: HTMLElement; at: GraphNote['size'] }>(null)
  return (
    <div
      role="slider"
      aria-label="Size of the note"
      aria-valuenow={note.size.width}
      aria-valuetext={`${note.size.width} by ${note.size.height}`}
      tabIndex={0}
      className="nodrag nopan absolute -right-1.5 -bottom-1.5 size-4 cursor-nwse-resize touch-none rounded-sm border border-ring bg-surface"
      onPointerDown={(event) => {
        const box = event.currentTarget.closest<HTMLElement>('.react-flow__node')!
        start.current = { x: event.clientX, y: event.clientY, zoom: box.getBoundingClientRect().width / note.size.width, box, at: note.size }
        event.currentTarget.setPointerCapture(event.pointerId)
        event.stopPropagation()
      }}
      onPointerMove={(event) => {
        const from = start.current
        if (!from) return
        const snap = (value: number, least: number) => Math.max(least, Math.round(value / 10) * 10)
        from.at = { width: snap(note.size.width + (event.clientX - from.x) / from.zoom, 80), height: snap(note.size.height + (event.clientY - from.y) / from.zoom, 40) }
        from.box.style.width = `${from.at.width}px`
        from.box.style.height = `${from.at.height}px`
      }}
      onPointerUp={() => {
        if (start.current) resizeNote(draft, note.id, start.current.at)
        start.current = null
      }}
      onKeyDown={(event) => {
        const by = { ArrowLeft: [-10, 0], ArrowRight: [10, 0], ArrowUp: [0, -10], ArrowDown: [0, 10] }[event.key]
        if (!by) return
        event.preventDefault()
        event.stopPropagation()
        event.nativeEvent.stopImmediatePropagation()
        resizeNote(draft, note.id, { width: note.size.width + by[0]!, height: note.size.height + by[1]! })
      }}
    />
  )
}
