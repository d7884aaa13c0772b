import type { ColumnType } from '@/lib/catalog/types'
import type { JsonValue } from '@/lib/duckdb/json-values'

/** How a value reads in a cell. Numbers are exact: nothing is rounded that somebody may want to copy. */
export function cellText(value: JsonValue, type: ColumnType): string {
  if (value === null) return ''
  if (typeof value === 'number') return type === 'integer' ? String(value) : numberText(value)
  if (typeof value === 'string') return type === 'timestamp' ? value.replace('T', ' ') : value
  if (typeof value === 'boolean') return value ? 'true' : 'false'
  return JSON.stringify(value)
}

/** Line breaks and tabs as signs, so that a cell stays one line and shows that they are there. */
export function oneLine(text: string): string {
  return text.replace(/\r\n|\r|\n/g, ' ⏎ ').replace(/\t/g, ' ⇥ ')
}

function numberText(value: number): string {
  const text = String(value)
  // A binary fraction's seventeenth digit is noise: 0.1 + 0.2 shows as 0.3.
  return text.length > 16 && Number.isFinite(value) ? String(Number(value.toPrecision(15))) : text
}

export function isNumericType(type: ColumnType): boolean {
  return type === 'integer' || type === 'number'
}
