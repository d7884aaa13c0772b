import { useEffect, useMemo, useState } from 'react'
import { useQueries } from '@tanstack/react-query'
import type { Column } from '@/lib/catalog/types'
import type { JsonValue } from '@/lib/duckdb/json-values'
import { blockColumns, pageQuery, pageRows, type Look } from './table-queries'

export interface Window {
  firstRow: number
  lastRow: number
  firstColumn: number
  lastColumn: number
}

export interface TableRows {
  /** Undefined until that block has arrived. */
  cell(row: number, column: number): JsonValue | undefined
  error: unknown
}

/** The blocks of rows and columns that a window needs, fetched once the window has stood still for a moment. */
export function useTableRows(workspace: string, digest: string, look: Look, columns: Column[], window: Window): TableRows {
  const settled = useSettled(window, 60)
  const wide = columns.length > blockColumns
  const wanted = useMemo(() => {
    if (columns.length === 0) return []
    const pages = range(Math.floor(settled.firstRow / pageRows), Math.floor(Math.max(settled.firstRow, settled.lastRow - 1) / pageRows))
    const blocks = wide ? range(Math.floor(settled.firstColumn / blockColumns), Math.floor(settled.lastColumn / blockColumns)) : [0]
    return pages.flatMap((page) => blocks.map((block) => ({ page, block })))
  }, [columns.length, settled, wide])
  const results = useQueries({
    queries: wanted.map(({ page, block }) =>
      pageQuery(workspace, digest, look, page, wide ? columns.slice(block * blockColumns, (block + 1) * blockColumns).map((column) => column.name) : null),
    ),
  })
  const blocks = new Map(wanted.map(({ page, block }, index) => [`${page}/${block}`, results[index]?.data]))
  return {
    cell(row, column) {
      const page = Math.floor(row / pageRows)
      const block = wide ? Math.floor(column / blockColumns) : 0
      return blocks.get(`${page}/${block}`)?.rows[row - page * pageRows]?.[column - block * blockColumns]
    },
    error: results.find((result) => result.error)?.error ?? null,
  }
}

/** The value once it has not changed for `ms`; the first one at once. Dragging a scroll bar over millions of rows asks for few. */
function useSettled(value: Window, ms: number): Window {
  const [settled, setSettled] = useState(value)
  const { firstRow, lastRow, firstColumn, lastColumn } = value
  useEffect(() => {
    const timer = setTimeout(() => setSettled({ firstRow, lastRow, firstColumn, lastColumn }), ms)
    return () => clearTimeout(timer)
  }, [firstRow, lastRow, firstColumn, lastColumn, ms])
  return settled
}

function range(first: number, last: number): number[] {
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, index) => first + index)
}
