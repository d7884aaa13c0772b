'use client'

import { useId, useMemo, useState } from 'react'
import { Input } from '@/components/ui/input'
import { cn } from '@/components/ui/cn'

export interface SearchListProps<T> {
  /** What is listed, in the plural and small: `columns`. */
  things: string
  /** What a text finds, all with none. Give a stable function. */
  find: (query: string) => readonly T[]
  keyOf: (item: T) => string
  chosen: (item: T) => boolean
  onPick: (item: T) => void
  /** Several may be chosen: the text is taken away after each, and the list stays open. */
  several?: boolean
  /** A row. */
  row: (item: T) => React.ReactNode
  /** Told over a row. */
  hint?: (item: T) => string
  /** Said where nothing is found. */
  nothing: (query: string) => React.ReactNode
  /** A text that finds nothing may be taken as it is: what is offered then, and what it does. */
  unknown?: { offer: (query: string) => string; pick: (query: string) => void }
  className?: string
}

/** A list that is searched and walked through by the arrow keys; Enter takes what is marked. */
export function SearchList<T>({ things, find, keyOf, chosen, onPick, several = false, row, hint, nothing, unknown, className }: SearchListProps<T>) {
  const id = useId()
  const [query, setQuery] = useState('')
  const [active, setActive] = useState(0)
  const found = useMemo(() => find(query), [find, query])
  const offered = unknown && query !== '' && found.length === 0 ? unknown : undefined
  const done = (pick: () => void) => {
    pick()
    if (several) setQuery('')
  }
  const onKeyDown = (event: React.KeyboardEvent) => {
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0
    if (step === 0 && event.key !== 'Enter') return
    event.preventDefault()
    const item = found[active]
    if (step !== 0) setActive(Math.max(0, Math.min(found.length - 1, active + step)))
    else if (item !== undefined) done(() => onPick(item))
    else if (offered) done(() => offered.pick(query))
  }
  return (
    <div className={cn('w-72', className)}>
      <Input
        autoFocus
        aria-label={`Search ${things}`}
        aria-controls={id}
        aria-activedescendant={found.length > 0 ? `${id}-${active}` : undefined}
        placeholder={`Search ${things}`}
        value={query}
        onChange={(event) => (setQuery(event.target.value), setActive(0))}
        onKeyDown={onKeyDown}
      />
      <div id={id} role="listbox" aria-label={things[0]!.toUpperCase() + things.slice(1)} aria-multiselectable={several || undefined} className="mt-1 max-h-64 overflow-y-auto">
        {found.map((item, index) => (
          <div
            key={keyOf(item)}
            id={`${id}-${index}`}
            role="option"
            aria-selected={chosen(item)}
            title={hint?.(item)}
            ref={(element) => void (index === active && element?.scrollIntoView({ block: 'nearest' }))}
            onPointerMove={() => setActive(index)}
            onClick={() => done(() => onPick(item))}
            className={cn('flex min-h-7 items-center gap-2 rounded-sm px-2', index === active && 'bg-hover')}
          >
            {row(item)}
          </div>
        ))}
        {offered && (
          <div role="option" aria-selected={false} className="rounded-sm bg-hover px-2 py-1.5" onClick={() => done(() => offered.pick(query))}>
            {offered.offer(query)}
          </div>
        )}
        {found.length === 0 && !offered && <p className="px-2 py-2 text-sm text-muted">{nothing(query)}</p>}
      </div>
    </div>
  )
}
