import {
  DuckDBArrayValue,
  DuckDBBitValue,
  DuckDBBlobValue,
  DuckDBDateValue,
  DuckDBDecimalValue,
  DuckDBListValue,
  DuckDBMapValue,
  DuckDBStructValue,
  DuckDBTimestampMillisecondsValue,
  DuckDBTimestampNanosecondsValue,
  DuckDBTimestampSecondsValue,
  DuckDBTimestampTZValue,
  DuckDBTimestampValue,
  DuckDBUnionValue,
  type DuckDBValue,
} from '@duckdb/node-api'

export type JsonValue = null | boolean | number | string | JsonValue[] | { [key: string]: JsonValue }

/**
 * A value as JSON: whole numbers as numbers while JavaScript holds them exactly, else as text; NaN and the infinities as the
 * texts `NaN`, `Infinity`, `-Infinity`; dates `2024-05-01`, instants `2024-05-01T12:00:00` (with `Z` where a zone was given).
 */
export function jsonValue(value: DuckDBValue | undefined): JsonValue {
  if (value === null || value === undefined) return null
  switch (typeof value) {
    case 'boolean':
    case 'string':
      return value
    case 'number':
      return Number.isFinite(value) ? value : String(value)
    case 'bigint':
      return wholeNumber(value)
  }
  if (value instanceof DuckDBDecimalValue) return decimal(value)
  if (value instanceof DuckDBDateValue) return value.toString()
  if (value instanceof DuckDBTimestampTZValue) return instant(new DuckDBTimestampValue(value.micros).toString(), 'Z')
  if (isTimestamp(value)) return instant(value.toString(), '')
  if (value instanceof DuckDBListValue || value instanceof DuckDBArrayValue) return value.items.map(jsonValue)
  if (value instanceof DuckDBStructValue) return Object.fromEntries(Object.entries(value.entries).map(([key, item]) => [key, jsonValue(item)]))
  if (value instanceof DuckDBMapValue) return value.entries.map(({ key, value: item }) => [jsonValue(key), jsonValue(item)])
  if (value instanceof DuckDBUnionValue) return jsonValue(value.value)
  if (value instanceof DuckDBBlobValue || value instanceof DuckDBBitValue) return value.toString()
  return String(value)
}

function wholeNumber(value: bigint): JsonValue {
  return value >= BigInt(Number.MIN_SAFE_INTEGER) && value <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(value) : value.toString()
}

/** A decimal of up to 15 digits survives as a double; a longer one stays text. */
function decimal(value: DuckDBDecimalValue): JsonValue {
  const text = value.toString()
  return text.replace(/[-.]/g, '').replace(/^0+/, '').length <= 15 ? Number(text) : text
}

function isTimestamp(value: DuckDBValue): boolean {
  return (
    value instanceof DuckDBTimestampValue ||
    value instanceof DuckDBTimestampSecondsValue ||
    value instanceof DuckDBTimestampMillisecondsValue ||
    value instanceof DuckDBTimestampNanosecondsValue
  )
}

/** `2024-05-01 12:00:00` → `2024-05-01T12:00:00`; `infinity` and years before Christ stay as DuckDB writes them. */
function instant(text: string, zone: string): string {
  return /^\d{4,}-\d\d-\d\d \d/.test(text) && !text.includes('(') ? text.replace(' ', 'T') + zone : text
}
