import { sqlTypes } from '../cell'
import { text } from '../sql-text'
import { isEpoch, type Change, type EditTypesParams } from '../transform/edit-types'
import type { PhysicalColumn } from './support'

/** A column's value, NULL where it counts as missing: NaN, and text of nothing but spaces. */
export function present(column: PhysicalColumn): string {
  if (column.floating) return `(CASE WHEN isnan(${column.sql}) THEN NULL ELSE ${column.sql} END)`
  return column.type === 'text' ? `nullif(trim(CAST(${column.sql} AS VARCHAR), ' \t\r\n\u00a0'), '')` : column.sql
}

/** The value of another type as SQL; NULL where it does not fit. */
export function converted(column: PhysicalColumn, change: Change, params: EditTypesParams): string {
  const value = present(column)
  if (change.to === column.type && !isEpoch(change.format)) return column.sql
  switch (change.to) {
    case 'integer':
      return whole(column, value, params)
    case 'number':
      return column.type === 'text' ? realText(value, params) : column.type === 'boolean' ? `CAST(CAST(${value} AS INTEGER) AS DOUBLE)` : `CAST(${value} AS DOUBLE)`
    case 'boolean':
      return truth(column, value)
    case 'text':
      return change.format !== '' && (column.type === 'date' || column.type === 'timestamp') ? `strftime(CAST(${value} AS TIMESTAMP), ${text(change.format)})` : `CAST(${value} AS VARCHAR)`
    default:
      return temporal(column, value, change)
  }
}

function whole(column: PhysicalColumn, value: string, { fractions, ...params }: EditTypesParams): string {
  if (column.type === 'boolean') return `CAST(${value} AS BIGINT)`
  // Through DOUBLE, integers beyond 2^53 would lose digits: the text of a whole number is read as such.
  const number = column.type === 'text' ? realText(value, { ...params, fractions }) : value
  const kept = fractions === 'round' ? `round(${number})` : fractions === 'truncate' ? `trunc(${number})` : `(CASE WHEN ${number} = trunc(${number}) THEN ${number} END)`
  const real = `TRY_CAST(${kept} AS BIGINT)`
  return column.type === 'text' ? `COALESCE(CASE WHEN regexp_full_match(${value}, '[+-]?[0-9]+') THEN TRY_CAST(${value} AS BIGINT) END, CASE WHEN NOT regexp_full_match(${value}, '[+-]?[0-9]{16,}') THEN ${real} END)` : real
}

/** Numbers as people write them; `nan`, `inf` and hexadecimal are not. */
function realText(value: string, { decimal, thousands }: EditTypesParams): string {
  const point = decimal === 'point' ? '\\.' : ','
  const plain = `[+-]?([0-9]+(${point}[0-9]*)?|${point}[0-9]+)([eE][+-]?[0-9]+)?`
  const mark = decimal === 'point' ? ',' : '\\.'
  const grouped = `[+-]?[0-9]{1,3}(${["'", '’', ' ', '\u00a0', '\u202f'].concat(mark).map((sign) => `(${sign}[0-9]{3})+`).join('|')})(${point}[0-9]*)?`
  const bare = thousands ? `regexp_replace(${value}, ${text(`['’ \u00a0\u202f${mark}]`)}, '', 'g')` : value
  const pointed = decimal === 'comma' ? `replace(${bare}, ',', '.')` : bare
  const pattern = thousands ? `(${plain})|(${grouped})` : plain
  return `(CASE WHEN regexp_full_match(${value}, ${text(pattern)}) THEN TRY_CAST(${pointed} AS DOUBLE) END)`
}

function truth(column: PhysicalColumn, value: string): string {
  if (column.type === 'text') return `(CASE WHEN lower(${value}) IN ('true', 'yes', 't', 'y', '1') THEN TRUE WHEN lower(${value}) IN ('false', 'no', 'f', 'n', '0') THEN FALSE END)`
  return `(CASE WHEN ${value} = 1 THEN TRUE WHEN ${value} = 0 THEN FALSE END)`
}

function temporal(column: PhysicalColumn, value: string, { to, format }: Change): string {
  const type = sqlTypes[to as 'date' | 'timestamp']
  if (column.type === 'date' || column.type === 'timestamp') return `CAST(${value} AS ${type})`
  if (isEpoch(format)) {
    const number = column.type === 'text' ? `TRY_CAST(${value} AS DOUBLE)` : value
    // Years 1 to 9999: beyond them the engine's instants fail instead of giving NULL.
    const micros = `${number} * ${format === 'epoch' ? 1_000_000 : 1000}`
    return `(CASE WHEN ${micros} BETWEEN -62135596800000000 AND 253402300799000000 THEN CAST(make_timestamp(CAST(${micros} AS BIGINT)) AS ${type}) END)`
  }
  const written = column.type === 'text' ? value : `CAST(${value} AS VARCHAR)`
  if (format !== '') return `CAST(try_strptime(${written}, ${text(format)}) AS ${type})`
  const iso = `regexp_full_match(${written}, '[0-9]{4}-[0-9]{2}-[0-9]{2}([ T][0-9]{2}:[0-9]{2}(:[0-9]{2}([.][0-9]{1,6})?)?)?')`
  return `(CASE WHEN ${iso} THEN CAST(TRY_CAST(${written} AS TIMESTAMP) AS ${type}) END)`
}
