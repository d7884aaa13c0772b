'use client'

import { useState } from 'react'
import { ChevronDown, ChevronLeft, ChevronRight, CircleAlert } from 'lucide-react'
import { cellText, isNumericType, oneLine } from '@/components/tables/cell-text'
import { TypeIcon } from '@/components/tables/type-icon'
import { Button } from '@/components/ui/button'
import { cn } from '@/components/ui/cn'
import { formatInteger } from '@/components/ui/format'
import { Popover, PopoverContent, PopoverTrigger } from '@/components/ui/popover'
import { Table, Td, Th, Tr } from '@/components/ui/table'
import type { ReadingOptions } from '@/lib/duckdb/ingest/options'
import type { Preview } from '@/lib/duckdb/ops/preview'
import { ColumnSettings } from './column-settings'
import { decisionsOn } from './edit-options'

const shownColumns = 50

export interface PreviewGridProps {
  preview: Preview
  options: ReadingOptions
  /** What is shown belongs to options of before. */
  stale: boolean
  onChange: (options: ReadingOptions) => void
}

/** The first rows as they would be read; a column's heading opens what can be corrected about it. */
export function PreviewGrid({ preview, options, stale, onChange }: PreviewGridProps) {
  const [first, setFirst] = useState(0)
  const from = first < preview.columns.length ? first : 0
  const columns = preview.columns.slice(from, from + shownColumns)
  return (
    <div className="flex min-w-0 flex-col gap-2">
      {preview.columns.length > shownColumns && (
        <div className="flex items-center gap-2 text-sm text-muted tabular">
          <Button size="sm" icon={ChevronLeft} aria-label="Columns before" disabled={from === 0} onClick={() => setFirst(Math.max(0, from - shownColumns))} />
          Columns {formatInteger(from + 1)} to {formatInteger(from + columns.length)} of {formatInteger(preview.columns.length)}
          <Button size="sm" icon={ChevronRight} aria-label="Columns after" disabled={from + shownColumns >= preview.columns.length} onClick={() => setFirst(from + shownColumns)} />
        </div>
      )}
      <Table aria-label="First rows" aria-busy={stale} className={cn('max-h-[560px] transition-opacity duration-100', stale && 'opacity-60')}>
        <thead>
          <tr>
            {columns.map((column, index) => (
              <Th key={from + index} numeric={isNumericType(column.type)} className="px-1">
                <Heading preview={preview} at={from + index} options={options} onChange={onChange} />
              </Th>
            ))}
          </tr>
        </thead>
        <tbody>
          {preview.rows.map((row, index) => (
            <Tr key={index}>
              {columns.map((column, at) => {
                const value = row[from + at] ?? null
                return (
                  <Td key={from + at} numeric={isNumericType(column.type)} className="max-w-72">
                    {value === null ? <span className="text-faint">missing</span> : oneLine(cellText(value, column.type))}
                  </Td>
                )
              })}
            </Tr>
          ))}
        </tbody>
      </Table>
      {preview.rows.length === 0 && <p className="text-muted">The file has names but no rows.</p>}
    </div>
  )
}

function Heading({ preview, at, options, onChange }: { preview: Preview; at: number; options: ReadingOptions; onChange: (options: ReadingOptions) => void }) {
  const column = preview.columns[at]!
  const finding = preview.findings[at] ?? { name: column.name, markers: [] }
  const doubtful = finding.ask !== undefined || finding.doubt !== undefined || finding.nearly !== undefined
  return (
    <Popover>
      <PopoverTrigger asChild>
        <button type="button" className="inline-flex h-7 max-w-60 items-center gap-1.5 rounded-sm px-2 text-fg hover:bg-hover" aria-label={`${column.name}: correct its name, type or missing values${doubtful ? '; something is unclear' : ''}`}>
          <TypeIcon type={column.type} />
          <span className="truncate">{column.name}</span>
          {doubtful && <CircleAlert aria-hidden className="size-3.5 shrink-0 text-warning" />}
          {decisionsOn(options, finding.name) > 0 && <span aria-hidden className="size-1.5 shrink-0 rounded-full bg-accent" />}
          <ChevronDown aria-hidden className="size-3 shrink-0 text-faint" />
        </button>
      </PopoverTrigger>
      <PopoverContent>
        <ColumnSettings column={column} finding={finding} missing={preview.missing[at] ?? 0} total={preview.total} options={options} typed={preview.format !== 'parquet'} onChange={onChange} />
      </PopoverContent>
    </Popover>
  )
}
