'use client'

import { useEffect, useMemo, useRef } from 'react'
import { useVirtualizer } from '@tanstack/react-virtual'
import { columnWidth } from '@/components/tables/column-widths'
import { GridCell } from '@/components/tables/grid-cell'
import { gridBox, GridHead, RowNumber } from '@/components/tables/grid-frame'
import { TypeIcon, typeLooks } from '@/components/tables/type-icon'
import { cn } from '@/components/ui/cn'
import type { SampleTable } from '@/lib/sample/schema'

const rowHeight = 26
const headHeight = 28
const numberWidth = 48

/** The rows of a sample; what the step changed or added is tinted. */
export function SampleGrid({ table, stale, onEnd }: { table: SampleTable; stale: boolean; onEnd: () => void }) {
  const scroller = useRef<HTMLDivElement>(null)
  const columns = useMemo(() => table.columns.slice(0, table.rows[0]?.length ?? table.columns.length), [table])
  const marks = useMemo(() => new Set(table.changed.map(([row, column]) => `${row} ${column}`)), [table])
  const added = useMemo(() => new Set(table.added), [table])
  const down = useVirtualizer({ count: table.rows.length, getScrollElement: () => scroller.current, estimateSize: () => rowHeight, paddingStart: headHeight, overscan: 8 })
  const across = useVirtualizer({ horizontal: true, count: columns.length, getScrollElement: () => scroller.current, estimateSize: (index) => columnWidth(columns[index]!), paddingStart: numberWidth, overscan: 3 })
  const names = columns.map((column) => column.name).join('\n')
  useEffect(() => across.measure(), [across, names])
  const rows = down.getVirtualItems()
  const last = rows.at(-1)?.index ?? 0
  useEffect(() => {
    if (last >= table.rows.length - 20 && table.rows.length < table.rowsOut) onEnd()
  }, [last, table, onEnd])
  const shown = across.getVirtualItems()
  const width = across.getTotalSize()
  return (
    <div ref={scroller} role="grid" tabIndex={0} aria-label="Sample" aria-rowcount={table.rowsOut + 1} aria-colcount={columns.length + 1} aria-busy={stale} className={gridBox}>
      <div style={{ width, height: down.getTotalSize() }} className="relative">
        <GridHead height={headHeight} numberWidth={numberWidth}>
          {shown.map((item) => {
            const column = columns[item.index]!
            return (
              <div
                key={item.index}
                role="columnheader"
                aria-colindex={item.index + 2}
                title={`${column.name} · ${typeLooks[column.type].word}${added.has(column.name) ? ' · new' : table.retyped.includes(column.name) ? ' · its type has changed' : ''}`}
                style={{ left: item.start, width: item.size }}
                className={cn('absolute inset-y-0 flex items-center gap-1.5 border-r border-b border-line px-3 text-sm font-medium', (added.has(column.name) || table.retyped.includes(column.name)) && 'bg-selected')}
              >
                <TypeIcon type={column.type} />
                <span className="truncate">{column.name}</span>
              </div>
            )
          })}
        </GridHead>
        {rows.map(({ index, start }) => (
          <div key={index} role="row" aria-rowindex={index + 2} className="absolute inset-x-0 hover:bg-hover" style={{ top: start, height: rowHeight }}>
            <RowNumber row={index} width={numberWidth} />
            {shown.map((item) => {
              const column = columns[item.index]!
              const tinted = added.has(column.name) || marks.has(`${index} ${item.index}`)
              return (
                <GridCell
                  key={item.index}
                  id={`sample-${index}-${item.index}`}
                  index={item.index}
                  type={column.type}
                  value={table.rows[index]?.[item.index]}
                  left={item.start}
                  width={item.size}
                  active={false}
                  {...(tinted && { className: 'bg-selected' })}
                />
              )
            })}
          </div>
        ))}
      </div>
    </div>
  )
}
