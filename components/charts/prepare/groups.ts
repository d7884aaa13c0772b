import type { Group } from '@/lib/duckdb/ops/chart/types'
import type { TableFilter } from '@/lib/data/table-filter'
import { styleOf } from './series'
import type { Key } from './spec'

export const ALL_OTHERS = 'all others'
export const MISSING = 'missing'

export function groupName(group: Group): string {
  return group.rest ? ALL_OTHERS : (group.value ?? MISSING)
}

/** A colour for each group; undefined where there is only one, which needs no legend. */
export function keysOf(groups: readonly Group[]): Key[] | undefined {
  if (groups.length < 2) return undefined
  const names = groups.map(groupName)
  return names.map((name) => ({ name, colour: styleOf(name, names).colour }))
}

/** What gives the rows of a group; null where no filter says it. */
export function groupFilter(column: string, group: Group): TableFilter | null {
  if (group.rest) return null
  return group.value === null ? { column, op: 'missing' } : { column, op: 'equals', value: group.value }
}

/** `4,000 of 20,000 rows, the same ones each time`, or `344 rows`. */
export function sampleWords(drawn: number, of: number, count: (value: number) => string): string {
  const rows = `${count(of)} ${of === 1 ? 'row' : 'rows'}`
  return drawn < of ? `${count(drawn)} of ${rows}, the same ones each time` : rows
}
