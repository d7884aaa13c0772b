import type { ColumnProfile, TableProfile } from '@/lib/duckdb/ops/profile-types'

export interface ColumnFacts {
  missing: number
  distinct: number
  mean: number | null
  median: number | null
  sd: number | null
  min: number | string | null
  max: number | string | null
  /** The commonest value of a text. */
  top: string | null
}

export interface ColumnChange {
  name: string
  before: ColumnFacts | null
  after: ColumnFacts | null
  same: boolean
}

/** The columns of two tables, matched by name, in the order of `after`, then those that are gone. */
export function compareColumns(before: TableProfile, after: TableProfile): ColumnChange[] {
  const names = [...after.columns.map((column) => column.name), ...before.columns.map((column) => column.name).filter((name) => !after.columns.some((column) => column.name === name))]
  return names.map((name) => {
    const [a, b] = [factsOf(before, name), factsOf(after, name)]
    return { name, before: a, after: b, same: a !== null && b !== null && JSON.stringify(a) === JSON.stringify(b) }
  })
}

function factsOf(table: TableProfile, name: string): ColumnFacts | null {
  const column: ColumnProfile | undefined = table.columns.find((candidate) => candidate.name === name)
  if (!column) return null
  const { numbers, span, top } = column
  return {
    missing: column.missing,
    distinct: column.distinct,
    mean: numbers?.mean ?? null,
    median: numbers?.quantiles.p50 ?? null,
    sd: numbers?.sd ?? null,
    min: numbers?.min ?? span?.min ?? null,
    max: numbers?.max ?? span?.max ?? null,
    top: top?.[0]?.value ?? null,
  }
}
