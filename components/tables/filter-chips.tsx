'use client'

import { X } from 'lucide-react'
import { Button } from '@/components/ui/button'
import { filterWords } from './filter-words'
import type { Look } from './table-queries'

/** Which filters hold, each to be removed. */
export function FilterChips({ look, onLook }: { look: Look; onLook: (look: Look) => void }) {
  return (
    <>
      {look.filters.map((filter, index) => (
        <button
          key={index}
          type="button"
          aria-label={`Remove the filter ${filterWords(filter)}`}
          onClick={() => onLook({ ...look, filters: look.filters.filter((other) => other !== filter) })}
          className="inline-flex h-6 max-w-72 items-center gap-1 rounded-sm bg-selected px-2 text-sm text-link hover:bg-pressed"
        >
          <span className="truncate">{filterWords(filter)}</span>
          <X aria-hidden className="size-3 shrink-0" />
        </button>
      ))}
      {look.filters.length > 1 && (
        <Button size="sm" variant="ghost" onClick={() => onLook({ ...look, filters: [] })}>
          Clear filters
        </Button>
      )}
    </>
  )
}
