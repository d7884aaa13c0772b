import * as z from 'zod/mini'
import { cellLiteral } from '../cell'
import { ident, text } from '../sql-text'
import { columnTypes } from '../types'
import { UserError } from '../user-error'
import { defineLearned } from './learned'
import type { PhysicalColumn } from './support'

const LearnedFill = z.object({
  column: z.string(),
  type: z.enum(columnTypes),
  /** The type after filling. */
  to: z.enum(columnTypes),
  how: z.string(),
  /** As text, exactly; null where the column had no value to learn from. */
  value: z.nullable(z.string()),
})
export type LearnedFill = z.infer<typeof LearnedFill>

const base = { kind: z.literal('clean-missing-data'), version: z.literal(1) }

/** The JSON that Clean missing data writes at its output `transformation`. */
export const Cleaning = z.discriminatedUnion('action', [
  z.object({ ...base, action: z.literal('drop-rows'), when: z.enum(['any', 'all']), columns: z.array(z.string()) }),
  z.object({ ...base, action: z.literal('drop-columns'), dropped: z.array(z.object({ name: z.string(), share: z.number() })) }),
  z.object({ ...base, action: z.literal('fill'), fills: z.array(LearnedFill), indicators: z.array(z.object({ column: z.string(), as: z.string() })) }),
])
export type Cleaning = z.infer<typeof Cleaning>

/** True for missing values; a floating-point column's NaN is one. */
export function isMissing(column: PhysicalColumn): string {
  return column.floating ? `(${column.sql} IS NULL OR isnan(${column.sql}))` : `(${column.sql} IS NULL)`
}

/** The query that applies a cleaning to a table that has the columns it was learned on. */
export function cleaningQuery(cleaning: Cleaning, table: string, columns: PhysicalColumn[]): string {
  const byName = new Map(columns.map((column) => [column.name, column]))
  if (cleaning.action === 'drop-rows') {
    const gaps = cleaning.columns.map((name) => isMissing(byName.get(name)!))
    return gaps.length === 0 ? `SELECT * FROM ${table}` : `SELECT * FROM ${table} WHERE NOT (${gaps.join(cleaning.when === 'any' ? ' OR ' : ' AND ')})`
  }
  if (cleaning.action === 'drop-columns') {
    const dropped = new Set(cleaning.dropped.map(({ name }) => name))
    return `SELECT ${columns.filter((column) => !dropped.has(column.name)).map((column) => column.sql).join(', ')} FROM ${table}`
  }
  const fills = new Map(cleaning.fills.map((fill) => [fill.column, fill]))
  const list = columns.map((column) => {
    const fill = fills.get(column.name)
    return fill ? `${filled(column, fill)} AS ${column.sql}` : column.sql
  })
  for (const { column, as } of cleaning.indicators) list.push(`${isMissing(byName.get(column)!)} AS ${ident(as)}`)
  return `SELECT ${list.join(', ')} FROM ${table}`
}

/** How Apply transformation reads and applies a cleaning. */
export const cleaning = defineLearned(Cleaning, neededColumns, (_step, learned, table, columns) => cleaningQuery(learned, table, columns))

function neededColumns(learned: Cleaning): string[] {
  if (learned.action === 'drop-rows') return learned.columns
  return learned.action === 'fill' ? learned.fills.map((fill) => fill.column) : []
}

function filled(column: PhysicalColumn, fill: LearnedFill): string {
  // Decimals would round a mean to their few digits.
  const widened = (fill.to === 'number' && column.type === 'integer') || column.physical.startsWith('DECIMAL')
  const value = widened ? `CAST(${column.sql} AS DOUBLE)` : column.sql
  if (fill.value === null) return value
  const literal = learnedLiteral({ ...fill, value: fill.value }, column)
  if (literal === undefined) throw new UserError(`The learned value “${fill.value}” does not suit the column “${column.name}”.`)
  return `CASE WHEN ${isMissing(column)} THEN ${column.physical === 'FLOAT' ? `CAST(${literal} AS FLOAT)` : literal} ELSE ${value} END`
}

/** A value as SQL. What the engine took from the data goes back by its own type, so that no digit or zone is lost. */
function learnedLiteral({ value, to, how }: LearnedFill & { value: string }, column: PhysicalColumn): string | undefined {
  if (to === 'number') return `CAST(${text(value)} AS DOUBLE)`
  return how === 'most-frequent' ? `CAST(${text(value)} AS ${column.physical})` : cellLiteral(value, to)
}

/** One line a column, for the log and the output's page. */
export function summarize(cleaning: Cleaning): string[] {
  if (cleaning.action === 'drop-rows') {
    return [cleaning.columns.length === 0 ? 'There are no columns to look at' : `Drop rows where ${cleaning.when === 'any' ? 'any' : 'all'} of ${cleaning.columns.map((name) => `“${name}”`).join(', ')} ${cleaning.when === 'any' ? 'is' : 'are'} missing`]
  }
  if (cleaning.action === 'drop-columns') {
    if (cleaning.dropped.length === 0) return ['No column misses more than the allowed share']
    return cleaning.dropped.map(({ name, share }) => `Drop “${name}”: ${(share * 100).toFixed(1)} % missing`)
  }
  if (cleaning.fills.length === 0) return ['No column is filled']
  return cleaning.fills.map(({ column, how, value }) =>
    value === null ? `“${column}” has no value to learn from and stays missing` : `“${column}”: missing becomes ${value}${how === 'constant' ? '' : ` (${how.replace('-', ' ')})`}`,
  )
}
