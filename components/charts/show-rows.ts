import type { TableFilter } from '@/lib/data/table-filter'

/** Shows the rows of the drawn table that pass all filters. */
export type ShowRows = (rows: TableFilter[]) => void
