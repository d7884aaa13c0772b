import { typeName } from '../columns'
import type { ValueType } from './functions'

export function valueTypeName(type: ValueType): string {
  if (type === 'interval') return 'a span of time'
  return type === 'null' ? 'missing' : typeName(type)
}

export const numericValue = (type: ValueType): boolean => type === 'integer' || type === 'number' || loose(type)
export const temporalValue = (type: ValueType): boolean => type === 'date' || type === 'timestamp' || loose(type)

/** Suits everywhere: NULL, and columns of which drawing does not know the type. */
export function loose(type: ValueType): boolean {
  return type === 'other' || type === 'null'
}

/** The type that can hold all of these, or `undefined` where there is none. */
export function unify(types: ValueType[]): ValueType | undefined {
  const known = [...new Set(types.filter((type) => type !== 'null'))]
  if (known.length === 0) return 'null'
  if (known.includes('other')) return 'other'
  if (known.length === 1) return known[0]
  if (known.every((type) => type === 'integer' || type === 'number')) return 'number'
  if (known.every((type) => type === 'date' || type === 'timestamp')) return 'timestamp'
  return undefined
}
