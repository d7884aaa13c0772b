import type { ColumnType } from './types'
import { text } from './sql-text'

const smallest = -(2n ** 63n)
const largest = 2n ** 63n - 1n

/** The SQL type in which a column of a logical type is written; `other` has none. */
export const sqlTypes: Record<Exclude<ColumnType, 'other'>, string> = {
  integer: 'BIGINT',
  number: 'DOUBLE',
  text: 'VARCHAR',
  boolean: 'BOOLEAN',
  date: 'DATE',
  timestamp: 'TIMESTAMP',
}

/**
 * Typed text as an SQL literal of a column type, or `undefined` where it is not one: whole numbers of 64 bits, numbers with
 * a point, true/false/yes/no, dates as 2024-05-31, instants as 2024-05-31 12:00 with optional seconds.
 */
export function cellLiteral(value: string, type: ColumnType): string | undefined {
  const trimmed = value.trim()
  switch (type) {
    case 'integer':
      return integerLiteral(trimmed)
    case 'number':
      return /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(trimmed) && Number.isFinite(Number(trimmed)) ? `CAST(${text(trimmed)} AS DOUBLE)` : undefined
    case 'boolean':
      if (/^(true|yes|1)$/i.test(trimmed)) return 'TRUE'
      return /^(false|no|0)$/i.test(trimmed) ? 'FALSE' : undefined
    case 'date':
      return isDate(trimmed) ? `DATE ${text(trimmed)}` : undefined
    case 'timestamp':
      return isTimestamp(trimmed) ? `TIMESTAMP ${text(trimmed.replace('T', ' '))}` : undefined
    default:
      return text(value)
  }
}

function integerLiteral(value: string): string | undefined {
  if (!/^[+-]?\d+$/.test(value)) return undefined
  const whole = BigInt(value.replace(/^\+/, ''))
  return whole >= smallest && whole <= largest ? `CAST(${text(String(whole))} AS BIGINT)` : undefined
}

function isDate(value: string): boolean {
  const parts = /^(\d{4})-(\d\d)-(\d\d)$/.exec(value)
  if (!parts) return false
  const [year, month, day] = parts.slice(1).map(Number) as [number, number, number]
  const date = new Date(Date.UTC(year, month - 1, day))
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day
}

function isTimestamp(value: string): boolean {
  const parts = /^(\d{4}-\d\d-\d\d)(?:[ T](\d\d):(\d\d)(?::(\d\d)(?:\.\d{1,6})?)?)?$/.exec(value)
  if (!parts || !isDate(parts[1]!)) return false
  return Number(parts[2] ?? 0) < 24 && Number(parts[3] ?? 0) < 60 && Number(parts[4] ?? 0) < 60
}
