'use client'

import { useCallback } from 'react'
import { cn } from '@/components/ui/cn'
import type { ColumnOption } from './column-choice'
import { ColumnTypeMark } from './column-type-mark'
import { SearchList } from './search-list'

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
export function ColumnPicker({ options, chosen, onPick, several = false, nothing }: ColumnPickerProps) {
  const find = useCallback((query: string) => options.filter((option) => option.name.toLowerCase().includes(query.toLowerCase())), [options])
  return (
    <SearchList
      things="columns"
      find={find}
      keyOf={(option) => option.name}
      chosen={(option) => chosen.includes(option.name)}
      onPick={(option) => onPick(option.name)}
      several={several}
      row={(option) => (
        <>
          {several && <Tick on={chosen.includes(option.name)} />}
          <span className={cn('min-w-0 flex-1 truncate', option.missing && 'text-failed line-through')}>{option.name}</span>
          {option.missing ? <span className="text-sm text-failed">missing</span> : option.type && <ColumnTypeMark type={option.type} />}
        </>
      )}
      nothing={() => nothing}
      unknown={{ offer: (query) => `Use “${query}” though it is not in the list`, pick: onPick }}
    />
  )
}

function Tick({ on }: { on: boolean }) {
  return <span aria-hidden className={cn('flex size-4 items-center justify-center rounded-sm border border-control text-xs', on && 'border-accent bg-accent text-accent-fg')}>{on && '✓'}</span>
}
