import type { Column } from '@/lib/catalog/types'

/** A small table typed by hand. Cells are text; null is missing. */
export interface Grid {
  columns: Column[]
  rows: (string | null)[][]
}

export const maxGridRows = 10_000
export const maxGridColumns = 200

/** A param as a grid; what is no grid is an empty one. */
export function readGrid(value: unknown): Grid {
  const { columns, rows } = (value ?? {}) as Partial<Grid>
  return { columns: Array.isArray(columns) ? columns : [], rows: Array.isArray(rows) ? rows : [] }
}

/** Sets one cell; an emptied cell is missing. A row past the end is made. */
export function setCell(grid: Grid, row: number, column: number, text: string): Grid {
  return paste(grid, row, column, [[text]])
}

/**
 * Lays a block of text over the grid from a cell on, as spreadsheets do. Rows and columns that the block needs are added,
 * columns as `column_3`, up to the limits; what lies beyond them is cut off.
 */
export function paste(grid: Grid, row: number, column: number, block: string[][]): Grid {
  const width = Math.min(maxGridColumns, Math.max(grid.columns.length, column + Math.max(0, ...block.map((line) => line.length))))
  const height = Math.min(maxGridRows, Math.max(grid.rows.length, row + block.length))
  const columns = [...grid.columns]
  while (columns.length < width) columns.push({ name: freeName(columns), type: 'text' })
  const rows = Array.from({ length: height }, (_, at) => {
    const old = grid.rows[at] ?? []
    const line = block[at - row]
    if (!line && old.length === width) return old
    return Array.from({ length: width }, (_, place) => {
      const text = line?.[place - column]
      return text === undefined ? (old[place] ?? null) : text === '' ? null : text
    })
  })
  return { columns, rows }
}

export function addColumn(grid: Grid): Grid {
  return paste({ ...grid, columns: [...grid.columns, { name: freeName(grid.columns), type: 'text' }] }, grid.rows.length, 0, [])
}

export function removeColumn(grid: Grid, column: number): Grid {
  return { columns: grid.columns.filter((_, at) => at !== column), rows: grid.rows.map((row) => row.filter((_, at) => at !== column)) }
}

export function changeColumn(grid: Grid, column: number, change: Partial<Column>): Grid {
  return { ...grid, columns: grid.columns.map((old, at) => (at === column ? { ...old, ...change } : old)) }
}

export function removeRow(grid: Grid, row: number): Grid {
  return { ...grid, rows: grid.rows.filter((_, at) => at !== row) }
}

function freeName(columns: readonly Column[]): string {
  const names = new Set(columns.map((column) => column.name))
  for (let n = columns.length + 1; ; n++) if (!names.has(`column_${n}`)) return `column_${n}`
}

/** Text from a spreadsheet as a block of cells: tabs between cells, lines between rows, quotes around what holds either. */
export function readBlock(text: string): string[][] {
  const lines: string[][] = []
  let line: string[] = []
  let cell = ''
  let quoted = false
  for (let at = 0; at < text.length; at++) {
    const letter = text[at]!
    if (quoted) {
      if (letter === '"' && text[at + 1] === '"') cell += text[++at]
      else if (letter === '"') quoted = false
      else cell += letter
    } else if (letter === '"' && cell === '') quoted = true
    else if (letter === '\t') line.push(cell), (cell = '')
    else if (letter === '\n' || letter === '\r') {
      if (letter === '\r' && text[at + 1] === '\n') at++
      lines.push([...line, cell])
      line = []
      cell = ''
    } else cell += letter
  }
  if (cell !== '' || line.length > 0) lines.push([...line, cell])
  return lines
}
