import type { Comparison, Filter } from './schema'

export type Join = 'and' | 'or'

/** Conditions of which all (`and`) or any (`or`) must hold. A group among them is joined the other way. */
export interface Built {
  join: Join
  rows: (Comparison | Group)[]
}

export interface Group {
  op: 'group'
  of: Comparison[]
}

export const otherJoin = (join: Join): Join => (join === 'and' ? 'or' : 'and')

/** The filter as rows of a form; null where it is nested deeper than that, uses NOT, or compares with empty texts or lists of texts with commas. */
export function builtOf(filter: Filter | null): Built | null {
  if (filter === null) return { join: 'and', rows: [] }
  if (filter.op === 'not' || (filter.op === 'compare' && !isPlain(filter))) return null
  if (filter.op === 'compare') return { join: 'and', rows: [filter] }
  const rows = filter.of.map((part) => rowOf(part, filter.op))
  return rows.every((row) => row !== null) ? { join: filter.op, rows } : null
}

function rowOf(part: Filter, within: Join): Comparison | Group | null {
  if (part.op === 'compare') return isPlain(part) ? part : null
  if (part.op !== otherJoin(within)) return null
  const of = part.of.flatMap((inner) => (inner.op === 'compare' && isPlain(inner) ? [inner] : []))
  return of.length === part.of.length ? { op: 'group', of } : null
}

const isPlain = ({ comparator, values }: Comparison) => values.every((value) => typeof value === 'number' || (value !== '' && (!/IN$/.test(comparator) || (!value.includes(',') && value === value.trim()))))

/** The filter that the rows stand for; groups of one are their one row. */
export function filterOf({ join, rows }: Built): Filter | null {
  const of = rows.flatMap((row): Filter[] => {
    if (row.op === 'compare') return [row]
    return row.of.length === 0 ? [] : row.of.length === 1 ? row.of : [{ op: otherJoin(join), of: row.of }]
  })
  return of.length === 0 ? null : of.length === 1 ? of[0]! : { op: join, of }
}

/** Adds one more condition that must hold. */
export function narrowed(filter: Filter | null, by: Filter): Filter {
  if (filter === null) return by
  return filter.op === 'and' ? { op: 'and', of: [...filter.of, by] } : { op: 'and', of: [filter, by] }
}
