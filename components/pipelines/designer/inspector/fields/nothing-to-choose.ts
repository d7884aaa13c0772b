import type { ColumnType, TableSchema } from '@/lib/catalog/types'

/** Why a list of columns is empty, and what to do. */
export function nothingToChoose(columns: TableSchema, types?: readonly ColumnType[]): string {
  if (columns === undefined) return 'The columns are not known yet: connect the input, or run up to the step before. A name can be typed all the same.'
  if (columns.length === 0) return 'The table that arrives has no columns.'
  return `No column that arrives is of a type that suits (${(types ?? []).join(', ')}).`
}
