'use client'

import { useMemo, useState } from 'react'
import { Input } from '@/components/ui/input'
import { cn } from '@/components/ui/cn'
import type { ColumnOption } from './column-choice'
import { ColumnTypeMark } from './column-type-mark'

export interface ColumnPickerProps {
  options: ColumnOption[]
  chosen: readonly string[]
  onPick: (name: string) => void
  /** Several may be chosen: rows show a tick, and the list stays open. */
  several?: boolean
  /** Said where there is nothing to choose from. */
  nothing: string
}

/** A searchable list of columns, by mouse or by keyboard. A name that is not in the list may be typed. */
export function ColumnPicker({ options, chosen, onPick, several, nothing }: ColumnPickerProps) {
  const [query, setQuery] = useState('')
  const [active, setActive] = useState(0)
  const found = useMemo(() => options.filter((option) => option.name.toLowerCase().includes(query.toLowerCase())), [options, query])
  const unknown = query !== '' && found.length === 0
  const pick = (name: string) => {
    onPick(name)
    setQuery('')
  }
  return (
    <div className="w-72">
      <Input
        autoFocus
        aria-label="Search columns"
        placeholder="Search columns"
        value={query}
        onChange={(event) => (setQuery(event.target.value), setActive(0))}
        onKeyDown={(event) => {
          if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
            event.preventDefault()
            setActive((index) => Math.max(0, Math.min(found.length - 1, index + (event.key === 'ArrowDown' ? 1 : -1))))
          } else if (event.key === 'Enter') {
            event.preventDefault()
            if (found[active]) pick(found[active].name)
            else if (unknown) pick(query)
          }
        }}
      />
      <div role="listbox" aria-label="Columns" aria-multiselectable={several} className="mt-1 max-h-64 overflow-y-auto">
        {found.map((option, index) => (
          <div
            key={option.name}
            role="option"
            aria-selected={chosen.includes(option.name)}
            ref={(element) => void (index === active && element?.scrollIntoView({ block: 'nearest' }))}
            onPointerMove={() => setActive(index)}
            onClick={() => pick(option.name)}
            className={cn('flex h-7 items-center gap-2 rounded-sm px-2', index === active && 'bg-hover')}
          >
            {several && <Tick on={chosen.includes(option.name)} />}
            <span className={cn('min-w-0 flex-1 truncate', option.missing && 'text-failed line-through')}>{option.name}</span>
            {option.missing ? <span className="text-sm text-failed">missing</span> : option.type && <ColumnTypeMark type={option.type} />}
          </div>
        ))}
        {unknown && (
          <div role="option" aria-selected={false} className="rounded-sm bg-hover px-2 py-1.5" onClick={() => pick(query)}>
            Use “{query}” though it is not in the list
          </div>
        )}
        {options.length === 0 && !unknown && <p className="px-2 py-2 text-sm text-muted">{nothing}</p>}
      </div>
    </div>
  )
}

function Tick({ on }: { on: boolean }) {
  return <span aria-hidden className={cn('flex size-4 items-center justify-center rounded-sm border border-control text-xs', on && 'border-accent bg-accent text-accent-fg')}>{on && '✓'}</span>
}
