import { memo } from 'react'
import { cn } from '@/components/ui/cn'
import type { ColumnType } from '@/lib/catalog/types'
import type { JsonValue } from '@/lib/duckdb/json-values'
import { cellText, isNumericType, oneLine } from './cell-text'

export interface GridCellProps {
  id: string
  index: number
  type: ColumnType
  /** Undefined while it is on its way. */
  value: JsonValue | undefined
  left: number
  width: number
  active: boolean
  className?: string
}

/** One value on one line. What is missing is said, never left blank. */
export const GridCell = memo(function GridCell({ id, index, type, value, left, width, active, className }: GridCellProps) {
  return (
    <div
      id={id}
      role="gridcell"
      aria-colindex={index + 2}
      aria-selected={active}
      data-column={index}
      style={{ left, width }}
      className={cn(
        'absolute inset-y-0 flex items-center border-r border-b border-line px-3',
        isNumericType(type) && 'justify-end',
        active && 'z-10 outline-2 -outline-offset-2 outline-ring',
        className,
      )}
    >
      <CellValue type={type} value={value} />
    </div>
  )
})

function CellValue({ type, value }: { type: ColumnType; value: JsonValue | undefined }) {
  if (value === undefined) return <span aria-hidden className="h-2 w-2/3 animate-late rounded-sm bg-hover" />
  if (value === null) return <span className="text-xs text-faint italic">missing</span>
  if (value === '') return <span className="text-xs text-faint italic">empty text</span>
  const odd = isNumericType(type) && typeof value === 'string' && !/^[+-]?\d/.test(value)
  return <span className={cn('truncate', odd && 'text-warning', type === 'other' && 'font-mono text-sm')}>{oneLine(cellText(value, type))}</span>
}
