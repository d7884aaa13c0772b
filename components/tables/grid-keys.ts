export interface Cell {
  row: number
  column: number
}

export interface GridSize {
  rows: number
  columns: number
  /** Rows that fit into the view. */
  page: number
}

/** Where a key takes the active cell, as spreadsheets do it; null for keys that move nothing. */
export function moveCell(cell: Cell, key: string, jump: boolean, { rows, columns, page }: GridSize): Cell | null {
  const last = { row: rows - 1, column: columns - 1 }
  const at = (row: number, column: number): Cell => ({ row: Math.min(Math.max(row, 0), last.row), column: Math.min(Math.max(column, 0), last.column) })
  switch (key) {
    case 'ArrowDown':
      return at(jump ? last.row : cell.row + 1, cell.column)
    case 'ArrowUp':
      return at(jump ? 0 : cell.row - 1, cell.column)
    case 'ArrowRight':
      return at(cell.row, jump ? last.column : cell.column + 1)
    case 'ArrowLeft':
      return at(cell.row, jump ? 0 : cell.column - 1)
    case 'PageDown':
      return at(cell.row + page, cell.column)
    case 'PageUp':
      return at(cell.row - page, cell.column)
    case 'Home':
      return at(jump ? 0 : cell.row, 0)
    case 'End':
      return at(jump ? last.row : cell.row, last.column)
    default:
      return null
  }
}
