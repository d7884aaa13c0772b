'use client'

import { useRef, useState } from 'react'
import { useVirtualizer } from '@tanstack/react-virtual'
import type { LabelView } from '@/lib/labeling/schema'
import { cn } from '@/components/ui/cn'
import { Input } from '@/components/ui/input'
import { Kbd } from '@/components/ui/kbd'
import { useLabeling } from '../page/session-context'

/** Labels up to which there is no need to search. */
const few = 8

export interface LabelPanelProps {
  /** Pressed looks: the chosen label, or all that the image has. */
  chosen: ReadonlySet<string>
  onPick: (label: LabelView) => void
  inputRef?: React.Ref<HTMLInputElement>
  title: string
}

/** The key that picks the label at a place of the list. */
export function keyOf(label: LabelView, at: number): string {
  if (label.key) return label.key.toUpperCase()
  return at < 9 ? String(at + 1) : at === 9 ? '0' : ''
}

/** How deep a label lies below its parents. */
function depthOf(label: LabelView, all: readonly LabelView[]): number {
  let depth = 0
  for (let at: LabelView | undefined = label; at?.parentId && depth < 8; depth++) at = all.find(({ id }) => id === at!.parentId)
  return depth
}

/** The labels, found by typing; Enter takes the first that is left. */
export function LabelPanel({ chosen, onPick, inputRef, title }: LabelPanelProps) {
  const { labels } = useLabeling()
  const [search, setSearch] = useState('')
  const scroll = useRef<HTMLDivElement>(null)
  const shown = labels.map((label, at) => ({ label, at })).filter(({ label }) => label.name.toLowerCase().includes(search.trim().toLowerCase()))
  const rows = useVirtualizer({ count: shown.length, getScrollElement: () => scroll.current, estimateSize: () => 32, overscan: 8 })
  const height = rows.getTotalSize()
  return (
    <section aria-label={title} className="flex min-h-0 flex-col">
      <h2 className="px-3 pt-3 pb-1 text-sm font-medium text-muted">{title}</h2>
      {(labels.length > few || search) && (
        <div className="px-3 pb-1">
          <Input
            ref={inputRef}
            value={search}
            placeholder="Find a label"
            aria-label="Find a label"
            className="h-7"
            onChange={(event) => setSearch(event.target.value)}
            onKeyDown={(event) => {
              if (event.key !== 'Enter' && event.key !== 'Escape') return
              event.stopPropagation()
              if (event.key === 'Enter' && shown[0]) onPick(shown[0].label)
              setSearch('')
              event.currentTarget.blur()
            }}
          />
        </div>
      )}
      <div ref={scroll} className="max-h-80 min-h-0 overflow-y-auto px-1.5 pb-1">
        {labels.length === 0 && <p className="px-1.5 py-1 text-sm text-muted">This project has no labels yet. A manager adds them on the project’s page.</p>}
        {labels.length > 0 && shown.length === 0 && <p className="px-1.5 py-1 text-sm text-muted">No label is called so.</p>}
        <div className="relative" style={{ height }}>
          {rows.getVirtualItems().map(({ index, start }) => {
            const { label, at } = shown[index]!
            return <LabelRow key={label.id} label={label} at={at} top={start} depth={search ? 0 : depthOf(label, labels)} chosen={chosen.has(label.id)} onPick={onPick} />
          })}
        </div>
      </div>
    </section>
  )
}

function LabelRow({ label, at, top, depth, chosen, onPick }: { label: LabelView; at: number; top: number; depth: number; chosen: boolean; onPick: (label: LabelView) => void }) {
  const key = keyOf(label, at)
  return (
    <button
      type="button"
      aria-pressed={chosen}
      title={label.instructions || undefined}
      onClick={() => onPick(label)}
      style={{ transform: `translateY(${top}px)`, paddingLeft: 6 + depth * 14 }}
      className={cn('absolute inset-x-0 top-0 flex h-8 items-center gap-2 rounded-md pr-1.5 text-left hover:bg-hover', chosen && 'bg-selected hover:bg-selected')}
    >
      <span aria-hidden className="size-3 shrink-0 rounded-xs" style={{ background: label.colour }} />
      <span className="min-w-0 flex-1 truncate">{label.name}</span>
      {key && <Kbd>{key}</Kbd>}
    </button>
  )
}
