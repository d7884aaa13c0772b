'use client'

import { useRef } from 'react'
import { ArrowDown, ArrowUp } from 'lucide-react'
import { cn } from '@/components/ui/cn'
import type { Column } from '@/lib/catalog/types'
import type { TableFilter, TableSort } from '@/lib/data/table-filter'
import type { ColumnProfile } from '@/lib/duckdb/ops/profile-types'
import { FilterPopover } from './filter-popover'
import { MiniHistogram } from './mini-histogram'
import { TypeIcon, typeLooks } from './type-icon'

export interface HeaderCellProps {
  column: Column
  index: number
  left: number
  width: number
  profile: ColumnProfile | undefined
  rows: number
  sort: TableSort | null
  filter: TableFilter | undefined
  onSort: () => void
  onFilter: (filter: TableFilter | null) => void
  onResize: (width: number) => void
}

/** A column's name, type, order, filter and shape. */
export function HeaderCell({ column, index, left, width, profile, rows, sort, filter, onSort, onFilter, onResize }: HeaderCellProps) {
  const direction = sort?.column === column.name ? sort.direction : undefined
  return (
    <div
      role="columnheader"
      aria-colindex={index + 2}
      aria-sort={direction ? (direction === 'asc' ? 'ascending' : 'descending') : 'none'}
      style={{ left, width }}
      className="group/head absolute inset-y-0 flex flex-col justify-between border-r border-b border-line bg-surface px-2 pt-1 pb-1"
    >
      <div className="flex h-6 items-center gap-1">
        <button type="button" onClick={onSort} title={`${column.name} · ${typeLooks[column.type].word} · press to sort`} className="flex h-6 min-w-0 flex-1 items-center gap-1.5 rounded-sm px-1 text-left text-sm font-medium hover:bg-hover">
          <TypeIcon type={column.type} />
          <span className="truncate">{column.name}</span>
          {direction === 'asc' && <ArrowUp aria-hidden className="size-3.5 shrink-0 text-link" />}
          {direction === 'desc' && <ArrowDown aria-hidden className="size-3.5 shrink-0 text-link" />}
        </button>
        <FilterPopover column={column} profile={profile} filter={filter} onChange={onFilter} />
      </div>
      <div className="px-1">{profile && <MiniHistogram profile={profile} rows={rows} />}</div>
      <ResizeHandle name={column.name} width={width} onResize={onResize} />
    </div>
  )
}

const narrowest = 60
const widest = 900

/** Dragged, it moves by itself; the column follows when it is let go. */
function ResizeHandle({ name, width, onResize }: { name: string; width: number; onResize: (width: number) => void }) {
  const start = useRef<number | null>(null)
  const limited = (next: number) => Math.min(widest, Math.max(narrowest, next))
  return (
    <div
      role="separator"
      aria-orientation="vertical"
      aria-label={`Width of ${name}`}
      aria-valuenow={width}
      aria-valuemin={narrowest}
      aria-valuemax={widest}
      tabIndex={-1}
      className={cn('absolute inset-y-0 -right-1 z-10 w-2 cursor-col-resize touch-none after:absolute after:inset-y-0 after:left-[3px] after:w-0.5 hover:after:bg-ring active:after:bg-ring')}
      onPointerDown={(event) => {
        start.current = event.clientX
        event.currentTarget.setPointerCapture(event.pointerId)
      }}
      onPointerMove={(event) => {
        if (start.current !== null) event.currentTarget.style.transform = `translateX(${limited(width + event.clientX - start.current) - width}px)`
      }}
      onPointerUp={(event) => {
        if (start.current === null) return
        event.currentTarget.style.transform = ''
        onResize(limited(width + event.clientX - start.current))
        start.current = null
      }}
    />
  )
}
