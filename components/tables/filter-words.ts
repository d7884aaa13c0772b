import type { ColumnType } from '@/lib/catalog/types'
import type { TableFilter } from '@/lib/data/table-filter'

export type FilterOp = TableFilter['op']

/** What a form can ask for; comparing two columns comes from a chart. */
export type FormOp = Exclude<FilterOp, 'same_as' | 'unlike'>

export const opWords: Record<FilterOp, string> = {
  contains: 'contains',
  equals: '=',
  differs: '≠',
  less: '<',
  greater: '>',
  at_least: '≥',
  at_most: '≤',
  between: 'between',
  in: 'is one of',
  missing: 'is missing',
  present: 'is present',
  same_as: '=',
  unlike: '≠',
}

const ordered: FormOp[] = ['equals', 'differs', 'less', 'at_most', 'greater', 'at_least', 'between', 'missing', 'present']

/** What one can ask of a column of this type, the likeliest first. */
export function opsFor(type: ColumnType): FormOp[] {
  if (type === 'text') return ['contains', 'equals', 'differs', 'in', 'less', 'greater', 'missing', 'present']
  if (type === 'boolean') return ['equals', 'missing', 'present']
  if (type === 'other') return ['contains', 'missing', 'present']
  return ordered
}

/** A filter as its chip says it: `delay > 30`, `species is one of Adelie, Gentoo`. */
export function filterWords(filter: TableFilter): string {
  const word = opWords[filter.op]
  switch (filter.op) {
    case 'missing':
    case 'present':
      return `${filter.column} ${word}`
    case 'between':
      return `${filter.column} ${word} ${filter.from} and ${filter.to}`
    case 'same_as':
    case 'unlike':
      return `${filter.column} ${word} ${filter.other}`
    case 'in':
      return `${filter.column} ${word} ${filter.values.length > 3 ? `${filter.values.slice(0, 2).join(', ')} and ${filter.values.length - 2} more` : filter.values.join(', ')}`
    default:
      return `${filter.column} ${word} ${filter.value}`
  }
}

export interface FilterDraft {
  op: FormOp
  value: string
  to: string
  values: string[]
}

/** The filter that a form's entries make, or null while something is missing. */
export function filterFrom(column: string, { op, value, to, values }: FilterDraft): TableFilter | null {
  switch (op) {
    case 'missing':
    case 'present':
      return { column, op }
    case 'between':
      return value.trim() === '' || to.trim() === '' ? null : { column, op, from: value.trim(), to: to.trim() }
    case 'in':
      return values.length === 0 ? null : { column, op, values }
    default:
      return value === '' ? null : { column, op, value }
  }
}

export function draftOf(filter: TableFilter | undefined, type: ColumnType): FilterDraft {
  const empty: FilterDraft = { op: opsFor(type)[0]!, value: type === 'boolean' ? 'true' : '', to: '', values: [] }
  if (!filter || filter.op === 'same_as' || filter.op === 'unlike') return empty
  if (filter.op === 'between') return { ...empty, op: filter.op, value: filter.from, to: filter.to }
  if (filter.op === 'in') return { ...empty, op: filter.op, values: filter.values }
  return { ...empty, op: filter.op, ...('value' in filter && { value: filter.value }) }
}
