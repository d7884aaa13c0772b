'use client'

import { Download, X } from 'lucide-react'
import { Button } from '@/components/ui/button'
import { DropdownMenu, DropdownMenuContent, DropdownMenuItem, DropdownMenuTrigger } from '@/components/ui/dropdown-menu'
import { formatCount, formatInteger } from '@/components/ui/format'
import { api } from '@/components/ui/api-client'
import { filterWords } from './filter-words'
import type { Look } from './table-queries'

export interface TableToolbarProps {
  workspace: string
  digest: string
  /** For downloads. */
  name: string
  total: number
  filtered: number
  columnCount: number
  look: Look
  onLook: (look: Look) => void
}

/** How many rows show, which filters hold, and the table as a file. */
export function TableToolbar({ workspace, digest, name, total, filtered, columnCount, look, onLook }: TableToolbarProps) {
  const file = (format: string) => api(workspace).url(`/tables/${digest}/download?format=${format}&name=${encodeURIComponent(name)}`)
  return (
    <div className="flex min-h-9 flex-wrap items-center gap-x-3 gap-y-1 border-b border-line px-3 py-1">
      <p className="text-muted tabular" aria-live="polite">
        {filtered === total ? formatCount(total, 'row') : `${formatInteger(filtered)} of ${formatCount(total, 'row')}`} × {formatCount(columnCount, 'column')}
      </p>
      {look.filters.map((filter) => (
        <button
          key={filter.column}
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
      <DropdownMenu>
        <DropdownMenuTrigger asChild>
          <Button size="sm" variant="ghost" icon={Download} className="ml-auto">
            Download
          </Button>
        </DropdownMenuTrigger>
        <DropdownMenuContent align="end">
          <DropdownMenuItem asChild>
            <a href={file('csv')} download>
              CSV
            </a>
          </DropdownMenuItem>
          <DropdownMenuItem asChild>
            <a href={file('parquet')} download>
              Parquet
            </a>
          </DropdownMenuItem>
        </DropdownMenuContent>
      </DropdownMenu>
    </div>
  )
}
