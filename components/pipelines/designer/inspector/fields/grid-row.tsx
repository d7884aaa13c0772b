'use client'

import { memo } from 'react'
import type { Column } from '@/lib/catalog/types'

export const cellWidth = 140

export interface GridRowProps {
  row: number
  cells: readonly (string | null)[] | undefined
  columns: readonly Column[]
  onType: (column: number, text: string) => void
  onPaste: (column: number, text: string) => void
  onMove: (row: number, column: number) => void
}

export const GridRow = memo(function GridRow({ row, cells, columns, onType, onPaste, onMove }: GridRowProps) {
  return columns.map((column, at) => (
    <div key={at} role="gridcell" className="h-full">
      <input
        data-cell={`${row}.${at}`}
        aria-label={`${column.name}, row ${row + 1}`}
        value={cells?.[at] ?? ''}
        style={{ width: cellWidth }}
        className="h-full border-r border-b border-line bg-surface px-1.5 text-base outline-offset-[-2px] focus:outline-2 focus:outline-ring"
        onChange={(event) => onType(at, event.target.value)}
        onPaste={(event) => {
          const text = event.clipboardData.getData('text/plain')
          if (!/[\t\n\r]/.test(text)) return
          event.preventDefault()
          onPaste(at, text)
        }}
        onKeyDown={(event) => {
          const { selectionStart, selectionEnd, value } = event.currentTarget
          const caret = selectionStart === selectionEnd ? selectionStart : null
          if (event.key === 'Enter') onMove(row + (event.shiftKey ? -1 : 1), at)
          else if (event.key === 'ArrowDown') onMove(row + 1, at)
          else if (event.key === 'ArrowUp') onMove(row - 1, at)
          else if (event.key === 'ArrowRight' && caret === value.length) onMove(row, at + 1)
          else if (event.key === 'ArrowLeft' && caret === 0) onMove(row, at - 1)
          else return
          event.preventDefault()
        }}
      />
    </div>
  ))
})
