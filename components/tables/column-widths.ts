import type { Column } from '@/lib/catalog/types'
import type { ColumnProfile } from '@/lib/duckdb/ops/profile-types'

const character = 7.6
const padding = 24
const least = 104
const most = 320

const typical: Record<Column['type'], number> = { integer: 8, number: 10, boolean: 6, date: 13, timestamp: 22, text: 18, other: 28 }

/** A first width in pixels: the name with its icons, or what the values usually need, whichever is more; within limits. */
export function columnWidth(column: Column, profile?: ColumnProfile): number {
  const name = column.name.length * character + padding + 28
  const values = (profile?.lengths ? Math.min(40, profile.lengths.mean * 1.3 + 2) : typical[column.type]) * character + padding
  return Math.round(Math.min(most, Math.max(least, name, values)))
}
