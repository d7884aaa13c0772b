'use client'

import { Download } from 'lucide-react'
import { Button } from '@/components/ui/button'
import { DropdownMenu, DropdownMenuContent, DropdownMenuItem, DropdownMenuTrigger } from '@/components/ui/dropdown-menu'
import { formatCount, formatInteger } from '@/components/ui/format'
import { api } from '@/components/ui/api-client'
import { FilterChips } from './filter-chips'
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
  const passing = look.filters.length > 0
  const file = (format: string, all: boolean) => api(workspace).url(`/tables/${digest}/download?${new URLSearchParams({ format, name, ...(!all && { filter: JSON.stringify(look.filters) }) })}`)
  return (
    <div className="flex min-h-9 flex-wrap items-center gap-x-3 gap-y-1 border-b border-line px-3 py-1">
      <p className="text-muted tabular" aria-live="polite">
        {filtered === total ? formatCount(total, 'row') : `${formatInteger(filtered)} of ${formatCount(total, 'row')}`} × {formatCount(columnCount, 'column')}
      </p>
      <FilterChips look={look} onLook={onLook} />
      <DropdownMenu>
        <DropdownMenuTrigger asChild>
          <Button size="sm" variant="ghost" icon={Download} className="ml-auto">
            Download
          </Button>
        </DropdownMenuTrigger>
        <DropdownMenuContent align="end">
          {[...(passing ? [false] : []), true].flatMap((all) =>
            (['csv', 'parquet'] as const).map((format) => (
              <DropdownMenuItem key={`${format} ${all}`} asChild>
                <a href={file(format, all)} download>
                  {format === 'csv' ? 'CSV' : 'Parquet'}
                  {passing && (all ? ', all rows' : ', these rows')}
                </a>
              </DropdownMenuItem>
            )),
          )}
        </DropdownMenuContent>
      </DropdownMenu>
    </div>
  )
}
