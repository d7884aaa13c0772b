'use client'

import { useId, useMemo, useRef, useState } from 'react'
import { useVirtualizer } from '@tanstack/react-virtual'
import { cn } from '@/components/ui/cn'
import { ErrorNote } from '@/components/ui/error-note'
import { formatInteger } from '@/components/ui/format'
import type { Column } from '@/lib/catalog/types'
import type { TableFilter } from '@/lib/data/table-filter'
import type { TableProfile } from '@/lib/duckdb/ops/profile-types'
import { cellText } from './cell-text'
import { columnWidth } from './column-widths'
import { GridCell } from './grid-cell'
import { gridBox, GridHead, RowNumber } from './grid-frame'
import { moveCell, type Cell } from './grid-keys'
import { HeaderCell } from './header-cell'
import type { Look } from './table-queries'
import { useRowWindow } from './use-row-window'
import { useTableRows } from './use-table-rows'

const rowHeight = 28
const headHeight = 58

export interface TableGridProps {
  workspace: string
  digest: string
  columns: Column[]
  rowCount: number
  profile: TableProfile | undefined
  look: Look
  onLook: (look: Look) => void
  /** Enter or a double click. */
  onOpenCell: (cell: Cell) => void
  stale: boolean
}

/** Rows and columns as they scroll into sight, in a grid that the arrow keys walk through. */
export function TableGrid({ workspace, digest, columns, rowCount, profile, look, onLook, onOpenCell, stale }: TableGridProps) {
  const id = useId()
  const scroller = useRef<HTMLDivElement>(null)
  const [active, setActive] = useState<Cell | null>(null)
  const [resized, setResized] = useState<Record<string, number>>({})
  const profiles = useMemo(() => new Map(profile?.columns.map((column) => [column.name, column])), [profile])
  const numberWidth = Math.max(40, formatInteger(rowCount).length * 7.5 + 16)
  const widthOf = (index: number) => resized[columns[index]!.name] ?? columnWidth(columns[index]!, profiles.get(columns[index]!.name))
  const rows = useRowWindow(scroller, rowCount, rowHeight, headHeight)
  const across = useVirtualizer({ horizontal: true, count: columns.length, getScrollElement: () => scroller.current, estimateSize: widthOf, paddingStart: numberWidth, scrollPaddingStart: numberWidth, overscan: 3 })
  const measured = useRef('')
  const widths = `${profile !== undefined}${JSON.stringify(resized)}${columns.length}`
  if (measured.current !== widths) {
    measured.current = widths
    across.measure()
  }
  const shown = across.getVirtualItems()
  const data = useTableRows(workspace, digest, look, columns, { firstRow: rows.first, lastRow: rows.last, firstColumn: shown[0]?.index ?? 0, lastColumn: shown.at(-1)?.index ?? 0 })

  function goTo(cell: Cell) {
    setActive(cell)
    rows.reveal(cell.row)
    across.scrollToIndex(cell.column, { align: 'auto' })
  }
  function onKeyDown(event: React.KeyboardEvent) {
    // Keys in a head's button or filter are that one's.
    if (event.target !== event.currentTarget || rowCount === 0) return
    const jump = event.ctrlKey || event.metaKey
    if (active && jump && event.key.toLowerCase() === 'c') {
      const value = data.cell(active.row, active.column)
      if (value !== undefined && window.getSelection()?.isCollapsed !== false) void navigator.clipboard?.writeText(cellText(value, columns[active.column]!.type))
      return
    }
    if (active && event.key === 'Enter') return onOpenCell(active)
    if (event.key === 'Escape') return setActive(null)
    const next = active ? moveCell(active, event.key, jump, { rows: rowCount, columns: columns.length, page: Math.floor(rows.viewHeight / rowHeight) }) : event.key.startsWith('Arrow') ? { row: rows.first === 0 ? 0 : rows.first + 6, column: 0 } : null
    if (!next) return
    event.preventDefault()
    goTo(next)
  }
  function setFilter(column: string, filter: TableFilter | null) {
    onLook({ ...look, filters: [...look.filters.filter((other) => other.column !== column), ...(filter ? [filter] : [])] })
  }
  function cycleSort(column: string) {
    const direction = look.sort?.column === column ? look.sort.direction : null
    onLook({ ...look, sort: direction === null ? { column, direction: 'asc' } : direction === 'asc' ? { column, direction: 'desc' } : null })
  }
  const width = across.getTotalSize()
  const cellId = (cell: Cell) => `${id}-${cell.row}-${cell.column}`
  return (
    <>
      {data.error !== null && <ErrorNote className="m-3" error={data.error} />}
      <div
        ref={scroller}
        role="grid"
        tabIndex={0}
        aria-label="Table"
        aria-rowcount={rowCount + 1}
        aria-colcount={columns.length + 1}
        aria-activedescendant={active ? cellId(active) : undefined}
        onScroll={rows.onScroll}
        onKeyDown={onKeyDown}
        className={cn(gridBox, stale && 'opacity-60')}
      >
        <div style={{ width, height: headHeight + rows.height }} className="relative">
          <GridHead height={headHeight} numberWidth={numberWidth}>
            {shown.map((item) => {
              const column = columns[item.index]!
              return (
                <HeaderCell
                  key={column.name}
                  column={column}
                  index={item.index}
                  left={item.start}
                  width={item.size}
                  profile={profiles.get(column.name)}
                  rows={profile?.rows ?? 0}
                  sort={look.sort}
                  filter={look.filters.find((filter) => filter.column === column.name)}
                  onSort={() => cycleSort(column.name)}
                  onFilter={(filter) => setFilter(column.name, filter)}
                  onResize={(next) => setResized({ ...resized, [column.name]: next })}
                />
              )
            })}
          </GridHead>
          <div className="sticky" style={{ top: headHeight, height: Math.min(rows.viewHeight, rowCount * rowHeight), overflow: 'clip' }}>
            <div ref={rows.layer}>
              {Array.from({ length: Math.max(0, rows.last - rows.first) }, (_, offset) => {
                const row = rows.first + offset
                return (
                  <div
                    key={row}
                    role="row"
                    aria-rowindex={row + 2}
                    style={{ height: rowHeight, width }}
                    className="group relative hover:bg-hover"
                    onClick={(event) => {
                      const column = (event.target as HTMLElement).closest<HTMLElement>('[data-column]')?.dataset.column
                      if (column !== undefined) setActive({ row, column: Number(column) })
                    }}
                    onDoubleClick={() => active && onOpenCell(active)}
                  >
                    <RowNumber row={row} width={numberWidth} />
                    {shown.map((item) => (
                      <GridCell
                        key={item.index}
                        id={cellId({ row, column: item.index })}
                        index={item.index}
                        type={columns[item.index]!.type}
                        value={data.cell(row, item.index)}
                        left={item.start}
                        width={item.size}
                        active={active?.row === row && active.column === item.index}
                      />
                    ))}
                  </div>
                )
              })}
            </div>
          </div>
        </div>
      </div>
    </>
  )
}
