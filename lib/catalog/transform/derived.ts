import { freshName, sameName } from '../columns'
import type { Column, ColumnType, TableSchema, TransformationEffect } from '../types'

/** A column computed from another one: in its place where the names are equal, else at the end. */
export interface Derived {
  column: string
  as: string
  type: ColumnType
}

/** Where the results of a step over `chosen` go: in place, or behind all columns as `<column><suffix>`. */
export function derive(chosen: Column[], input: Column[], type: ColumnType | ((column: Column) => ColumnType), keep: boolean, suffix: string): Derived[] {
  const taken = input.map(({ name }) => name)
  return chosen.map((column) => {
    const as = keep ? freshName(`${column.name}${suffix}`, taken) : column.name
    taken.push(as)
    return { column: column.name, as, type: typeof type === 'function' ? type(column) : type }
  })
}

/** The columns once `derived` have been computed; `undefined` where a new one meets one of its name. */
export function withDerived(columns: Column[], derived: Derived[]): TableSchema {
  const added = derived.filter(({ column, as }) => column !== as)
  if (added.some(({ as }) => columns.some((column) => sameName(column.name, as)))) return undefined
  const replaced = columns.map((column) => {
    const own = derived.find((other) => other.column === column.name && other.as === column.name)
    return own ? { name: column.name, type: own.type } : column
  })
  return [...replaced, ...added.map(({ as, type }) => ({ name: as, type }))]
}

/** What a transformation with these results does to another table. */
export function derivedEffect(derived: Derived[]): TransformationEffect {
  return { needs: derived.map(({ column }) => column).filter((name, index, all) => all.indexOf(name) === index), apply: (columns) => withDerived(columns, derived) }
}
