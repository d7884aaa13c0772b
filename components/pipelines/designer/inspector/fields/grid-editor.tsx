'use client'

import { useRef } from 'react'
import { useVirtualizer } from '@tanstack/react-virtual'
import { Plus, X } from 'lucide-react'
import { Button } from '@/components/ui/button'
import { GridHead } from './grid-head'
import { GridRow } from './grid-row'
import { addColumn, maxGridRows, paste, readBlock, removeRow, setCell, type Grid } from './grid-edits'

const rowHeight = 28

export interface GridEditorProps {
  grid: Grid
  onChange: (grid: Grid, options?: { typing?: boolean }) => void
}

/** A small spreadsheet: Enter and the arrows move between cells, a paste fills a block, rows are virtual. */
export function GridEditor({ grid, onChange }: GridEditorProps) {
  const scroller = useRef<HTMLDivElement>(null)
  // One empty row at the end takes the next entry.
  const count = Math.min(maxGridRows, grid.rows.length + 1)
  const rows = useVirtualizer({ count, getScrollElement: () => scroller.current, estimateSize: () => rowHeight, overscan: 8 })

  const focus = (row: number, column: number) => {
    if (row < 0 || row >= count || column < 0 || column >= grid.columns.length) return
    rows.scrollToIndex(row)
    requestAnimationFrame(() => scroller.current?.querySelector<HTMLInputElement>(`[data-cell="${row}.${column}"]`)?.focus())
  }
  return (
    <div className="flex flex-col gap-2">
      <div ref={scroller} className="max-h-[50dvh] min-h-40 overflow-auto rounded-md border border-line">
        <div role="grid" aria-label="Table" aria-rowcount={grid.rows.length} className="min-w-max">
          <GridHead grid={grid} onChange={onChange} />
          <div style={{ height: rows.getTotalSize() }} className="relative">
            {rows.getVirtualItems().map(({ index, start }) => (
              <div key={index} role="row" aria-rowindex={index + 1} className="absolute left-0 flex" style={{ top: start, height: rowHeight }}>
                <span role="rowheader" className="sticky left-0 z-10 flex w-10 items-center justify-end border-r border-b border-line bg-sunken pr-1.5 text-xs text-faint tabular">{index + 1}</span>
                <GridRow
                  row={index}
                  cells={grid.rows[index]}
                  columns={grid.columns}
                  onType={(column, text) => onChange(setCell(grid, index, column, text), { typing: true })}
                  onPaste={(column, text) => onChange(paste(grid, index, column, readBlock(text)))}
                  onMove={focus}
                />
                {index < grid.rows.length && (
                  <div role="gridcell">
                    <Button size="sm" variant="ghost" icon={X} className="text-faint" aria-label={`Remove row ${index + 1}`} onClick={() => onChange(removeRow(grid, index))} />
                  </div>
                )}
              </div>
            ))}
          </div>
        </div>
      </div>
      <div className="flex items-center gap-2">
        <Button size="sm" icon={Plus} onClick={() => onChange(addColumn(grid))}>
          Add a column
        </Button>
        {grid.rows.length > 0 && (
          <Button size="sm" variant="ghost" onClick={() => onChange({ ...grid, rows: [] })}>
            Remove all rows
          </Button>
        )}
      </div>
    </div>
  )
}
