'use client'

import { Search } from 'lucide-react'
import { Input } from '@/components/ui/input'
import { Kbd } from '@/components/ui/kbd'

export interface PaletteSearchProps {
  query: string
  /** The component that Enter would add. */
  best: string | undefined
  onQuery: (query: string) => void
  onMove: (by: number) => void
  onEnter: () => void
}

export function PaletteSearch({ query, best, onQuery, onMove, onEnter }: PaletteSearchProps) {
  return (
    <div className="relative p-2">
      <Search aria-hidden className="pointer-events-none absolute top-4 left-4 size-4 text-faint" />
      <Input
        id="palette-search"
        aria-label="Search components"
        aria-describedby="palette-best"
        placeholder="Search components"
        className="px-7"
        value={query}
        onChange={(event) => onQuery(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
            event.preventDefault()
            onMove(event.key === 'ArrowDown' ? 1 : -1)
          } else if (event.key === 'Enter') {
            event.preventDefault()
            onEnter()
          } else if (event.key === 'Escape') {
            if (query) onQuery('')
            else event.currentTarget.blur()
          }
        }}
      />
      {!query && <Kbd className="absolute top-4 right-4">/</Kbd>}
      <span id="palette-best" aria-live="polite" className="sr-only">
        {best ? `Enter adds ${best}` : ''}
      </span>
    </div>
  )
}
