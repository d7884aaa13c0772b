import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import { api } from '@/components/ui/api-client'
import type { Column } from '@/lib/catalog/types'
import type { ChartKind, ChartRequestOf } from '@/lib/data/chart-query'
import type { TableFilter, TableSort } from '@/lib/data/table-filter'
import type { ChartAnswers } from '@/lib/duckdb/ops/chart/types'
import type { JsonValue } from '@/lib/duckdb/json-values'
import type { TableProfile } from '@/lib/duckdb/ops/profile-types'

/** Rows fetched at once. */
export const pageRows = 200
/** A wider table is fetched in blocks of this many columns. */
export const blockColumns = 60

export interface Look {
  sort: TableSort | null
  filters: TableFilter[]
}

export interface RowsPage {
  columns: Column[]
  rows: JsonValue[][]
  total: number
  filtered: number
}

// A digest's bytes never change, so nothing here grows stale.
const forever = { staleTime: Infinity, gcTime: 5 * 60_000 } as const

export function profileQuery(workspace: string, digest: string) {
  return queryOptions({
    ...forever,
    queryKey: ['tables', workspace, digest, 'profile'],
    queryFn: ({ signal }) => api(workspace).get<TableProfile>(`/tables/${digest}/profile`, { signal }),
  })
}

function rowsPath(digest: string, look: Look, more: Record<string, string>): string {
  const query = new URLSearchParams(more)
  if (look.sort) query.set('sort', `${look.sort.column}:${look.sort.direction}`)
  if (look.filters.length > 0) query.set('filter', JSON.stringify(look.filters))
  return `/tables/${digest}/rows?${query}`
}

/** How many rows pass, and the columns; the counts of the look before stand until it answers. */
export function headQuery(workspace: string, digest: string, look: Look) {
  return queryOptions({
    ...forever,
    queryKey: ['tables', workspace, digest, 'head', look.filters],
    queryFn: ({ signal }) => api(workspace).get<RowsPage>(rowsPath(digest, { sort: null, filters: look.filters }, { limit: '1' }), { signal }),
    placeholderData: keepPreviousData,
  })
}

/** One block of rows. `columns` names those wanted where the table is wide. */
export function pageQuery(workspace: string, digest: string, look: Look, page: number, columns: string[] | null) {
  return queryOptions({
    ...forever,
    queryKey: ['tables', workspace, digest, 'rows', look, page, columns?.[0] ?? null],
    queryFn: ({ signal }) =>
      api(workspace).get<RowsPage>(
        rowsPath(digest, look, { offset: String(page * pageRows), limit: String(pageRows), ...(columns && { columns: JSON.stringify(columns) }) }),
        { signal },
      ),
  })
}

/** The numbers of a chart over the rows that pass. */
export function chartQuery<K extends ChartKind>(workspace: string, digest: string, chart: ChartRequestOf<K>, filters: TableFilter[]) {
  const query = new URLSearchParams({ chart: JSON.stringify(chart), ...(filters.length > 0 && { filter: JSON.stringify(filters) }) })
  return queryOptions({
    ...forever,
    queryKey: ['tables', workspace, digest, 'chart', chart, filters],
    queryFn: ({ signal }) => api(workspace).get<ChartAnswers[K]>(`/tables/${digest}/chart?${query}`, { signal }),
  })
}

/** One cell, uncut. */
export function cellQuery(workspace: string, digest: string, look: Look, row: number, column: string) {
  return queryOptions({
    ...forever,
    queryKey: ['tables', workspace, digest, 'cell', look, row, column],
    queryFn: async ({ signal }) => {
      const page = await api(workspace).get<RowsPage>(rowsPath(digest, look, { offset: String(row), limit: '1', columns: JSON.stringify([column]), text: 'full' }), { signal })
      return page.rows[0]?.[0] ?? null
    },
  })
}
