import { ident, text } from '@/lib/catalog/sql-text'
import { UserError } from '@/lib/catalog/user-error'
import type { DuckEngine } from '../../engine'
import type { JsonValue } from '../../json-values'
import { findFileColumn } from '../conditions'
import type { FileColumn } from '../table-file'
import type { Group } from './types'

/** A table as the parts of a chart see it: where its rows come from and what is in them. */
export interface Source {
  engine: DuckEngine
  /** `from` clause with the filters, to be followed by `and …`. */
  from: string
  columns: FileColumn[]
}

export type Row = Record<string, JsonValue>

export const isNumber = (column: FileColumn) => column.type === 'integer' || column.type === 'number'
export const isTime = (column: FileColumn) => column.type === 'date' || column.type === 'timestamp'

/** @throws UserError where the column is not one of numbers */
export function numberColumn({ columns }: Source, name: string): FileColumn {
  const column = findFileColumn(columns, name)
  if (!isNumber(column)) throw new UserError(`“${name}” is not a column of numbers. Choose another column.`)
  return column
}

/** @throws UserError where the column has no order that can be measured */
export function measuredColumn({ columns }: Source, name: string): FileColumn {
  const column = findFileColumn(columns, name)
  if (!isNumber(column) && !isTime(column)) throw new UserError(`“${name}” is neither a number nor a date. Choose another column.`)
  return column
}

/** A number as DOUBLE, a time as milliseconds since 1970; null where it is missing or not finite. */
export function measure(column: FileColumn): string {
  const name = ident(column.name)
  if (isTime(column)) return `case when isfinite(${name}) then epoch_ms(${name}::timestamp)::double end`
  return column.sqlType === 'DOUBLE' || column.sqlType === 'FLOAT' ? `case when isfinite(${name}) then ${name}::double end` : `${name}::double`
}

export const number = (value: JsonValue | undefined): number => Number(value)
export const numberOrNull = (value: JsonValue | undefined): number | null => (value === null || value === undefined || !Number.isFinite(Number(value)) ? null : Number(value))

/** A correlation; sums of floating-point numbers may overshoot 1 in the last bit. */
export function correlationOf(value: JsonValue | undefined): number | null {
  const r = numberOrNull(value)
  return r === null ? null : Math.max(-1, Math.min(1, r))
}

/** Commonest values of a column that splits a drawing, and the SQL for a row's place among them. */
export async function groupsOf(source: Source, by: string | undefined, most = 8, where = 'true'): Promise<{ groups: Group[]; place: string; restGroups: number }> {
  if (by === undefined) return { groups: [{ value: null, rest: false }], place: '0', restGroups: 0 }
  const column = findFileColumn(source.columns, by)
  if (column.type === 'other') throw new UserError(`“${by}” holds lists or the like, which make no groups. Choose another column.`)
  const name = `cast(${ident(by)} as varchar)`
  const rows = await source.engine.all(`select ${name} as v, count(*) as n, count(*) over () as d ${source.from} and ${where} group by 1 order by n desc, v limit ${most + 1}`)
  const distinct = number(rows[0]?.d ?? 0)
  const kept = rows.slice(0, distinct > most ? most - 1 : most)
  // In the order of their names, so that a colour does not depend on which filter holds.
  const values = kept.map((row) => (row.v === null ? null : String(row.v))).sort(inOrder)
  const groups: Group[] = values.map((value) => ({ value, rest: false }))
  if (distinct > most) groups.push({ value: null, rest: true })
  const cases = values.map((value, index) => `when ${value === null ? `${name} is null` : `${name} = ${text(value)}`} then ${index}`)
  return { groups, place: cases.length === 0 ? '0' : `case ${cases.join(' ')} else ${values.length} end`, restGroups: Math.max(0, distinct - kept.length) }
}

/** Numbers by size, other texts by letters, a missing value last. */
function inOrder(a: string | null, b: string | null): number {
  if (a === null || b === null) return a === b ? 0 : a === null ? 1 : -1
  const [x, y] = [Number(a), Number(b)]
  if (a.trim() !== '' && b.trim() !== '' && Number.isFinite(x) && Number.isFinite(y)) return x - y
  return a < b ? -1 : a > b ? 1 : 0
}

/** The `limit` rows to draw where there are more: chosen by a hash of their number, so that they are always the same ones. */
export function sampleOrder(limit: number): string {
  return `order by hash(file_row_number), file_row_number limit ${limit}`
}
