'use client'

import { useEffect, useRef } from 'react'
import { useVirtualizer } from '@tanstack/react-virtual'
import { Eye, EyeOff, History, Lock, LockOpen } from 'lucide-react'
import { kindWords } from '@/lib/labeling/edits/describe'
import type { Annotation } from '@/lib/labeling/shapes'
import { useStore } from '@/components/pipelines/draft/store'
import { Button } from '@/components/ui/button'
import { cn } from '@/components/ui/cn'
import { Tooltip } from '@/components/ui/tooltip'
import { useKeyText } from '../keys/use-key-text'
import type { WorkDesk } from '../page/desk'
import { useAnnotations, useLabeling } from '../page/session-context'

/** Everything drawn on the image, the uppermost first. */
export function ShapeList({ desk }: { desk: WorkDesk }) {
  const session = useLabeling()
  const all = useAnnotations(desk.document)
  const selected = useStore(desk.selected)
  const scroll = useRef<HTMLDivElement>(null)
  const shapes = all.filter(({ shape }) => shape.kind !== 'tag').reverse()
  const rows = useVirtualizer({ count: shapes.length, getScrollElement: () => scroll.current, estimateSize: () => 28, overscan: 10 })
  const past = selected.size === 1 ? 'History of the selected shape' : 'Deleted shapes'
  const first = shapes.findIndex(({ id }) => selected.has(id))
  useEffect(() => {
    if (first >= 0) rows.scrollToIndex(first, { align: 'auto' })
  }, [first, rows])
  return (
    <section aria-label="Shapes" className="flex min-h-0 flex-1 flex-col border-t border-line max-md:flex-none">
      <div className="flex items-center justify-between pt-2 pr-2 pl-3">
        <h2 className="text-sm font-medium text-muted">Shapes {shapes.length > 0 && <span className="font-normal">{shapes.length.toLocaleString('en')}</span>}</h2>
        <Tooltip content={past} keys={useKeyText('history')}>
          <Button variant="ghost" size="sm" icon={History} aria-label={past} className="pointer-coarse:size-9" onClick={() => desk.askHistory()} />
        </Tooltip>
      </div>
      {shapes.length === 0 && <p className="px-3 text-sm text-muted">Nothing drawn yet. Choose a label and draw; submit as it is if there is nothing to be seen.</p>}
      <div ref={scroll} className="min-h-0 flex-1 overflow-y-auto px-1.5 pb-2 max-md:max-h-48">
        <ul className="relative" style={{ height: rows.getTotalSize() }}>
          {rows.getVirtualItems().map(({ index, start }) => {
            const annotation = shapes[index]!
            return <ShapeRow key={annotation.id} annotation={annotation} name={session.look.nameOf(annotation)} colour={session.look.colourOf(annotation)} top={start} selected={selected.has(annotation.id)} desk={desk} />
          })}
        </ul>
      </div>
    </section>
  )
}

interface RowProps {
  annotation: Annotation
  name: string
  colour: string
  top: number
  selected: boolean
  desk: WorkDesk
}

function ShapeRow({ annotation, name, colour, top, selected, desk }: RowProps) {
  const { id, shape, hidden, locked } = annotation
  const toggle = (change: Partial<Annotation>) => desk.edit([{ ...annotation, ...change }])
  const button = 'flex size-6 shrink-0 items-center justify-center rounded-sm text-muted hover:bg-pressed hover:text-fg'
  return (
    <li style={{ transform: `translateY(${top}px)` }} className={cn('group absolute inset-x-0 top-0 flex h-7 items-center rounded-md pr-0.5 pl-1.5 hover:bg-hover', selected && 'bg-selected hover:bg-selected')}>
        <button
          type="button"
          aria-pressed={selected}
          className="flex h-full min-w-0 flex-1 items-center gap-2 text-left"
          onClick={(event) => {
            const next = new Set(event.shiftKey || event.ctrlKey || event.metaKey ? desk.selected.get() : [])
            if (!next.delete(id)) next.add(id)
            desk.select(next)
          }}
        >
          <span aria-hidden className="size-2.5 shrink-0 rounded-full" style={{ background: colour }} />
          <span className={cn('min-w-0 truncate', hidden && 'text-faint line-through')}>{name}</span>
          <span className="text-sm text-muted">{kindWords[shape.kind]}</span>
        </button>
        <button type="button" aria-label={locked ? 'Unlock' : 'Lock'} className={cn(button, !locked && 'pointer-fine:opacity-0 group-hover:opacity-100 focus-visible:opacity-100')} onClick={() => toggle({ locked: !locked })}>
          {locked ? <Lock aria-hidden className="size-3.5" /> : <LockOpen aria-hidden className="size-3.5" />}
        </button>
        <button type="button" aria-label={hidden ? 'Show' : 'Hide'} className={cn(button, !hidden && 'pointer-fine:opacity-0 group-hover:opacity-100 focus-visible:opacity-100')} onClick={() => toggle({ hidden: !hidden })}>
          {hidden ? <EyeOff aria-hidden className="size-3.5" /> : <Eye aria-hidden className="size-3.5" />}
        </button>
    </li>
  )
}
