import type { ColumnType, TableSchema } from '@/lib/catalog/types'

export interface ColumnOption {
  name: string
  type: ColumnType | undefined
  /** Chosen, but not among the columns that arrive. It stays chosen until somebody takes it out. */
  missing: boolean
  /** Of a type that the field does not take. */
  unsuited: boolean
}

/** The columns that a field offers: those that arrive and suit, and what is chosen whether or not it does. */
export function columnOptions(columns: TableSchema, chosen: readonly string[], types?: readonly ColumnType[]): ColumnOption[] {
  const suits = (type: ColumnType) => !types || types.includes(type) || type === 'other'
  const here = (columns ?? []).map(({ name, type }) => ({ name, type, missing: false, unsuited: !suits(type) }))
  const kept = here.filter((option) => !option.unsuited || chosen.includes(option.name))
  const missing = chosen
    .filter((name) => name !== '' && !here.some((option) => option.name === name))
    // Where the columns are not known, nothing can be said to be missing.
    .map((name) => ({ name, type: undefined, missing: columns !== undefined, unsuited: false }))
  return [...missing, ...kept]
}

/** The list with `name` moved by one place; the same list at its ends. */
export function moveColumn(chosen: readonly string[], name: string, by: 1 | -1): string[] {
  const list = [...chosen]
  const at = list.indexOf(name)
  const to = at + by
  if (at < 0 || to < 0 || to >= list.length) return list
  list.splice(at, 1)
  list.splice(to, 0, name)
  return list
}
