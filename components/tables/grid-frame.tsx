import { formatInteger } from '@/components/ui/format'

/** The scrolling box of a grid. */
export const gridBox = 'min-h-0 flex-1 overflow-auto bg-surface tabular outline-none focus-visible:outline-2 focus-visible:-outline-offset-2 focus-visible:outline-ring'

/** The row of column heads, which stays at the top, with the corner over the row numbers. */
export function GridHead({ height, numberWidth, children }: { height: number; numberWidth: number; children: React.ReactNode }) {
  return (
    <div role="row" aria-rowindex={1} className="sticky top-0 z-20 bg-surface" style={{ height }}>
      <div role="columnheader" aria-colindex={1} className="sticky left-0 z-20 h-full border-r border-b border-line bg-surface" style={{ width: numberWidth }}>
        <span className="sr-only">Row</span>
      </div>
      {children}
    </div>
  )
}

/** A row's number, from 1, which stays at the left. */
export function RowNumber({ row, width }: { row: number; width: number }) {
  return (
    <div role="rowheader" aria-colindex={1} className="sticky left-0 z-10 flex h-full items-center justify-end border-r border-b border-line bg-surface px-2 text-xs text-faint" style={{ width }}>
      {formatInteger(row + 1)}
    </div>
  )
}
