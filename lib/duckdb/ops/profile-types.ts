import type { ColumnType } from '@/lib/catalog/types'

/** `from` < values ≤ `to`; the first bin holds its lower edge too. For dates and instants the edges are ISO 8601 texts. */
export interface Bin {
  from: number | string
  to: number | string
  count: number
}

export interface Quantiles {
  p05: number
  p25: number
  p50: number
  p75: number
  p95: number
}

export interface ColumnProfile {
  name: string
  type: ColumnType
  /** Rows without a value. */
  missing: number
  /** Different values, missing not counted; `distinctExact` is false where the number is an estimate (within a few percent). */
  distinct: number
  distinctExact: boolean
  /** Columns of numbers: finite values alone. */
  numbers?: { min: number; max: number; mean: number; sd: number | null; quantiles: Quantiles; quantilesExact: boolean; notFinite: number; zeros: number }
  /** Columns of dates and instants, ISO 8601. */
  span?: { min: string; max: string }
  /** Columns of text, in characters. */
  lengths?: { min: number; max: number; mean: number }
  histogram?: Bin[]
  /** The commonest values, most common first; absent where nearly every value is different. */
  top?: { value: string; count: number }[]
}

/** What a table's columns hold: a function of its bytes. */
export interface TableProfile {
  rows: number
  columns: ColumnProfile[]
}
